/* Snippets: the heaviest passage of a text (passage.h), widened to whole sentences or, where they
 * do not fit, by the pieces around it (pieces.h). */
#include "snippet.h"

#include <stdlib.h>

#include "memory.h"
#include "passage.h"
#include "pieces.h"
#include "snippet_line.h"

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

static void write_range(const struct maker *maker, struct range range, struct snippet *snippet)
{
    const struct sentence_extent extent = {
        .start = maker->pieces[range.first].start,
        .end = maker->pieces[range.last].end,
        .cut_before = !starts_sentence(maker, range),
        .cut_behind = !ends_sentence(maker, range),
    };
    snippet_append(maker->source, &extent, snippet);
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
    if (passage_choose(&source, &passage)) {
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
