/* A tree over a forward record: whether it matches. */
#include "check.h"

#include <stdlib.h>

#include "checking.h"
#include "memory.h"

static void take_keys(struct check *check)
{
    const struct plan_leaf *leaf = check->looked_up;
    if (!leaf || leaf->word_count == 0)
        return;
    check->keys = memory_allocate(leaf->word_count, sizeof *check->keys);
    check->key_count = leaf->word_count;
    for (size_t i = 0; i < leaf->word_count; i++)
        check->keys[i] = forward_key_of(leaf->words[i]);
    qsort(check->keys, check->key_count, sizeof *check->keys, check_compare_keys);
    check->key_set = memory_allocate(CHECK_KEY_SET_BITS / 64, sizeof *check->key_set);
    for (size_t i = 0; i < check->key_count; i++)
        check->key_set[check->keys[i] % CHECK_KEY_SET_BITS / 64] |= (uint64_t)1
                                                                    << check->keys[i] % 64;
}

static void take_word(struct check *check)
{
    const struct french_word *word = check->node->word;
    check->key = forward_key_of(word);
    check->common = vocabulary_of_stem(word->stem, word->stem_key);
    if (check->as_written)
        check->common = vocabulary_of_folded(check->common, check->key >> 16, check->key);
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
        take_word(check);
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

static bool leaf_matches(const struct checker *checker, const struct check *check)
{
    const struct forward *forward = checker->forward;
    if (check->node->field == FIELD_TITLE) {
        for (uint32_t i = 0; i < forward->title_tokens; i++)
            if (check_word(check, forward, forward_token(forward, i)))
                return true;
        return false;
    }
    for (uint32_t word = 0; word < forward->words; word++)
        if (check_word(check, forward, word))
            return true;
    return false;
}

static bool is_leaf(const struct check *check)
{
    return check->node->kind == NODE_WORD || check->node->kind == NODE_PREFIX;
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
        return check_phrase(checker, check);
    case NODE_NEAR:
        return check->node->count == 2 && is_leaf(&check->children[0]) &&
                       is_leaf(&check->children[1])
                   ? check_near_words(checker, check)
                   : check_has_spans(checker, check);
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
    check_open(checker, forward);
    return matches(checker, &checker->root, docid);
}
