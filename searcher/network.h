/* Which names share articles: the network of the hits. */
#ifndef REVUE_NETWORK_H
#define REVUE_NETWORK_H

#include "collected_names.h"
#include "search.h"

/* More names than these make no picture, and a table of pairs too large to keep. */
#define NETWORK_MOST_NAMES 1000

struct network_edge {
    uint32_t first, second; /* indexes of names, first < second */
    uint32_t articles;      /* of the hits, that have both */
};

/* The names of most articles and what joins them. Zeroed is empty; network_free() it. */
struct network {
    const struct search *search; /* whose hits these are; borrowed, and so is */
    const struct collected_names *names;
    size_t name_count;          /* the first of them are in the network */
    struct network_edge *edges; /* those of most articles first, then by first, by second */
    size_t edge_count;
};

/* Joins the `most` first names, which are at most NETWORK_MOST_NAMES. */
void network_make(const struct search *search, const struct collected_names *names, size_t most,
                  struct network *network);
void network_free(struct network *network);

#endif
