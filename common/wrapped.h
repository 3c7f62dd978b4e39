/* Words in lines. */
#ifndef REVUE_WRAPPED_H
#define REVUE_WRAPPED_H

#include <stddef.h>

#include "str.h"

/* Appends words, parted by single spaces, to a line that stands at `column`, and a newline. No line
 * has more than so many `columns` but for a word that is wider; all but the first are indented to
 * `column`. */
void wrapped_append(struct str words, size_t column, size_t columns, struct buffer *text);

/* Appends so many spaces. */
void wrapped_append_spaces(struct buffer *text, size_t count);

#endif
