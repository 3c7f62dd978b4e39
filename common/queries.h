/* Building Xapian queries without a status at each step: the first failure is kept, what follows it
 * gives NULL. */
#ifndef REVUE_QUERIES_H
#define REVUE_QUERIES_H

#include <stddef.h>

#include "error.h"
#include "schema.h"
#include "xapian_c.h"

/* Zeroed is ready. */
struct queries {
    enum xapian_status status; /* the first failure */
    char *message;             /* its text, owned until queries_finish() */
};

/* The end of building: what went wrong, if anything did. */
enum status queries_finish(struct queries *queries, struct error *error);

/* Queries are owned by the caller; those given to be combined or scaled are consumed. NULL is no
 * query. */

struct xapian_query *queries_term(struct queries *queries, enum schema_term kind, struct str text);
struct xapian_query *queries_all(struct queries *queries);
struct xapian_query *queries_nothing(struct queries *queries);
struct xapian_query *queries_range(struct queries *queries, enum schema_slot slot, struct str lower,
                                   struct str upper);
/* `query` with its weights times `factor`; 0 makes it a mere condition. */
struct xapian_query *queries_scaled(struct queries *queries, struct xapian_query *query,
                                    double factor);
/* Two queries; when either is NULL, the other. */
struct xapian_query *queries_pair(struct queries *queries, enum xapian_operator operator_,
                                  struct xapian_query *left, struct xapian_query *right);

/* Queries that are to be combined. Zeroed is empty. */
struct query_list {
    struct xapian_query **queries;
    size_t count;
    size_t capacity;
};

/* Adds a query; NULL is left out. */
void query_list_add(struct query_list *list, struct xapian_query *query);

/* Combines the list and empties it; NULL when it is empty, the query itself when it is one. */
struct xapian_query *queries_combined(struct queries *queries, enum xapian_operator operator_,
                                      struct query_list *list);

#endif
