/* Names by rules: capitalised sequences, and the words and lists that tell their type. Without a
 * model they are the answer; with one they are something it looks at. */
#ifndef REVUE_NAME_RULES_H
#define REVUE_NAME_RULES_H

#include "name_tag.h"
#include "name_text.h"

/* Writes a tag a token. The text's facts must have been found. */
void name_rules_tag(const struct name_text *text, uint8_t *tags);

#endif
