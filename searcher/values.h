/* Values of many articles, read in one pass. */
#ifndef REVUE_VALUES_H
#define REVUE_VALUES_H

#include "error.h"
#include "rank.h"
#include "schema.h"
#include "str.h"
#include "xapian_c.h"

/* Puts the candidates in order of docid, as their values are read. */
void values_sort(struct candidate *candidates, size_t count);

/* Reads the values of `slot` of the candidates, which are in order of docid, and hands each to
 * `take`, borrowed for the call; a candidate without one gets an empty str. */
enum status values_for_each(const struct xapian_database *database, enum schema_slot slot,
                            struct candidate *candidates, size_t count,
                            void (*take)(void *context, struct candidate *candidate,
                                         struct str value),
                            void *context, struct error *error);

#endif
