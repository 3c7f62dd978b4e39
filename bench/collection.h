/* What articles that nobody marked tell of words, by the names that a model finds in them. */
#ifndef REVUE_BENCH_COLLECTION_H
#define REVUE_BENCH_COLLECTION_H

#include "name_model.h"
#include "name_reader.h"

/* Tags the articles of a file of JSON Lines, with `title` and `text`, and sets the lexicon to what
 * is then known of their words. */
enum status collection_learn(struct name_reader *reader, const char *path,
                             const struct name_model *model, struct name_lexicon *lexicon,
                             struct error *error);

#endif
