/* Discovered names by their terms. */
#include "stored_name.h"

#include <stdlib.h>

#include "database.h"
#include "docids.h"
#include "entity_record.h"
#include "families.h"
#include "memory.h"
#include "name_tag.h"
#include "schema.h"

/* -- How it is written ----------------------------------------------------------------------- */

/* Appends the record's discovered name that folds to `folded`; false when it has none. */
static bool find_written(struct str bytes, struct french *french, struct str folded,
                         struct buffer *written)
{
    struct entity_record record;
    struct buffer own = {0};
    bool found = false;
    if (entity_record_open(bytes, &record))
        while (!found && entity_record_next(&record)) {
            buffer_clear(&own);
            french_fold_name(french, record.name, &own);
            found = record.discovered && str_equal(buffer_str(&own), folded);
        }
    if (found)
        buffer_append(written, record.name);
    buffer_free(&own);
    return found;
}

/* Replaces what is in `term` by that of a name of this type. */
static void make_term(enum entity_type type, struct str folded, struct buffer *term)
{
    struct buffer text = {0};
    buffer_clear(term);
    schema_name(type, folded, &text);
    schema_term(SCHEMA_NAME, buffer_str(&text), term);
    buffer_free(&text);
}

static enum xapian_status first_article(const struct xapian_database *database,
                                        enum entity_type type, struct str folded,
                                        struct xapian_document **document, char **message)
{
    struct buffer term = {0};
    struct xapian_postings *postings = NULL;
    xapian_docid docid;
    make_term(type, folded, &term);
    enum xapian_status status = xapian_database_postings(database, term.data, term.length,
                                                         &postings, message);
    if (status == XAPIAN_OK)
        status = xapian_postings_next(postings, &docid, message);
    if (status == XAPIAN_OK)
        status = xapian_database_document(database, docid, document, message);
    xapian_postings_free(postings);
    buffer_free(&term);
    return status;
}

/* Appends a name of this type as the first article that has it writes it, or as it folds. */
static enum status append_written(const struct name_source *source, enum entity_type type,
                                  struct str folded, struct buffer *written, struct error *error)
{
    struct xapian_document *document = NULL;
    const char *bytes = "";
    size_t length = 0;
    char *message = NULL;
    enum xapian_status status = first_article(source->database, type, folded, &document, &message);
    if (status == XAPIAN_OK)
        status = xapian_document_value(document, SCHEMA_SLOT_ENTITIES, &bytes, &length, &message);
    if ((status == XAPIAN_OK || status == XAPIAN_END) &&
        !find_written(str_of(bytes, length), source->french, folded, written))
        buffer_append(written, folded);
    xapian_document_free(document);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, NULL, status, message);
}

enum status stored_name_show(const struct name_source *source, struct str folded,
                             struct buffer *shown, struct error *error)
{
    struct buffer written = {0};
    enum status status = append_written(source, ENTITY_PERSON, folded, &written, error);
    entity_name_show(buffer_str(&written), true, shown);
    buffer_free(&written);
    return status;
}

/* -- By what it may be called ---------------------------------------------------------------- */

void stored_name_free(struct stored_name *stored)
{
    buffer_free(&stored->name);
    buffer_free(&stored->folded);
    buffer_free(&stored->aliases);
}

/* In how many articles it is of each of ENTITY_TYPES. */
static enum status count_types(const struct xapian_database *database, struct str folded,
                               size_t *articles, struct error *error)
{
    struct buffer term = {0};
    char *message = NULL;
    enum xapian_status status = XAPIAN_OK;
    for (enum entity_type type = 0; type < NAME_TYPES && status == XAPIAN_OK; type++) {
        uint32_t count = 0;
        make_term(type, folded, &term);
        status = xapian_database_frequency(database, term.data, term.length, &count, NULL,
                                           &message);
        articles[type] = count;
    }
    buffer_free(&term);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

/* Adds the surnames that articles have and that stand for the full name alone. */
static enum status append_surnames(const struct name_source *source, const struct family *family,
                                   struct stored_name *stored, struct error *error)
{
    enum status status = STATUS_OK;
    struct str rest = buffer_str(&stored->folded);
    for (str_cut(&rest, ' '); rest.data && status == STATUS_OK; str_cut(&rest, ' ')) {
        size_t articles[ENTITY_TYPES] = {0};
        const struct family_member *full = family_full_name(family, rest);
        if (!full || !str_equal(full->name, buffer_str(&stored->folded)))
            continue;
        status = count_types(source->database, rest, articles, error);
        if (status != STATUS_OK || articles[ENTITY_PERSON] == 0)
            continue;
        if (stored->aliases.length > 0)
            buffer_append_char(&stored->aliases, '|');
        status = append_written(source, ENTITY_PERSON, rest, &stored->aliases, error);
    }
    return status;
}

/* Takes the full name in place of a person's surname. */
static enum status take_full_name(const struct name_source *source, const struct family *family,
                                  struct stored_name *stored, size_t *articles, struct error *error)
{
    const struct family_member *full = family_full_name(family, buffer_str(&stored->folded));
    if (!full || entity_type_most(articles) != ENTITY_PERSON)
        return STATUS_OK;
    buffer_clear(&stored->folded);
    buffer_append(&stored->folded, full->name);
    return count_types(source->database, full->name, articles, error);
}

static enum status fill(const struct name_source *source, const struct family *family,
                        struct stored_name *stored, struct error *error)
{
    size_t articles[ENTITY_TYPES] = {0};
    enum status status = count_types(source->database, buffer_str(&stored->folded), articles,
                                     error);
    if (status == STATUS_OK)
        status = take_full_name(source, family, stored, articles, error);
    stored->type = entity_type_most(articles);
    if (status != STATUS_OK || articles[stored->type] == 0)
        return status;
    status = append_written(source, stored->type, buffer_str(&stored->folded), &stored->name,
                            error);
    if (status == STATUS_OK && stored->type == ENTITY_PERSON)
        status = append_surnames(source, family, stored, error);
    return status;
}

enum status stored_name_find(const struct name_source *source, struct str folded,
                             struct stored_name *stored, struct error *error)
{
    struct family_reader families = {.source = *source};
    struct family family = {0};
    buffer_clear(&stored->name);
    buffer_clear(&stored->folded);
    buffer_clear(&stored->aliases);
    buffer_append(&stored->folded, folded);
    enum status status = family_read(&families, folded, &family, error);
    if (status == STATUS_OK)
        status = fill(source, &family, stored, error);
    family_free(&family);
    family_reader_close(&families);
    return status;
}

/* -- Which articles have it ------------------------------------------------------------------ */

void stored_terms_free(struct stored_terms *terms)
{
    for (size_t i = 0; i < terms->count; i++)
        buffer_free(&terms->texts[i]);
    free(terms->texts);
    *terms = (struct stored_terms){0};
}

struct finding {
    const struct xapian_database *database;
    struct stored_terms *terms;
    struct buffer term;
    enum xapian_status status;
    char *message;
};

/* Adds the term of a name of this type if an article has it. */
static void add_type(struct finding *finding, enum entity_type type, struct str folded)
{
    struct stored_terms *terms = finding->terms;
    struct buffer text = {0};
    uint32_t articles = 0;
    if (finding->status != XAPIAN_OK)
        return;
    schema_name(type, folded, &text);
    buffer_clear(&finding->term);
    schema_term(SCHEMA_NAME, buffer_str(&text), &finding->term);
    finding->status = xapian_database_frequency(finding->database, finding->term.data,
                                                finding->term.length, &articles, NULL,
                                                &finding->message);
    if (articles == 0) {
        buffer_free(&text);
        return;
    }
    terms->texts = memory_grow(terms->texts, &terms->capacity, terms->count + 1,
                               sizeof *terms->texts);
    terms->texts[terms->count++] = text;
}

static void add_written(struct finding *finding, struct str folded)
{
    for (enum entity_type type = 0; type < NAME_TYPES; type++)
        add_type(finding, type, folded);
}

/* Adds the shorter names that stand for `full` alone. */
static void add_surnames(struct finding *finding, const struct family *family, struct str full)
{
    struct str rest = full;
    for (str_cut(&rest, ' '); rest.data; str_cut(&rest, ' ')) {
        const struct family_member *stands_for = family_full_name(family, rest);
        if (stands_for && str_equal(stands_for->name, full))
            add_type(finding, ENTITY_PERSON, rest);
    }
}

static void add_family(struct finding *finding, const struct family *family, struct str folded)
{
    const struct family_member *alone = family_full_name(family, folded);
    add_written(finding, folded);
    for (size_t i = 0; i < family->count; i++) {
        const struct family_member *member = &family->members[i];
        if (alone ? member == alone : member->full && family_is_longer(member->name, folded))
            add_written(finding, member->name);
    }
    add_surnames(finding, family, alone ? alone->name : folded);
}

/* A person's surname that stands for another name is that name's. */
static void add_counted(struct finding *finding, const struct family *family, struct str folded)
{
    bool surname = family_full_name(family, folded);
    for (enum entity_type type = 0; type < NAME_TYPES; type++)
        if (type != ENTITY_PERSON || !surname)
            add_type(finding, type, folded);
    add_surnames(finding, family, folded);
}

static enum status find_terms(struct family_reader *families, struct str folded,
                              void (*add)(struct finding *finding, const struct family *family,
                                          struct str folded),
                              struct stored_terms *terms, struct error *error)
{
    struct finding finding = {.database = families->source.database, .terms = terms};
    struct family family = {0};
    enum status status = family_read(families, folded, &family, error);
    if (status == STATUS_OK)
        add(&finding, &family, folded);
    family_free(&family);
    buffer_free(&finding.term);
    if (status == STATUS_OK && finding.status != XAPIAN_OK)
        status = database_error(error, NULL, finding.status, finding.message);
    return status;
}

enum status stored_name_terms(const struct name_source *source, struct str folded,
                              struct stored_terms *terms, struct error *error)
{
    struct family_reader families = {.source = *source};
    enum status status = find_terms(&families, folded, add_family, terms, error);
    family_reader_close(&families);
    return status;
}

/* -- How many articles ----------------------------------------------------------------------- */

static enum xapian_status add_docids(const struct xapian_database *database, struct str text,
                                     struct docid_list *docids, char **message)
{
    struct buffer term = {0};
    struct xapian_postings *postings = NULL;
    xapian_docid docid;
    schema_term(SCHEMA_NAME, text, &term);
    enum xapian_status status = xapian_database_postings(database, term.data, term.length,
                                                         &postings, message);
    while (status == XAPIAN_OK &&
           (status = xapian_postings_next(postings, &docid, message)) == XAPIAN_OK) {
        docids->docids = memory_grow(docids->docids, &docids->capacity, docids->count + 1,
                                     sizeof *docids->docids);
        docids->docids[docids->count++] = docid;
    }
    xapian_postings_free(postings);
    buffer_free(&term);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

static int compare_docids(const void *a, const void *b)
{
    const xapian_docid *x = a;
    const xapian_docid *y = b;
    return *x < *y ? -1 : *x > *y;
}

static size_t count_distinct(struct docid_list *docids)
{
    size_t distinct = 0;
    if (docids->count > 1)
        qsort(docids->docids, docids->count, sizeof *docids->docids, compare_docids);
    for (size_t i = 0; i < docids->count; i++)
        distinct += i == 0 || docids->docids[i] != docids->docids[i - 1];
    return distinct;
}

enum status stored_name_count(struct family_reader *families, struct str folded, size_t *articles,
                              struct error *error)
{
    struct stored_terms terms = {0};
    struct docid_list docids = {0};
    char *message = NULL;
    enum xapian_status read = XAPIAN_OK;
    enum status status = find_terms(families, folded, add_counted, &terms, error);
    for (size_t i = 0; i < terms.count && status == STATUS_OK && read == XAPIAN_OK; i++)
        read = add_docids(families->source.database, buffer_str(&terms.texts[i]), &docids,
                          &message);
    *articles = count_distinct(&docids);
    docid_list_free(&docids);
    stored_terms_free(&terms);
    if (read != XAPIAN_OK)
        status = database_error(error, NULL, read, message);
    return status;
}
