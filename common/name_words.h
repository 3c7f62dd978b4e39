/* Capitalised words that stand beside a name and are no part of it. */
#ifndef REVUE_NAME_WORDS_H
#define REVUE_NAME_WORDS_H

#include <stdbool.h>

#include "str.h"

/* Whether the folded word is a title or an office: m, mme, president, general. */
bool name_words_have_title(struct str folded);

/* Whether the folded word opens a sentence or a heading before a name: selon, lundi, video; or goes
 * before it with a hyphen: ex, pro, anti. Stop words are not among them. */
bool name_words_have_opener(struct str folded);

/* Whether the folded word, capitalised behind a name, goes on with it: de, le, la (`Philippe De
 * Villiers`). Particles that are no stop words in French are not among them. */
bool name_words_have_particle(struct str folded);

#endif
