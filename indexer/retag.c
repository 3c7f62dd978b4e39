/* idx retag: the entities of all articles anew, by the gazetteer and the recogniser of
 * today.
 *
 * All in one transaction: whoever reads finds the entities before or those after. */
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "database.h"
#include "document.h"
#include "schema.h"

static const struct option options[] = {
    {0, "entities", N_("FILE"), N_("entities besides the installed ones and your own")},
    {0, "no-names", NULL, N_("look for no names but those of the lists of entities")},
    {0, "wait", OPTION_NUMBER, N_("seconds to wait for another idx [60]")},
    COMMAND_OPTIONS,
};

struct retag {
    struct analysers analysers;
    struct document_maker *maker;
    struct article_packer *packer;
    struct buffer path;
    struct xapian_writable *writable;
    struct article article;
    uint32_t articles, changed;
};

static void retag_free(struct retag *retag)
{
    xapian_writable_free(retag->writable);
    document_maker_free(retag->maker);
    article_packer_free(retag->packer);
    article_free(&retag->article);
    analysers_free(&retag->analysers);
    buffer_free(&retag->path);
}

static enum status load_analysers(struct retag *retag, const struct option_uses *uses,
                                  struct error *error)
{
    const struct analysers_settings settings = {.entities = command_option(uses, "entities"),
                                                .discover = !command_has(uses, "no-names")};
    enum status status = analysers_load(&settings, &retag->analysers, error);
    retag->maker = document_maker_new(&retag->analysers);
    retag->packer = article_packer_new();
    if (status == STATUS_OK && gazetteer_count(retag->analysers.gazetteer) == 0)
        status = error_set(error, STATUS_INPUT,
                           "no list of entities is installed; give one with --entities FILE");
    return status;
}

static enum status read_article(struct retag *retag, struct xapian_document *document,
                                struct error *error)
{
    const char *bytes;
    size_t length;
    char *message = NULL;
    enum xapian_status status = xapian_document_value(document, SCHEMA_SLOT_ARTICLE, &bytes,
                                                      &length, &message);
    if (status != XAPIAN_OK)
        return database_error(error, retag->path.data, status, message);
    return article_unpack(retag->packer, str_of(bytes, length), &retag->article, error);
}

static enum status retag_document(struct retag *retag, xapian_docid docid,
                                  struct xapian_document *document, struct error *error)
{
    bool changed = false;
    char *message = NULL;
    french_trim(retag->analysers.french);
    enum status status = read_article(retag, document, error);
    if (status == STATUS_OK)
        status = document_retag(retag->maker, &retag->article, document, &changed, error);
    retag->articles++;
    retag->changed += changed;
    if (status != STATUS_OK || !changed)
        return status;
    enum xapian_status written = xapian_writable_replace(retag->writable, docid, document,
                                                         &message);
    return written == XAPIAN_OK ? STATUS_OK
                                : database_error(error, retag->path.data, written, message);
}

/* Docid by docid: an iterator over postings would not bear that they change. */
static enum status retag_all(struct retag *retag, struct error *error)
{
    struct xapian_database *database = xapian_writable_database(retag->writable);
    xapian_docid last = 0;
    char *message = NULL;
    enum xapian_status read = xapian_database_last_docid(database, &last, &message);
    if (read != XAPIAN_OK)
        return database_error(error, retag->path.data, read, message);
    enum status status = STATUS_OK;
    for (xapian_docid docid = 1; docid != 0 && docid <= last && status == STATUS_OK; docid++) {
        struct xapian_document *document = NULL;
        read = xapian_database_document(database, docid, &document, &message);
        if (read == XAPIAN_OK)
            status = retag_document(retag, docid, document, error);
        else if (read != XAPIAN_NOT_FOUND)
            return database_error(error, retag->path.data, read, message);
        xapian_document_free(document);
        free(message); /* that there is no such document is no error */
        message = NULL;
    }
    return status;
}

static enum status change(struct retag *retag, struct error *error)
{
    struct buffer list = {0};
    char *message = NULL;
    enum xapian_status status = xapian_writable_begin_transaction(retag->writable, &message);
    if (status != XAPIAN_OK)
        return database_error(error, retag->path.data, status, message);
    enum status done = retag_all(retag, error);
    gazetteer_write(retag->analysers.gazetteer, &list);
    if (done == STATUS_OK)
        done = database_set_gazetteer(retag->writable, buffer_str(&list), error);
    buffer_free(&list);
    if (done != STATUS_OK)
        return done; /* closing forgets the transaction */
    return database_commit_transaction(retag->writable, retag->path.data, error);
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct retag retag = {0};
    enum status status = load_analysers(&retag, uses, error);
    if (status == STATUS_OK)
        status = command_open_writable(uses, &retag.path, &retag.writable, error);
    if (status == STATUS_OK)
        status = change(&retag, error);
    if (status == STATUS_OK)
        printf("%u articles, %u with other entities than before\n", retag.articles, retag.changed);
    retag_free(&retag);
    return status == STATUS_OK ? EXIT_DONE : EXIT_NOTHING;
}

const struct command command_retag = {
    .name = "retag",
    .operands = "",
    .summary = N_("find the entities of all articles anew"),
    .options = options,
    .run = run,
};
