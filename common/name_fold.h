/* Folding a name where it stands in a text. */
#ifndef REVUE_NAME_FOLD_H
#define REVUE_NAME_FOLD_H

#include "french.h"

/* Appends what french_fold_name would of the bytes [start, end) of `text`. `tokens` are the
 * analyser's of the whole text, to save time; they may be NULL. */
void name_fold(struct french *french, struct str text, const struct french_tokens *tokens,
               size_t start, size_t end, struct buffer *folded);

#endif
