/* The digest format: a title line, paragraphs, and the source line that ends the article. */
#ifndef REVUE_DIGEST_H
#define REVUE_DIGEST_H

#include "article.h"
#include "error.h"
#include "lines.h"
#include "reader.h"

struct digest;

/* Reads from `lines`, which is borrowed. Owned by the caller: digest_free(). */
struct digest *digest_new(struct lines *lines);
void digest_free(struct digest *digest);

/* As reader_next, but for the default date. */
enum reader_result digest_next(struct digest *digest, struct article *article, size_t *line,
                               struct error *error);

#endif
