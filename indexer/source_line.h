/* The grammar of a digest's lines: which are more than text, and what a source line says. */
#ifndef REVUE_SOURCE_LINE_H
#define REVUE_SOURCE_LINE_H

#include <stdbool.h>

#include "str.h"

enum line_label { LINE_TEXT, LINE_SOURCE, LINE_DATE, LINE_URL };

/* What a trimmed line is by its beginning: "Source" or "SOURCE", "Date", "URL" (both in any case),
 * then a colon with nothing but spaces, U+00A0 and U+202F before it. `value` becomes what stands
 * behind the colon, trimmed; of LINE_TEXT the line. */
enum line_label source_line_label(struct str line, struct str *value);

/* Whether a trimmed line is a rule, three marks or more such as --- and * * *, and nothing else. */
bool source_line_is_rule(struct str line);

/* The line without marks such as > and * before it and brackets around it, trimmed. */
struct str source_line_bare(struct str line);

/* Whether a trimmed line that is none by its beginning may be a source line all the same: "source"
 * or "sources" in any case, in brackets or behind a mark such as > or *. `value` becomes what
 * stands behind the colon; it is one where source_line_names() the article's own title. */
bool source_line_is_marked(struct str line, struct str *value);

/* Whether what stands behind the colon has this title, which is not empty, and an outlet. */
bool source_line_names(struct str value, struct str title);

/* Whether what stands behind the colon of a source line begins with this title, as
 * source_line_parse() reads it. */
bool source_line_has_title(struct str value, struct str title);

/* Parts of a source line, borrowed from it; empty when it does not have them. */
struct source {
    bool titled; /* it begins with the article's title */
    struct str author;
    struct str section;
    struct str outlet;
};

/* Reads what stands behind the colon, "TITLE[, par AUTHOR] DASH [SECTION | ]OUTLET", in an article
 * entitled `title`; false when there is no outlet.
 *
 * When the text begins with the title (compared by letters and digits, case folded, accents kept)
 * and then comes nothing, a dash or ", par ", the title is over there, and the first dash behind it
 * and the author parts the outlet off. Otherwise the last dash does, and the last ", par " before
 * it begins the author. A dash is an en or em dash, or a hyphen (U+002D, U+2010, U+2011) with white
 * space on both sides. */
bool source_line_parse(struct str value, struct str title, struct source *source);

#endif
