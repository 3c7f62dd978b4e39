/* JSON Lines: an object a line, with the keys that article_field_name names; `body` is another name
 * of `text`. Other keys are ignored, null is as if the key were not there. */
#ifndef REVUE_JSONL_H
#define REVUE_JSONL_H

#include "article.h"
#include "error.h"
#include "lines.h"
#include "reader.h"

struct jsonl;

/* Reads from `lines`, which is borrowed. An article needs the key `title` unless it is optional.
 * Owned by the caller: jsonl_free(). */
struct jsonl *jsonl_new(struct lines *lines, bool title_optional);
void jsonl_free(struct jsonl *jsonl);

/* As reader_next, but for the default date. */
enum reader_result jsonl_next(struct jsonl *jsonl, struct article *article, size_t *line,
                              struct error *error);

#endif
