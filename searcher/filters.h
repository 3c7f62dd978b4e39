/* The conditions on an article that are no words: outlet, entity, author, section, date. */
#ifndef REVUE_FILTERS_H
#define REVUE_FILTERS_H

#include "date.h"
#include "entities.h"
#include "error.h"
#include "families.h"
#include "tree.h"
#include "xapian_c.h"

/* What names need to be looked up: the database, an analyser, and the database's gazetteer, which
 * is read when the first entity is asked for. Zeroed but for the first two, and what is asked for;
 * names_free() it. */
struct names {
    const struct xapian_database *database;
    struct french *french;
    struct gazetteer *gazetteer;
    bool confirmed; /* entities of the gazetteer alone, none that were discovered */
};
void names_free(struct names *names);

/* Where discovered names are looked up; reads the gazetteer. Borrowed from `names`. */
enum status names_source(struct names *names, struct name_source *source, struct error *error);

/* A query for the articles whose `field` (one of names) has the words of `name`. A name of no
 * entity, that nobody discovered either, or an outlet that no article has, is an error that tells
 * the nearest there are. Owned by the caller. */
enum status names_query(struct names *names, enum query_field field, struct str name,
                        struct xapian_query **query, struct error *error);

/* A query for the articles whose date is in `dates`. Owned by the caller. */
enum status dates_query(const struct date_range *dates, struct xapian_query **query,
                        struct error *error);

/* What the options ask for. Names are borrowed. */
struct filters {
    struct str *names[FIELD_SECTION + 1]; /* by field */
    size_t counts[FIELD_SECTION + 1];
    size_t capacities[FIELD_SECTION + 1];
    bool dated; /* --since or --until was given */
    struct date_range dates;
};
void filters_add(struct filters *filters, enum query_field field, struct str name);
void filters_free(struct filters *filters);

/* A query for what passes all filters: any of the outlets, authors, sections given, all of the
 * entities; NULL without a filter. Owned by the caller. */
enum status filters_query(const struct filters *filters, struct names *names,
                          struct xapian_query **query, struct error *error);

#endif
