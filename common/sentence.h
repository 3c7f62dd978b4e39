/* Where the sentences of French press text end. tests/sentences.txt has a case for each rule. */
#ifndef REVUE_SENTENCE_H
#define REVUE_SENTENCE_H

#include <stdbool.h>

#include "str.h"

/* Whether a sentence ends right before byte `at` of `text` (valid UTF-8), which is on a character's
 * border. It ends behind . ! ? … and the closing quotation marks and brackets behind them, at an
 * empty line and at the text's end; opening marks belong to the next one. Behind a mark it ends
 * only before white space, or where a capital follows at once because a line break was lost
 * (`jeudi.Le`).
 *
 * What follows tells a mark inside a sentence: a lower-case word (« Non ! » a-t-il dit; etc. et), a
 * comma or colon. A dot inside one is that of a title (M., Me.), of an abbreviation before a number
 * (art. 5, t. II), of an acronym or initials (O.N.U., G. W. Bush), of a number or letter that heads
 * a line (`1. Le`). An acronym or an initial does end a sentence when the next word is a
 * capitalised stop word, as most first words of sentences are (`l’O.N.U. Le`): it would be no name.
 *
 * Looks at no more than some dozen characters on either side. */
bool sentence_ends(struct str text, size_t at);

#endif
