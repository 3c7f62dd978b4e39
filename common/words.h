/* The table of analysed words: each distinct way of writing one is folded and stemmed once. */
#ifndef REVUE_WORDS_H
#define REVUE_WORDS_H

#include "french.h"
#include "str.h"

struct words;

/* Owned by the caller: words_free(). */
struct words *words_new(void);
/* Words of which only folded form and spelling are set, and whether they are stop words: a third of
 * what the analysis costs. */
struct words *words_new_folded(void);
void words_free(struct words *words);

/* The word as it stands in a text (any case, accents, inner dots, hyphens or spaces), analysed;
 * NULL when nothing of it remains when folded. Lives until words_clear() or words_free(). */
const struct french_word *words_get(struct words *words, struct str written);

/* For who looks for many at once: a form's hash, and words_get() of a form whose hash is known. */
uint32_t words_hash(struct str written);
const struct french_word *words_get_hashed(struct words *words, struct str written, uint32_t hash);

/* Begin to fetch the memory that words_get() of a form of this hash reads: where the form is noted,
 * then, when that has come, the form and its word. */
void words_fetch_slot(const struct words *words, uint32_t hash);
void words_fetch_entry(const struct words *words, uint32_t hash);

/* Sets the keys of the folded form of a word of which nothing else need be known: a hundredth of
 * what its analysis costs. */
void words_set_keys(struct french_word *word);

/* How many bytes the table holds. */
size_t words_bytes(const struct words *words);

/* Forgets all words. */
void words_clear(struct words *words);

/* As french_new_owner(). */
uint16_t words_new_owner(struct words *words);

#endif
