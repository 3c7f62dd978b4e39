/* The forward record: an article's tokens in order, small enough to read a hundred of them for a
 * query.
 *
 * It stands in place of Xapian's position lists: it feeds the second ranking stage, phrases, PROCHE
 * and exact spellings. A word of the article is its number in the article's own list of distinct
 * words. Most are words of the vocabulary; of the others the record keeps keys, which a query
 * compares with those of its own words:
 *
 *     version       1 byte: 4
 *     width         1 byte: bits of a token's number, 8, 12, 16 or 32
 *     common        varint: distinct words of the vocabulary, but for compounds
 *     plain         varint: distinct other words without accents (spelt as folded)
 *     accented      varint: distinct other words spelt otherwise
 *     compounds     varint: distinct compounds
 *     title tokens  varint, compounds among them
 *     text tokens   varint, compounds among them
 *     numbers       1 or 2 bytes each: in the vocabulary, of the common words, ascending, each less
 *                   the one before and 1; from 0xE000 on two bytes, the upper one first
 *     prefix keys   2 bytes each of the other words: the upper bits of the prefix's hash
 *     word keys     2 bytes each, and again 1 byte each: the lower bits of the word's, and the next
 *     stem keys     2 bytes each, and again 1 byte each: the lower bits of the stem's, and the next
 *     spelling keys 2 bytes each, of accented words and compounds
 *     tokens        `width` bits each, title before text; two of 12 bits in three bytes
 *
 * A word that is none of the article's has the stem key of one in one article of 500,000; of two
 * forms of a stem one in 16 million has both keys of the other; a spelling is compared where the
 * word is the same.
 *
 * Words are numbered common first, then plain, accented, compounds. All numbers are little-endian.
 */
#ifndef REVUE_FORWARD_H
#define REVUE_FORWARD_H

#include <stdbool.h>
#include <stdint.h>

#include "article_words.h"
#include "french.h"
#include "str.h"
#include "vocabulary.h"

/* An opened record: borrowed from its bytes, but for the numbers of its common words. */
struct forward {
    uint32_t common, plain, accented, compounds; /* distinct words of each class */
    uint32_t words;                              /* their sum */
    uint32_t title_tokens, text_tokens;
    uint8_t width;
    const unsigned char *gaps; /* the numbers as recorded */
    const unsigned char *prefix_keys;
    const unsigned char *word_keys, *word_tops;
    const unsigned char *stem_keys, *stem_tops;
    const unsigned char *spelling_keys;
    const unsigned char *tokens;
    uint32_t numbered;                  /* so many common words, the first, have their number: */
    uint16_t numbers[VOCABULARY_WORDS]; /* of the common words; the rows above are of the others */
};

/* Appends the record of an article of these words. */
void forward_build(const struct article_words *words, struct buffer *record);

/* False when the bytes are no record of this version; then nothing may be read from `forward`. */
bool forward_open(struct str record, struct forward *forward);

/* The same for who needs of the common words only those whose number in the vocabulary is below
 * `end`: these are among the `numbered` first, the others may have none. That the numbers behind
 * are damaged is not seen. */
bool forward_open_below(struct str record, uint32_t end, struct forward *forward);

/* The word key of a word: prefix in the upper half. */
static inline uint32_t forward_key_of(const struct french_word *word)
{
    return (word->prefix_key & 0xFFFF0000U) | (word->folded_key & 0xFFFFU);
}

/* The bits above its lower half, for who must not take one word for another: forward_key_of() of a
 * stem's forms, such as abeille and abeilles, is the same for three pairs of 141,912 words. */
static inline uint8_t forward_top_of(const struct french_word *word)
{
    return (uint8_t)(word->folded_key >> 16);
}

/* No word's: stands for all tops. */
#define FORWARD_ANY_TOP (UINT8_MAX + 1)

/* The stem key of a word. */
static inline uint32_t forward_stem_of(const struct french_word *word)
{
    return word->stem_key & 0xFFFFFFU;
}

static inline uint32_t forward_load16(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
}

static inline uint32_t forward_load32(const unsigned char *bytes)
{
    return forward_load16(bytes) | forward_load16(bytes + 2) << 16;
}

/* The number in the vocabulary of a word below `numbered`: at most VOCABULARY_WORDS. */
static inline uint32_t forward_number(const struct forward *forward, uint32_t word)
{
    return forward->numbers[word];
}

/* Where the key of a word that is not common stands in a row of two bytes each. */
static inline size_t forward_place(const struct forward *forward, uint32_t word)
{
    return 2 * (size_t)(word - forward->common);
}

/* The upper half of forward_word_key(). */
static inline uint32_t forward_prefix_key(const struct forward *forward, uint32_t word)
{
    if (word < forward->common)
        return vocabulary_tables.prefix_keys[forward_number(forward, word)];
    return forward_load16(forward->prefix_keys + forward_place(forward, word));
}

/* The lower 16 bits of forward_word_key(). */
static inline uint32_t forward_word_low(const struct forward *forward, uint32_t word)
{
    return word < forward->common
               ? vocabulary_tables.word_keys[forward_number(forward, word)]
               : forward_load16(forward->word_keys + forward_place(forward, word));
}

static inline uint32_t forward_word_key(const struct forward *forward, uint32_t word)
{
    return forward_prefix_key(forward, word) << 16 | forward_word_low(forward, word);
}

/* forward_top_of() of a word. */
static inline uint8_t forward_word_top(const struct forward *forward, uint32_t word)
{
    return word < forward->common ? vocabulary_tables.word_tops[forward_number(forward, word)]
                                  : forward->word_tops[word - forward->common];
}

/* forward_word_key() of a word below `words` that may be a common one behind `numbered`; slow for
 * these. */
uint32_t forward_find_word_key(const struct forward *forward, uint32_t word);

static inline uint32_t forward_stem_key(const struct forward *forward, uint32_t word)
{
    if (word < forward->common)
        return vocabulary_tables.stem_keys[forward_number(forward, word)] & 0xFFFFFFU;
    return forward_load16(forward->stem_keys + forward_place(forward, word)) |
           (uint32_t)forward->stem_tops[word - forward->common] << 16;
}

/* Whether a word is spelt as folded. */
static inline bool forward_is_plain(const struct forward *forward, uint32_t word)
{
    if (word >= forward->common)
        return word < forward->common + forward->plain;
    uint32_t number = forward_number(forward, word);
    return vocabulary_tables.spelling_keys[number] == vocabulary_tables.word_keys[number];
}

/* Whether word `word`, which has the same folded form as `as`, is also spelt like it. */
static inline bool forward_is_spelt(const struct forward *forward, uint32_t word,
                                    const struct french_word *as)
{
    if (word < forward->common)
        return forward_number(forward, word) == as->common;
    if (word < forward->common + forward->plain)
        return as->spelling.data == as->folded.data;
    return forward_load16(forward->spelling_keys + forward_place(forward, word) -
                          2 * (size_t)forward->plain) == (as->spelling_key & 0xFFFFU);
}

/* The lower 16 bits of forward_stem_key(). */
static inline uint32_t forward_stem_low(const struct forward *forward, uint32_t word)
{
    return word < forward->common
               ? vocabulary_tables.stem_keys[forward_number(forward, word)] & 0xFFFFU
               : forward_load16(forward->stem_keys + forward_place(forward, word));
}

/* How many distinct words are no compounds; these come first. */
static inline uint32_t forward_simple(const struct forward *forward)
{
    return forward->common + forward->plain + forward->accented;
}

static inline bool forward_is_compound(const struct forward *forward, uint32_t word)
{
    return word >= forward_simple(forward);
}

/* The first common word from number `number` of the vocabulary on, of those that have their number;
 * `numbered` when there is none. */
uint32_t forward_common_from(const struct forward *forward, uint32_t number);

/* The word of token `index` of [0, title_tokens + text_tokens). A damaged record may give a number
 * that is no word's: compare with `words`. */
static inline uint32_t forward_token(const struct forward *forward, uint32_t index)
{
    const unsigned char *tokens = forward->tokens;
    if (forward->width == 8)
        return tokens[index];
    if (forward->width == 12)
        return forward_load16(tokens + index + index / 2) >> 4 * (index & 1) & 0xFFF;
    if (forward->width == 16)
        return forward_load16(tokens + 2 * (size_t)index);
    return forward_load32(tokens + 4 * (size_t)index);
}

#endif
