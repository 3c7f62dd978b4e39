/* The slip that a stem hides: a letter doubled, or not. `venezuella` finds what has `venezuela`,
 * for they share their stem, and yet no article has it. */
#ifndef REVUE_DOUBLING_H
#define REVUE_DOUBLING_H

#include "error.h"
#include "filters.h"
#include "french.h"

/* Sets `*listed` to the word that the database lists and that differs from `word`, which it does
 * not list, by one letter doubled; the first such by its place in the word. NULL when there is
 * none. It belongs to the analyser. */
enum status doubling_find(const struct names *names, const struct french_word *word,
                          const struct french_word **listed, struct error *error);

#endif
