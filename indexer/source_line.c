/* Reads source lines. The title tells where the rest begins, so it may hold dashes and commas
 * itself; see source_line.h for the rules. */
#include "source_line.h"

#include <stdint.h>
#include <utf8proc.h>

#include "unicode.h"

/* The length of the space at the front: U+0020, U+00A0, U+202F; 0 when there is none. */
static size_t space_length(struct str s)
{
    if (s.length && s.data[0] == ' ')
        return 1;
    if (str_starts(s, STR("\u00a0")))
        return 2;
    return str_starts(s, STR("\u202f")) ? 3 : 0;
}

static struct str skip_spaces(struct str s)
{
    for (size_t length; (length = space_length(s)) > 0;)
        s = str_after(s, length);
    return s;
}

/* Whether `line` is `label`, spaces and a colon; `value` becomes what follows. */
static bool has_label(struct str line, struct str label, struct str *value)
{
    if (!str_starts_caseless(line, label))
        return false;
    struct str rest = skip_spaces(str_after(line, label.length));
    if (rest.length == 0 || rest.data[0] != ':')
        return false;
    *value = str_trim(str_after(rest, 1));
    return true;
}

enum line_label source_line_label(struct str line, struct str *value)
{
    if ((str_starts(line, STR("Source")) || str_starts(line, STR("SOURCE"))) &&
        has_label(line, STR("Source"), value))
        return LINE_SOURCE;
    if (has_label(line, STR("Date"), value))
        return LINE_DATE;
    if (has_label(line, STR("URL"), value))
        return LINE_URL;
    *value = line;
    return LINE_TEXT;
}

/* Letters, the marks on them, and digits: what makes two ways of writing a title one. */
static bool counts(int32_t character)
{
    enum character_kind kind = unicode_kind(character);
    return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT || kind == CHARACTER_MARK ||
           kind == CHARACTER_SINGLE;
}

/* A text as its letters and digits, one at a time: decomposed and case folded. */
struct letters {
    struct str text;
    size_t at; /* behind the character that was taken last */
    utf8proc_int32_t folded[16];
    utf8proc_ssize_t count, next; /* of `folded` */
};

/* The next one, -1 at the end. */
static utf8proc_int32_t next_letter(struct letters *letters)
{
    while (letters->next == letters->count) {
        if (letters->at == letters->text.length)
            return -1;
        int32_t character = unicode_next(letters->text, &letters->at);
        if (!counts(character))
            continue;
        int boundary = 0;
        letters->next = 0;
        letters->count = utf8proc_decompose_char(character, letters->folded,
                                                 sizeof letters->folded / sizeof *letters->folded,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    }
    return letters->folded[letters->next++];
}

/* Whether `text` begins with the letters and digits of `title`; `at` becomes the place behind them.
 */
static bool skip_letters(struct str text, struct str title, size_t *at)
{
    struct letters of_title = {.text = title};
    struct letters of_text = {.text = text};
    for (utf8proc_int32_t letter; (letter = next_letter(&of_title)) >= 0;)
        if (next_letter(&of_text) != letter)
            return false;
    *at = of_text.at;
    return of_text.next == of_text.count;
}

/* The length of the white space that `s` ends in, as space_length. */
static size_t space_length_before(struct str s)
{
    if (str_ends(s, STR(" ")))
        return 1;
    if (str_ends(s, STR("\u00a0")))
        return 2;
    return str_ends(s, STR("\u202f")) ? 3 : 0;
}

/* The length of the dash at byte `at`, 0 when there is none. A hyphen is one between white space,
 * or behind it at the very beginning. */
static size_t dash_length(struct str text, size_t at)
{
    struct str s = str_after(text, at);
    if (str_starts(s, STR("–")) || str_starts(s, STR("—")))
        return 3;
    size_t length = str_starts(s, STR("-"))                                        ? 1
                    : str_starts(s, STR("\u2010")) || str_starts(s, STR("\u2011")) ? 3
                                                                                   : 0;
    bool parted = length > 0 && (at == 0 || space_length_before(str_before(text, at)) > 0) &&
                  space_length(str_after(s, length)) > 0;
    return parted ? length : 0;
}

/* The length of ", par " at the front, with all its spaces; 0 when there is none. */
static size_t by_length(struct str s)
{
    if (s.length == 0 || s.data[0] != ',')
        return 0;
    struct str rest = skip_spaces(str_after(s, 1));
    if (!str_starts_caseless(rest, STR("par")))
        return 0;
    rest = str_after(rest, 3);
    struct str author = skip_spaces(rest);
    return author.length < rest.length ? s.length - author.length : 0;
}

/* Moves `*at` past punctuation to the dash or the ", par " behind a title, or to the end; false
 * when a letter or digit comes first. */
static bool skip_punctuation(struct str text, size_t *at)
{
    while (*at < text.length && dash_length(text, *at) == 0 && by_length(str_after(text, *at)) == 0)
        if (counts(unicode_next(text, at)))
            return false;
    return true;
}

/* Whether the text begins with the title; `at` becomes the place behind it. */
static bool find_title_end(struct str text, struct str title, size_t *at)
{
    if (str_starts(text, title)) { /* the usual case, and the cheap one */
        *at = title.length;
        if (skip_punctuation(text, at))
            return true;
    }
    return skip_letters(text, title, at) && skip_punctuation(text, at);
}

/* Parts "[, par AUTHOR] DASH PLACE", which begins at byte `at`, at the first dash. */
static bool parse_after_title(struct str text, size_t at, struct source *source, struct str *place)
{
    size_t by = by_length(str_after(text, at));
    size_t dash = at + by;
    while (dash < text.length && dash_length(text, dash) == 0)
        dash++;
    if (dash == text.length)
        return false;
    if (by > 0)
        source->author = str_trim(str_of(text.data + at + by, dash - at - by));
    do { /* "– –" is one dash */
        *place = skip_spaces(str_after(text, dash + dash_length(text, dash)));
        dash = text.length - place->length;
    } while (dash_length(text, dash) > 0);
    return true;
}

/* Parts "ANYTHING[, par AUTHOR] DASH PLACE" at the last dash. */
static bool parse_unknown_title(struct str text, struct source *source, struct str *place)
{
    size_t dash = text.length;
    for (size_t at = 0; at < text.length; at++)
        if (dash_length(text, at) > 0)
            dash = at;
    if (dash == text.length)
        return false;
    struct str before = str_before(text, dash);
    for (size_t at = 0; at < dash; at++) {
        size_t by = by_length(str_after(before, at));
        if (by > 0)
            source->author = str_trim(str_after(before, at + by));
    }
    *place = str_after(text, dash + dash_length(text, dash));
    return true;
}

bool source_line_parse(struct str value, struct str title, struct source *source)
{
    *source = (struct source){0};
    struct str text = str_trim(value);
    struct str place; /* [SECTION | ]OUTLET */
    size_t at;
    source->titled = find_title_end(text, title, &at);
    bool parted = source->titled ? parse_after_title(text, at, source, &place)
                                 : parse_unknown_title(text, source, &place);
    if (!parted)
        return false;
    const char *bar = place.length ? memrchr(place.data, '|', place.length) : NULL;
    size_t section = bar ? (size_t)(bar - place.data) : 0;
    source->section = str_trim(str_before(place, section));
    source->outlet = str_trim(str_after(place, bar ? section + 1 : 0));
    return source->outlet.length > 0;
}

bool source_line_has_title(struct str value, struct str title)
{
    size_t at;
    return title.length > 0 && find_title_end(str_trim(value), title, &at);
}

bool source_line_is_rule(struct str line)
{
    size_t marks = 0;
    for (size_t at = 0; at < line.length;) {
        int32_t point = unicode_next(line, &at);
        bool is_dash = (point >= 0x2010 && point <= 0x2015) || (point >= 0x2500 && point <= 0x257F);
        bool is_mark = is_dash || point == 0x2022 || point == 0xB7 || point == 0x2026 ||
                       (point > 0 && point < 0x80 && strchr("-=*_~#+.", (char)point));
        if (!is_mark && point != ' ')
            return false;
        marks += is_mark;
    }
    return marks >= 3;
}

/* What ends what a mark before a line opens; NUL: nothing does. */
static char end_of_mark(char mark)
{
    switch (mark) {
    case '(':
        return ')';
    case '[':
        return ']';
    case '*':
    case '_':
    case '"':
        return mark;
    default:
        return '\0';
    }
}

/* The last byte of the line is taken away if it is this one; so is a full stop behind it. */
static void drop_end(struct str *line, char end)
{
    size_t length = line->length;
    if (end != '.' && length > 1 && line->data[length - 1] == '.' && line->data[length - 2] == end)
        length--;
    if (end != '\0' && length > 0 && line->data[length - 1] == end)
        *line = str_trim(str_before(*line, length - 1));
}

struct str source_line_bare(struct str line)
{
    size_t marks = 0;
    struct str bare = str_trim(line);
    while (marks < bare.length && (bare.data[marks] == ' ' || bare.data[marks] == '>' ||
                                   bare.data[marks] == '-' || end_of_mark(bare.data[marks])))
        marks++;
    struct str rest = str_trim(str_after(bare, marks));
    for (size_t i = 0; i < marks; i++)
        drop_end(&rest, end_of_mark(bare.data[i]));
    return rest;
}

bool source_line_is_marked(struct str line, struct str *value)
{
    struct str bare = source_line_bare(line);
    return has_label(bare, STR("Source"), value) || has_label(bare, STR("Sources"), value);
}

bool source_line_names(struct str value, struct str title)
{
    struct source source;
    return title.length > 0 && source_line_parse(value, title, &source) && source.titled;
}
