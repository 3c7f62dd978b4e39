/* Xapian queries, with the first failure kept. */
#include "queries.h"

#include <stdlib.h>

#include "database.h"
#include "memory.h"

enum status queries_finish(struct queries *queries, struct error *error)
{
    if (queries->status == XAPIAN_OK)
        return STATUS_OK;
    return database_error(error, NULL, queries->status, queries->message);
}

/* A new query, or NULL when it could not be made or an earlier one could not. */
static struct xapian_query *keep(struct queries *queries, enum xapian_status status, char *message,
                                 struct xapian_query *query)
{
    if (status == XAPIAN_OK && queries->status == XAPIAN_OK)
        return query;
    if (status == XAPIAN_OK) {
        xapian_query_free(query);
    } else if (queries->status == XAPIAN_OK) {
        queries->status = status;
        queries->message = message;
    } else {
        free(message);
    }
    return NULL;
}

struct xapian_query *queries_term(struct queries *queries, enum schema_term kind, struct str text)
{
    struct buffer term = {0};
    struct xapian_query *query = NULL;
    char *message = NULL;
    schema_term(kind, text, &term);
    enum xapian_status status = xapian_query_new_term(term.data, term.length, 1, &query, &message);
    buffer_free(&term);
    return keep(queries, status, message, query);
}

struct xapian_query *queries_all(struct queries *queries)
{
    struct xapian_query *query = NULL;
    char *message = NULL;
    enum xapian_status status = xapian_query_new_all(&query, &message);
    return keep(queries, status, message, query);
}

struct xapian_query *queries_nothing(struct queries *queries)
{
    struct xapian_query *query = NULL;
    char *message = NULL;
    enum xapian_status status = xapian_query_new_nothing(&query, &message);
    return keep(queries, status, message, query);
}

struct xapian_query *queries_range(struct queries *queries, enum schema_slot slot, struct str lower,
                                   struct str upper)
{
    struct xapian_query *query = NULL;
    char *message = NULL;
    enum xapian_status status = xapian_query_new_range(slot, lower.data, lower.length, upper.data,
                                                       upper.length, &query, &message);
    return keep(queries, status, message, query);
}

struct xapian_query *queries_scaled(struct queries *queries, struct xapian_query *query,
                                    double factor)
{
    struct xapian_query *scaled = NULL;
    char *message = NULL;
    if (!query)
        return NULL;
    enum xapian_status status = xapian_query_new_scaled(query, factor, &scaled, &message);
    xapian_query_free(query);
    return keep(queries, status, message, scaled);
}

void query_list_add(struct query_list *list, struct xapian_query *query)
{
    if (!query)
        return;
    list->queries = memory_grow(list->queries, &list->capacity, list->count + 1,
                                sizeof *list->queries);
    list->queries[list->count++] = query;
}

struct xapian_query *queries_combined(struct queries *queries, enum xapian_operator operator_,
                                      struct query_list *list)
{
    struct xapian_query *query = NULL;
    char *message = NULL;
    enum xapian_status status = XAPIAN_OK;
    if (list->count == 1)
        query = list->queries[0];
    else if (list->count > 1)
        status = xapian_query_new_combined(operator_, list->queries, list->count, &query, &message);
    for (size_t i = 0; list->count > 1 && i < list->count; i++)
        xapian_query_free(list->queries[i]);
    free(list->queries);
    *list = (struct query_list){0};
    return query || status != XAPIAN_OK ? keep(queries, status, message, query) : NULL;
}

struct xapian_query *queries_pair(struct queries *queries, enum xapian_operator operator_,
                                  struct xapian_query *left, struct xapian_query *right)
{
    struct query_list list = {0};
    query_list_add(&list, left);
    query_list_add(&list, right);
    return queries_combined(queries, operator_, &list);
}
