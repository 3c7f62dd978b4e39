/* The passage of a text whose matches weigh most. */
#ifndef REVUE_PASSAGE_H
#define REVUE_PASSAGE_H

#include "pieces.h"
#include "snippet.h"

/* A text and what the query matched in it; see snippet_make(). Borrowed. */
struct passage_source {
    struct str text;
    const struct french_tokens *tokens;
    const struct snippet_match *matches;
    size_t match_count;
    size_t columns;
};

struct passage {
    struct piece first, last;
    struct piece context; /* a piece before the first by more than the columns, or the first */
};

/* Reads the source's text from its beginning, in pieces that fit, cut at both ends, wherever their
 * words allow it. */
struct piece_reader passage_reader(const struct passage_source *source);

/* Finds it or, without one, the first piece that fits; false when none does: then `passage` is the
 * last piece, or zeroed where the text has no word. */
bool passage_choose(const struct passage_source *source, struct passage *passage);

#endif
