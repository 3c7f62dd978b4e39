/* How well an article answers a query of words that have no postings, which the first stage does
 * not weigh: by its forward record, so that those that are ranked again are the likeliest. */
#ifndef REVUE_FUNCTION_SCORE_H
#define REVUE_FUNCTION_SCORE_H

#include "forward.h"
#include "terms.h"

struct function_score;

/* Of the words of `terms`, if none of them has postings, else NULL. Owned by the caller:
 * function_score_free(). One a thread. */
struct function_score *function_score_new(const struct query_terms *terms);
void function_score_free(struct function_score *score);

/* The more, the more of the query's words stand side by side, in the title most, and the more often
 * any of them stands there for the article's length. */
double function_score_read(struct function_score *score, const struct forward *forward);

#endif
