/* The first stage over words alone, any of which is enough: what most queries are.
 *
 * It does what Xapian's matcher does for an OR of terms, and is several times faster: the postings
 * of each stem are read once, in runs, and weighed into a table by docid; an article's length is
 * looked up in a table too. It reads all postings of a term, so it is for a database on this
 * machine. */
#ifndef REVUE_SCAN_H
#define REVUE_SCAN_H

#include "plan.h"
#include "postings.h"
#include "rank.h"
#include "terms.h"
#include "tree.h"

/* Tables of one state of `database` (one shard) and its postings, both borrowed: reopened, it
 * needs new ones. Owned by the caller: scanner_free(). */
struct scanner *scanner_new(const struct xapian_database *database, struct postings *postings);
void scanner_free(struct scanner *scanner);

/* Whether a scan finds what the plan of this tree finds. */
bool scan_can(const struct node *root, enum plan_mode mode);

/* Finds the articles of `root`, for which scan_can() holds: at least the best `most` of them and
 * those that weigh as much as the last of these, in no order. `found` is zeroed. */
enum status scan_run(struct scanner *scanner, const struct node *root,
                     const struct query_terms *terms, size_t most, struct found *found,
                     struct error *error);

/* All articles that the last run found, in order of docid, without their scores. Owned by the
 * caller: free(). */
struct candidate *scan_take_all(const struct scanner *scanner, size_t *count);

#endif
