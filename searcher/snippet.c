/* Snippets: the heaviest passage of a text (passage.h), widened to whole sentences or, where they
 * do not fit, by the pieces around it (pieces.h), and written as one line with its highlights. */
#include "snippet.h"

#include <stdlib.h>

#include "memory.h"
#include "passage.h"
#include "pieces.h"

/* Pieces, both included. */
struct range {
    size_t first, last;
};

/* The pieces around the passage, more than fit on either side. */
struct maker {
    const struct passage_source *source;
    struct piece *pieces;
    size_t count;
    size_t capacity;
};

/* Finds the passage or, without one, the first piece that fits. */
static bool find_start(const struct passage_source *source, struct passage *passage)
{
    if (passage_find(source, passage))
        return true;
    struct piece_reader reader = passage_reader(source);
    struct piece piece;
    while (piece_read(&reader, &piece)) {
        *passage = (struct passage){piece, piece, piece};
        if (pieces_fit(source->text, &piece, &piece, source->columns))
            return true;
    }
    return false;
}

/* Reads the pieces around the passage; returns which are the passage's. */
static struct range read_pieces(struct maker *maker, const struct passage *passage)
{
    struct piece_reader reader = passage_reader(maker->source);
    struct range range = {0};
    struct piece piece;
    piece_reader_go_to(&reader, &passage->context);
    while (piece_read(&reader, &piece)) {
        maker->pieces = memory_grow(maker->pieces, &maker->capacity, maker->count + 1,
                                    sizeof *maker->pieces);
        maker->pieces[maker->count] = piece;
        if (piece.start == passage->first.start)
            range.first = maker->count;
        if (piece.start == passage->last.start)
            range.last = maker->count;
        maker->count++;
        if (piece.start > passage->last.start &&
            piece.left - passage->last.right > maker->source->columns)
            break;
    }
    return range;
}

/* -- Widening -------------------------------------------------------------------------------- */

static bool range_fits(const struct maker *maker, struct range range)
{
    return pieces_fit(maker->source->text, &maker->pieces[range.first], &maker->pieces[range.last],
                      maker->source->columns);
}

static size_t range_width(const struct maker *maker, struct range range)
{
    return maker->pieces[range.last].right - maker->pieces[range.first].left;
}

static bool starts_sentence(const struct maker *maker, struct range range)
{
    return piece_starts_sentence(maker->source->text, &maker->pieces[range.first]);
}

static bool ends_sentence(const struct maker *maker, struct range range)
{
    return piece_ends_sentence(maker->source->text, &maker->pieces[range.last]);
}

static bool has_before(struct range range)
{
    return range.first > 0;
}

static bool has_behind(const struct maker *maker, struct range range)
{
    return range.last + 1 < maker->count;
}

/* With one more piece; there is one. */
static struct range with_before(struct range range)
{
    return (struct range){range.first - 1, range.last};
}

static struct range with_behind(struct range range)
{
    return (struct range){range.first, range.last + 1};
}

/* Widens to where the sentence starts, or until the columns are full. */
static struct range to_sentence_start(const struct maker *maker, struct range range)
{
    while (range_width(maker, range) <= maker->source->columns && has_before(range) &&
           !starts_sentence(maker, range))
        range = with_before(range);
    return range;
}

static struct range to_sentence_end(const struct maker *maker, struct range range)
{
    while (range_width(maker, range) <= maker->source->columns && has_behind(maker, range) &&
           !ends_sentence(maker, range))
        range = with_behind(range);
    return range;
}

/* Replaces `*range` by the other one if that fits; whether it did. */
static bool take_if_fits(const struct maker *maker, struct range *range, struct range other)
{
    if (!range_fits(maker, other))
        return false;
    *range = other;
    return true;
}

/* Adds the sentences behind, then those before. */
static void add_sentences(const struct maker *maker, struct range *range)
{
    while (has_behind(maker, *range) &&
           take_if_fits(maker, range, to_sentence_end(maker, with_behind(*range))))
        continue;
    while (has_before(*range) &&
           take_if_fits(maker, range, to_sentence_start(maker, with_before(*range))))
        continue;
}

/* Adds pieces on both sides in turn, up to the sentences' ends. */
static void add_pieces(const struct maker *maker, struct range *range)
{
    bool left = true;
    bool right = true;
    while (left || right) {
        right = right && has_behind(maker, *range) && !ends_sentence(maker, *range) &&
                take_if_fits(maker, range, with_behind(*range));
        left = left && has_before(*range) && !starts_sentence(maker, *range) &&
               take_if_fits(maker, range, with_before(*range));
    }
}

/* Adds the first piece of the next sentence or the last of the one before. */
static void begin_sentence(const struct maker *maker, struct range *range)
{
    if (has_behind(maker, *range) && take_if_fits(maker, range, with_behind(*range)))
        return;
    if (has_before(*range))
        take_if_fits(maker, range, with_before(*range));
}

static void widen(const struct maker *maker, struct range *range)
{
    struct range from_start = to_sentence_start(maker, *range);
    struct range whole = to_sentence_end(maker, from_start);
    if (take_if_fits(maker, range, whole)) {
        add_sentences(maker, range);
        if (range_width(maker, *range) >= maker->source->columns / 2)
            return;
        begin_sentence(maker, range);
    } else if (!take_if_fits(maker, range, from_start)) {
        take_if_fits(maker, range, to_sentence_end(maker, *range));
    }
    add_pieces(maker, range);
}

/* -- Writing --------------------------------------------------------------------------------- */

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

static void write_range(const struct maker *maker, struct range range, struct snippet *snippet)
{
    struct str dots = STR("…");
    uint32_t start = maker->pieces[range.first].start;
    uint32_t end = maker->pieces[range.last].end;
    if (!starts_sentence(maker, range) && !str_starts(str_after(maker->source->text, start), dots))
        buffer_append(&snippet->text, dots);
    append_marked(maker->source, start, end, snippet);
    if (ends_sentence(maker, range))
        return;
    trim_cut(&snippet->text);
    buffer_append(&snippet->text, dots);
}

void snippet_make(struct str text, const struct french_tokens *tokens,
                  const struct snippet_match *matches, size_t match_count, size_t columns,
                  struct snippet *snippet)
{
    const struct passage_source source = {text, tokens, matches, match_count, columns};
    struct maker maker = {.source = &source};
    struct passage passage = {0};
    buffer_clear(&snippet->text);
    snippet->count = 0;
    if (find_start(&source, &passage)) {
        struct range range = read_pieces(&maker, &passage);
        widen(&maker, &range);
        write_range(&maker, range, snippet);
        free(maker.pieces);
    } else if (passage.first.end > 0 && columns > 0) { /* there are words, but none fits */
        buffer_append(&snippet->text, STR("…"));
    }
}

void snippet_free(struct snippet *snippet)
{
    buffer_free(&snippet->text);
    free(snippet->highlights);
    *snippet = (struct snippet){0};
}
