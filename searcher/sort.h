/* Orders of candidates. Equal ones are ordered by id, so that shards and machines agree. */
#ifndef REVUE_SORT_H
#define REVUE_SORT_H

#include <stdbool.h>

#include "error.h"
#include "rank.h"
#include "xapian_c.h"

/* No slot: sort_by_value() sorts by id alone. */
#define SORT_BY_ID UINT32_MAX

/* Sorts by the value of `slot` (schema.h), outlets by what they fold to; candidates without one
 * come last either way. Only the first `most` are needed: those behind them may stand in any order,
 * and so below. */
enum status sort_by_value(const struct xapian_database *database, uint32_t slot, bool descending,
                          struct candidate *candidates, size_t count, size_t most,
                          struct error *error);

/* Sorts by score, the greatest first. */
enum status sort_by_score(const struct xapian_database *database, struct candidate *candidates,
                          size_t count, size_t most, struct error *error);

/* Brings the `most` candidates of the greatest score to the front, in no order; ids are compared
 * only where more score as much as the last of them. */
enum status sort_select_by_score(const struct xapian_database *database,
                                 struct candidate *candidates, size_t count, size_t most,
                                 struct error *error);

#endif
