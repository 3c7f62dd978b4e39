/* Where a text that is too long to be read for names at once is cut. */
#ifndef REVUE_NAME_PARTS_H
#define REVUE_NAME_PARTS_H

#include "str.h"

/* A longer text is read in parts of at most so many bytes, so that memory stays bounded: each word
 * or mark takes some thirty bytes, and what the whole article tells of a word is known of its part
 * alone. Four hundred articles are as long as one part. */
#define NAME_PART_BYTES ((size_t)1 << 20)

/* Where the part that begins at byte `begin` of `text` (valid UTF-8) ends: behind the last
 * paragraph that fits, else behind the last white space, else between two characters. */
size_t name_part_end(struct str text, size_t begin);

#endif
