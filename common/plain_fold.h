/* Folding of names that need no analysis: of letters, spaces and hyphens alone, as most are. */
#ifndef REVUE_PLAIN_FOLD_H
#define REVUE_PLAIN_FOLD_H

#include <stdbool.h>

#include "str.h"

/* Appends what french_fold_name() makes of the name. False, with nothing appended, where the name
 * has anything but letters of ASCII and Latin-1, `œ`, spaces and hyphens, or a word that the
 * tokeniser writes otherwise. */
bool plain_fold(struct str name, struct buffer *folded);

#endif
