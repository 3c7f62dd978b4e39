/* The first stage of any query: Xapian's matcher. */
#ifndef REVUE_MATCH_H
#define REVUE_MATCH_H

#include <stdbool.h>

#include "error.h"
#include "rank.h"
#include "str.h"
#include "xapian_c.h"

/* `found` is zeroed, or filled before; what it holds is replaced, and owned by the caller: free()
 * its candidates. */

/* All articles of `query`, `weighed` or not, in no order. */
enum status match_all(const struct xapian_database *database, const struct xapian_query *query,
                      bool weighed, struct found *found, struct error *error);

/* The best `most`, and where those behind them weigh as much as the last of them, these too: the id
 * says which come first. */
enum status match_best(const struct xapian_database *database, const struct xapian_query *query,
                       uint32_t most, struct found *found, struct error *error);

/* Whether `query` (NULL: nothing) finds the article of this id, and the first stage's score that it
 * gives it. */
enum status match_weigh(const struct xapian_database *database, const struct xapian_query *query,
                        struct str id, bool *found, double *score, struct error *error);

#endif
