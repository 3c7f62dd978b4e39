/* A set of 64-bit hashes in a few bits each: quick to say that something is not in it, now and then
 * wrong when it says that it is. */
#ifndef REVUE_KEY_SET_H
#define REVUE_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bits.h"

struct key_set {
    uint64_t *bits; /* owned: free() */
    uint64_t mask;
};

/* A set for about so many hashes, whose upper 32 bits should be well mixed. Sixteen bits or more
 * for each: a wrong answer once in sixteen times or less. */
struct key_set key_set_make(size_t hashes);

void key_set_add(struct key_set *set, uint64_t hash);

static inline bool key_set_has(const struct key_set *set, uint64_t hash)
{
    return bits_have(set->bits, hash >> 32 & set->mask);
}

#endif
