/* Acronyms and what they stand for: `Organisation mondiale du commerce (OMC)`, either first. */
#ifndef REVUE_NAME_ACRONYMS_H
#define REVUE_NAME_ACRONYMS_H

#include "name_text.h"

/* Whether the one-word token `acronym` is the initials of the tokens [first, last). Behind the
 * first word, particles and inhabitants (`français` of the SNCF) may be left out, no other word. */
bool name_acronym_is_initials(const struct name_text *text, size_t acronym, size_t first,
                              size_t last);

/* Marks the tokens of what acronyms in brackets stand for, or of what stands in brackets behind an
 * acronym: NAME_BEGINS_EXPANSION, NAME_IN_EXPANSION. It begins with a capital. */
void name_acronyms_mark(struct name_text *text);

#endif
