/* What a person's full aliases say of the words beside a shorter one: `Maduro` has Nicolás before
 * it and Moros behind it in `Nicolás Maduro Moros`. */
#ifndef REVUE_KNOWN_NAMES_H
#define REVUE_KNOWN_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "gazetteer.h"

/* `alias` is the number of an alias in the gazetteer's index. */

/* Whether the folded word is a first name known before the alias, perhaps mistyped: by one letter
 * when it has four to seven, by two when it has more. */
bool known_names_first(const struct gazetteer *gazetteer, uint32_t alias, struct str word);

/* Whether each of the letters begins a first name known before the alias. */
bool known_names_initials(const struct gazetteer *gazetteer, uint32_t alias, struct str letters);

/* Whether the words from token `at` on are all that a full alias has behind this one. */
bool known_names_go_on(const struct gazetteer *gazetteer, uint32_t alias,
                       const struct french_tokens *tokens, size_t at);

/* Whether the alias has several words and begins with the first name: nothing is known before it,
 * so that what stands there is no name of the same person (`le ministre de la Défense Florence
 * Parly`). */
bool known_names_complete(const struct gazetteer *gazetteer, uint32_t alias);

#endif
