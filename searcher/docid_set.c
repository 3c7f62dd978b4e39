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
        set.weights = memory_allocate(64 * pool->words, sizeof *set.weights);
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

void docid_set_join(size_t words, enum xapian_operator operator_, struct docid_view left,
                    struct docid_view right, struct docid_set into)
{
    for (size_t i = 0; i < words; i++) {
        uint64_t kept = kept_of(operator_, left.has[i], right.has[i]);
        if (into.weights)
            EACH_BIT (bit, kept) {
                size_t docid = 64 * i + bit;
                double weight = left.weights ? left.factor * left.weights[docid] : 0;
                if (right.weights && bits_have(right.has, docid))
                    weight += right.factor * right.weights[docid];
                docid_set_add(&into, (xapian_docid)docid, weight);
            }
        into.has[i] |= kept;
    }
}

bool docid_set_is_empty(size_t words, const uint64_t *has)
{
    for (size_t i = 0; i < words; i++)
        if (has[i])
            return false;
    return true;
}
