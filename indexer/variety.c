/* Linear counting: each word sets a bit of a table that its hash tells, and how many are set tells
 * how many words there were (Whang, Vander-Zanden and Taylor, 1990). */
#include "variety.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "bits.h"
#include "memory.h"
#include "unicode.h"

#define TABLE_LOG2 22
#define TABLE_BITS ((size_t)1 << TABLE_LOG2)

/* In a shorter text there is no room for so many: each has four bytes, but for a few, and a space.
 */
#define LEAST_BYTES ((size_t)5 * VARIETY_MOST)

#define NO_WORD 0

struct counting {
    uint64_t *seen;
    size_t count; /* bits that are set */
};

static void count_word(struct counting *counting, uint64_t hash)
{
    size_t bit = (size_t)((hash ^ hash >> 32) * 0x9E3779B97F4A7C15U >> (64 - TABLE_LOG2));
    if (hash == NO_WORD || bits_have(counting->seen, bit))
        return;
    bits_add(counting->seen, bit);
    counting->count++;
}

static uint64_t add_character(uint64_t hash, int32_t character)
{
    return (hash + (uint64_t)character + 1) * 0x100000001B3U;
}

/* A word, and the compound that it is a part of. */
struct words {
    uint64_t part, whole; /* their hashes so far */
    bool joined;          /* there is more than the part in the whole */
};

static void add(struct counting *counting, struct words *words, int32_t character)
{
    switch (unicode_kind(character)) {
    case CHARACTER_LETTER:
    case CHARACTER_DIGIT:
    case CHARACTER_MARK:
        words->part = add_character(words->part, character);
        words->whole = add_character(words->whole, character);
        return;
    case CHARACTER_HYPHEN:
        count_word(counting, words->part);
        words->part = NO_WORD;
        words->joined = true;
        words->whole = add_character(words->whole, character);
        return;
    default:
        count_word(counting, words->part);
        count_word(counting, words->joined ? words->whole : NO_WORD);
        *words = (struct words){0};
    }
}

bool variety_is_too_great(struct str text)
{
    if (text.length < LEAST_BYTES)
        return false;
    const size_t most = (size_t)((double)TABLE_BITS *
                                 -expm1(-(double)VARIETY_MOST / (double)TABLE_BITS));
    struct counting counting = {memory_allocate(BITS_WORDS(TABLE_BITS), sizeof(uint64_t)), 0};
    struct words words = {0};
    for (size_t at = 0; at < text.length && counting.count <= most;)
        add(&counting, &words, unicode_next(text, &at));
    add(&counting, &words, ' ');
    free(counting.seen);
    return counting.count > most;
}
