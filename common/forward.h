/* The forward record: an article's tokens in order, small enough to read a hundred of them for a
 * query.
 *
 * It stands in place of Xapian's position lists: it feeds the second ranking stage, phrases, PROCHE
 * and exact spellings. A word of the article is its number in the article's own list of distinct
 * words; of each word the record keeps keys, which a query compares with those of its own words:
 *
 *     version       1 byte: 2
 *     width         1 byte: bytes of a token's number, 1, 2 or 4
 *     plain         varint: distinct words without accents (spelt as folded)
 *     accented      varint: distinct words spelt otherwise
 *     compounds     varint: distinct compounds
 *     title tokens  varint, compounds among them
 *     text tokens   varint, compounds among them
 *     prefix keys   2 bytes each: the upper bits of the prefix's hash
 *     word keys     2 bytes each: the lower bits of the word's
 *     stem keys     2 bytes each, and again 1 byte each: the lower bits of the stem's, and the next
 *     spelling keys 2 bytes each, of accented words and compounds
 *     tokens        `width` bytes each, title before text
 *
 * A word that is none of the article's has the stem key of one in one article of 80,000; a spelling
 * is compared where the word is the same.
 *
 * Words are numbered plain first, then accented, then compounds. All numbers are little-endian. */
#ifndef REVUE_FORWARD_H
#define REVUE_FORWARD_H

#include <stdbool.h>
#include <stdint.h>

#include "article_words.h"
#include "french.h"
#include "str.h"

/* An opened record: borrowed from its bytes. */
struct forward {
    uint32_t plain, accented, compounds; /* distinct words of each class */
    uint32_t words;                      /* their sum */
    uint32_t title_tokens, text_tokens;
    uint8_t width;
    const unsigned char *prefix_keys;
    const unsigned char *word_keys;
    const unsigned char *stem_keys, *stem_tops;
    const unsigned char *spelling_keys;
    const char *tokens;
};

/* Appends the record of an article of these words. */
void forward_build(const struct article_words *words, struct buffer *record);

/* False when the bytes are no record of this version; then nothing may be read from `forward`. */
bool forward_open(struct str record, struct forward *forward);

/* The word key of a word: prefix in the upper half. */
static inline uint32_t forward_key_of(const struct french_word *word)
{
    return (word->prefix_key & 0xFFFF0000U) | (word->folded_key & 0xFFFFU);
}

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

/* The upper half of forward_word_key(). */
static inline uint32_t forward_prefix_key(const struct forward *forward, uint32_t word)
{
    return forward_load16(forward->prefix_keys + 2 * (size_t)word);
}

static inline uint32_t forward_word_key(const struct forward *forward, uint32_t word)
{
    return forward_prefix_key(forward, word) << 16 |
           forward_load16(forward->word_keys + 2 * (size_t)word);
}

/* The lower 16 bits of forward_stem_key(). */
static inline uint32_t forward_stem_low(const struct forward *forward, uint32_t word)
{
    return forward_load16(forward->stem_keys + 2 * (size_t)word);
}

static inline uint32_t forward_stem_key(const struct forward *forward, uint32_t word)
{
    return forward_stem_low(forward, word) | (uint32_t)forward->stem_tops[word] << 16;
}

/* Whether word `word`, which has the same folded form as `as`, is also spelt like it. */
static inline bool forward_is_spelt(const struct forward *forward, uint32_t word,
                                    const struct french_word *as)
{
    if (word < forward->plain)
        return as->spelling.data == as->folded.data;
    return forward_load16(forward->spelling_keys + 2 * (size_t)(word - forward->plain)) ==
           (as->spelling_key & 0xFFFFU);
}

static inline bool forward_is_compound(const struct forward *forward, uint32_t word)
{
    return word >= forward->plain + forward->accented;
}

/* The word of token `index` of [0, title_tokens + text_tokens). A damaged record may give a number
 * that is no word's: compare with `words`. */
static inline uint32_t forward_token(const struct forward *forward, uint32_t index)
{
    const unsigned char *p = (const unsigned char *)forward->tokens +
                             (size_t)index * forward->width;
    if (forward->width == 1)
        return p[0];
    if (forward->width == 2)
        return forward_load16(p);
    return forward_load32(p);
}

#endif
