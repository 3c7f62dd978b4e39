/* Numbers that look random and are the same each time, so that a failure can be repeated. */
#ifndef REVUE_TESTS_RANDOM_H
#define REVUE_TESTS_RANDOM_H

#include <stdint.h>

/* The next one, of 24 bits. */
static inline uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* The next one of [0, end). */
static inline uint32_t random_below(uint32_t *seed, uint32_t end)
{
    return (uint32_t)((uint64_t)next_random(seed) * end >> 24);
}

#endif
