/* Looking words up in the vocabulary. */
#include "vocabulary.h"

struct str vocabulary_stem(uint16_t number)
{
    return str_of(vocabulary_stems + vocabulary_tables.stems[number],
                  vocabulary_tables.stem_bytes[number]);
}

static struct str spelling_of(uint16_t number)
{
    return str_of(vocabulary_dictionary + vocabulary_tables.spellings[number],
                  vocabulary_tables.spelling_bytes[number]);
}

struct vocabulary_range vocabulary_of_stem(struct str stem, uint32_t stem_key)
{
    uint16_t first = 1;
    uint16_t end = VOCABULARY_WORDS + 1;
    while (first < end) {
        uint16_t middle = (uint16_t)((first + end) / 2);
        if (vocabulary_tables.stem_keys[vocabulary_tables.by_stem[middle]] < stem_key)
            first = (uint16_t)(middle + 1);
        else
            end = middle;
    }
    if (first > VOCABULARY_WORDS)
        return (struct vocabulary_range){0};
    first = vocabulary_tables.by_stem[first];
    if (vocabulary_tables.stem_keys[first] != stem_key || !str_equal(vocabulary_stem(first), stem))
        return (struct vocabulary_range){0};
    for (end = first; end <= VOCABULARY_WORDS && vocabulary_tables.stem_keys[end] == stem_key;)
        end++;
    return (struct vocabulary_range){first, end};
}

uint16_t vocabulary_find(struct vocabulary_range range, struct str spelling)
{
    for (uint16_t i = range.first; i < range.end; i++)
        if (str_equal(spelling_of(i), spelling))
            return i;
    return VOCABULARY_NONE;
}

struct vocabulary_range vocabulary_of_folded(struct vocabulary_range range, uint32_t prefix_key,
                                             uint32_t word_key)
{
    while (range.first < range.end &&
           (vocabulary_tables.prefix_keys[range.first] != (prefix_key & 0xFFFF) ||
            vocabulary_tables.word_keys[range.first] != (word_key & 0xFFFF)))
        range.first++;
    uint16_t end = range.first;
    while (end < range.end && vocabulary_tables.prefix_keys[end] == (prefix_key & 0xFFFF) &&
           vocabulary_tables.word_keys[end] == (word_key & 0xFFFF))
        end++;
    return (struct vocabulary_range){range.first, end};
}

struct vocabulary_range vocabulary_of_prefix(uint16_t prefix_key)
{
    uint16_t first = 1;
    uint16_t end = VOCABULARY_WORDS + 1;
    while (first < end) {
        uint16_t middle = (uint16_t)((first + end) / 2);
        if (vocabulary_tables.prefix_keys[vocabulary_tables.by_prefix[middle]] < prefix_key)
            first = (uint16_t)(middle + 1);
        else
            end = middle;
    }
    while (end <= VOCABULARY_WORDS &&
           vocabulary_tables.prefix_keys[vocabulary_tables.by_prefix[end]] == prefix_key)
        end++;
    return (struct vocabulary_range){first, end};
}
