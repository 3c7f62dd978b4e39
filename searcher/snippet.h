/* Snippets: the passage of a text that shows best why the article was found. */
#ifndef REVUE_SNIPPET_H
#define REVUE_SNIPPET_H

#include <stdint.h>

#include "french.h"
#include "str.h"

/* A token of the text that the query matched. */
struct snippet_match {
    uint32_t token; /* index into the text's tokens */
    uint32_t key;  /* which word of the query it is a match of: a second match of one counts less */
    double weight; /* of the query's word: rare ones weigh more */
};

struct highlight {
    uint32_t start, length; /* bytes of the snippet's text */
};

/* Zeroed is empty; reused from text to text. */
struct snippet {
    struct buffer text;
    struct highlight *highlights;
    size_t count;
    size_t capacity;
};

/* Makes the snippet of `text`, about `columns` columns long at the most: one or more whole
 * sentences where they fit, else a part that begins and ends between words, with "…" where
 * something was left out. The passage is the one whose matches weigh most, near together; without
 * matches, the beginning. Line breaks and runs of white space become one space. `matches` are in
 * order of `token`. Highlights are in order and do not overlap; matches of neighbouring tokens are
 * not joined. */
void snippet_make(struct str text, const struct french_tokens *tokens,
                  const struct snippet_match *matches, size_t match_count, size_t columns,
                  struct snippet *snippet);

void snippet_free(struct snippet *snippet);

#endif
