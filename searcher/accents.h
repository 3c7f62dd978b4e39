/* Who types accents gets that spelling first: the articles that have it, wherever the first stage
 * of ranking leaves them.
 *
 * The index has folded words alone, so that the best of the first stage for sûr are those with many
 * sur. Where they spell a word in more ways than one, the records of all that match are asked. */
#ifndef REVUE_ACCENTS_H
#define REVUE_ACCENTS_H

#include "rank.h"

/* Whether the query has one word that scores, typed with accents that tell (evidence.h). Beside
 * other words they decide among the candidates alone: to ask all records takes 10 ms and more,
 * which one in fifty queries of two words would. */
bool accents_are_typed(const struct query_terms *terms);

/* For such a query: brings to the front, behind the first `*best` candidates, the best
 * RANK_CANDIDATES of the others that have the word as typed, and adds them to `*best`. The
 * candidates are all that match, by the first stage's score. */
enum status accents_bring(const struct query_terms *terms, const struct xapian_database *database,
                          struct found *found, size_t *best, struct error *error);

#endif
