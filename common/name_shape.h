/* Where a word of the recogniser's ends, and its shape. */
#ifndef REVUE_NAME_SHAPE_H
#define REVUE_NAME_SHAPE_H

#include "str.h"
#include "unicode.h"

enum name_shape {
    NAME_SHAPE_MARK = 0, /* one character that is no letter, digit or space */
    NAME_SHAPE_ELIDED,   /* an article with its apostrophe: `l’`, `D'` */
    NAME_SHAPE_LOWER,
    NAME_SHAPE_NUMBER,  /* begins with a digit */
    NAME_SHAPE_CAPITAL, /* this and those below begin with a capital: `Paris` */
    NAME_SHAPE_MIXED,   /* another capital inside: `McCain`, `Jean-Yves` */
    NAME_SHAPE_INITIAL, /* one letter */
    NAME_SHAPE_UPPER,   /* several letters, all capitals */
};

static inline bool name_shape_is_capital(uint8_t shape)
{
    return shape >= NAME_SHAPE_CAPITAL;
}

/* The kind of the character at byte `at`; its code point, and where the next one begins. At the end
 * it is CHARACTER_OTHER, and `point` stays as it is. */
enum character_kind name_shape_kind_at(struct str text, size_t at, size_t *next, int32_t *point);

/* Whether what stands at `at`, behind a letter or digit, ends a word for certain: the text's end or
 * one of the characters of ASCII that mostly do. */
static inline bool name_shape_ends_plainly(struct str text, size_t at)
{
    const uint64_t ends = UINT64_C(1) << ' ' | UINT64_C(1) << ',' | UINT64_C(1) << '\n' |
                          UINT64_C(1) << '\t' | UINT64_C(1) << ';' | UINT64_C(1) << ':' |
                          UINT64_C(1) << '!' | UINT64_C(1) << '?' | UINT64_C(1) << '(' |
                          UINT64_C(1) << ')' | UINT64_C(1) << '"';
    unsigned char c = at < text.length ? (unsigned char)text.data[at] : ' ';
    return c < 64 && (ends >> c & 1);
}

/* The shape of the word at byte `*at`, a letter or digit; moves `*at` behind it. */
enum name_shape name_shape_read(struct str text, size_t *at);

#endif
