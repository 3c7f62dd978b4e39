/* Facets: how many of all hits are of each outlet, entity, ..., and when they appeared. */
#ifndef REVUE_FACETS_H
#define REVUE_FACETS_H

#include "error.h"
#include "filters.h"
#include "hit_names.h"
#include "options.h"
#include "search.h"
#include "tally.h"

enum facet_kind {
    FACET_OUTLET,
    FACET_ENTITY, /* an article counts once for each of its entities */
    FACET_AUTHOR,
    FACET_SECTION,
    FACET_YEAR,
    FACET_MONTH, /* YYYY-MM */
    FACET_KINDS, /* how many there are */
};

/* Some kinds, each once, in the order in which they are shown. */
struct facet_list {
    enum facet_kind kinds[FACET_KINDS];
    size_t count;
    struct entity_choice choice; /* of what is counted as entities */
};

/* The counts of one kind. Articles without a value are in no row. */
struct facet {
    enum facet_kind kind;
    struct entity_choice choice;
    struct tally tally; /* the rows: the greatest first, then by name; years and months in order */
};

struct facets {
    struct facet facets[FACET_KINDS];
    size_t count;
};

/* What a timeline's bars are. */
enum timeline_unit {
    TIMELINE_NONE,
    TIMELINE_FITTING, /* months, years where there would be more than TIMELINE_MONTHS */
    TIMELINE_MONTHLY,
    TIMELINE_YEARLY,
};
#define TIMELINE_MONTHS 36

/* The kind's name, as --facets and JSON have it; static. */
const char *facet_name(enum facet_kind kind);

/* The same for people, in their language; borrowed. */
const char *facet_title(enum facet_kind kind);

/* Reads names parted by commas, each once. Fails with STATUS_INPUT. */
enum status facet_list_read(const struct option_use *use, struct facet_list *kinds,
                            struct error *error);

/* Counts over all hits of `search`, which was run with `keep_all`. `facets` is zeroed;
 * facets_free() it, after a failure too. */
enum status facets_count(const struct search *search, struct names *lookup,
                         const struct facet_list *kinds, struct facets *facets,
                         struct error *error);
void facets_free(struct facets *facets);

/* Likewise, into one facet of months or years (facet_free() it), from the first that has hits to
 * the last; those between without hits have a row with 0. */
enum status timeline_count(const struct search *search, const struct xapian_database *database,
                           enum timeline_unit unit, struct facet *timeline, struct error *error);
void facet_free(struct facet *facet);

#endif
