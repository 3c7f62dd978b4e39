/* A part of a text as the one line of a snippet. */
#ifndef REVUE_SNIPPET_LINE_H
#define REVUE_SNIPPET_LINE_H

#include "passage.h"
#include "sentence_extent.h"
#include "snippet.h"

/* Appends the extent with its matches highlighted, and with "…" where it is cut. */
void snippet_append(const struct passage_source *source, const struct sentence_extent *extent,
                    struct snippet *snippet);

#endif
