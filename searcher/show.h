/* srch show: articles whole, by their ids. */
#ifndef REVUE_SHOW_H
#define REVUE_SHOW_H

#include <stdbool.h>

#include "error.h"
#include "filters.h"
#include "xapian_c.h"

struct show {
    const struct xapian_database *database;
    struct names *names;
    const char *const *ids;
    size_t count;
    const char *query; /* whose words are marked; NULL: none */
    bool json;
    bool color;
};

/* Writes the articles on standard output; an id that no article has is told. Returns the exit
 * status: 0, 1 when an id was not there, 2 with an error. */
int show_articles(const struct show *show, struct error *error);

#endif
