/* The choice of the passage: two fingers walk over the matches, the second one always ahead, and
 * keep between them what fits; the pieces around them are kept in a row that moves along, so that
 * the longest text needs little memory. */
#include "passage.h"

#include <stdlib.h>

#include "memory.h"

/* -- Weights --------------------------------------------------------------------------------- */

/* A key's weight is its share of the heaviest one's, as a whole number up to this: sums are exact
 * in any order, and those of 2^32 matches stay below 2^64. */
#define FULL_WEIGHT 0x1000000

struct tally {
    uint64_t weight;
    size_t count; /* of the key's matches between the fingers */
};

/* What one more match of the key adds: the first counts whole, the second a quarter. */
static uint64_t tally_gain(const struct tally *tally)
{
    return tally->count == 0 ? tally->weight : tally->count == 1 ? tally->weight / 4 : 0;
}

/* A tally for each key. Owned by the caller: free(). */
static struct tally *make_tallies(const struct passage_source *source)
{
    size_t count = 0;
    double heaviest = 0;
    for (size_t i = 0; i < source->match_count; i++) {
        const struct snippet_match *match = &source->matches[i];
        if (match->key >= count)
            count = (size_t)match->key + 1;
        if (match->weight > heaviest)
            heaviest = match->weight;
    }
    struct tally *tallies = memory_allocate(count, sizeof *tallies);
    for (size_t i = 0; i < source->match_count; i++) {
        double share = source->matches[i].weight / heaviest;
        uint64_t weight = share > 0 ? (uint64_t)(share * FULL_WEIGHT) : 0;
        struct tally *tally = &tallies[source->matches[i].key];
        if (weight + 4 > tally->weight) /* a match without weight is better than none */
            tally->weight = weight + 4;
    }
    return tallies;
}

/* -- The row of pieces ----------------------------------------------------------------------- */

/* How many pieces to gather before those are dropped that are no longer needed. */
#define MAX_USELESS 512

/* Pieces are known by their number in the text. */
struct row {
    struct piece_reader reader;
    struct piece *pieces;
    size_t capacity;
    size_t first; /* the number of pieces[0] */
    size_t count;
};

static const struct piece *row_piece(const struct row *row, size_t number)
{
    return &row->pieces[number - row->first];
}

/* Reads on until the row has the piece; the text has it. */
static void row_read_to(struct row *row, size_t number)
{
    while (number >= row->first + row->count) {
        row->pieces = memory_grow(row->pieces, &row->capacity, row->count + 1, sizeof *row->pieces);
        if (!piece_read(&row->reader, &row->pieces[row->count]))
            return;
        row->count++;
    }
}

static void row_drop_before(struct row *row, size_t number)
{
    size_t useless = number - row->first;
    if (useless < MAX_USELESS || useless < row->count / 2)
        return;
    row->count -= useless;
    memmove(row->pieces, row->pieces + useless, row->count * sizeof *row->pieces);
    row->first = number;
}

/* -- The fingers ----------------------------------------------------------------------------- */

struct finder {
    const struct passage_source *source;
    struct tally *tallies;
    struct row row;
    size_t first, last;             /* matches between the fingers; none: first > last */
    size_t first_piece, last_piece; /* numbers */
    size_t context_piece;
    uint64_t weight;
    uint64_t best_weight;
};

/* The number of the piece that holds the match, looked for from `piece` on. */
static size_t find_piece(struct finder *finder, size_t match, size_t piece)
{
    const struct passage_source *source = finder->source;
    uint32_t start = source->tokens->tokens[source->matches[match].token].start;
    row_read_to(&finder->row, piece);
    while (row_piece(&finder->row, piece)->end <= start)
        row_read_to(&finder->row, ++piece);
    return piece;
}

static struct tally *tally_of(const struct finder *finder, size_t match)
{
    return &finder->tallies[finder->source->matches[match].key];
}

static void add_match(struct finder *finder, size_t match)
{
    struct tally *tally = tally_of(finder, match);
    finder->last = match;
    finder->last_piece = find_piece(finder, match, finder->last_piece);
    if (finder->first == match)
        finder->first_piece = finder->last_piece;
    finder->weight += tally_gain(tally);
    tally->count++;
}

static void drop_first(struct finder *finder)
{
    struct tally *tally = tally_of(finder, finder->first);
    tally->count--;
    finder->weight -= tally_gain(tally);
    if (++finder->first <= finder->last)
        finder->first_piece = find_piece(finder, finder->first, finder->first_piece);
}

/* Drops matches until the rest fits, and those that add nothing. */
static void drop_matches(struct finder *finder)
{
    const struct row *row = &finder->row;
    while (finder->first <= finder->last &&
           !pieces_fit(finder->source->text, row_piece(row, finder->first_piece),
                       row_piece(row, finder->last_piece), finder->source->columns))
        drop_first(finder);
    while (finder->first < finder->last && tally_of(finder, finder->first)->count > 2)
        drop_first(finder);
}

/* Moves the context along, and the row. */
static void move_context(struct finder *finder)
{
    const struct piece *first = row_piece(&finder->row, finder->first_piece);
    while (finder->context_piece < finder->first_piece &&
           first->left - row_piece(&finder->row, finder->context_piece)->right >
               finder->source->columns)
        finder->context_piece++;
    row_drop_before(&finder->row, finder->context_piece);
}

/* Takes what is between the fingers when it is better. */
static void take_if_better(struct finder *finder, struct passage *best)
{
    if (finder->first > finder->last || finder->weight < finder->best_weight)
        return;
    const struct piece *first = row_piece(&finder->row, finder->first_piece);
    const struct piece *last = row_piece(&finder->row, finder->last_piece);
    if (finder->weight == finder->best_weight &&
        last->right - first->left >= best->last.right - best->first.left)
        return;
    finder->best_weight = finder->weight;
    best->first = *first;
    best->last = *last;
    best->context = *row_piece(&finder->row, finder->context_piece);
}

struct piece_reader passage_reader(const struct passage_source *source)
{
    size_t dots = source->columns < 2 ? source->columns : 2; /* at the cuts */
    return piece_reader_of(source->text, source->tokens, source->columns - dots);
}

/* Finds the passage that fits (pieces_fit()) and weighs most, the shortest, the earliest; false
 * when there is none. */
static bool find_passage(const struct passage_source *source, struct passage *passage)
{
    struct finder finder = {
        .source = source,
        .tallies = make_tallies(source),
        .row.reader = passage_reader(source),
    };
    for (size_t match = 0; match < source->match_count; match++) {
        add_match(&finder, match);
        drop_matches(&finder);
        take_if_better(&finder, passage);
        move_context(&finder);
    }
    free(finder.tallies);
    free(finder.row.pieces);
    return finder.best_weight > 0;
}

bool passage_choose(const struct passage_source *source, struct passage *passage)
{
    if (find_passage(source, passage))
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
