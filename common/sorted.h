/* Numbers in ascending order. */
#ifndef REVUE_SORTED_H
#define REVUE_SORTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether `number` is one of them. */
static inline bool sorted_have(const uint32_t *numbers, size_t count, uint32_t number)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && numbers[low] == number;
}

#endif
