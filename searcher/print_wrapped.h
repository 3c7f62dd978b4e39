/* Text in lines that fit the terminal. */
#ifndef REVUE_PRINT_WRAPPED_H
#define REVUE_PRINT_WRAPPED_H

#include "printer.h"

/* Text that is shown together. */
struct print_block {
    struct str text;
    const struct highlight *marks; /* bytes of the text, in order */
    size_t mark_count;
    size_t indent; /* of all lines but the first */
    size_t column; /* where the first line starts: the cursor stands there */
    const char *style;
    struct str link; /* a web address that the terminal opens; empty: none */
};

/* Writes the text in lines of the terminal's width, each with its marks and a newline. A word that
 * is wider has a line of its own. */
void print_wrapped(const struct print_context *context, const struct print_block *block);

/* Writes an indent and the text behind it, in such lines; nothing when there is no text. */
void print_indented(const struct print_context *context, struct str text, size_t indent,
                    const char *style);

#endif
