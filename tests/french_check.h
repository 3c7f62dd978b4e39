/* What holds for the tokens of any text, for tests and the fuzzer. */
#ifndef REVUE_TESTS_FRENCH_CHECK_H
#define REVUE_TESTS_FRENCH_CHECK_H

#include "french.h"
#include "str.h"

/* Tokenises any bytes and returns what is wrong with the tokens, or NULL: that they lie in the
 * text, in order; that words are what french.h says, and folded stay as they are; that the text
 * composed and decomposed (NFC, NFD) has the same words, unless it has Hangul. Of bytes that are no
 * UTF-8 only that the tokens lie in them. Static. */
const char *french_flaw(struct french *french, struct str text);

#endif
