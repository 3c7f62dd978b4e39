/* A set of words by their hashes: among a million words, two share one with a chance of 3 in 10^8.
 */
#ifndef REVUE_WORD_SET_H
#define REVUE_WORD_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

/* Zeroed is empty. */
struct word_set {
    uint64_t *hashes; /* FREE, REMOVED or a hash: word_set.c */
    size_t capacity;  /* a power of two */
    size_t count;     /* places that are not free */
};

/* What a word is known by: never 0. */
uint64_t word_set_hash(struct str word);

/* Puts the word in; false when it was there. */
bool word_set_add(struct word_set *set, struct str word);

bool word_set_has(const struct word_set *set, struct str word);

void word_set_remove(struct word_set *set, struct str word);

/* Empties the set and frees its memory. */
void word_set_free(struct word_set *set);

#endif
