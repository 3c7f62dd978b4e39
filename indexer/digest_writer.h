/* Writes an article as a digest has it, such that digest.h reads the same article. */
#ifndef REVUE_DIGEST_WRITER_H
#define REVUE_DIGEST_WRITER_H

#include "article.h"
#include "str.h"

/* Appends the article: title, text, source line, and lines of its date and URL. Returns NULL, or
 * why a digest cannot hold it; then nothing is appended. Static. */
const char *digest_write(const struct article *article, struct buffer *digest);

#endif
