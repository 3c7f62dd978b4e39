/* What the model looks at: for each token a fixed number of features, as hashes.
 *
 * The trainer and the recogniser share this file; a model is of use only with the features it was
 * trained on, so NAME_FEATURES_VERSION goes up with every change here, of the facts, the rules and
 * the lists' kinds. */
#ifndef REVUE_NAME_FEATURES_H
#define REVUE_NAME_FEATURES_H

#include "name_tag.h"
#include "name_text.h"

#define NAME_FEATURES_VERSION 2
#define NAME_FEATURES         80 /* at most, a token */

/* Writes the hashes of token `at`'s features, of the text and the rules' tags, and returns how many
 * there are. */
size_t name_features_of(const struct name_text *text, const uint8_t *rules, size_t at,
                        uint32_t *hashes);

/* The same for those that the second pass has besides: of the first one's tags and its votes. */
size_t name_features_of_first(const struct name_text *text, const uint8_t *first,
                              const uint8_t *votes, size_t at, uint32_t *hashes);

/* What the first pass makes of each word where it has a capital, all places together: writes the
 * tag it has most often, and how clearly. `votes` has a byte a word of the text. */
void name_features_votes(const struct name_text *text, const uint8_t *first, uint8_t *votes);

#endif
