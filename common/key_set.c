/* A set of hashes as one bit each. */
#include "key_set.h"

#include "memory.h"

struct key_set key_set_make(size_t hashes)
{
    struct key_set set = {.mask = 1023};
    while (set.mask / 16 < hashes && set.mask < UINT32_MAX)
        set.mask = set.mask * 2 + 1;
    set.bits = memory_allocate(set.mask / 64 + 1, sizeof *set.bits);
    return set;
}

void key_set_add(struct key_set *set, uint64_t hash)
{
    bits_add(set->bits, hash >> 32 & set->mask);
}
