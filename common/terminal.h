/* What a terminal shows, and what must never reach it. */
#ifndef REVUE_TERMINAL_H
#define REVUE_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "error.h"
#include "str.h"

/* Appends `text` fit for a terminal: C0 and C1 controls, DEL, bidi overrides and isolates (U+202A
 * to U+202E, U+2066 to U+2069, U+200E, U+200F, U+061C) and line separators become visible escapes
 * (`\x1b`, `\u202e`); bytes that are not UTF-8 `\xNN`. Newlines stay when `keep_newlines`. */
void terminal_escape(struct str text, bool keep_newlines, struct buffer *escaped);

/* How many columns the text takes on a terminal: utf8proc's widths; 0 for controls and combining
 * marks, 1 for a byte that is not UTF-8. */
size_t terminal_width_of(struct str text);

/* The columns of the terminal behind `stream`: of the window, else $COLUMNS when it is a whole
 * number of 1 to 10000, else 80. */
size_t terminal_columns(FILE *stream);

enum terminal_color { TERMINAL_COLOR_AUTO, TERMINAL_COLOR_ALWAYS, TERMINAL_COLOR_NEVER };

/* Whether `stream` is a terminal. */
bool terminal_is(FILE *stream);

/* Whether to colour what goes to `stream`: with AUTO, when it is a terminal, NO_COLOR is unset or
 * empty and TERM is set and not "dumb". */
bool terminal_use_color(enum terminal_color color, FILE *stream);

/* What is to be known of a stream before something is written there. */
struct terminal_screen {
    bool is_terminal;
    bool color;
    size_t columns;
};

struct terminal_screen terminal_screen_of(FILE *stream, enum terminal_color color);

/* Writes one line on standard error, "PLACE: MESSAGE", escaped when that is a terminal; the place
 * is the program or FILE:LINE. Newlines inside the message stay: a wrong query is shown with its
 * place marked on lines of their own. The format is translated. */
__attribute__((format(printf, 2, 3))) void terminal_message(const char *place, const char *format,
                                                            ...);

/* To be called once, first. Opens the standard streams that were closed when the program began, so
 * that no other file takes their place and is written to as if it were one; using them fails as
 * before. Ignores SIGPIPE: a closed pipe is found by terminal_output_ended. */
void terminal_prepare_streams(void);

/* Whether standard output takes no more, so that writing on is in vain. */
bool terminal_output_ended(void);

/* Flushes and closes standard output; to be called once, last. A closed pipe is no error: the
 * reader had enough. Fails with STATUS_SYSTEM when what was written did not arrive (a full disk).
 */
enum status terminal_finish_output(struct error *error);

#endif
