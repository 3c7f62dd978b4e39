/* Writing a snippet: white space as one space, matches as highlights, cuts as "…". */
#include "snippet_line.h"

#include "memory.h"

static const struct french_token *match_token(const struct passage_source *source, size_t match)
{
    return &source->tokens->tokens[source->matches[match].token];
}

/* The first match whose token starts at byte `start` or behind. */
static size_t first_match(const struct passage_source *source, uint32_t start)
{
    size_t low = 0;
    size_t high = source->match_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (match_token(source, middle)->start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void append_highlighted(struct str text, struct snippet *snippet)
{
    size_t start = snippet->text.length;
    pieces_append_line(text, &snippet->text);
    snippet->highlights = memory_grow(snippet->highlights, &snippet->capacity, snippet->count + 1,
                                      sizeof *snippet->highlights);
    snippet->highlights[snippet->count++] = (struct highlight){
        .start = (uint32_t)start,
        .length = (uint32_t)(snippet->text.length - start),
    };
}

/* Appends the bytes [at, end) of the text as a line, with its matches highlighted. */
static void append_marked(const struct passage_source *source, uint32_t at, uint32_t end,
                          struct snippet *snippet)
{
    const char *text = source->text.data;
    for (size_t i = first_match(source, at); i < source->match_count; i++) {
        const struct french_token *token = match_token(source, i);
        if (token->start >= end)
            break;
        if (token->start < at) /* in a compound that is marked, or marked for another key */
            continue;
        if (token->end > end) /* cut */
            continue;
        pieces_append_line(str_of(text + at, token->start - at), &snippet->text);
        append_highlighted(str_of(text + token->start, token->end - token->start), snippet);
        at = token->end;
    }
    pieces_append_line(str_of(text + at, end - at), &snippet->text);
}

/* Takes away what should not stand before "…": a comma, a bracket just opened. */
static void trim_cut(struct buffer *text)
{
    static const struct str loose[] = {
        STR_CONSTANT(" "), STR_CONSTANT("\u00a0"), STR_CONSTANT("\u202f"), STR_CONSTANT(","),
        STR_CONSTANT(";"), STR_CONSTANT(":"),      STR_CONSTANT("("),      STR_CONSTANT("«"),
        STR_CONSTANT("“"), STR_CONSTANT("–"),      STR_CONSTANT("—"),      STR_CONSTANT("…"),
    };
    for (size_t i = 0; i < sizeof loose / sizeof *loose;) {
        if (str_ends(buffer_str(text), loose[i])) {
            text->length -= loose[i].length;
            i = 0;
        } else {
            i++;
        }
    }
}

void snippet_append(const struct passage_source *source, const struct sentence_extent *extent,
                    struct snippet *snippet)
{
    struct str dots = STR("…");
    if (extent->cut_before && !str_starts(str_after(source->text, extent->start), dots))
        buffer_append(&snippet->text, dots);
    append_marked(source, extent->start, extent->end, snippet);
    if (!extent->cut_behind)
        return;
    trim_cut(&snippet->text);
    buffer_append(&snippet->text, dots);
}
