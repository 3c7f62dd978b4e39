/* The names of all hits: persons, organisations, ..., and in which articles each stands.
 *
 * Discovered names are one where they fold to the same, and a surname is the one full name that
 * ends with it in all articles (families.h). */
#ifndef REVUE_HIT_NAMES_H
#define REVUE_HIT_NAMES_H

#include "entities.h"
#include "entity_choice.h"
#include "error.h"
#include "french.h"
#include "search.h"

struct hit_name {
    struct str name;   /* as it is shown; owned, and so the next */
    struct str folded; /* of a discovered one: what it is looked up by */
    enum entity_type type;
    bool discovered;
    size_t articles; /* of the hits, that have it */
    size_t number;   /* internal: before they were put in order */
};

/* Zeroed is empty; hit_names_free() it. */
struct hit_names {
    struct hit_name *names; /* those of most articles first, then by name */
    size_t count;
    uint32_t *members; /* indexes into names: those of the first article, of the second ... */
    size_t *ends;      /* by article, as in search->all: where its members end */
    size_t article_count;
};

/* Reads the chosen names of all hits of `search`, which was run with `keep_all`. */
enum status hit_names_read(const struct search *search, const struct xapian_database *database,
                           struct french *french, struct entity_choice choice,
                           struct hit_names *names, struct error *error);
void hit_names_free(struct hit_names *names);

#endif
