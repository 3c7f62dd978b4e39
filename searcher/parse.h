/* From what a user typed to a tree: the query language of revue-query(7). */
#ifndef REVUE_PARSE_H
#define REVUE_PARSE_H

#include "error.h"
#include "french.h"
#include "tree.h"

/* The longest query: INTERFACE, "A query up to 64 KiB works". */
#define QUERY_MAX_BYTES ((size_t)64 << 10)

/* How deep brackets may be nested. No tree is deeper than six times that. */
#define QUERY_MAX_DEPTH 100

/* The most words and phrases that one PROCHE joins, those in brackets among them. Measured
 * (bench/worst, a slow machine): so many of the commonest compounds take .09 s among 34,060
 * articles, 1,024 of them .15. */
#define QUERY_MAX_PLACES 400

/* Parses `text` into `query`, which is zeroed (query_free() it, after a failure too). The words
 * belong to `french`. Bytes that are not UTF-8 are an error. On failure the status is STATUS_INPUT,
 * the message says what is wrong, without the place, and `*place` is the byte of `text` where. */
enum status query_parse(struct french *french, struct str text, struct query *query, size_t *place,
                        struct error *error);

/* Appends the words of `text`, whatever it is, as a query of these words alone. */
void query_words(struct french *french, struct str text, struct buffer *words);

/* Appends the two lines that show the place, without a newline at the end: the query behind two
 * spaces and a caret under the column of byte `place` (columns as a terminal counts them). A query
 * of over 72 columns is cut around the place. White space becomes spaces, other controls visible
 * escapes (terminal_escape). */
void query_show_place(struct str text, size_t place, struct buffer *lines);

#endif
