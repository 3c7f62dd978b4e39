/* Characters of a text as the tokeniser looks at them: what is at a place of it. For atoms.c and
 * the files beside it. Texts are valid UTF-8; a place may be the text's end, where nothing is. */
#ifndef REVUE_ATOM_CHARACTERS_H
#define REVUE_ATOM_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "str.h"
#include "unicode.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static inline bool is_ascii_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_ascii_letter(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The kind of the character at `at`, and where the next one starts; OTHER at the end. */
static inline enum character_kind kind_at(struct str text, size_t at, size_t *next)
{
    *next = at;
    if (at >= text.length)
        return CHARACTER_OTHER;
    return unicode_kind(unicode_next(text, next));
}

static inline bool starts_atom(struct str text, size_t at)
{
    size_t next;
    enum character_kind kind = kind_at(text, at, &next);
    return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT;
}

/* Whether ASCII letters are these, in any case. */
static inline bool reads(struct str letters, const char *lower)
{
    return letters.length > 0 && (letters.data[0] | 0x20) == (lower[0] | 0x20) &&
           letters.length == strlen(lower) && strncasecmp(letters.data, lower, letters.length) == 0;
}

static inline bool reads_any(struct str letters, const char *const *list)
{
    for (; *list; list++)
        if (reads(letters, *list))
            return true;
    return false;
}

/* Bytes of the apostrophe or hyphen at `at`; 0: none. */
static inline size_t connector_bytes(struct str text, size_t at, enum character_kind wanted)
{
    size_t next;
    return kind_at(text, at, &next) == wanted ? next - at : 0;
}

static inline size_t skip_ignorables(struct str text, size_t at)
{
    size_t next;
    while (kind_at(text, at, &next) == CHARACTER_IGNORABLE)
        at = next;
    return at;
}

/* The ASCII letter at `at`, in lower case and without its accent, or 0. */
char letter_at(struct str text, size_t at);

/* The word at `at`, when it is of ASCII letters alone; else empty. */
struct str letters_at(struct str text, size_t at);

/* Bytes of the space at `at` that parts no line: U+0020, U+00A0, U+2009 or U+202F; 0: none. */
size_t space_bytes(struct str text, size_t at);

#endif
