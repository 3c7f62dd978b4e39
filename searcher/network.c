/* Pairs are counted in a triangle, of which each cell is one. */
#include "network.h"

#include <stdlib.h>

#include "memory.h"

/* The cell of a pair, first < second. */
static size_t cell_of(uint32_t first, uint32_t second)
{
    return (size_t)second * (second - 1) / 2 + first;
}

/* Counts the pairs of an article's names [members, end) that are in the network. */
static void count_pairs(const struct network *network, const uint32_t *members, const uint32_t *end,
                        uint32_t *cells)
{
    for (const uint32_t *a = members; a < end; a++)
        for (const uint32_t *b = members; *a < network->name_count && b < end; b++)
            if (*b < *a)
                cells[cell_of(*b, *a)]++;
}

static int compare(const void *a, const void *b)
{
    const struct network_edge *x = a;
    const struct network_edge *y = b;
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->second < y->second ? -1 : x->second > y->second;
}

static void take_edges(struct network *network, const uint32_t *cells)
{
    size_t capacity = 0;
    for (uint32_t second = 1; second < network->name_count; second++)
        for (uint32_t first = 0; first < second; first++) {
            uint32_t articles = cells[cell_of(first, second)];
            if (articles == 0)
                continue;
            network->edges = memory_grow(network->edges, &capacity, network->edge_count + 1,
                                         sizeof *network->edges);
            network->edges[network->edge_count++] = (struct network_edge){first, second, articles};
        }
    if (network->edge_count > 1)
        qsort(network->edges, network->edge_count, sizeof *network->edges, compare);
}

void network_make(const struct search *search, const struct collected_names *names, size_t most,
                  struct network *network)
{
    network->search = search;
    network->names = names;
    network->name_count = names->count < most ? names->count : most;
    if (network->name_count < 2)
        return;
    uint32_t *cells = memory_allocate(network->name_count * (network->name_count - 1) / 2,
                                      sizeof *cells);
    for (size_t i = 0; i < names->article_count; i++)
        count_pairs(network, names->members + (i > 0 ? names->ends[i - 1] : 0),
                    names->members + names->ends[i], cells);
    take_edges(network, cells);
    free(cells);
}

void network_free(struct network *network)
{
    free(network->edges);
    *network = (struct network){0};
}
