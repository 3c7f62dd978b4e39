/* A heap of numbers whose least is first. */
#ifndef REVUE_HEAP_H
#define REVUE_HEAP_H

#include <stddef.h>

/* Moves the number at `at` down to its place: of the heap's `count`, it alone may be too large for
 * where it stands. */
static inline void heap_sift_down(double *heap, size_t count, size_t at)
{
    for (size_t least; (least = 2 * at + 1) < count; at = least) {
        if (least + 1 < count && heap[least + 1] < heap[least])
            least++;
        if (heap[at] <= heap[least])
            return;
        double moved = heap[at];
        heap[at] = heap[least];
        heap[least] = moved;
    }
}

#endif
