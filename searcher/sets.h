/* What a formula finds in a database on this machine, by sets of docids.
 *
 * It does what Xapian's matcher does, term by term in place of article by article: postings are
 * read whole, in runs, into a set of one bit an article and a weight where there is one; operators
 * join sets. However many terms there are, each costs its postings; Xapian's trees of postings
 * cost more than in line with them. */
#ifndef REVUE_SETS_H
#define REVUE_SETS_H

#include "formula.h"
#include "postings.h"
#include "rank.h"

/* Tables of one state of `database` (one shard) and its postings, both borrowed: reopened, it
 * needs new ones. Owned by the caller: sets_free(). */
struct sets *sets_new(const struct xapian_database *database, struct postings *postings);
void sets_free(struct sets *sets);

/* Finds the articles of `formula`, `weighed` as by Xapian or not, in order of docid: at least the
 * best `most` of them and those that weigh as much as the last of these. `found` is zeroed. */
enum status sets_find(struct sets *sets, const struct formula *formula, bool weighed, size_t most,
                      struct found *found, struct error *error);

#endif
