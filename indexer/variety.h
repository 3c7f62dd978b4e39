/* How many different words a text has, roughly: what tells text from data that somebody took for
 * it. */
#ifndef REVUE_VARIETY_H
#define REVUE_VARIETY_H

#include <stdbool.h>
#include <stddef.h>

#include "str.h"

/* An article with more is none, whatever its length: what is kept of each different word takes a
 * kilobyte while it is indexed, and of a name two. Measured: 16 MB of press articles together have
 * 69,000, all 34,060 of a corpus of 78 MB 142,000. */
#define VARIETY_MOST 120000

/* Whether the text (UTF-8) has more than VARIETY_MOST different words; the parts of a compound, of
 * an acronym or of a number in groups and the whole are one each. Counted within 1 %. */
bool variety_is_too_great(struct str text);

#endif
