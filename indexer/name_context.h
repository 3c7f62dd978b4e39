/* The sentences that show how an article has a discovered name. */
#ifndef REVUE_NAME_CONTEXT_H
#define REVUE_NAME_CONTEXT_H

#include "collected_names.h"
#include "error.h"
#include "french.h"
#include "str.h"
#include "xapian_c.h"

/* Both are borrowed for its lifetime. Owned by the caller: name_context_free(). */
struct name_context *name_context_new(const char *path, struct french *french);
void name_context_free(struct name_context *context);

/* Appends the sentence around the first mention of name `index` in the text of article `docid`, or
 * the title when it stands there alone, on one line; nothing when the article has it no more. */
enum status name_context_read(struct name_context *context, xapian_docid docid,
                              const struct collected_names *names, size_t index,
                              struct buffer *sentence, struct error *error);

#endif
