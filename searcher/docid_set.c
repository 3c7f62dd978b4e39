/* Sets of docids, word by word. */
#include "docid_set.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

void docid_pool_free(struct docid_pool *pool)
{
    for (size_t i = 0; i < pool->count; i++) {
        free(pool->sets[i].has);
        free(pool->sets[i].weights);
    }
    free(pool->sets);
    *pool = (struct docid_pool){0};
}

struct docid_set docid_pool_take(struct docid_pool *pool)
{
    struct docid_set set;
    if (pool->count == 0) {
        set.has = memory_allocate(pool->words, sizeof *set.has);
        set.weights = memory_resize(NULL, 64 * pool->words, sizeof *set.weights);
        return set;
    }
    set = pool->sets[--pool->count];
    memset(set.has, 0, pool->words * sizeof *set.has);
    return set;
}

void docid_pool_give_back(struct docid_pool *pool, struct docid_set set)
{
    pool->sets = memory_grow(pool->sets, &pool->capacity, pool->count + 1, sizeof *pool->sets);
    pool->sets[pool->count++] = set;
}

/* Which of the left set's articles an operator keeps, those of the right one known. */
static uint64_t kept_of(enum xapian_operator operator_, uint64_t left, uint64_t right)
{
    if (operator_ == XAPIAN_AND_MAYBE)
        return left;
    return operator_ == XAPIAN_AND_NOT ? left & ~right : left & right;
}

/* Two neighbours' weights, and bits that leave them or make them 0. */
typedef double weights2 __attribute__((vector_size(16), aligned(8), may_alias));
typedef uint64_t bits2 __attribute__((vector_size(16)));

#define ALL UINT64_MAX
static const bits2 masks[4] = {{0, 0}, {ALL, 0}, {0, ALL}, {ALL, ALL}};

/* The weights of a word of a set from `at` on where the lowest two of `bits` are, else 0. */
static inline weights2 masked(const double *weights, uint64_t bits)
{
    return (weights2)((bits2) * (const weights2 *)weights & masks[bits & 3]);
}

/* Adds the weights of a word of a set, its 64 articles two by two, where `kept`. */
static void add_dense(struct docid_view left, struct docid_view right, size_t word, uint64_t kept,
                      struct docid_set into)
{
    uint64_t of_right = right.weights ? kept & right.has[word] : 0;
    uint64_t there = into.has[word];
    for (size_t at = 64 * word; at < 64 * word + 64; at += 2) {
        weights2 weight = left.factor * masked(left.weights + at, kept);
        if (right.weights)
            weight += right.factor * masked(right.weights + at, of_right);
        *(weights2 *)(into.weights + at) = weight + masked(into.weights + at, there);
        kept >>= 2;
        of_right >>= 2;
        there >>= 2;
    }
}

/* The same one by one, where few are kept. */
static void add_sparse(struct docid_view left, struct docid_view right, size_t word, uint64_t kept,
                       struct docid_set into)
{
    EACH_BIT(bit, kept) {
        size_t docid = 64 * word + bit;
        double weight = left.factor * left.weights[docid];
        if (right.weights && bits_have(right.has, docid))
            weight += right.factor * right.weights[docid];
        docid_set_add(&into, (xapian_docid)docid, weight);
    }
}

/* Of so many of 64 they are added two by two. Measured: phrases of stop words joined by OU. */
#define DENSE 16

void docid_set_join(size_t words, enum xapian_operator operator_, struct docid_view left,
                    struct docid_view right, struct docid_set into)
{
    for (size_t i = 0; i < words; i++) {
        uint64_t kept = kept_of(operator_, left.has[i], right.has[i]);
        if (into.weights && left.weights && kept)
            (__builtin_popcountll(kept) < DENSE ? add_sparse : add_dense)(left, right, i, kept,
                                                                          into);
        into.has[i] |= kept;
    }
}

void docid_set_keep(size_t words, enum xapian_operator operator_, struct docid_set set,
                    const uint64_t *right)
{
    for (size_t i = 0; i < words; i++)
        set.has[i] = kept_of(operator_, set.has[i], right[i]);
}

bool docid_set_is_empty(size_t words, const uint64_t *has)
{
    for (size_t i = 0; i < words; i++)
        if (has[i])
            return false;
    return true;
}
