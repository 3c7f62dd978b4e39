/* What an article's length makes of its words in the first stage (BM25): the longer it is, the more
 * often a word must stand there to count as much. */
#ifndef REVUE_SATURATION_H
#define REVUE_SATURATION_H

#include <stdbool.h>

#include "xapian_c.h"

/* Zeroed before saturations_begin(); saturations_free() after. */
struct saturations {
    const struct xapian_database *database; /* borrowed */
    xapian_docid last;
    double average_length;
    double
        *of; /* by docid, where known: how often a word must stand there for half of its weight */
    bool *known;    /* by block of docids */
    size_t unknown; /* how many blocks are not */
};

/* Of the articles up to `last`. */
void saturations_begin(struct saturations *saturations, const struct xapian_database *database,
                       xapian_docid last, double average_length);
void saturations_free(struct saturations *saturations);

/* Makes those of some articles known; docids are in ascending order and at most the last. `message`
 * as in xapian_c.h. */
enum xapian_status saturations_need(struct saturations *saturations, const xapian_docid *docids,
                                    size_t count, char **message);

#endif
