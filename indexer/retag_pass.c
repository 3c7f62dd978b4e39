/* Going through articles and finding their entities anew. */
#include "retag_pass.h"

#include <stdlib.h>

#include "database.h"
#include "document.h"
#include "schema.h"

struct retag {
    const struct retag_pass *pass;
    struct document_maker *maker;
    struct article_packer *packer;
    struct article article;
    struct retag_counts *counts;
};

static enum status read_article(struct retag *retag, struct xapian_document *document,
                                struct error *error)
{
    const char *bytes;
    size_t length;
    char *message = NULL;
    enum xapian_status status = xapian_document_value(document, SCHEMA_SLOT_ARTICLE, &bytes,
                                                      &length, &message);
    if (status != XAPIAN_OK)
        return database_error(error, retag->pass->path, status, message);
    return article_unpack(retag->packer, str_of(bytes, length), &retag->article, error);
}

static enum status retag_document(struct retag *retag, xapian_docid docid,
                                  struct xapian_document *document, struct error *error)
{
    bool changed = false;
    char *message = NULL;
    french_trim(retag->pass->analysers->french);
    enum status status = read_article(retag, document, error);
    if (status == STATUS_OK)
        status = document_retag(retag->maker, &retag->article, document, &changed, error);
    retag->counts->articles++;
    retag->counts->changed += changed;
    if (status != STATUS_OK || !changed)
        return status;
    enum xapian_status written = xapian_writable_replace(retag->pass->writable, docid, document,
                                                         &message);
    return written == XAPIAN_OK ? STATUS_OK
                                : database_error(error, retag->pass->path, written, message);
}

/* A docid without an article is passed over. */
static enum status retag_article(struct retag *retag, xapian_docid docid, struct error *error)
{
    struct xapian_database *database = xapian_writable_database(retag->pass->writable);
    struct xapian_document *document = NULL;
    char *message = NULL;
    enum status status = STATUS_OK;
    enum xapian_status read = xapian_database_document(database, docid, &document, &message);
    if (read == XAPIAN_OK)
        status = retag_document(retag, docid, document, error);
    else if (read == XAPIAN_NOT_FOUND)
        free(message);
    else
        status = database_error(error, retag->pass->path, read, message);
    xapian_document_free(document);
    return status;
}

/* Docid by docid: an iterator over postings would not bear that they change. */
static enum status retag_all(struct retag *retag, struct error *error)
{
    struct xapian_database *database = xapian_writable_database(retag->pass->writable);
    xapian_docid last = 0;
    char *message = NULL;
    enum xapian_status read = xapian_database_last_docid(database, &last, &message);
    if (read != XAPIAN_OK)
        return database_error(error, retag->pass->path, read, message);
    enum status status = STATUS_OK;
    for (xapian_docid docid = 1; docid != 0 && docid <= last && status == STATUS_OK; docid++)
        status = retag_article(retag, docid, error);
    return status;
}

static enum status retag_articles(struct retag *retag, struct error *error)
{
    const struct docid_list *only = retag->pass->only;
    enum status status = STATUS_OK;
    if (!only)
        return retag_all(retag, error);
    for (size_t i = 0; i < only->count && status == STATUS_OK; i++)
        status = retag_article(retag, only->docids[i], error);
    return status;
}

enum status retag_pass_run(const struct retag_pass *pass, struct retag_counts *counts,
                           struct error *error)
{
    struct retag retag = {.pass = pass, .counts = counts};
    char *message = NULL;
    enum xapian_status begun = xapian_writable_begin_transaction(pass->writable, &message);
    if (begun != XAPIAN_OK)
        return database_error(error, pass->path, begun, message);
    *counts = (struct retag_counts){0};
    retag.maker = document_maker_new(pass->analysers);
    retag.packer = article_packer_new();
    enum status status = retag_articles(&retag, error);
    if (status == STATUS_OK)
        status = analysers_keep_gazetteer(pass->analysers, pass->writable, error);
    if (status == STATUS_OK)
        status = database_commit_transaction(pass->writable, pass->path, error);
    document_maker_free(retag.maker);
    article_packer_free(retag.packer);
    article_free(&retag.article);
    return status; /* closing forgets a transaction that failed */
}
