/* What the model looks at: for each token a fixed number of features, as hashes.
 *
 * The trainer and the recogniser share this file; a model is of use only with the features it was
 * trained on, so NAME_FEATURES_VERSION goes up with every change here, of the facts, the rules and
 * the lists' kinds. */
#ifndef REVUE_NAME_FEATURES_H
#define REVUE_NAME_FEATURES_H

#include "name_tag.h"
#include "name_text.h"

#define NAME_FEATURES_VERSION 1
#define NAME_FEATURES         64 /* at most, a token */

/* What earlier steps say of the text's tokens: a tag each. */
struct name_hints {
    const uint8_t *rules; /* of name_rules.h */
    const uint8_t *first; /* of the model's first pass; NULL in the first pass */
    /* A byte a word of the text, from name_features_votes; NULL in the first pass. */
    const uint8_t *votes;
};

/* Writes the hashes of token `at`'s features and returns how many there are. */
size_t name_features_of(const struct name_text *text, const struct name_hints *hints, size_t at,
                        uint32_t *hashes);

/* Whether token `at` is looked at: one that is far from any capital is in no name. */
bool name_features_concern(const struct name_text *text, size_t at);

/* What the first pass makes of each word where it has a capital, all places together: writes the
 * tag it has most often, and how clearly. `votes` has a byte a word of the text. */
void name_features_votes(const struct name_text *text, const uint8_t *first, uint8_t *votes);

#endif
