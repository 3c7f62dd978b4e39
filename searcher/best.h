/* Which weight is the last among the best so many: a heap. */
#ifndef REVUE_BEST_H
#define REVUE_BEST_H

#include <stddef.h>

struct best {
    double *heap; /* of the best so far, the least first; zeros are there from the beginning */
    size_t most;
};

/* Begins anew for the best `most`; `best` is zeroed. best_free() it. */
void best_begin(struct best *best, size_t most);
void best_free(struct best *best);

/* Weights are not negative. */
void best_offer(struct best *best, float weight);

/* The least weight among the best, or a lesser one when not more than `most` were offered. What
 * weighs less need not be offered. */
static inline float best_least(const struct best *best)
{
    return best->most > 0 ? (float)best->heap[0] : -1;
}

#endif
