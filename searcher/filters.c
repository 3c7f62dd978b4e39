/* Filters on names and dates, as boolean queries. */
#include "filters.h"

#include <stdlib.h>

#include "database.h"
#include "docids.h"
#include "gazetteer_files.h"
#include "language.h"
#include "memory.h"
#include "nearest.h"
#include "queries.h"
#include "schema.h"
#include "stored_name.h"

void names_free(struct names *names)
{
    gazetteer_free(names->gazetteer);
    names->gazetteer = NULL;
}

void filters_add(struct filters *filters, enum query_field field, struct str name)
{
    filters->names[field] = memory_grow(filters->names[field], &filters->capacities[field],
                                        filters->counts[field] + 1, sizeof *filters->names[field]);
    filters->names[field][filters->counts[field]++] = name;
}

void filters_free(struct filters *filters)
{
    for (size_t i = 0; i <= FIELD_SECTION; i++)
        free(filters->names[i]);
}

/* -- Names that are not there ---------------------------------------------------------------- */

#define MOST_NEAREST 3

/* Appends "; did you mean A, B?" for up to MOST_NEAREST names. */
static void append_nearest(struct buffer *text, const struct str *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_format(text, "%s%.*s", i == 0 ? _("; did you mean ") : ", ",
                             STR_FORMAT(names[i]));
    if (count > 0)
        buffer_append(text, str_from(_("?")));
}

struct outlet {
    char *name; /* owned */
    size_t distance;
    uint32_t articles;
};

/* How far `wanted` is from the nearest word of the outlet's name, or from the whole name. */
static size_t outlet_distance(struct french *french, struct str wanted, const char *name)
{
    struct buffer folded = {0};
    const size_t most = 64;
    french_fold_name(french, str_from(name), &folded);
    size_t least = edit_distance(wanted, buffer_str(&folded), most);
    for (struct str rest = buffer_str(&folded); rest.data;) {
        size_t distance = edit_distance(wanted, str_cut(&rest, ' '), most);
        least = distance < least ? distance : least;
    }
    buffer_free(&folded);
    return least;
}

static int compare_outlets(const void *a, const void *b)
{
    const struct outlet *x = a;
    const struct outlet *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return strcmp(x->name, y->name);
}

static enum xapian_status list_outlets(struct names *names, struct str wanted,
                                       struct outlet **outlets, size_t *count, char **message)
{
    struct buffer prefix = {0};
    struct xapian_terms *terms = NULL;
    const char *term;
    size_t length;
    size_t capacity = 0;
    schema_term(SCHEMA_OUTLET, STR(""), &prefix);
    enum xapian_status status = xapian_database_terms(names->database, prefix.data, prefix.length,
                                                      &terms, message);
    while (status == XAPIAN_OK &&
           (status = xapian_terms_next(terms, &term, &length, message)) == XAPIAN_OK) {
        struct str name = schema_term_text(SCHEMA_OUTLET, str_of(term, length));
        *outlets = memory_grow(*outlets, &capacity, *count + 1, sizeof **outlets);
        struct outlet *outlet = &(*outlets)[(*count)++];
        outlet->name = memory_copy(name.data, name.length);
        outlet->distance = outlet_distance(names->french, wanted, outlet->name);
        status = xapian_terms_frequency(terms, &outlet->articles, message);
    }
    xapian_terms_free(terms);
    buffer_free(&prefix);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

/* The error for an outlet that no article has: with the nearest, or the most frequent, there are.
 */
static enum status unknown_outlet(struct names *names, struct str name, struct error *error)
{
    struct buffer wanted = {0};
    struct buffer text = {0};
    struct outlet *outlets = NULL;
    size_t count = 0;
    char *message = NULL;
    french_fold_name(names->french, name, &wanted);
    enum xapian_status status = list_outlets(names, buffer_str(&wanted), &outlets, &count,
                                             &message);
    if (count > 0)
        qsort(outlets, count, sizeof *outlets, compare_outlets);
    buffer_append_format(&text, _("no article is from an outlet \"%.*s\""), STR_FORMAT(name));
    if (count == 0)
        buffer_append(&text, str_from(_("; no article has an outlet")));
    for (size_t i = 0; i < count && i < MOST_NEAREST; i++)
        buffer_append_format(&text, "%s%s", i == 0 ? _("; the nearest there are: ") : ", ",
                             outlets[i].name);
    for (size_t i = 0; i < count; i++)
        free(outlets[i].name);
    free(outlets);
    enum status result = status == XAPIAN_OK ? error_set(error, STATUS_INPUT, "%s", text.data)
                                             : database_error(error, NULL, status, message);
    buffer_free(&wanted);
    buffer_free(&text);
    return result;
}

static enum status unknown_entity(const struct gazetteer *gazetteer, struct str name,
                                  struct error *error)
{
    struct str nearest[MOST_NEAREST];
    size_t count = gazetteer_nearest(gazetteer, name, nearest, MOST_NEAREST);
    struct buffer text = {0};
    append_nearest(&text, nearest, count);
    error_set(error, STATUS_INPUT, "\"%.*s\" is no known entity%s", STR_FORMAT(name),
              text.length ? text.data : _("; idx entities lists them"));
    buffer_free(&text);
    return STATUS_INPUT;
}

/* -- Names ----------------------------------------------------------------------------------- */

static enum status load_gazetteer(struct names *names, struct error *error)
{
    if (names->gazetteer)
        return STATUS_OK;
    struct gazetteer *gazetteer = gazetteer_new(names->french);
    enum status status = gazetteer_load_stored(gazetteer, names->database, error);
    if (status == STATUS_OK)
        names->gazetteer = gazetteer;
    else
        gazetteer_free(gazetteer);
    return status;
}

enum status names_source(struct names *names, struct name_source *source, struct error *error)
{
    enum status status = load_gazetteer(names, error);
    *source = (struct name_source){names->database, names->french, names->gazetteer};
    return status;
}

/* A name that no list has, but articles do. */
static enum status discovered_query(struct names *names, struct str name,
                                    struct xapian_query **query, struct error *error)
{
    struct buffer folded = {0};
    struct stored_terms terms = {0};
    struct queries queries = {0};
    struct query_list any = {0};
    struct name_source source;
    enum status status = names_source(names, &source, error);
    french_fold_name(names->french, name, &folded);
    if (status == STATUS_OK && !names->confirmed && folded.length > 0)
        status = stored_name_terms(&source, buffer_str(&folded), &terms, error);
    for (size_t i = 0; i < terms.count && status == STATUS_OK; i++)
        query_list_add(&any, queries_term(&queries, SCHEMA_NAME, buffer_str(&terms.texts[i])));
    if (status == STATUS_OK && terms.count == 0)
        status = unknown_entity(names->gazetteer, name, error);
    *query = queries_combined(&queries, XAPIAN_OR, &any);
    stored_terms_free(&terms);
    buffer_free(&folded);
    return status == STATUS_OK ? queries_finish(&queries, error) : status;
}

/* A name may be an alias of several entities: then any of them. */
static enum status entity_query(struct names *names, struct str name, struct xapian_query **query,
                                struct error *error)
{
    enum status status = load_gazetteer(names, error);
    if (status != STATUS_OK)
        return status;
    size_t count = gazetteer_find(names->gazetteer, name, NULL, 0);
    if (count == 0)
        return discovered_query(names, name, query, error);
    size_t *found = memory_allocate(count, sizeof *found);
    struct queries queries = {0};
    struct query_list any = {0};
    gazetteer_find(names->gazetteer, name, found, count);
    for (size_t i = 0; i < count; i++)
        query_list_add(&any,
                       queries_term(&queries, SCHEMA_ENTITY,
                                    gazetteer_entity(names->gazetteer, found[i]).folded_name));
    free(found);
    *query = queries_combined(&queries, XAPIAN_OR, &any);
    return queries_finish(&queries, error);
}

/* Whether an article matches; only its presence counts. */
static enum status matches_any(const struct names *names, const struct xapian_query *query,
                               bool *any, struct error *error)
{
    struct docid_list articles = {0};
    enum status status = docids_find(names->database, query, 1, &articles, error);
    *any = articles.count > 0;
    docid_list_free(&articles);
    return status;
}

enum status names_query(struct names *names, enum query_field field, struct str name,
                        struct xapian_query **query, struct error *error)
{
    static const enum schema_term kinds[] = {[FIELD_OUTLET] = SCHEMA_OUTLET_WORD,
                                             [FIELD_AUTHOR] = SCHEMA_AUTHOR_WORD,
                                             [FIELD_SECTION] = SCHEMA_SECTION_WORD};
    if (field == FIELD_ENTITY)
        return entity_query(names, name, query, error);
    struct french_tokens tokens = {0};
    struct queries queries = {0};
    struct query_list words = {0};
    french_tokenise(names->french, name, &tokens);
    for (size_t i = 0; i < tokens.count; i++)
        if (tokens.tokens[i].kind == FRENCH_WORD)
            query_list_add(&words,
                           queries_term(&queries, kinds[field], tokens.tokens[i].word->folded));
    french_tokens_free(&tokens);
    *query = queries_combined(&queries, XAPIAN_AND, &words);
    if (!*query)
        *query = queries_nothing(&queries); /* a name without a word */
    enum status status = queries_finish(&queries, error);
    bool any = true;
    if (status == STATUS_OK && field == FIELD_OUTLET)
        status = matches_any(names, *query, &any, error);
    if (status == STATUS_OK && !any)
        status = unknown_outlet(names, name, error);
    if (status != STATUS_OK)
        xapian_query_free(*query);
    return status;
}

/* -- Dates and all together ------------------------------------------------------------------ */

/* YYYY-MM-DD as the slot has it, YYYYMMDD. */
static void slot_date(const char *day, char slot[9])
{
    memcpy(slot, day, 4);
    memcpy(slot + 4, day + 5, 2);
    memcpy(slot + 6, day + 8, 3);
}

enum status dates_query(const struct date_range *dates, struct xapian_query **query,
                        struct error *error)
{
    char first[9];
    char last[9];
    struct queries queries = {0};
    slot_date(dates->first, first);
    slot_date(dates->last, last);
    *query = queries_range(&queries, SCHEMA_SLOT_DATE, str_from(first), str_from(last));
    return queries_finish(&queries, error);
}

/* Adds to `all` the condition on one field. */
static enum status add_field(const struct filters *filters, enum query_field field,
                             struct names *names, struct query_list *all, struct error *error)
{
    struct queries queries = {0};
    struct query_list list = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < filters->counts[field] && status == STATUS_OK; i++) {
        struct xapian_query *query;
        status = names_query(names, field, filters->names[field][i], &query, error);
        if (status == STATUS_OK)
            query_list_add(&list, query);
    }
    query_list_add(
        all, queries_combined(&queries, field == FIELD_ENTITY ? XAPIAN_AND : XAPIAN_OR, &list));
    return status == STATUS_OK ? queries_finish(&queries, error) : status;
}

enum status filters_query(const struct filters *filters, struct names *names,
                          struct xapian_query **query, struct error *error)
{
    struct queries queries = {0};
    struct query_list all = {0};
    enum status status = STATUS_OK;
    for (enum query_field field = FIELD_OUTLET; field <= FIELD_SECTION && status == STATUS_OK;
         field++)
        status = add_field(filters, field, names, &all, error);
    if (status == STATUS_OK && filters->dated) {
        struct xapian_query *dates;
        status = dates_query(&filters->dates, &dates, error);
        if (status == STATUS_OK)
            query_list_add(&all, dates);
    }
    *query = queries_combined(&queries, XAPIAN_AND, &all);
    if (status == STATUS_OK)
        status = queries_finish(&queries, error);
    if (status != STATUS_OK)
        xapian_query_free(*query);
    return status;
}
