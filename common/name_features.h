/* What the model looks at: for each token a fixed number of features, as hashes.
 *
 * The trainer and the recogniser share this file; a model is of use only with the features it was
 * trained on, so NAME_FEATURES_VERSION goes up with every change here, of the facts, the rules and
 * the lists' kinds. */
#ifndef REVUE_NAME_FEATURES_H
#define REVUE_NAME_FEATURES_H

#include "name_tag.h"
#include "name_text.h"

#define NAME_FEATURES_VERSION 7
#define NAME_FEATURES         96 /* at most, a token */

/* Writes the hashes of token `at`'s features, of the text and the rules' tags, and returns how many
 * there are. */
size_t name_features_of(const struct name_text *text, const uint8_t *rules, size_t at,
                        uint32_t *hashes);

#endif
