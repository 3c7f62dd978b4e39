/* The ways in which names are written, put in order. Internal to collected_names.c. */
#ifndef REVUE_NAME_WAYS_H
#define REVUE_NAME_WAYS_H

#include <stdint.h>

#include "collected_names.h"

/* Orders ways by their names, then by text, and joins those of a name that are written the same;
 * returns how many are left. */
size_t name_ways_join(struct name_way *ways, size_t count);

/* Gives the ways the new numbers of their names, `to`, joins those of a name that are written the
 * same, orders them as collected_names.h says, and tells the names, which are in their new places,
 * where theirs are. */
void name_ways_order(struct collected_names *names, const uint32_t *to);

#endif
