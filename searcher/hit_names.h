/* The names of all hits: persons, organisations, ..., and in which articles each stands. */
#ifndef REVUE_HIT_NAMES_H
#define REVUE_HIT_NAMES_H

#include "entities.h"
#include "error.h"
#include "search.h"

/* Types of entities as a set: bit `1 << type` for each; 0 stands for all. */
typedef unsigned entity_types;

static inline bool entity_types_have(entity_types types, enum entity_type type)
{
    return types == 0 || (types >> type & 1);
}

/* Reads names of types parted by commas. Fails with STATUS_INPUT. */
enum status entity_types_read(struct str list, entity_types *types, struct error *error);

struct hit_name {
    struct str name; /* owned */
    enum entity_type type;
    size_t articles; /* of the hits, that have it */
    size_t number;   /* internal: in order of appearance */
};

/* Zeroed is empty; hit_names_free() it. */
struct hit_names {
    struct hit_name *names; /* those of most articles first, then by name */
    size_t count;
    uint32_t *members; /* indexes into names: those of the first article, of the second ... */
    size_t *ends;      /* by article, as in search->all: where its members end */
    size_t article_count;
    size_t member_capacity; /* internal */
};

/* Reads the names of these types of all hits of `search`, which was run with `keep_all`. */
enum status hit_names_read(const struct search *search, const struct xapian_database *database,
                           entity_types types, struct hit_names *names, struct error *error);
void hit_names_free(struct hit_names *names);

#endif
