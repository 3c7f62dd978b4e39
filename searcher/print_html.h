/* What the page of -f html is made of; for print_html*.c alone. */
#ifndef REVUE_PRINT_HTML_H
#define REVUE_PRINT_HTML_H

#include "printer.h"

/* The page's style sheet, in its element. */
extern const char print_html_style[];

/* Writes text, fit to stand in an element or an attribute. */
void print_html_text(const struct print_context *context, struct str text);

/* Writes the timeline as a picture and the facets as tables, where they are asked for. */
void print_html_counts(const struct print_context *context);

#endif
