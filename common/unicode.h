/* Characters: reading UTF-8, what kind each is to the tokeniser, and folding. */
#ifndef REVUE_UNICODE_H
#define REVUE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

enum character_kind {
    CHARACTER_OTHER = 0, /* parts words and is no connector */
    CHARACTER_LETTER,
    CHARACTER_DIGIT,      /* and the superscripts and subscripts that fold to digits */
    CHARACTER_MARK,       /* combines with the character before it */
    CHARACTER_IGNORABLE,  /* soft hyphen, zero-width and the like: vanishes inside a word */
    CHARACTER_SINGLE,     /* of a script that parts no words: a word by itself */
    CHARACTER_APOSTROPHE, /* U+0027, U+2019, U+2018, U+02BC */
    CHARACTER_HYPHEN,     /* U+002D, U+2010, U+2011 */
    CHARACTER_SPACE,
};

/* Internal: unicode_next() where the first byte is not ASCII. */
int32_t unicode_next_of_several(struct str text, size_t *at);

/* Reads the code point that starts at `*at` and moves `*at` behind it. The text is valid UTF-8;
 * bytes that are not give U+FFFD one at a time. `*at` < text.length. */
static inline int32_t unicode_next(struct str text, size_t *at)
{
    unsigned char first = (unsigned char)text.data[*at];
    if (first >= 0x80)
        return unicode_next_of_several(text, at);
    ++*at;
    return first;
}

/* How many code points the text has. */
size_t unicode_count(struct str text);

/* Internal: unicode_kind() of others. */
enum character_kind unicode_kind_beyond_ascii(int32_t code_point);

static inline enum character_kind unicode_kind(int32_t code_point)
{
    if (code_point >= 0x80)
        return unicode_kind_beyond_ascii(code_point);
    if ((code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z')
        return CHARACTER_LETTER;
    if (code_point >= '0' && code_point <= '9')
        return CHARACTER_DIGIT;
    if (code_point == ' ' || (code_point >= '\t' && code_point <= '\r'))
        return CHARACTER_SPACE;
    if (code_point == '\'' || code_point == '`')
        return CHARACTER_APOSTROPHE;
    return code_point == '-' ? CHARACTER_HYPHEN : CHARACTER_OTHER;
}

bool unicode_is_upper(int32_t code_point); /* upper or title case */

/* Appends the folded form of a word, empty when nothing of it remains: NFKD, marks stripped, case
 * folded; œ æ ł ø đ ħ ı ð þ ŋ to letters; anything but letters, digits and the comma of a decimal
 * left out. Folding twice changes nothing. */
void unicode_fold(struct str word, struct buffer *folded);

/* Appends the word as spelt, marks kept: NFKC, case folded, and only what unicode_fold keeps. */
void unicode_spelling(struct str word, struct buffer *spelling);

#endif
