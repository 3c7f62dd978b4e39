/* Sets of small numbers: a bit for each, 64 in a word. */
#ifndef REVUE_BITS_H
#define REVUE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The words that a set of the numbers below `end` has. */
#define BITS_WORDS(end) (((size_t)(end) + 63) / 64)

static inline bool bits_have(const uint64_t *bits, size_t number)
{
    return bits[number / 64] >> number % 64 & 1;
}

static inline void bits_add(uint64_t *bits, size_t number)
{
    bits[number / 64] |= (uint64_t)1 << number % 64;
}

/* The first number of the set from `number` on; `end`, when it has none below that. */
static inline size_t bits_next(const uint64_t *bits, size_t number, size_t end)
{
    while (number < end) {
        uint64_t rest = bits[number / 64] >> number % 64;
        if (rest != 0) {
            number += (size_t)__builtin_ctzll(rest);
            return number < end ? number : end;
        }
        number += 64 - number % 64;
    }
    return end;
}

#endif
