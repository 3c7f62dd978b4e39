/* A heap of the best weights, whose least is first. */
#include "best.h"

#include <stdlib.h>

#include "heap.h"
#include "memory.h"

void best_begin(struct best *best, size_t most)
{
    *best = (struct best){.heap = memory_allocate(most, sizeof *best->heap), .most = most};
}

void best_free(struct best *best)
{
    free(best->heap);
    *best = (struct best){0};
}

void best_offer(struct best *best, float weight)
{
    if (best->most == 0 || (double)weight <= best->heap[0])
        return;
    best->heap[0] = (double)weight;
    heap_sift_down(best->heap, best->most, 0);
}
