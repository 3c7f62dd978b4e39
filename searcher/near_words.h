/* The words of a database that are near a word, found without reading all of them. */
#ifndef REVUE_NEAR_WORDS_H
#define REVUE_NEAR_WORDS_H

#include <stddef.h>

#include "error.h"
#include "str.h"
#include "xapian_c.h"

/* Hands every word of the database that is at most `most` edits away from `word` (edit_distance,
 * nearest.h) to `take`, in byte order; a word lives until `take` returns. Ends early, with its
 * status, when `take` fails. */
enum status near_words_find(const struct xapian_database *database, struct str word, size_t most,
                            enum status (*take)(void *context, struct str near,
                                                struct error *error),
                            void *context, struct error *error);

#endif
