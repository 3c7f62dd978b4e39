/* Tags by the model: the best sequence of tags for the tokens of a text. */
#ifndef REVUE_NAME_TAGGER_H
#define REVUE_NAME_TAGGER_H

#include "name_model.h"

/* Writes a tag a token. `rules` are those of name_rules.h. */
void name_tagger_tag(const struct name_model *model, const struct name_text *text,
                     const uint8_t *rules, uint8_t *tags);

/* -- For the trainer ------------------------------------------------------------------------- */

/* Tokens tagged at once, at most: an article all in capitals would be one run. */
#define NAME_TAGGER_MAX_RUN 1024

/* Tokens are tagged in runs that no name reaches beyond: the end of the run that begins at token
 * `first`, which is `first` itself when that token is in no name. */
size_t name_tagger_run(const struct name_text *text, size_t first);

/* The best tags of `count` tokens in a row, at most NAME_TAGGER_MAX_RUN, by the scores of each;
 * `follows` are one pass's. */
void name_tagger_decode(const int32_t (*scores)[NAME_TAGS], size_t count,
                        const int32_t (*follows)[NAME_TAGS], uint8_t *tags);

#endif
