/* The names of many articles, out of their records of entities, and in which of them each stands.
 *
 * Discovered names are one where they fold to the same, and a surname is the one full name that
 * ends with it in all articles of the database (families.h). A name is shown as most of the
 * articles write it, of several ways the first in the alphabet; by its surname never. */
#ifndef REVUE_COLLECTED_NAMES_H
#define REVUE_COLLECTED_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "entities.h"
#include "entity_record.h"
#include "error.h"
#include "families.h"
#include "str.h"

/* A way in which articles write a name, as a whole. */
struct name_way {
    struct str name; /* of the names' texts */
    size_t articles;
    size_t owner; /* index of the name */
};

struct collected_name {
    struct str name;   /* as it is shown; of the names' texts, and so the next */
    struct str folded; /* of a discovered one: what it is looked up by */
    enum entity_type type;
    bool discovered;
    uint8_t evidence; /* enum name_evidence: all that speaks for it somewhere */
    size_t articles;  /* that have it */
    size_t mentions;
    size_t open;                 /* the full names that it, a surname, may stand for; else 0 */
    size_t first_way, way_count; /* in collected_names */
    size_t records, percents;    /* internal: of one discovered: its records, and what sums up to */
};

/* The mean of name_evidence_percent over the articles that have the discovered name. */
static inline size_t collected_name_percent(const struct collected_name *name)
{
    return name->records > 0 ? name->percents / name->records : 0;
}

/* Zeroed but for what is wanted it is empty; collected_names_free() it. */
struct collected_names {
    bool with_ways;               /* the ways are wanted; else there are none */
    struct collected_name *names; /* those of most articles first, then by name */
    size_t count;
    struct name_way *ways; /* name by name, those of most articles first */
    size_t way_count;
    uint32_t *members; /* indexes into names: those of the first article, of the second ... */
    size_t *ends;      /* by article: where its members end */
    size_t article_count;
    struct arena texts; /* names and ways of all */
};

/* Gathers names into `names`, which is empty; all is borrowed for its lifetime. Owned by the
 * caller: name_collector_free(). */
struct name_collector;
struct name_collector *name_collector_new(const struct name_source *source,
                                          struct collected_names *names);
void name_collector_free(struct name_collector *collector);

/* Adds an entity of the present article. */
void name_collector_add(struct name_collector *collector, const struct entity_record *entity);

/* The article has no more. */
void name_collector_end_article(struct name_collector *collector);

/* Makes the names of what was added; nothing may be added behind it. */
enum status name_collector_finish(struct name_collector *collector, struct error *error);

/* Makes one name of several: `into` has for each name the index of the one that it becomes part of,
 * its own for those that stay, which are the only ones that others become. */
void collected_names_join(struct collected_names *names, const uint32_t *into);

void collected_names_free(struct collected_names *names);

#endif
