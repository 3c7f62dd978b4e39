/* The trained model: weights of features for tags, and the best sequence of tags by them.
 *
 * An averaged perceptron (Collins, 2002) whose features are hashed to rows of one table, a signed
 * byte a tag. It is used twice, with a table a pass: the second one also looks at the tags of the
 * first. */
#ifndef REVUE_NAME_MODEL_H
#define REVUE_NAME_MODEL_H

#include "error.h"
#include "name_features.h"

#define NAME_MODEL_ROW_BITS 18
#define NAME_MODEL_ROWS     (UINT32_C(1) << NAME_MODEL_ROW_BITS)
#define NAME_MODEL_LANES    8 /* bytes a row: a tag each, the last unused */
#define NAME_MODEL_PASSES   2

struct name_model {
    int8_t (*rows[NAME_MODEL_PASSES])[NAME_MODEL_LANES]; /* owned */
    /* By pass, tag before and tag. */
    int16_t follows[NAME_MODEL_PASSES][NAME_TAGS][NAME_TAGS];
};

/* The row of a feature's hash. */
static inline uint32_t name_model_row(uint32_t hash)
{
    return hash >> (32 - NAME_MODEL_ROW_BITS);
}

/* Reads a model that name_model_write wrote; `name` is what errors call it. One that is damaged or
 * of another version fails with STATUS_INPUT. Frees nothing: `model` must be zeroed. */
enum status name_model_read(struct str bytes, const char *name, struct name_model *model,
                            struct error *error);

void name_model_free(struct name_model *model);

/* Appends the model, the same bytes for the same weights. `source` is what it was trained on and
 * under which licence: one line, which stands in the file's head. */
void name_model_write(const struct name_model *model, const char *source, struct buffer *bytes);

/* Tokens are tagged in runs that no name reaches beyond: the end of the run that begins at token
 * `first`, which is `first` itself when that token is in no name. */
size_t name_model_run(const struct name_text *text, size_t first);

/* Writes the best tags of the text: a byte a token. `pass` is 0 or 1. */
void name_model_tag(const struct name_model *model, unsigned pass, const struct name_text *text,
                    const struct name_hints *hints, uint8_t *tags);

/* The best tags of `count` tokens in a row by the scores of each, as name_model_tag finds them;
 * `follows` are one pass's. The trainer uses it with its own scores. */
void name_model_decode(const int32_t (*scores)[NAME_TAGS], size_t count,
                       const int32_t (*follows)[NAME_TAGS], uint8_t *tags);

#endif
