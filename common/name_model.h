/* The trained model: the weights of features for tags, and the file that holds them.
 *
 * An averaged perceptron (Collins, 2002) whose features are hashed to rows of one table. */
#ifndef REVUE_NAME_MODEL_H
#define REVUE_NAME_MODEL_H

#include "error.h"
#include "name_features.h"
#include "name_lexicon.h"

#define NAME_MODEL_ROW_BITS 15
#define NAME_MODEL_ROWS     (UINT32_C(1) << NAME_MODEL_ROW_BITS)
#define NAME_MODEL_LANES    8 /* a tag each, the last unused */

/* The weights of a feature. */
struct name_row {
    int8_t weights[NAME_MODEL_LANES];
};

struct name_model {
    struct name_row *rows;                 /* NAME_MODEL_ROWS, owned; NULL: no model */
    int16_t follows[NAME_TAGS][NAME_TAGS]; /* by tag before and tag */
    struct name_lexicon lexicon;
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

#endif
