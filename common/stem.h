/* Stems of folded French words: our own rules for what Snowball parts, then Snowball.
 *
 * Snowball's French stemmer expects accents. On folded words, which make typed and untyped accents
 * one, it parts forms that a reader holds for one word (euro/euros, loi/lois, premier/première,
 * français/française, travail/travaux). The rules here bring such forms to one before Snowball sees
 * them; tests/stems.txt lists the families, and pairs that must stay apart.
 *
 * Snowball is Xapian's, which is there in any case: to start libstemmer's 331 KB of tables of
 * pointers took a third of the time to start a program that is linked with Xapian. */
#ifndef REVUE_STEM_H
#define REVUE_STEM_H

#include "str.h"

struct stemmer;

/* Owned by the caller: stemmer_free(). */
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *stemmer);

/* The stem of a folded word, borrowed until the next call. A word that is not of ASCII letters
 * alone is its own stem. */
struct str stemmer_stem(struct stemmer *stemmer, struct str folded);

#endif
