/* Sets of articles: a bit a docid, and a weight where the bit is. All sets of a pool are as large.
 */
#ifndef REVUE_DOCID_SET_H
#define REVUE_DOCID_SET_H

#include "bits.h"
#include "xapian_c.h"

struct docid_set {
    uint64_t *has;
    double *weights; /* where `has`; elsewhere anything. NULL: the set has no weights */
};

/* A set to be read, with weights that count `factor` times. */
struct docid_view {
    const uint64_t *has;
    const double *weights; /* NULL: none */
    double factor;
};

/* Sets that are not in use. Zeroed but for `words` is empty; docid_pool_free() it. */
struct docid_pool {
    size_t words; /* of a set's `has` */
    struct docid_set *sets;
    size_t count, capacity;
};

void docid_pool_free(struct docid_pool *pool);

/* An empty set with room for weights, to be given back. */
struct docid_set docid_pool_take(struct docid_pool *pool);
void docid_pool_give_back(struct docid_pool *pool, struct docid_set set);

/* Calls for each bit of a word of a set: its place, from the least on. */
#define EACH_BIT(place, bits)                                                                      \
    for (uint64_t rest_ = (bits), place;                                                           \
         rest_ && (place = (uint64_t)__builtin_ctzll(rest_), true); rest_ &= rest_ - 1)

/* Adds an article, or weight to one that is there. */
static inline void docid_set_add(struct docid_set *set, xapian_docid docid, double weight)
{
    if (set->weights)
        set->weights[docid] = bits_have(set->has, docid) ? set->weights[docid] + weight : weight;
    bits_add(set->has, docid);
}

/* Adds to `into` what the operator (XAPIAN_AND, FILTER, AND_NOT or AND_MAYBE) leaves of two sets
 * of so many words, and their weights, where `into` has such; then `left` has them, too. */
void docid_set_join(size_t words, enum xapian_operator operator_, struct docid_view left,
                    struct docid_view right, struct docid_set into);

/* Leaves in a set what the operator leaves of it beside a right one; weights stay. */
void docid_set_keep(size_t words, enum xapian_operator operator_, struct docid_set set,
                    const uint64_t *right);

bool docid_set_is_empty(size_t words, const uint64_t *has);

#endif
