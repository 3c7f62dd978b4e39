/* A set of words that several processes fill together: those that have their term in one of the
 * shards that they make. By their hashes, as word_set.h. */
#ifndef REVUE_SHARED_WORDS_H
#define REVUE_SHARED_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

struct shared_words;

/* Shared with the processes that are forked from this one while it is there. Has room for `most`
 * words or a few more, SHARED_WORDS_MOST at the most, of 11 to 22 bytes each, which are taken as
 * they come. Owned by the caller: shared_words_free(). */
#define SHARED_WORDS_MOST ((size_t)768 << 10)
struct shared_words *shared_words_new(uint64_t most);
void shared_words_free(struct shared_words *words);

/* Puts the word in; false: it was there. True again of a word for which there was no room. */
bool shared_words_add(struct shared_words *words, struct str word);

#endif
