/* Names by a table of letters; tests/test_french.c compares what it makes with the tokeniser's. */
#include "plain_fold.h"

#include "french.h"

/* U+00C0 and on, which fold as the letters 32 behind them do. */
static const char letters[32][3] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "",
};

/* What the character of two bytes folds to; "" where it is none of the table. */
static const char *letter_of(unsigned char first, unsigned char second)
{
    if (first == 0xC5 && (second == 0x92 || second == 0x93)) /* Œ œ */
        return "oe";
    if (first == 0xC3 && second == 0x9F) /* ß */
        return "ss";
    if (first == 0xC3 && second == 0xBF) /* ÿ */
        return "y";
    return first == 0xC3 && (second & 0xC0) == 0x80 ? letters[second & 0x1F] : "";
}

/* Whether a word stands in `folded` from `at` on that is as it is: not cut, nor perhaps Saint. */
static bool is_whole(const struct buffer *folded, size_t at)
{
    struct str word = str_after(buffer_str(folded), at);
    return word.length <= FRENCH_MAX_WORD_BYTES && !french_may_be_saint(word);
}

/* Appends the letters from `*at` on and moves it behind them. */
static void append_word(struct str name, size_t *at, struct buffer *folded)
{
    char *end = folded->data + folded->length;
    while (*at < name.length) {
        unsigned char c = (unsigned char)name.data[*at];
        if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
            *end++ = (char)(c | 0x20);
            ++*at;
            continue;
        }
        const char *letter = c >= 0x80 && *at + 1 < name.length
                                 ? letter_of(c, (unsigned char)name.data[*at + 1])
                                 : "";
        if (!*letter)
            break;
        while (*letter)
            *end++ = *letter++;
        *at += 2;
    }
    folded->length = (size_t)(end - folded->data);
}

static bool fail(struct buffer *folded, size_t length)
{
    folded->length = length;
    folded->data[length] = '\0';
    return false;
}

bool plain_fold(struct str name, struct buffer *folded)
{
    size_t first = folded->length;
    buffer_reserve(folded, name.length + 1); /* no letter folds to more bytes than it has */
    for (size_t at = 0; at < name.length;) {
        if (name.data[at] == ' ' || name.data[at] == '-') {
            at++;
            continue;
        }
        size_t length = folded->length;
        if (length > first)
            folded->data[folded->length++] = ' ';
        size_t word = folded->length;
        append_word(name, &at, folded);
        if (folded->length == word || !is_whole(folded, word))
            return fail(folded, first);
    }
    folded->data[folded->length] = '\0';
    return true;
}
