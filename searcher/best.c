/* A heap of the best weights, whose least is first. */
#include "best.h"

#include <stdlib.h>

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

/* Moves the first weight down to its place. */
static void sift_down(float *heap, size_t count)
{
    size_t at = 0;
    for (;;) {
        size_t least = 2 * at + 1;
        if (least >= count)
            return;
        if (least + 1 < count && heap[least + 1] < heap[least])
            least++;
        if (heap[at] <= heap[least])
            return;
        float moved = heap[at];
        heap[at] = heap[least];
        heap[least] = moved;
        at = least;
    }
}

void best_offer(struct best *best, float weight)
{
    best->count++;
    if (best->most == 0 || weight <= best->heap[0]) /* zeros are there from the beginning */
        return;
    best->heap[0] = weight;
    sift_down(best->heap, best->most);
}

float best_least(const struct best *best)
{
    return best->most > 0 && best->count > best->most ? best->heap[0] : -1;
}
