/* srch show: articles whole, by their ids. */
#ifndef REVUE_SHOW_H
#define REVUE_SHOW_H

#include <stdbool.h>
#include <stdio.h>

#include "error.h"
#include "filters.h"
#include "terminal.h"
#include "xapian_c.h"

struct show {
    FILE *stream;
    const struct xapian_database *database;
    struct names *names;
    const char *const *ids;
    size_t count;
    const char *query; /* whose words are marked; NULL: none */
    bool json;
    struct terminal_screen screen;
};

/* Writes the articles. When all are written, the ids that no article has are told. `*shown` counts
 * those that were there. */
enum status show_articles(const struct show *show, size_t *shown, struct error *error);

#endif
