/* Edit distance, for "did you mean". */
#ifndef REVUE_NEAREST_H
#define REVUE_NEAREST_H

#include <stddef.h>

#include "str.h"

/* How many letters (code points) must be changed, added, left out or swapped with their neighbour
 * to make `b` of `a` (optimal string alignment). Stops at `most` and returns most + 1 when it is
 * more. */
size_t edit_distance(struct str a, struct str b, size_t most);

/* What counts as near for a word of this many bytes: 1 for up to four, 2 for up to eight, else 3.
 */
size_t edit_distance_allowed(struct str word);

#endif
