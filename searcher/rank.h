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

/* Two words that stand side by side in the query and in the article. */
struct rank_pair {
    uint32_t first, second; /* stems of the query's terms */
    uint32_t count;         /* how often in the article */
    double score;           /* its share of the part `pair` */
};

/* What a score of the second stage is made of: the sum of the five parts. */
struct rank_parts {
    double stem, exact, prefix, pair, window;
    struct rank_pair *pairs; /* those that the article has */
    size_t pair_count;
};

void rank_parts_free(struct rank_parts *parts);

struct candidate {
    xapian_docid docid;
    double first;             /* the first stage's score: Xapian's weight */
    double score;             /* the second stage's */
    struct rank_parts *parts; /* to be filled, zeroed before; NULL: not asked for */
};

/* Gives each candidate its score, in any order of candidates; those whose record cannot be read
 * keep the first, and have no parts. Does not sort. */
enum status rank_candidates(const struct query_terms *terms, const struct xapian_database *database,
                            struct candidate *candidates, size_t count, struct error *error);

#endif
