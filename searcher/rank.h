/* The second stage of ranking: our own score over the best candidates of the first.
 *
 * Formula and constants: measured on three known-item sets of French press articles
 * (bench/relevance); rank.c has them in one place. */
#ifndef REVUE_RANK_H
#define REVUE_RANK_H

#include "error.h"
#include "terms.h"
#include "xapian_c.h"

/* How many candidates are ranked again. Measured: 50 score as 100 and 200 do. */
#define RANK_CANDIDATES 100

struct candidate {
    xapian_docid docid;
    double first; /* the first stage's score: Xapian's weight */
    double score; /* the second stage's */
};

/* Gives each candidate its score, in any order of candidates; those whose record cannot be read
 * keep the first. Does not sort. */
enum status rank_candidates(const struct query_terms *terms, const struct xapian_database *database,
                            struct candidate *candidates, size_t count, struct error *error);

#endif
