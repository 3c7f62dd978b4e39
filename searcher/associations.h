/* Which names stand with the hits of a query more often than by chance. */
#ifndef REVUE_ASSOCIATIONS_H
#define REVUE_ASSOCIATIONS_H

#include "filters.h"
#include "collected_names.h"

struct association {
    const struct collected_name
        *name;         /* of the names given; its `articles` are those of the hits */
    size_t everywhere; /* articles of the whole database that have it */
    double likelihood; /* the log-likelihood ratio G² of hits against all else */
};

/* Zeroed is empty; associations_free() it. The likeliest first. */
struct associations {
    struct association *associations;
    size_t count;
};

/* Compares how often each of the names stands in the hits with how often it stands in the whole
 * database, by Dunning's log-likelihood ratio ("Accurate Methods for the Statistics of Surprise and
 * Coincidence", 1993); names that are not more frequent in the hits are left out, and so are
 * those that are one of `without` (folded; the names asked about), or of which a discovered one is
 * a part or ends with it. `names` is borrowed. */
enum status associations_find(const struct collected_names *names, struct names *lookup,
                              const struct str *without, size_t without_count,
                              struct associations *associations, struct error *error);
void associations_free(struct associations *associations);

#endif
