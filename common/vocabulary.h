/* The vocabulary: the words that most French articles have, built into the program.
 *
 * What is stored names such a word by its number, which takes fewer bytes than its keys, and its
 * stem's term is a number too (schema.h). common/vocabulary.txt has the words, a build turns them
 * into the tables here (make_vocabulary.c). Words and numbers are part of the schema: another list
 * is another SCHEMA_VERSION, and packed articles of the old one need the old one to be read.
 *
 * Words are numbered from 1, the most frequent stem's first: an article's numbers are then close
 * together, which is what packs well. Words of one stem, and those
 * among them of one folded form, follow each other. */
#ifndef REVUE_VOCABULARY_H
#define REVUE_VOCABULARY_H

#include <stdint.h>

#include "str.h"

#define VOCABULARY_WORDS 8191 /* 13 bits */
#define VOCABULARY_NONE  0    /* the number of no word */

/* A place for each number; that of VOCABULARY_NONE is zero. Keys as in a forward record. */
struct vocabulary_tables {
    uint32_t stem_keys[VOCABULARY_WORDS + 1]; /* all 32 bits; no two stems share one */
    uint16_t prefix_keys[VOCABULARY_WORDS + 1];
    uint16_t word_keys[VOCABULARY_WORDS + 1];
    uint8_t word_tops[VOCABULARY_WORDS + 1];
    uint16_t spelling_keys[VOCABULARY_WORDS + 1];
    /* From place 1 on: numbers, by their stems' and by their prefixes' keys. */
    uint16_t by_stem[VOCABULARY_WORDS + 1];
    uint16_t by_prefix[VOCABULARY_WORDS + 1];
    uint32_t stems[VOCABULARY_WORDS + 1];     /* where each stem begins in the text of stems */
    uint32_t spellings[VOCABULARY_WORDS + 1]; /* where each word begins in the dictionary */
    uint8_t stem_bytes[VOCABULARY_WORDS + 1];
    uint8_t spelling_bytes[VOCABULARY_WORDS + 1];
};

extern const struct vocabulary_tables vocabulary_tables;

/* A word's key in a forward record: forward_key_of(). */
static inline uint32_t vocabulary_word_key(uint32_t number)
{
    return (uint32_t)vocabulary_tables.prefix_keys[number] << 16 |
           vocabulary_tables.word_keys[number];
}

extern const char vocabulary_stems[];

/* All words, the most frequent last, behind zstd's tables: a dictionary of zstd. */
extern const char vocabulary_dictionary[];
extern const uint32_t vocabulary_dictionary_bytes;

/* Numbers [first, end). */
struct vocabulary_range {
    uint16_t first, end;
};

/* The words of a stem, which has this key; empty when there are none. */
struct vocabulary_range vocabulary_of_stem(struct str stem, uint32_t stem_key);

/* The stem of the word of this number. Static. */
struct str vocabulary_stem(uint16_t number);

/* The number of the word of this spelling, which is one of `range`; or VOCABULARY_NONE. */
uint16_t vocabulary_find(struct vocabulary_range range, struct str spelling);

/* Those of `range` whose folded form has these keys, in their lower 16 bits. */
struct vocabulary_range vocabulary_of_folded(struct vocabulary_range range, uint32_t prefix_key,
                                             uint32_t word_key);

/* The places in `by_prefix` of the words with this prefix key. */
struct vocabulary_range vocabulary_of_prefix(uint16_t prefix_key);

#endif
