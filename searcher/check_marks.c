/* Which tokens of an article matched. */
#include <stdlib.h>

#include "checking.h"
#include "memory.h"

void token_matches_free(struct token_matches *matches)
{
    free(matches->matches);
    *matches = (struct token_matches){0};
}

static void add_match(struct token_matches *found, uint32_t token, uint32_t place,
                      const struct node *leaf)
{
    found->matches = memory_grow(found->matches, &found->capacity, found->count + 1,
                                 sizeof *found->matches);
    found->matches[found->count++] = (struct token_match){token, place, leaf};
}

/* A token, and the first of the places in hand that it is in. */
struct spot {
    uint32_t token, place;
};

/* What marking one article needs. */
struct marking {
    struct checker *checker;
    const uint32_t *places; /* by token */
    uint32_t title_tokens, tokens;
    struct token_matches *found;
    struct spot *spots;
    size_t spot_count, spot_capacity;
    uint64_t *covered; /* the tokens that have a spot; empty between two uses */
};

/* Places that belong together. */
struct span {
    uint32_t first, last;
};

struct spans {
    struct span *spans;
    size_t count, capacity;
};

/* How many of the article's tokens are in the field that a leaf is looked for in. */
static uint32_t tokens_of(const struct marking *marking, const struct check *leaf)
{
    return leaf->node->field == FIELD_TITLE ? marking->title_tokens : marking->tokens;
}

static void mark_everywhere(const struct marking *marking, const struct check *check)
{
    const struct forward *forward = marking->checker->forward;
    const uint32_t end = tokens_of(marking, check);
    if (!check_words(marking->checker, check->leaf))
        return;
    for (uint32_t i = 0; i < end; i++)
        if (check_word(check->leaf, forward, forward_token(forward, i)))
            add_match(marking->found, i, 0, check->node);
}

/* The first token whose place is not before `at`. */
static uint32_t token_from(const struct marking *marking, uint32_t at)
{
    uint32_t low = 0;
    uint32_t high = marking->tokens;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marking->places[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_spots(struct marking *marking, struct span span, uint32_t place)
{
    for (uint32_t i = token_from(marking, span.first);
         i < marking->tokens && marking->places[i] <= span.last; i++) {
        if (bits_have(marking->covered, i))
            continue;
        bits_add(marking->covered, i);
        marking->spots = memory_grow(marking->spots, &marking->spot_capacity,
                                     marking->spot_count + 1, sizeof *marking->spots);
        marking->spots[marking->spot_count++] = (struct spot){i, place};
    }
}

/* Finds the tokens that lie in one of the spans, whose numbers begin at `place`, each once: spans
 * lie over each other where words are repeated. */
static void find_spots(struct marking *marking, const struct spans *spans, uint32_t place)
{
    for (size_t i = 0; i < spans->count; i++) {
        struct span span = spans->spans[i];
        const struct span *before = i > 0 ? &spans->spans[i - 1] : NULL;
        if (before && before->first <= span.first && before->last >= span.first)
            span.first = before->last + 1; /* what the two share has its spot */
        add_spots(marking, span, place + (uint32_t)i);
    }
}

static void forget_spots(struct marking *marking)
{
    for (size_t i = 0; i < marking->spot_count; i++)
        marking->covered[marking->spots[i].token / 64] = 0;
    marking->spot_count = 0;
}

/* Marks the words under `check` that have a spot. A word that stands there several times has its
 * turn once. */
static void mark_spots(const struct marking *marking, struct check *check)
{
    const struct forward *forward = marking->checker->forward;
    const uint32_t end = tokens_of(marking, check);
    if (check->stamp == marking->checker->stamp)
        return;
    check->stamp = marking->checker->stamp;
    if (check->leaf && !check_words(marking->checker, check->leaf))
        return;
    for (size_t i = 0; check->leaf && i < marking->spot_count; i++) {
        const struct spot *spot = &marking->spots[i];
        if (spot->token < end &&
            check_word(check->leaf, forward, forward_token(forward, spot->token)))
            add_match(marking->found, spot->token, spot->place, check->node);
    }
    for (size_t i = 0; i < check->count; i++)
        mark_spots(marking, check->children[i]);
}

static void add_span(struct spans *spans, uint32_t first, uint32_t last)
{
    spans->spans = memory_grow(spans->spans, &spans->capacity, spans->count + 1,
                               sizeof *spans->spans);
    spans->spans[spans->count++] = (struct span){first, last};
}

static void add_spans(const struct checker *checker, const uint64_t *row, uint32_t length,
                      struct spans *spans)
{
    const size_t end = 64 * checker->row_words;
    for (size_t at = bits_next(row, 0, end); at < end; at = bits_next(row, at + 1, end))
        add_span(spans, (uint32_t)at, (uint32_t)at + length - 1);
}

/* Where a phrase stands with wholes of compounds for words. */
static void add_whole_spans(struct checker *checker, struct check *phrase, struct spans *spans)
{
    if (!check_needs(checker, phrase) || check_count_wholes(checker, phrase) == 0)
        return;
    const uint64_t *begins = check_phrase_begins(checker, phrase);
    const size_t end = checker->end;
    for (size_t at = bits_next(begins, 0, end); at < end; at = bits_next(begins, at + 1, end)) {
        uint32_t behind = check_phrase_end(checker, phrase, (uint32_t)at);
        if (behind > 0)
            add_span(spans, (uint32_t)at, behind - 1);
    }
}

static int compare_spans(const void *a, const void *b)
{
    const struct span *x = a;
    const struct span *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

/* The spans of a distance, part by part, each part's in order. */
static void find_near_spans(struct checker *checker, struct check *near, struct spans *spans)
{
    uint64_t *rows;
    bool found = check_near_rows(checker, near, &rows);
    const uint64_t *row = rows;
    for (size_t i = 0; found && i < near->count; i++) {
        const struct check_part *part = &near->parts[i];
        const size_t first = spans->count;
        for (size_t j = 0; j < part->way_count; j++, row += checker->row_words)
            add_spans(checker, row, part->ways[j].length, spans);
        if (spans->count > first)
            qsort(spans->spans + first, spans->count - first, sizeof *spans->spans, compare_spans);
    }
    free(rows);
}

/* Where a phrase stands, or either of two. */
static void find_phrase_spans(struct checker *checker, struct check *phrase, struct spans *spans)
{
    for (size_t i = 0; phrase->either && i < phrase->count; i++)
        find_phrase_spans(checker, phrase->children[i], spans);
    if (phrase->either)
        return;
    if (check_phrase_row(checker, phrase, check_scratch(checker, 0)))
        add_spans(checker, check_scratch(checker, 0), (uint32_t)phrase->count, spans);
    add_whole_spans(checker, phrase, spans);
}

static void mark_places(struct marking *marking, struct check *check)
{
    struct checker *checker = marking->checker;
    struct spans spans = {0};
    if (check->node->kind == NODE_NEAR)
        find_near_spans(checker, check, &spans);
    else
        find_phrase_spans(checker, check, &spans);
    find_spots(marking, &spans, marking->found->places + 1);
    checker->stamp++;
    mark_spots(marking, check);
    forget_spots(marking);
    marking->found->places += (uint32_t)spans.count;
    free(spans.spans);
}

static void mark(struct marking *marking, struct check *check);

static void mark_child(struct marking *marking, struct check *child)
{
    if (!child->loose) {
        mark(marking, child);
        return;
    }
    for (size_t i = 0; i < child->count; i++)
        if (!plan_is_stop_word(child->children[i]->node))
            mark(marking, child->children[i]);
}

static void mark(struct marking *marking, struct check *check)
{
    if (check->marked == marking->checker->article)
        return;
    check->marked = marking->checker->article;
    switch (check->node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        mark_everywhere(marking, check);
        break;
    case NODE_PHRASE:
    case NODE_NEAR:
        mark_places(marking, check);
        break;
    case NODE_NAME:
    case NODE_DATE:
    case NODE_NOT:
        break;
    default:
        for (size_t i = 0; i < check->count; i++)
            mark_child(marking, check->children[i]);
    }
}

static int compare_matches(const void *a, const void *b)
{
    const struct token_match *x = a;
    const struct token_match *y = b;
    if (x->token != y->token)
        return x->token < y->token ? -1 : 1;
    if ((x->place == 0) != (y->place == 0)) /* in a phrase before alone */
        return x->place == 0 ? 1 : -1;
    return (x->place > y->place) - (x->place < y->place);
}

void checker_find(struct checker *checker, const struct forward *forward,
                  struct token_matches *found)
{
    found->count = 0;
    found->places = 0;
    check_open(checker, forward, 0);
    check_look(checker);
    while (check_look_further(checker))
        continue;
    uint32_t *places = check_places(checker);
    struct marking marking = {.checker = checker,
                              .places = places,
                              .title_tokens = forward->title_tokens,
                              .tokens = forward->title_tokens + forward->text_tokens,
                              .found = found};
    marking.covered = memory_allocate(BITS_WORDS(marking.tokens), sizeof *marking.covered);
    mark(&marking, checker->root);
    free(marking.covered);
    free(marking.spots);
    free(places);
    if (found->count == 0)
        return;
    qsort(found->matches, found->count, sizeof *found->matches, compare_matches);
    size_t kept = 1;
    for (size_t i = 1; i < found->count; i++)
        if (found->matches[i].token != found->matches[kept - 1].token)
            found->matches[kept++] = found->matches[i];
    found->count = kept;
}
