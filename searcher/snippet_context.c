/* The sentences around a passage. */
#include "passage.h"
#include "sentence_extent.h"
#include "snippet_line.h"

void snippet_make_context(struct str text, const struct french_tokens *tokens,
                          const struct snippet_match *matches, size_t match_count, size_t columns,
                          size_t sentences, struct snippet *snippet)
{
    const struct passage_source source = {text, tokens, matches, match_count, columns};
    struct passage passage = {0};
    buffer_clear(&snippet->text);
    snippet->count = 0;
    if (!passage_choose(&source, &passage))
        passage = (struct passage){0}; /* no word fits: from the beginning */
    struct sentence_extent extent = sentence_extent_around(text, passage.first.start,
                                                           passage.last.end, sentences);
    if (extent.end > extent.start)
        snippet_append(&source, &extent, snippet);
}
