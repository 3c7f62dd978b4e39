/* The ids of many hits, read in one pass over their values: a tenth of what the articles cost one
 * by one. */
#ifndef REVUE_HIT_IDS_H
#define REVUE_HIT_IDS_H

#include "error.h"
#include "search.h"
#include "str.h"

/* Zeroed is empty; hit_ids_free(). */
struct hit_ids {
    struct candidate *hits; /* in order of docid */
    size_t *ends;           /* of their ids in `bytes` */
    size_t count;
    struct buffer bytes;
};

/* Reads those of the search's hits, into ids that are empty. */
enum status hit_ids_read(const struct search *search, const struct xapian_database *database,
                         struct hit_ids *ids, struct error *error);

/* The id of an article, borrowed; empty when it is no hit or has none. */
struct str hit_ids_find(const struct hit_ids *ids, xapian_docid docid);

void hit_ids_free(struct hit_ids *ids);

#endif
