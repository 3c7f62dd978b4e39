/* A set of words that several processes fill together: those that have their term in one of the
 * shards that they make. By their hashes, as word_set.h. */
#ifndef REVUE_SHARED_WORDS_H
#define REVUE_SHARED_WORDS_H

#include <stdbool.h>

#include "str.h"

struct shared_words;

/* Shared with the processes that are forked from this one while it is there. Takes 16 MB at most.
 * Owned by the caller: shared_words_free(). */
struct shared_words *shared_words_new(void);
void shared_words_free(struct shared_words *words);

/* Puts the word in; false: it was there. True again of a word for which there was no room, behind a
 * million others. */
bool shared_words_add(struct shared_words *words, struct str word);

#endif
