/* What the page of -f html is made of; for print_html*.c alone. */
#ifndef REVUE_PRINT_HTML_H
#define REVUE_PRINT_HTML_H

#include "printer.h"

/* The page's style sheet, in its element. */
extern const char print_html_style[];

/* Writes the page up to what the query found, with a style sheet besides its own ("" for none), and
 * from there on. */
void print_html_begin(const struct print_context *context, const char *style);
void print_html_end(const struct print_context *context);

/* Writes the timeline as a picture and the facets as tables, where they are asked for. */
void print_html_counts(const struct print_context *context);

#endif
