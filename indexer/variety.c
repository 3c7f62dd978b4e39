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

/* In a shorter text there is no room for so many: a compound is two words. */
#define LEAST_BYTES ((size_t)2 * VARIETY_MOST)

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

/* A word, and the compound, acronym or number that it is a part of. */
struct words {
    uint64_t part, whole; /* their hashes so far */
    uint32_t length;      /* characters of the part */
    bool number;          /* the part has digits alone */
    bool joined;          /* there is more than the part in the whole */
    bool waits;           /* for a digit: a space stands behind one to three */
};

static void end_part(struct counting *counting, struct words *words)
{
    count_word(counting, words->part);
    words->part = NO_WORD;
    words->length = 0;
    words->joined = true;
}

static void end_whole(struct counting *counting, struct words *words)
{
    count_word(counting, words->part);
    count_word(counting, words->joined ? words->whole : NO_WORD);
    *words = (struct words){0};
}

static void add_to_part(struct words *words, int32_t character, bool digit)
{
    words->number = digit && (words->length == 0 || words->number);
    words->length++;
    words->part = add_character(words->part, character);
    words->whole = add_character(words->whole, character);
}

static void add(struct counting *counting, struct words *words, int32_t character)
{
    const enum character_kind kind = unicode_kind(character);
    const bool group = words->number && words->length <= 3;
    if (words->waits && kind != CHARACTER_DIGIT)
        end_whole(counting, words);
    words->waits = false;
    if (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT || kind == CHARACTER_MARK) {
        add_to_part(words, character, kind == CHARACTER_DIGIT);
    } else if (kind == CHARACTER_SPACE && group) {
        end_part(counting, words);
        words->waits = true;
    } else if (kind == CHARACTER_HYPHEN) {
        end_part(counting, words);
        words->whole = add_character(words->whole, character);
    } else if (character == '.' && words->length == 1) {
        end_part(counting, words);
    } else {
        end_whole(counting, words);
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
    end_whole(&counting, &words);
    free(counting.seen);
    return counting.count > most;
}
