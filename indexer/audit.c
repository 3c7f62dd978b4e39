/* What must hold of a database, beyond what Xapian looks at.
 *
 * A document's terms stand twice: in its own list and in the postings. Both are summed, a hash for
 * each term with its count in the document, so that one number a document tells whether they agree.
 */
#include "audit.h"

#include <stdlib.h>

#include "arena.h"
#include "database.h"
#include "document.h"
#include "entity_record.h"
#include "hash.h"
#include "memory.h"
#include "schema.h"

#define SLOTS (SCHEMA_SLOT_TITLE + 1)

struct audit {
    const struct xapian_database *database;
    void (*report)(void *context, const char *finding);
    void *context;
    struct analysers analysers; /* plain: entities are held against their record */
    struct document_maker *maker;
    struct article_packer *packer;
    struct article article;
    struct buffer finding, term, shown;
    xapian_docid last;
    uint64_t *sums; /* by docid: what its terms sum up to, less what the postings do */
    uint64_t length;
    uint32_t articles;
    uint32_t values[SLOTS]; /* how many documents have one */
    enum xapian_status status;
    char *message;
};

__attribute__((format(printf, 2, 3))) static void tell(struct audit *audit, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_clear(&audit->finding);
    buffer_append_arguments(&audit->finding, format, arguments);
    va_end(arguments);
    audit->report(audit->context, audit->finding.data);
}

static const char *name_of(const struct audit *audit)
{
    return buffer_str(&audit->article.fields[ARTICLE_ID]).data;
}

/* -- Terms ----------------------------------------------------------------------------------- */

static uint64_t hash_term(struct str term, uint32_t count)
{
    return hash_bytes(term, count);
}

/* The terms of a document one by one. */
struct cursor {
    struct xapian_terms *terms;
    struct str term;
    uint32_t count;
    bool ended;
};

static void cursor_next(struct audit *audit, struct cursor *cursor)
{
    if (audit->status == XAPIAN_OK)
        audit->status = xapian_terms_next(cursor->terms, &cursor->term.data, &cursor->term.length,
                                          &audit->message);
    cursor->ended = audit->status != XAPIAN_OK;
    if (audit->status == XAPIAN_OK)
        audit->status = xapian_terms_wdf(cursor->terms, &cursor->count, &audit->message);
    else if (audit->status == XAPIAN_END)
        audit->status = XAPIAN_OK;
}

static void cursor_open(struct audit *audit, const struct xapian_document *document,
                        struct cursor *cursor)
{
    if (audit->status == XAPIAN_OK)
        audit->status = xapian_document_terms(document, &cursor->terms, &audit->message);
    cursor_next(audit, cursor);
}

/* Lives until the next call. */
static const char *show(struct audit *audit, struct str term)
{
    buffer_clear(&audit->shown);
    schema_show_term(term, &audit->shown);
    return audit->shown.data;
}

static bool is_kind(struct str term, enum schema_term kind)
{
    return schema_term_text(kind, term).data != term.data;
}

/* A term that the article gives and the document lacks. Of a word it is enough that some document
 * has it. */
static void check_missing(struct audit *audit, struct str term)
{
    uint32_t documents = 0;
    if (!is_kind(term, SCHEMA_WORD)) {
        tell(audit, "article %s: the term %s is missing", name_of(audit), show(audit, term));
        return;
    }
    audit->status = xapian_database_frequency(audit->database, term.data, term.length, &documents,
                                              NULL, &audit->message);
    if (audit->status == XAPIAN_OK && documents == 0)
        tell(audit, "article %s: its word %.*s is missing in the list of words", name_of(audit),
             STR_FORMAT(schema_term_text(SCHEMA_WORD, term)));
}

/* Entities apart: they are those of the list and the model that were in use when the article was
 * put in. */
static void compare_terms(struct audit *audit, const struct xapian_document *stored,
                          const struct xapian_document *made)
{
    struct cursor has = {0};
    struct cursor needs = {0};
    cursor_open(audit, stored, &has);
    cursor_open(audit, made, &needs);
    while (audit->status == XAPIAN_OK && !(has.ended && needs.ended)) {
        int order = has.ended ? 1 : needs.ended ? -1 : str_compare(has.term, needs.term);
        if (order < 0 && !is_kind(has.term, SCHEMA_ENTITY) && !is_kind(has.term, SCHEMA_NAME))
            tell(audit, "article %s: the term %s is not of its text", name_of(audit),
                 show(audit, has.term));
        else if (order > 0)
            check_missing(audit, needs.term);
        else if (order == 0 && has.count != needs.count)
            tell(audit, "article %s: the term %s counts %u, not %u", name_of(audit),
                 show(audit, has.term), has.count, needs.count);
        if (order <= 0)
            cursor_next(audit, &has);
        if (order >= 0)
            cursor_next(audit, &needs);
    }
    xapian_terms_free(has.terms);
    xapian_terms_free(needs.terms);
}

/* Adds the document's terms to its sum, and holds its length against theirs. */
static void sum_terms(struct audit *audit, xapian_docid docid, const struct xapian_document *stored)
{
    struct cursor cursor = {0};
    uint32_t length = 0;
    uint64_t counted = 0;
    for (cursor_open(audit, stored, &cursor); audit->status == XAPIAN_OK && !cursor.ended;
         cursor_next(audit, &cursor)) {
        audit->sums[docid] += hash_term(cursor.term, cursor.count);
        counted += cursor.count;
    }
    xapian_terms_free(cursor.terms);
    if (audit->status == XAPIAN_OK)
        audit->status = xapian_database_document_length(audit->database, docid, &length,
                                                        &audit->message);
    if (audit->status == XAPIAN_OK && length != counted)
        tell(audit, "document %u: its length is %u, its terms count %llu", docid, length,
             (unsigned long long)counted);
    audit->length += counted;
}

/* -- Values ---------------------------------------------------------------------------------- */

static struct str read_value(struct audit *audit, struct xapian_document *document, unsigned slot)
{
    struct str value = STR("");
    if (audit->status == XAPIAN_OK)
        audit->status = xapian_document_value(document, slot, &value.data, &value.length,
                                              &audit->message);
    return audit->status == XAPIAN_OK ? value : STR("");
}

/* The packed article is compared by nothing else: it is what the others are made of. */
static void compare_values(struct audit *audit, struct xapian_document *stored,
                           struct xapian_document *made)
{
    for (unsigned slot = 0; slot < SLOTS && audit->status == XAPIAN_OK; slot++) {
        struct str has = read_value(audit, stored, slot);
        audit->values[slot] += has.length > 0;
        if (slot != SCHEMA_SLOT_ARTICLE && slot != SCHEMA_SLOT_ENTITIES &&
            !str_equal(has, read_value(audit, made, slot)))
            tell(audit, "article %s: value %u is not the one of its text", name_of(audit), slot);
    }
}

/* The terms of a document's entities, in order. */
struct entity_terms {
    struct str *terms;
    size_t count, capacity;
    struct arena texts;
};

static void read_entity_terms(struct audit *audit, const struct xapian_document *stored,
                              struct entity_terms *found)
{
    struct cursor cursor = {0};
    for (cursor_open(audit, stored, &cursor); audit->status == XAPIAN_OK && !cursor.ended;
         cursor_next(audit, &cursor)) {
        if (!is_kind(cursor.term, SCHEMA_ENTITY) && !is_kind(cursor.term, SCHEMA_NAME))
            continue;
        found->terms = memory_grow(found->terms, &found->capacity, found->count + 1,
                                   sizeof *found->terms);
        found->terms[found->count++] = arena_keep(&found->texts, cursor.term);
    }
    xapian_terms_free(cursor.terms);
}

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* Replaces audit->term by the one that the entity must have. */
static void make_entity_term(struct audit *audit, const struct entity_record *entity)
{
    struct buffer folded = {0};
    struct buffer name = {0};
    french_fold_name(audit->analysers.french, entity->name, &folded);
    buffer_clear(&audit->term);
    if (entity->discovered) {
        schema_name(entity->type, buffer_str(&folded), &name);
        schema_term(SCHEMA_NAME, buffer_str(&name), &audit->term);
    } else {
        schema_term(SCHEMA_ENTITY, buffer_str(&folded), &audit->term);
    }
    buffer_free(&folded);
    buffer_free(&name);
}

static bool has_entity(struct audit *audit, const struct entity_terms *has,
                       const struct entity_record *entity)
{
    make_entity_term(audit, entity);
    const struct str term = buffer_str(&audit->term);
    return has->count > 0 &&
           bsearch(&term, has->terms, has->count, sizeof term, compare_texts) != NULL;
}

/* Whether each mention is a part of its field. */
static bool has_mentions(const struct audit *audit, const struct entity_record *entity)
{
    struct mention_reader reader = entity_record_mentions(entity);
    struct article_mention mention;
    while (mention_reader_next(&reader, &mention)) {
        struct str field = article_get(&audit->article,
                                       mention.field == 0 ? ARTICLE_TITLE : ARTICLE_TEXT);
        if (mention.start >= mention.end || mention.end > field.length)
            return false;
    }
    return entity->mentions > 0;
}

/* The entities of the record are the terms, no more and no less, and stand in the article. */
static void check_entities(struct audit *audit, struct xapian_document *stored)
{
    struct entity_record record;
    struct entity_terms has = {0};
    size_t count = 0;
    read_entity_terms(audit, stored, &has);
    bool same = entity_record_open(read_value(audit, stored, SCHEMA_SLOT_ENTITIES), &record);
    while (same && entity_record_next(&record)) {
        same = has_entity(audit, &has, &record) && has_mentions(audit, &record);
        count++;
    }
    if (!same || record.unpack.failed || count != has.count)
        tell(audit, "article %s: its entities are not those of its record", name_of(audit));
    free(has.terms);
    arena_free(&has.texts);
}

/* -- Articles -------------------------------------------------------------------------------- */

static bool is_new_word(void *context, const struct french_word *word)
{
    (void)context;
    (void)word;
    return false;
}

static void check_id(struct audit *audit)
{
    uint32_t documents = 0;
    buffer_clear(&audit->term);
    schema_term(SCHEMA_ID, article_get(&audit->article, ARTICLE_ID), &audit->term);
    audit->status = xapian_database_frequency(audit->database, audit->term.data, audit->term.length,
                                              &documents, NULL, &audit->message);
    if (audit->status == XAPIAN_OK && documents != 1)
        tell(audit, "article %s: %u documents have its id", name_of(audit), documents);
}

static enum status check_document(struct audit *audit, xapian_docid docid,
                                  struct xapian_document *stored, struct error *error)
{
    struct xapian_document *made = NULL;
    struct error damage = {0};
    enum status status = STATUS_OK;
    sum_terms(audit, docid, stored);
    struct str packed = read_value(audit, stored, SCHEMA_SLOT_ARTICLE);
    if (audit->status != XAPIAN_OK)
        return STATUS_OK;
    audit->articles++;
    french_trim(audit->analysers.french);
    if (article_unpack(audit->packer, packed, &audit->article, &damage) != STATUS_OK)
        tell(audit, "document %u: its stored article cannot be read", docid);
    else
        status = document_make(audit->maker, &audit->article, is_new_word, NULL, &made, error);
    if (made) {
        check_id(audit);
        compare_terms(audit, stored, made);
        compare_values(audit, stored, made);
        check_entities(audit, stored);
    }
    xapian_document_free(made);
    error_free(&damage);
    return status;
}

static enum status check_documents(struct audit *audit, struct error *error)
{
    enum status status = STATUS_OK;
    for (xapian_docid docid = 1; docid != 0 && docid <= audit->last; docid++) {
        struct xapian_document *stored = NULL;
        audit->status = xapian_database_document(audit->database, docid, &stored, &audit->message);
        if (audit->status == XAPIAN_OK)
            status = check_document(audit, docid, stored, error);
        xapian_document_free(stored);
        if (audit->status == XAPIAN_NOT_FOUND) {
            free(audit->message);
            audit->message = NULL;
            audit->status = XAPIAN_OK;
        }
        if (status != STATUS_OK || audit->status != XAPIAN_OK)
            return status;
    }
    return status;
}

/* -- Postings and counts --------------------------------------------------------------------- */

static void subtract_postings(struct audit *audit, struct str term)
{
    struct xapian_postings *postings = NULL;
    xapian_docid docid;
    uint32_t count = 0;
    audit->status = xapian_database_postings(audit->database, term.data, term.length, &postings,
                                             &audit->message);
    while (audit->status == XAPIAN_OK &&
           (audit->status = xapian_postings_next(postings, &docid, &audit->message)) == XAPIAN_OK) {
        audit->status = xapian_postings_wdf(postings, &count, &audit->message);
        if (docid <= audit->last)
            audit->sums[docid] -= hash_term(term, count);
        else
            tell(audit, "the term %s has a document that is not there", show(audit, term));
    }
    if (audit->status == XAPIAN_END)
        audit->status = XAPIAN_OK;
    xapian_postings_free(postings);
}

static void check_postings(struct audit *audit)
{
    struct xapian_terms *terms = NULL;
    struct str term;
    audit->status = xapian_database_terms(audit->database, "", 0, &terms, &audit->message);
    while (audit->status == XAPIAN_OK &&
           (audit->status = xapian_terms_next(terms, &term.data, &term.length, &audit->message)) ==
               XAPIAN_OK)
        subtract_postings(audit, term);
    if (audit->status == XAPIAN_END)
        audit->status = XAPIAN_OK;
    xapian_terms_free(terms);
    for (size_t docid = 1; docid <= audit->last && audit->status == XAPIAN_OK; docid++)
        if (audit->sums[docid] != 0)
            tell(audit, "document %zu: its terms are not those of the postings", docid);
}

static void check_counts(struct audit *audit)
{
    uint32_t count = 0;
    uint64_t length = 0;
    audit->status = xapian_database_count(audit->database, &count, &audit->message);
    if (audit->status == XAPIAN_OK && count != audit->articles)
        tell(audit, "the database counts %u articles, there are %u", count, audit->articles);
    if (audit->status == XAPIAN_OK)
        audit->status = xapian_database_total_length(audit->database, &length, &audit->message);
    if (audit->status == XAPIAN_OK && length != audit->length)
        tell(audit, "the database counts %llu words, there are %llu", (unsigned long long)length,
             (unsigned long long)audit->length);
    for (unsigned slot = 0; slot < SLOTS && audit->status == XAPIAN_OK; slot++) {
        audit->status = xapian_database_value_bounds(audit->database, slot, &count, NULL, NULL,
                                                     NULL, NULL, &audit->message);
        if (audit->status == XAPIAN_OK && count != audit->values[slot])
            tell(audit, "the database counts %u of value %u, there are %u", count, slot,
                 audit->values[slot]);
    }
}

enum status audit_database(const struct xapian_database *database,
                           void (*report)(void *context, const char *finding), void *context,
                           struct error *error)
{
    struct audit audit = {.database = database, .report = report, .context = context};
    analysers_make_plain(&audit.analysers);
    audit.maker = document_maker_new(&audit.analysers);
    audit.packer = article_packer_new();
    enum status status = STATUS_OK;
    audit.status = xapian_database_last_docid(database, &audit.last, &audit.message);
    audit.sums = memory_allocate((size_t)audit.last + 1, sizeof *audit.sums);
    if (audit.status == XAPIAN_OK)
        status = check_documents(&audit, error);
    if (status == STATUS_OK && audit.status == XAPIAN_OK)
        check_postings(&audit);
    if (status == STATUS_OK && audit.status == XAPIAN_OK)
        check_counts(&audit);
    if (status == STATUS_OK && audit.status != XAPIAN_OK)
        status = database_error(error, NULL, audit.status, audit.message);
    free(audit.sums);
    buffer_free(&audit.finding);
    buffer_free(&audit.term);
    buffer_free(&audit.shown);
    article_free(&audit.article);
    article_packer_free(audit.packer);
    document_maker_free(audit.maker);
    analysers_free(&audit.analysers);
    return status;
}
