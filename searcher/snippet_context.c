/* The sentences around a passage: from its ends, sentence by sentence, both ways. */
#include "passage.h"
#include "sentence.h"
#include "snippet_line.h"
#include "unicode.h"

static size_t character_start(struct str text, size_t at)
{
    while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static bool is_space_at(struct str text, size_t at)
{
    return text.data[at] == ' ' || text.data[at] == '\n';
}

/* Moves `*at` back to the end of the sentence before the one that it stands in, or to the text's
 * beginning; false when it stopped short, at a space, because that is too far. */
static bool go_back(struct str text, size_t *at)
{
    size_t start = *at;
    while (*at > 0 && !sentence_ends(text, *at)) {
        if (start - *at >= SNIPPET_SENTENCE_BYTES && is_space_at(text, *at - 1))
            return false;
        *at = character_start(text, *at - 1);
    }
    return true;
}

/* Moves `*at` on to the end of the sentence that it stands in; false as above. */
static bool go_on(struct str text, size_t *at)
{
    size_t start = *at;
    while (*at < text.length && !sentence_ends(text, *at)) {
        if (*at - start >= SNIPPET_SENTENCE_BYTES && is_space_at(text, *at))
            return false;
        unicode_next(text, at);
    }
    return true;
}

static uint32_t skip_spaces(struct str text, size_t at)
{
    size_t next = at;
    while (next < text.length && unicode_kind(unicode_next(text, &next)) == CHARACTER_SPACE)
        at = next;
    return (uint32_t)at;
}

/* The extent of the sentences that hold bytes [start, end), and `sentences` more on either side. */
static struct snippet_extent extent_around(struct str text, size_t start, size_t end,
                                           size_t sentences)
{
    struct snippet_extent extent = {0};
    extent.cut_before = !go_back(text, &start);
    for (size_t i = 0; i < sentences && start > 0 && !extent.cut_before; i++) {
        start = character_start(text, start - 1);
        extent.cut_before = !go_back(text, &start);
    }
    extent.cut_behind = !go_on(text, &end);
    for (size_t i = 0; i < sentences && end < text.length && !extent.cut_behind; i++) {
        unicode_next(text, &end);
        extent.cut_behind = !go_on(text, &end);
    }
    extent.start = skip_spaces(text, start);
    extent.end = (uint32_t)end;
    return extent;
}

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
    struct snippet_extent extent = extent_around(text, passage.first.start, passage.last.end,
                                                 sentences);
    if (extent.end > extent.start)
        snippet_append(&source, &extent, snippet);
}
