/* A tree over a forward record.
 *
 * The record's tokens get positions: words count, compounds stand at the position of their first
 * part, the text begins far behind the title. Leaves give spans of positions, phrases and distances
 * are made of them; the other nodes ask only whether there is one. */
#include "check.h"

#include <stdlib.h>

#include "memory.h"

/* Between the last word of the title and the first of the text: more than any PROCHE spans. */
#define TITLE_GAP 1000

/* As many as there are lower halves of a word's key. */
#define KEY_SET_BITS 65536

struct span {
    uint32_t first, last; /* positions */
};

struct spans {
    struct span *spans;
    size_t count;
    size_t capacity;
};

/* A node of the tree with what checking it needs. */
struct check {
    const struct node *node;
    struct check *children;
    const struct plan_leaf *looked_up; /* of a prefix or a condition */
    uint32_t *keys;                    /* of a prefix: its words' keys, ascending */
    size_t key_count;
    uint64_t *key_set;  /* of a prefix: a bit for the lower half of each of its keys */
    uint32_t key;       /* of a word: forward_key_of */
    bool as_written;    /* a word of a phrase: its folded form, not its stem */
    bool loose;         /* a phrase whose words count one by one: plan_is_loose */
    struct spans spans; /* working memory, and so the next */
    bool *has;          /* a leaf: by the article's word, whether it matches */
    size_t has_capacity;
};

struct checker {
    struct check root;
    enum plan_mode mode;
    /* The article in hand. */
    const struct forward *forward;
    bool arranged;       /* the positions are made, which not every tree needs */
    uint32_t *positions; /* by token, without the gap behind the title */
    size_t capacity;
};

/* -- Making ---------------------------------------------------------------------------------- */

static int compare_keys(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void take_keys(struct check *check)
{
    const struct plan_leaf *leaf = check->looked_up;
    if (!leaf || leaf->word_count == 0)
        return;
    check->keys = memory_allocate(leaf->word_count, sizeof *check->keys);
    check->key_count = leaf->word_count;
    for (size_t i = 0; i < leaf->word_count; i++)
        check->keys[i] = forward_key_of(leaf->words[i]);
    qsort(check->keys, check->key_count, sizeof *check->keys, compare_keys);
    check->key_set = memory_allocate(KEY_SET_BITS / 64, sizeof *check->key_set);
    for (size_t i = 0; i < check->key_count; i++)
        check->key_set[check->keys[i] % KEY_SET_BITS / 64] |= (uint64_t)1 << check->keys[i] % 64;
}

/* The parser bounds how deep a tree is. */
static void make_check(struct check *check, const struct node *node, const struct check *parent,
                       enum plan_mode mode, const struct plan *plan)
{
    check->node = node;
    check->loose = parent && plan_is_loose(parent->node, node, mode);
    check->as_written = node->exact ||
                        (parent && parent->node->kind == NODE_PHRASE && !parent->loose);
    check->looked_up = plan_find_leaf(plan, node);
    if (node->kind == NODE_WORD)
        check->key = forward_key_of(node->word);
    if (node->kind == NODE_PREFIX)
        take_keys(check);
    check->children = memory_allocate(node->count, sizeof *check->children);
    for (size_t i = 0; i < node->count; i++)
        make_check(&check->children[i], node->children[i], check, mode, plan);
}

static void free_check(struct check *check)
{
    for (size_t i = 0; i < check->node->count; i++)
        free_check(&check->children[i]);
    free(check->children);
    free(check->keys);
    free(check->key_set);
    free(check->has);
    free(check->spans.spans);
}

struct checker *checker_new(const struct node *root, enum plan_mode mode, const struct plan *plan)
{
    struct checker *checker = memory_allocate(1, sizeof *checker);
    checker->mode = mode;
    make_check(&checker->root, root, NULL, mode, plan);
    return checker;
}

void checker_free(struct checker *checker)
{
    if (!checker)
        return;
    free_check(&checker->root);
    free(checker->positions);
    free(checker);
}

void token_matches_free(struct token_matches *matches)
{
    free(matches->matches);
    *matches = (struct token_matches){0};
}

/* -- The article in hand --------------------------------------------------------------------- */

static void open_article(struct checker *checker, const struct forward *forward)
{
    checker->forward = forward;
    checker->arranged = false;
}

/* Gives the article's tokens their positions. */
static void arrange(struct checker *checker)
{
    const struct forward *forward = checker->forward;
    uint32_t tokens = forward->title_tokens + forward->text_tokens;
    uint32_t position = 0;
    if (checker->arranged)
        return;
    checker->arranged = true;
    checker->positions = memory_grow(checker->positions, &checker->capacity, tokens,
                                     sizeof *checker->positions);
    for (uint32_t i = 0; i < tokens; i++) {
        checker->positions[i] = position;
        position += !forward_is_compound(forward, forward_token(forward, i));
    }
}

/* A position with the gap behind the title. */
static uint32_t place(uint32_t position, bool in_title)
{
    return in_title ? position : position + TITLE_GAP;
}

static bool word_matches(const struct check *check, const struct forward *forward, uint32_t word)
{
    const struct node *node = check->node;
    if (word >= forward->words)
        return false;
    if (node->kind == NODE_PREFIX) {
        uint32_t key = forward_word_key(forward, word);
        return check->key_count > 0 && check->key_set[key % KEY_SET_BITS / 64] >> key % 64 & 1 &&
               bsearch(&key, check->keys, check->key_count, sizeof *check->keys, compare_keys) !=
                   NULL;
    }
    if (!check->as_written)
        return forward_stem_key(forward, word) == node->word->stem_key;
    return forward_word_key(forward, word) == check->key &&
           (!node->exact || forward_is_spelt(forward, word, node->word));
}

/* -- Spans ----------------------------------------------------------------------------------- */

static void add_span(struct spans *spans, uint32_t first, uint32_t last)
{
    spans->spans = memory_grow(spans->spans, &spans->capacity, spans->count + 1,
                               sizeof *spans->spans);
    spans->spans[spans->count++] = (struct span){first, last};
}

/* Finds which of the article's words a leaf matches; false when none. */
static bool find_words(const struct checker *checker, struct check *leaf)
{
    const struct forward *forward = checker->forward;
    bool found = false;
    leaf->has = memory_grow(leaf->has, &leaf->has_capacity, forward->words, sizeof *leaf->has);
    for (uint32_t word = 0; word < forward->words; word++)
        found |= leaf->has[word] = word_matches(leaf, forward, word);
    return found;
}

static void find_leaf_spans(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    uint32_t tokens = check->node->field == FIELD_TITLE
                          ? forward->title_tokens
                          : forward->title_tokens + forward->text_tokens;
    if (!find_words(checker, check))
        return;
    for (uint32_t i = 0; i < tokens; i++) {
        uint32_t word = forward_token(forward, i);
        if (word >= forward->words || !check->has[word])
            continue;
        uint32_t at = place(checker->positions[i], i < forward->title_tokens);
        add_span(&check->spans, at, at);
    }
}

/* Finds which of the article's words are the phrase's; false when it lacks one. */
static bool find_phrase_words(const struct checker *checker, struct check *check)
{
    for (size_t i = 0; i < check->node->count; i++)
        if (!find_words(checker, &check->children[i]))
            return false;
    return true;
}

/* Whether the phrase begins at token `at` and ends before `end`. Compounds stand between words
 * without parting them. */
static bool phrase_at(const struct forward *forward, const struct check *check, uint32_t at,
                      uint32_t end)
{
    size_t found = 0;
    for (; at < end && found < check->node->count; at++) {
        uint32_t word = forward_token(forward, at);
        if (forward_is_compound(forward, word))
            continue;
        if (!check->children[found].has[word])
            return false;
        found++;
    }
    return found == check->node->count;
}

/* The first token of [at, end) that begins the phrase, or `end`. */
static uint32_t next_phrase(const struct forward *forward, const struct check *check, uint32_t at,
                            uint32_t end)
{
    const bool *has = check->children[0].has;
    for (; at < end; at++) {
        uint32_t word = forward_token(forward, at);
        if (word < forward->words && has[word] && phrase_at(forward, check, at, end))
            return at;
    }
    return end;
}

/* Whether the phrase stands in the article; title and text do not touch. */
static bool has_phrase(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    uint32_t title = forward->title_tokens;
    uint32_t tokens = title + forward->text_tokens;
    if (check->node->count == 0 || !find_phrase_words(checker, check))
        return false;
    return next_phrase(forward, check, 0, title) < title ||
           (check->children[0].node->field != FIELD_TITLE &&
            next_phrase(forward, check, title, tokens) < tokens);
}

static void add_phrase_spans(struct checker *checker, struct check *check, uint32_t first,
                             uint32_t end)
{
    const struct forward *forward = checker->forward;
    uint32_t length = (uint32_t)check->node->count;
    for (uint32_t at = first; (at = next_phrase(forward, check, at, end)) < end; at++) {
        uint32_t position = place(checker->positions[at], first < forward->title_tokens);
        add_span(&check->spans, position, position + length - 1);
    }
}

static void find_phrase_spans(struct checker *checker, struct check *check)
{
    uint32_t title = checker->forward->title_tokens;
    if (!has_phrase(checker, check))
        return;
    add_phrase_spans(checker, check, 0, title);
    if (check->children[0].node->field != FIELD_TITLE)
        add_phrase_spans(checker, check, title, title + checker->forward->text_tokens);
}

static int compare_spans(const void *a, const void *b)
{
    const struct span *x = a;
    const struct span *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

static void find_spans(struct checker *checker, struct check *check);

/* The spans of all children from `first` on, in order. */
static void find_any_spans(struct checker *checker, struct check *check, size_t first)
{
    for (size_t i = first; i < check->node->count; i++) {
        struct check *child = &check->children[i];
        find_spans(checker, child);
        for (size_t s = 0; s < child->spans.count; s++)
            add_span(&check->spans, child->spans.spans[s].first, child->spans.spans[s].last);
    }
    if (check->spans.count > 0)
        qsort(check->spans.spans, check->spans.count, sizeof *check->spans.spans, compare_spans);
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

/* Each child's spans are narrowed to those near the child before, then backwards: what is left is
 * part of a chain. The node's spans are all of them. */
static void find_near_spans(struct checker *checker, struct check *check)
{
    size_t count = check->node->count;
    uint32_t distance = check->node->distance;
    for (size_t i = 0; i < count; i++)
        find_spans(checker, &check->children[i]);
    for (size_t i = 1; i < count; i++)
        keep_near(&check->children[i].spans, &check->children[i - 1].spans, distance);
    for (size_t i = count; i-- > 1;)
        keep_near(&check->children[i - 1].spans, &check->children[i].spans, distance);
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < check->children[i].spans.count; s++)
            add_span(&check->spans, check->children[i].spans.spans[s].first,
                     check->children[i].spans.spans[s].last);
}

/* The compound's whole word, or its parts side by side. */
static void find_compound_spans(struct checker *checker, struct check *check)
{
    struct check *whole = &check->children[0];
    find_spans(checker, whole);
    for (size_t s = 0; s < whole->spans.count; s++)
        add_span(&check->spans, whole->spans.spans[s].first, whole->spans.spans[s].last);
    find_spans(checker, &check->children[1]);
    struct spans *parts = &check->children[1].spans;
    for (size_t i = 2; i < check->node->count; i++) {
        find_spans(checker, &check->children[i]);
        keep_near(parts, &check->children[i].spans, 1);
    }
    for (size_t s = 0; s < parts->count; s++)
        add_span(&check->spans, parts->spans[s].first, parts->spans[s].last);
    if (check->spans.count > 0)
        qsort(check->spans.spans, check->spans.count, sizeof *check->spans.spans, compare_spans);
}

/* Fills check->spans of a leaf, a phrase, a distance, or an OR or list of them. */
static void find_spans(struct checker *checker, struct check *check)
{
    check->spans.count = 0;
    arrange(checker);
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
        find_any_spans(checker, check, 0);
    }
}

/* -- Whether it matches ---------------------------------------------------------------------- */

static bool leaf_matches(const struct checker *checker, const struct check *check)
{
    const struct forward *forward = checker->forward;
    if (check->node->field == FIELD_TITLE) {
        for (uint32_t i = 0; i < forward->title_tokens; i++)
            if (word_matches(check, forward, forward_token(forward, i)))
                return true;
        return false;
    }
    for (uint32_t word = 0; word < forward->words; word++)
        if (word_matches(check, forward, word))
            return true;
    return false;
}

static bool is_leaf(const struct check *check)
{
    return check->node->kind == NODE_WORD || check->node->kind == NODE_PREFIX;
}

/* Whether tokens [at, end) have two words, one of each leaf, within `distance`. */
static bool has_pair(const struct forward *forward, const struct check *a, const struct check *b,
                     uint32_t distance, uint32_t at, uint32_t end)
{
    int64_t place_of_a = -1 - (int64_t)distance; /* the last one's; none is near the first word */
    int64_t place_of_b = place_of_a;
    for (int64_t position = 0; at < end; at++) {
        uint32_t word = forward_token(forward, at);
        if (word < forward->words && a->has[word]) {
            if (position != place_of_b && position - place_of_b <= distance)
                return true;
            place_of_a = position;
        }
        if (word < forward->words && b->has[word]) {
            if (position != place_of_a && position - place_of_a <= distance)
                return true;
            place_of_b = position;
        }
        position += !forward_is_compound(forward, word);
    }
    return false;
}

/* Two words near each other: what most distances are. */
static bool has_near_words(const struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    struct check *a = &check->children[0];
    struct check *b = &check->children[1];
    uint32_t distance = check->node->distance;
    uint32_t title = forward->title_tokens;
    if (!find_words(checker, a) || !find_words(checker, b))
        return false;
    return has_pair(forward, a, b, distance, 0, title) ||
           (a->node->field != FIELD_TITLE &&
            has_pair(forward, a, b, distance, title, title + forward->text_tokens));
}

static bool has_spans(struct checker *checker, struct check *check)
{
    find_spans(checker, check);
    if (check->node->kind == NODE_NEAR) /* every part of the chain */
        for (size_t i = 0; i < check->node->count; i++)
            if (check->children[i].spans.count == 0)
                return false;
    return check->spans.count > 0;
}

static bool condition_matches(const struct check *check, xapian_docid docid)
{
    const struct plan_leaf *leaf = check->looked_up;
    size_t low = 0;
    size_t high = leaf ? leaf->article_count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (leaf->articles[middle] == docid)
            return true;
        if (leaf->articles[middle] < docid)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool matches(struct checker *checker, struct check *check, xapian_docid docid);

static bool all_match(struct checker *checker, struct check *check, size_t first,
                      xapian_docid docid)
{
    for (size_t i = first; i < check->node->count; i++)
        if (!matches(checker, &check->children[i], docid))
            return false;
    return true;
}

static bool any_matches(struct checker *checker, struct check *check, xapian_docid docid)
{
    for (size_t i = 0; i < check->node->count; i++)
        if (matches(checker, &check->children[i], docid))
            return true;
    return false;
}

/* A list: conditions, needed and unwanted parts count always; of the others all, or, when relaxed
 * and nothing is needed, one. */
static bool list_matches(struct checker *checker, struct check *check, xapian_docid docid)
{
    bool relaxed = checker->mode == PLAN_ANY;
    bool enough = !relaxed;
    bool has_optional = false;
    for (size_t i = 0; i < check->node->count; i++) {
        struct check *child = &check->children[i];
        enum node_kind kind = child->node->kind;
        if (plan_is_optional(check->node, child->node))
            continue;
        bool matched = child->loose ? any_matches(checker, child, docid)
                                    : matches(checker, child, docid);
        bool optional = relaxed && kind != NODE_NOT && kind != NODE_NEEDED && kind != NODE_NAME &&
                        kind != NODE_DATE;
        if (!matched && !optional)
            return false;
        has_optional |= optional;
        enough |= matched && (optional || kind == NODE_NEEDED);
    }
    return enough || !has_optional;
}

static bool matches(struct checker *checker, struct check *check, xapian_docid docid)
{
    switch (check->node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        return leaf_matches(checker, check);
    case NODE_NAME:
    case NODE_DATE:
        return condition_matches(check, docid);
    case NODE_COMPOUND:
        return checker->mode == PLAN_ANY ? any_matches(checker, check, docid)
                                         : matches(checker, &check->children[0], docid) ||
                                               all_match(checker, check, 1, docid);
    case NODE_PHRASE:
        return has_phrase(checker, check);
    case NODE_NEAR:
        return check->node->count == 2 && is_leaf(&check->children[0]) &&
                       is_leaf(&check->children[1])
                   ? has_near_words(checker, check)
                   : has_spans(checker, check);
    case NODE_LIST:
        return list_matches(checker, check, docid);
    case NODE_AND:
        return all_match(checker, check, 0, docid);
    case NODE_OR:
        return any_matches(checker, check, docid);
    case NODE_NOT:
        return !matches(checker, &check->children[0], docid);
    case NODE_NEEDED:
        return matches(checker, &check->children[0], docid);
    }
    return false;
}

bool checker_matches(struct checker *checker, xapian_docid docid, const struct forward *forward)
{
    open_article(checker, forward);
    return matches(checker, &checker->root, docid);
}

/* -- Which tokens matched -------------------------------------------------------------------- */

static void add_match(struct token_matches *found, uint32_t token, const struct node *leaf)
{
    found->matches = memory_grow(found->matches, &found->capacity, found->count + 1,
                                 sizeof *found->matches);
    found->matches[found->count++] = (struct token_match){token, leaf};
}

static uint32_t place_of_token(const struct checker *checker, uint32_t token)
{
    return place(checker->positions[token], token < checker->forward->title_tokens);
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

/* The tokens of the article that `leaf` matches and that lie in `within`. */
static void mark_leaf(const struct checker *checker, const struct check *leaf, struct span within,
                      struct token_matches *found)
{
    const struct forward *forward = checker->forward;
    uint32_t tokens = leaf->node->field == FIELD_TITLE
                          ? forward->title_tokens
                          : forward->title_tokens + forward->text_tokens;
    for (uint32_t i = token_from(checker, tokens, within.first);
         i < tokens && place_of_token(checker, i) <= within.last; i++)
        if (word_matches(leaf, forward, forward_token(forward, i)))
            add_match(found, i, leaf->node);
}

static const struct span everywhere = {0, UINT32_MAX};

/* Marks the words under `check` that lie in one of its spans. */
static void mark_spans(const struct checker *checker, const struct check *check,
                       const struct spans *spans, struct token_matches *found)
{
    if (check->node->kind == NODE_WORD || check->node->kind == NODE_PREFIX) {
        for (size_t s = 0; s < spans->count; s++)
            mark_leaf(checker, check, spans->spans[s], found);
        return;
    }
    for (size_t i = 0; i < check->node->count; i++)
        mark_spans(checker, &check->children[i], spans, found);
}

static void mark(struct checker *checker, struct check *check, struct token_matches *found);

static void mark_child(struct checker *checker, const struct check *parent, struct check *child,
                       struct token_matches *found)
{
    if (parent->node->kind == NODE_LIST && plan_is_optional(parent->node, child->node))
        return;
    if (!child->loose) {
        mark(checker, child, found);
        return;
    }
    for (size_t i = 0; i < child->node->count; i++)
        if (!child->node->children[i]->word->stop)
            mark_leaf(checker, &child->children[i], everywhere, found);
}

static void mark(struct checker *checker, struct check *check, struct token_matches *found)
{
    switch (check->node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        mark_leaf(checker, check, everywhere, found);
        break;
    case NODE_PHRASE:
    case NODE_NEAR:
        if (has_spans(checker, check))
            mark_spans(checker, check, &check->spans, found);
        break;
    case NODE_NAME:
    case NODE_DATE:
    case NODE_NOT:
        break;
    default:
        for (size_t i = 0; i < check->node->count; i++)
            mark_child(checker, check, &check->children[i], found);
    }
}

static int compare_matches(const void *a, const void *b)
{
    const struct token_match *x = a;
    const struct token_match *y = b;
    return (x->token > y->token) - (x->token < y->token);
}

void checker_find(struct checker *checker, const struct forward *forward,
                  struct token_matches *found)
{
    found->count = 0;
    open_article(checker, forward);
    arrange(checker);
    mark(checker, &checker->root, found);
    if (found->count == 0)
        return;
    qsort(found->matches, found->count, sizeof *found->matches, compare_matches);
    size_t kept = 1;
    for (size_t i = 1; i < found->count; i++)
        if (found->matches[i].token != found->matches[kept - 1].token)
            found->matches[kept++] = found->matches[i];
    found->count = kept;
}
