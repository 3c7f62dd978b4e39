/* Where a name begins and ends that was found by its tags. */
#ifndef REVUE_NAME_END_H
#define REVUE_NAME_END_H

#include "entities.h"
#include "name_text.h"

/* The token behind the name that has the tokens [first, last) and this type: without elided
 * articles, stop words in lower case, and marks that close nothing in it at its end. An
 * organisation that ends with `de la` or the like goes on with the next word: `Organisation
 * mondiale de la santé`. `first` when nothing is left. Measured: organisations on dev .7294, .7279
 * without. */
size_t name_end_find(const struct name_text *text, size_t first, size_t last,
                     enum entity_type type);

/* Where the name begins, of which `first` is the first token: behind an elided article in lower
 * case, that of `l’Europe`; `L’Équipe` has a capital. */
size_t name_end_begin(const struct name_text *text, size_t first, size_t last);

#endif
