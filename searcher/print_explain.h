/* How --explain and --why-not are shown: as lines and as JSON. */
#ifndef REVUE_PRINT_EXPLAIN_H
#define REVUE_PRINT_EXPLAIN_H

#include <jansson.h>

#include "explain.h"
#include "printer.h"
#include "str.h"

/* Appends lines, each with its newline: the tree as read and what the database knows of each
 * word. */
void explain_query_lines(const struct explainer *explainer, struct str parsed, struct buffer *text);

/* Appends lines behind `indent` spaces: the hit's score, part by part. */
void explain_hit_lines(const struct explainer *explainer, const struct explanation *explanation,
                       int indent, struct buffer *text);

/* The query's words, with what the database knows of each, and its prefixes; new references. */
json_t *explain_words_json(const struct explainer *explainer);
json_t *explain_prefixes_json(const struct explainer *explainer);

/* A hit's score, part by part; a new reference. */
json_t *explain_hit_json(const struct explainer *explainer, const struct explanation *explanation);

/* "stem", "exact", ...: static. */
const char *explain_part_name(enum rank_part part);

/* Digits that keep a sum of printed parts the printed sum. */
#define EXPLAIN_DIGITS 15

#endif
