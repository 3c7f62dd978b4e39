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

/* What marking one article needs. */
struct marking {
    struct checker *checker;
    const uint32_t *places; /* by token */
    struct token_matches *found;
};

/* Places that belong together. */
struct span {
    uint32_t first, last;
};

struct spans {
    struct span *spans;
    size_t count, capacity;
};

/* The first token of [0, tokens) whose place is not before `at`. */
static uint32_t token_from(const struct marking *marking, uint32_t tokens, uint32_t at)
{
    uint32_t low = 0;
    uint32_t high = tokens;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marking->places[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The tokens of the article that the leaf `check` matches and that lie in `within`, a place of this
 * number. The article has the leaf. */
static void mark_leaf(const struct marking *marking, const struct check *check, struct span within,
                      uint32_t place)
{
    const struct forward *forward = marking->checker->forward;
    uint32_t tokens = check->node->field == FIELD_TITLE
                          ? forward->title_tokens
                          : forward->title_tokens + forward->text_tokens;
    for (uint32_t i = token_from(marking, tokens, within.first);
         i < tokens && marking->places[i] <= within.last; i++)
        if (check_word(check->leaf, forward, forward_token(forward, i)))
            add_match(marking->found, i, place, check->node);
}

static void mark_everywhere(const struct marking *marking, const struct check *check)
{
    if (check_words(marking->checker, check->leaf))
        mark_leaf(marking, check, (struct span){0, UINT32_MAX}, 0);
}

/* Marks the words under `check` that lie in one of the spans, whose numbers begin at `place`. */
static void mark_spans(const struct marking *marking, const struct check *check,
                       const struct spans *spans, uint32_t place)
{
    if (check->leaf && !check_words(marking->checker, check->leaf))
        return;
    for (size_t s = 0; check->leaf && s < spans->count; s++)
        mark_leaf(marking, check, spans->spans[s], place + (uint32_t)s);
    for (size_t i = 0; i < check->count; i++)
        mark_spans(marking, check->children[i], spans, place);
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

static void mark_places(const struct marking *marking, struct check *check)
{
    struct checker *checker = marking->checker;
    struct spans spans = {0};
    if (check->node->kind == NODE_NEAR)
        find_near_spans(checker, check, &spans);
    else
        find_phrase_spans(checker, check, &spans);
    mark_spans(marking, check, &spans, marking->found->places + 1);
    marking->found->places += (uint32_t)spans.count;
    free(spans.spans);
}

static void mark(const struct marking *marking, struct check *check);

static void mark_child(const struct marking *marking, struct check *child)
{
    if (!child->loose) {
        mark(marking, child);
        return;
    }
    for (size_t i = 0; i < child->count; i++)
        if (!plan_is_stop_word(child->children[i]->node))
            mark(marking, child->children[i]);
}

static void mark(const struct marking *marking, struct check *check)
{
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
    check_open(checker, forward);
    check_look(checker);
    while (check_look_further(checker))
        continue;
    uint32_t *places = check_places(checker);
    struct marking marking = {checker, places, found};
    mark(&marking, checker->root);
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
