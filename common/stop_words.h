/* Stop words: French words so common that an article is not found by them alone. */
#ifndef REVUE_STOP_WORDS_H
#define REVUE_STOP_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* Whether a folded word is one. They keep their positions; a query scores them only when it has
 * nothing else. */
bool stop_words_have(struct str folded);

/* Whether a stop word is also a word of content that one may look for: l’été, les avions, une
 * somme. */
bool stop_words_have_content(struct str folded);

/* Whether a stem is that of function words: stop words so common that they have no postings, which
 * would narrow nothing. Where one is asked for, each article's forward record tells. */
bool stop_words_have_function_stem(struct str stem);

/* Whether a stop word stands behind a verb or a pronoun with a hyphen: dit-il, donne-le-moi,
 * celui-ci, lui-même. */
bool stop_words_follow_verb(struct str folded);

/* A hash of these lists: a database remembers the one it was made with. */
uint64_t stop_words_hash(void);

#endif
