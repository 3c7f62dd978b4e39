/* Where leaves, phrases and distances stand in an article. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "memory.h"

/* How many tokens of an article are looked at first, and then four times as many. */
#define FIRST_TOKENS 64

static void add_span(struct spans *spans, uint32_t first, uint32_t last)
{
    spans->spans = memory_grow(spans->spans, &spans->capacity, spans->count + 1,
                               sizeof *spans->spans);
    spans->spans[spans->count++] = (struct span){first, last};
}

static void find_leaf_spans(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    uint32_t tokens = checker->tokens;
    if (check->node->field == FIELD_TITLE && forward->title_tokens < tokens)
        tokens = forward->title_tokens;
    if (!check_words(checker, check->leaf))
        return;
    for (uint32_t i = 0; (i = check_next_token(forward, check->leaf, i, tokens)) < tokens; i++) {
        uint32_t at = check_place(checker->positions[i], i < forward->title_tokens);
        add_span(&check->spans, at, at);
    }
}

static void add_phrase_spans(struct checker *checker, struct check *check, uint32_t first,
                             uint32_t end)
{
    const struct forward *forward = checker->forward;
    uint32_t length = (uint32_t)check->count;
    for (uint32_t at = first; (at = check_next_phrase(forward, check, at, end)) < end; at++) {
        uint32_t position = check_place(checker->positions[at], first < forward->title_tokens);
        add_span(&check->spans, position, position + length - 1);
    }
}

static void find_phrase_spans(struct checker *checker, struct check *check)
{
    uint32_t title = checker->forward->title_tokens;
    uint32_t tokens = checker->tokens;
    if (!check_phrase_words(checker, check))
        return;
    add_phrase_spans(checker, check, 0, title < tokens ? title : tokens);
    if (check->node->field != FIELD_TITLE && title < tokens)
        add_phrase_spans(checker, check, title, tokens);
}

static int compare_spans(const void *a, const void *b)
{
    const struct span *x = a;
    const struct span *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

/* Adds others; both are in order, and so is what comes out. From the end on, each goes to its
 * place. */
static void merge(struct spans *spans, const struct spans *others)
{
    size_t own = spans->count;
    size_t other = others->count;
    size_t place = own + other;
    spans->spans = memory_grow(spans->spans, &spans->capacity, place, sizeof *spans->spans);
    spans->count = place;
    while (other > 0) {
        bool later = own > 0 &&
                     compare_spans(&spans->spans[own - 1], &others->spans[other - 1]) > 0;
        spans->spans[--place] = later ? spans->spans[--own] : others->spans[--other];
    }
}

/* The spans of all children, in order. No child is a distance, whose spans come in none: the parser
 * lets nothing but words, phrases and alternatives of them be near something. */
static void find_any_spans(struct checker *checker, struct check *check)
{
    for (size_t i = 0; i < check->count; i++) {
        check_find_spans(checker, check->children[i]);
        merge(&check->spans, &check->children[i]->spans);
    }
}

/* How many words apart two spans are: 1 side by side, 0 overlapping. */
static uint32_t span_distance(struct span a, struct span b)
{
    if (a.last < b.first)
        return b.first - a.last;
    return b.last < a.first ? a.first - b.last : 0;
}

/* Keeps the spans of `check` that have one of `others` within `distance`; both are in order, and
 * one span's words do not count as near itself. */
static void keep_near(struct spans *spans, const struct spans *others, uint32_t distance)
{
    size_t kept = 0;
    size_t from = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct span span = spans->spans[i];
        while (from < others->count && others->spans[from].last + distance < span.first)
            from++;
        for (size_t j = from; j < others->count; j++) {
            struct span other = others->spans[j];
            if (other.first > span.last + distance)
                break;
            uint32_t apart = span_distance(span, other);
            if (apart > 0 && apart <= distance) {
                spans->spans[kept++] = span;
                break;
            }
        }
    }
    spans->count = kept;
}

/* A child's spans, for its parent to narrow. */
static void take_part(struct checker *checker, struct check *check, size_t index)
{
    struct spans *part = &check->parts[index];
    struct check *child = check->children[index];
    check_find_spans(checker, child);
    part->spans = memory_grow(part->spans, &part->capacity, child->spans.count,
                              sizeof *part->spans);
    part->count = child->spans.count;
    if (part->count > 0)
        memcpy(part->spans, child->spans.spans, part->count * sizeof *part->spans);
}

/* Each child's spans are narrowed to those near the child before, then backwards: what is left is
 * part of a chain. The node's spans are all of them; none where a child has none left. */
static void find_near_spans(struct checker *checker, struct check *check)
{
    size_t count = check->count;
    uint32_t distance = check->node->distance;
    struct spans *parts = check->parts;
    for (size_t i = 0; i < count; i++) {
        take_part(checker, check, i);
        if (i > 0)
            keep_near(&parts[i], &parts[i - 1], distance);
        if (parts[i].count == 0)
            return;
    }
    for (size_t i = count; i-- > 1;)
        keep_near(&parts[i - 1], &parts[i], distance);
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < parts[i].count; s++)
            add_span(&check->spans, parts[i].spans[s].first, parts[i].spans[s].last);
}

/* The compound's whole word, or its parts side by side. */
static void find_compound_spans(struct checker *checker, struct check *check)
{
    struct spans *parts = &check->parts[1];
    check_find_spans(checker, check->children[0]);
    take_part(checker, check, 1);
    for (size_t i = 2; i < check->count; i++) {
        check_find_spans(checker, check->children[i]);
        keep_near(parts, &check->children[i]->spans, 1);
    }
    merge(&check->spans, &check->children[0]->spans);
    merge(&check->spans, parts);
}

/* Fills check->spans of a leaf, a phrase, a distance, or an OR or list of them. */
void check_find_spans(struct checker *checker, struct check *check)
{
    if (check->spans_round == checker->round)
        return;
    check->spans_round = checker->round;
    check->spans.count = 0;
    switch (check->node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        find_leaf_spans(checker, check);
        break;
    case NODE_PHRASE:
        find_phrase_spans(checker, check);
        break;
    case NODE_NEAR:
        find_near_spans(checker, check);
        break;
    case NODE_COMPOUND:
        find_compound_spans(checker, check);
        break;
    case NODE_NAME:
    case NODE_DATE:
    case NODE_NOT:
        break;
    default:
        find_any_spans(checker, check);
    }
}

/* Most articles that have a place have one near their beginning: that is looked at first. */
bool check_has_spans(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    uint32_t all = forward->title_tokens + forward->text_tokens;
    uint32_t tokens = FIRST_TOKENS;
    for (;; tokens *= 4) {
        check_look_at(checker, tokens < all / 2 ? tokens : all);
        check_find_spans(checker, check);
        if (check->spans.count > 0 || checker->tokens == all)
            return check->spans.count > 0;
    }
}
