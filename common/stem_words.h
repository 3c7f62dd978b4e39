/* Words that their endings do not tell: lists for the rules of stem.c, of folded words.
 *
 * Each list has what the rule for an ending would take for something else, or what none would bring
 * together. A word that is missing has only a stem of its own, or one of a verb that nobody asks
 * for. */
#ifndef REVUE_STEM_WORDS_H
#define REVUE_STEM_WORDS_H

#include <stdbool.h>

#include "str.h"

/* The form to stem in place of an irregular one (`yeux`: oeil); the word itself for all others. */
struct str stem_words_regular(struct str word);

/* The one stem of a verb for another of its stems (`recoiv`: `recev`); the stem itself for all
 * others. */
struct str stem_words_root(struct str stem);

/* A word that would share its stem with another of no kin to it (`port`: porte). */
bool stem_words_is_alone(struct str word);

/* Of words in -euse, without the `-se`: the man's form ends in -eur, not -eux. */
bool stem_words_is_agent(struct str word);

/* Of words in -ee: a noun (`armee`), not a participle. */
bool stem_words_is_noun_in_ee(struct str word);

/* Of words in -ent: a form of a verb (`publient`), not a noun or an adjective (`president`). */
bool stem_words_is_verb_in_ent(struct str word);

/* Of words in -ie: a form of a verb in -ier (`publie`). */
bool stem_words_is_verb_in_ie(struct str word);

/* Of words in -ai, -ait, -it: a noun or an adjective (`delai`, `portrait`, `conflit`), not a form
 * of a verb. */
bool stem_words_is_no_past(struct str word);

/* Of stop words: a form of a verb whose other forms share its stem (`doit`). */
bool stem_words_is_stop_verb(struct str word);

#endif
