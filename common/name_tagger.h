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

/* A weight for each tag; those beyond NAME_TAGS are nobody's. */
struct name_scores {
    int32_t of[NAME_MODEL_LANES];
};

/* The weights of tags behind each tag. All are to be set. */
struct name_follows {
    struct name_scores behind[NAME_TAGS];
};

/* Sets one of them; what may not follow stays ruled out (name_tag_follows). */
void name_follows_set(struct name_follows *follows, uint8_t before, uint8_t tag, int32_t weight);

/* The best tags of `count` tokens in a row, at most NAME_TAGGER_MAX_RUN, by the scores of each. */
void name_tagger_decode(const struct name_scores *scores, size_t count,
                        const struct name_follows *follows, uint8_t *tags);

#endif
