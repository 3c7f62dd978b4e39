/* A part of a text as the one line of a snippet. */
#ifndef REVUE_SNIPPET_LINE_H
#define REVUE_SNIPPET_LINE_H

#include "passage.h"
#include "snippet.h"

/* Bytes [start, end) of the text, and at which ends a sentence is cut there. */
struct snippet_extent {
    uint32_t start, end;
    bool cut_before, cut_behind;
};

/* Appends the extent with its matches highlighted, and with "…" where it is cut. */
void snippet_append(const struct passage_source *source, const struct snippet_extent *extent,
                    struct snippet *snippet);

#endif
