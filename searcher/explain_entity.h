/* srch --explain-entity ID: every name that an article was found to hold, and where. */
#ifndef REVUE_EXPLAIN_ENTITY_H
#define REVUE_EXPLAIN_ENTITY_H

#include <stdio.h>

#include "error.h"
#include "filters.h"

struct explain_entity {
    FILE *stream;
    const struct xapian_database *database;
    struct names *names;
    const char *id;
    bool json;
};

/* Writes a line for each mention, parted by tabs: the entity, its type, "title" or "text", where
 * the mention begins and ends in it in bytes, how it is written there, and what found it; as JSON
 * an array of objects.
 * `*found` says whether an article has the id; one that has none is told. */
enum status explain_entity_tell(const struct explain_entity *explained, bool *found,
                                struct error *error);

#endif
