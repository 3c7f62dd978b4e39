/* Snippets: the passage of a text that shows best why the article was found. */
#ifndef REVUE_SNIPPET_H
#define REVUE_SNIPPET_H

#include <stdint.h>

#include "french.h"
#include "str.h"

/* A token of the text that the query matched. */
struct snippet_match {
    uint32_t token; /* index into the text's tokens */
    uint32_t key;   /* which word of the query it is a match of, counted from 0 */
    double weight;  /* of the query's word: rare ones weigh more */
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

/* Makes the snippet of `text` (valid UTF-8, without control characters but newlines), at most
 * `columns` columns wide: one or more whole sentences where they fit, else a part that begins and
 * ends between words, with "…" where a sentence was cut; "…" alone when not a word fits. When the
 * sentences fill less than half the columns, the words of the next one follow.
 *
 * The passage is the one whose matches weigh most: of each key the first match counts whole, a
 * second a quarter. Of equal ones it is the one whose matches are nearest together, then the
 * earliest. Without matches it is the beginning.
 *
 * `matches` are in order of `token`; several keys may match one. A run of white space becomes one
 * space, a no-break space where there was no other. Highlights are in order and do not overlap: of
 * a compound and its parts the compound's stands; matches of neighbouring tokens are not joined. */
void snippet_make(struct str text, const struct french_tokens *tokens,
                  const struct snippet_match *matches, size_t match_count, size_t columns,
                  struct snippet *snippet);

/* Makes the snippet of the whole sentences that hold the same passage, and `sentences` more on
 * either side; "…" stands only where a sentence of more than SENTENCE_MOST_BYTES
 * (sentence_extent.h) is cut. */
void snippet_make_context(struct str text, const struct french_tokens *tokens,
                          const struct snippet_match *matches, size_t match_count, size_t columns,
                          size_t sentences, struct snippet *snippet);

void snippet_free(struct snippet *snippet);

#endif
