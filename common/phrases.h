/* A trie over folded words: many phrases, found in a text at the cost of a look-up a word.
 *
 * It knows words and nothing of what a phrase stands for: a phrase is the number of the node it
 * ends at, and the caller keeps what belongs to it by that number. Words are compared whole, not
 * by their keys alone. */
#ifndef REVUE_PHRASES_H
#define REVUE_PHRASES_H

#include <stdint.h>

#include "french.h"
#include "str.h"

#define PHRASE_MAX_WORDS 32

/* The node all phrases start from. It follows no node, so as a result it means none. */
#define PHRASE_ROOT 0

struct phrase_node {
    uint32_t parent;
    uint32_t key;  /* of the word that leads here */
    uint32_t word; /* where that word's length and bytes are in `words` */
};

/* Zeroed is empty. */
struct phrases {
    struct phrase_node *nodes; /* the root first */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open addressing by parent and key; PHRASE_ROOT: free */
    size_t slot_count;
    struct buffer words;
};

void phrases_free(struct phrases *phrases);

/* Appends the folded words of `tokens`, compounds passed over (their parts count), as phrases_add
 * takes them: each its length in a byte, then its bytes. */
void phrase_append_words(const struct french_tokens *tokens, struct buffer *words);

/* Enters the phrase of these words, at least one and at most PHRASE_MAX_WORDS, and returns the node
 * they end at: the same for the same words. */
uint32_t phrases_add(struct phrases *phrases, struct str words);

/* The node that `word` leads to from `node`; PHRASE_ROOT when no phrase goes on so. */
uint32_t phrases_next(const struct phrases *phrases, uint32_t node, const struct french_word *word);

/* The node that the words of `tokens` lead to, compounds passed over; PHRASE_ROOT when no phrase
 * begins so. */
uint32_t phrases_find(const struct phrases *phrases, const struct french_tokens *tokens);

/* Writes the words that lead to `node`, at most PHRASE_MAX_WORDS, in order; returns how many.
 * Borrowed until the next phrases_add. */
size_t phrases_words(const struct phrases *phrases, uint32_t node, struct str *words);

#endif
