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

static uint32_t place_of_token(const struct checker *checker, uint32_t token)
{
    return check_place(checker->positions[token], token < checker->forward->title_tokens);
}

/* The first token of [0, tokens) whose place is not before `at`. */
static uint32_t token_from(const struct checker *checker, uint32_t tokens, uint32_t at)
{
    uint32_t low = 0;
    uint32_t high = tokens;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (place_of_token(checker, middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The tokens of the article that the leaf `check` matches and that lie in `within`, a place of this
 * number.
 */
static void mark_leaf(const struct checker *checker, const struct check *check, struct span within,
                      uint32_t place, struct token_matches *found)
{
    const struct forward *forward = checker->forward;
    uint32_t tokens = check->node->field == FIELD_TITLE
                          ? forward->title_tokens
                          : forward->title_tokens + forward->text_tokens;
    for (uint32_t i = token_from(checker, tokens, within.first);
         i < tokens && place_of_token(checker, i) <= within.last; i++)
        if (check_word(check->leaf, forward, forward_token(forward, i)))
            add_match(found, i, place, check->node);
}

static const struct span everywhere = {0, UINT32_MAX};

/* Marks the words under `check` that lie in one of its spans, whose numbers begin at `place`. */
static void mark_spans(const struct checker *checker, const struct check *check,
                       const struct spans *spans, uint32_t place, struct token_matches *found)
{
    if (check->node->kind == NODE_WORD || check->node->kind == NODE_PREFIX) {
        for (size_t s = 0; s < spans->count; s++)
            mark_leaf(checker, check, spans->spans[s], place + (uint32_t)s, found);
        return;
    }
    for (size_t i = 0; i < check->count; i++)
        mark_spans(checker, check->children[i], spans, place, found);
}

static void mark(struct checker *checker, struct check *check, struct token_matches *found);

static void mark_child(struct checker *checker, struct check *child, struct token_matches *found)
{
    if (!child->loose) {
        mark(checker, child, found);
        return;
    }
    for (size_t i = 0; i < child->count; i++)
        if (!child->children[i]->node->word->stop)
            mark_leaf(checker, child->children[i], everywhere, 0, found);
}

static void mark(struct checker *checker, struct check *check, struct token_matches *found)
{
    switch (check->node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        mark_leaf(checker, check, everywhere, 0, found);
        break;
    case NODE_PHRASE:
    case NODE_NEAR:
        check_find_spans(checker, check);
        mark_spans(checker, check, &check->spans, found->places + 1, found);
        found->places += (uint32_t)check->spans.count;
        break;
    case NODE_NAME:
    case NODE_DATE:
    case NODE_NOT:
        break;
    default:
        for (size_t i = 0; i < check->count; i++)
            mark_child(checker, check->children[i], found);
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
    check_look_at(checker, UINT32_MAX);
    mark(checker, checker->root, found);
    if (found->count == 0)
        return;
    qsort(found->matches, found->count, sizeof *found->matches, compare_matches);
    size_t kept = 1;
    for (size_t i = 1; i < found->count; i++)
        if (found->matches[i].token != found->matches[kept - 1].token)
            found->matches[kept++] = found->matches[i];
    found->count = kept;
}
