/* A tree over a forward record: whether it matches. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "hash.h"
#include "memory.h"
#include "sorted.h"

/* -- Making it -------------------------------------------------------------------------------- */

static bool is_same(const struct check *a, const struct check *b)
{
    if (a->node->kind != b->node->kind || a->node->field != b->node->field || a->leaf != b->leaf ||
        a->looked_up != b->looked_up || a->loose != b->loose || a->relaxed != b->relaxed ||
        a->either != b->either || a->node->distance != b->node->distance || a->count != b->count)
        return false;
    return a->count == 0 ||
           memcmp(a->children, b->children, a->count * sizeof(struct check *)) == 0;
}

static size_t place_of(const struct checker *checker, const struct check *check)
{
    struct {
        const void *leaf, *looked_up;
        uint64_t kind;
    } own = {check->leaf, check->looked_up, (uint64_t)check->node->kind << 8 | check->node->field};
    uint64_t hash = hash_bytes(str_of((const char *)&own, sizeof own), 0);
    if (check->count > 0)
        hash = hash_bytes(
            str_of((const char *)check->children, check->count * sizeof(struct check *)), hash);
    size_t at = (size_t)hash;
    while (checker->table[at &= checker->places - 1] && !is_same(checker->table[at], check))
        at++;
    return at;
}

static void grow_table(struct checker *checker)
{
    free(checker->table);
    checker->places = checker->places == 0 ? 16 : 2 * checker->places;
    checker->table = memory_allocate(checker->places, sizeof(struct check *));
    for (size_t i = 0; i < checker->count; i++)
        checker->table[place_of(checker, checker->checks[i])] = checker->checks[i];
}

static void free_check(struct check *check)
{
    free(check->needs);
    check_free_parts(check);
    free(check->children);
    free(check->all.checks);
    free(check->none.checks);
    free(check->none.ready);
    free(check->any.checks);
    free(check->any.ready);
    free(check);
}

/* The check that is like this one, which is taken; itself when it is the first. */
static struct check *intern(struct checker *checker, struct check *check)
{
    if (2 * (checker->count + 1) > checker->places)
        grow_table(checker);
    size_t place = place_of(checker, check);
    if (checker->table[place]) {
        free_check(check);
        return checker->table[place];
    }
    checker->checks = memory_grow(checker->checks, &checker->capacity, checker->count + 1,
                                  sizeof(struct check *));
    checker->checks[checker->count++] = check;
    checker->table[place] = check;
    return check;
}

static struct check *make_check(struct checker *checker, const struct node *node,
                                const struct node *parent, bool as_written);

/* Adds leaves that an article must have, each once. */
static void add_needs(struct checker *checker, struct check *check, struct check *child)
{
    if (child->stamp == checker->stamp)
        return;
    child->stamp = checker->stamp;
    if (!child->leaf && child->node->kind != NODE_PHRASE)
        return; /* either of two phrases has no needs */
    size_t count = child->leaf ? 1 : child->need_count;
    check->needs = memory_grow(check->needs, &check->need_capacity, check->need_count + count,
                               sizeof(struct check_leaf *));
    for (size_t i = 0; i < count; i++)
        check->needs[check->need_count++] = child->leaf ? child->leaf : child->needs[i];
}

/* Of the children from `first` on. */
static void find_needs(struct checker *checker, struct check *check, size_t first)
{
    checker->stamp++;
    for (size_t i = first; i < check->count; i++)
        add_needs(checker, check, check->children[i]);
}

/* A phrase by its words alone; one with compounds as such, by the wholes. */
static struct check *make_phrase(struct checker *checker, const struct node *phrase)
{
    struct check *check = memory_allocate(1, sizeof *check);
    check->node = phrase;
    check->children = memory_allocate(phrase->count, sizeof(struct check *));
    for (size_t i = 0; i < phrase->count; i++) {
        const struct node *word = phrase->children[i];
        if (word->kind == NODE_COMPOUND)
            word = word->children[0];
        check->children[check->count++] = make_check(checker, word, phrase, true);
    }
    find_needs(checker, check, 0);
    return intern(checker, check);
}

static void make_either(struct checker *checker, struct check *check)
{
    check->children = memory_allocate(2, sizeof(struct check *));
    check->children[check->count++] = make_phrase(checker, check->node->joined);
    check->children[check->count++] = make_phrase(checker, check->node);
}

/* The children, of a set each once; a list's without the words that it does not ask for; a loose
 * phrase's with compounds as such. */
static void make_children(struct checker *checker, struct check *check)
{
    const struct node *node = check->loose ? node_joined(check->node) : check->node;
    bool list = node->kind == NODE_LIST;
    bool set = list || node->kind == NODE_AND || node->kind == NODE_OR;
    unsigned content = list ? plan_content(node) : check->relaxed ? plan_compound_content(node) : 0;
    uint32_t stamp = ++checker->stamp;
    check->children = memory_allocate(node->count, sizeof(struct check *));
    for (size_t i = 0; i < node->count; i++) {
        if (plan_leaves_out(content, node, i))
            continue;
        check->children[check->count++] = make_check(checker, node->children[i], node, false);
    }
    for (size_t i = 0, count = check->count; set && i < count; i++) {
        struct check *child = check->children[i];
        if (i == 0)
            check->count = 0;
        if (child->stamp == stamp)
            continue;
        child->stamp = stamp;
        check->children[check->count++] = child;
    }
}

void check_add(struct check_set *set, struct check *check)
{
    set->checks = memory_grow(set->checks, &set->capacity, set->count + 1, sizeof(struct check *));
    set->checks[set->count++] = check;
}

/* The set of a list or an AND that a child which it has, or its own child, goes to. Of a list
 * conditions, needed and unwanted parts count always; of the others all, or, when any is enough and
 * nothing is needed, one. */
static void sort_child(struct check *check, struct check *child)
{
    switch (child->node->kind) {
    case NODE_NOT:
        check_add(&check->none, child->children[0]);
        return;
    case NODE_NEEDED:
        check_add(&check->all, child->children[0]);
        return;
    default:
        break;
    }
    for (size_t i = 0; child->loose && i < child->count; i++)
        if (!plan_is_stop_word(child->children[i]->node))
            check_add(&check->any, child->children[i]);
    if (!child->loose)
        check_add(check->relaxed && !plan_is_condition(child->node) ? &check->any : &check->all,
                  child);
}

static void sort_children(struct check *check)
{
    bool has_needed = false;
    for (size_t i = 0; i < check->count; i++) {
        has_needed |= check->children[i]->node->kind == NODE_NEEDED;
        if (check->node->kind == NODE_OR)
            check_add(&check->any, check->children[i]);
        else
            sort_child(check, check->children[i]);
    }
    if (has_needed && check->relaxed)
        check->any.count = 0;
}

/* The parser bounds how deep a tree is. */
static struct check *make_check(struct checker *checker, const struct node *node,
                                const struct node *parent, bool as_written)
{
    const bool loose = parent && plan_is_loose(parent, node, checker->mode);
    if (node->kind == NODE_PHRASE && !node->joined && !loose)
        return make_phrase(checker, node);
    struct check *check = memory_allocate(1, sizeof *check);
    enum plan_mode mode = checker->mode;
    check->node = node;
    check->relaxed = mode == PLAN_ANY && (node->kind == NODE_LIST || node->kind == NODE_COMPOUND);
    check->loose = loose;
    check->either = node->joined && !loose;
    if (node->kind == NODE_WORD || node->kind == NODE_PREFIX)
        check->leaf = check_leaf_of(checker, node, as_written);
    if (node->kind == NODE_NAME || node->kind == NODE_DATE)
        check->looked_up = plan_find_leaf(checker->plan, node);
    checker->mode = plan_mode_below(node, mode);
    if (check->either)
        make_either(checker, check);
    else if (node->count > 0)
        make_children(checker, check);
    checker->mode = mode;
    if (node->kind == NODE_LIST || node->kind == NODE_AND || node->kind == NODE_OR)
        sort_children(check);
    if (node->kind == NODE_COMPOUND)
        find_needs(checker, check, 1);
    if (node->kind == NODE_NEAR) {
        find_needs(checker, check, 0);
        check_find_parts(check);
        checker->gap = node->distance > checker->gap ? node->distance : checker->gap;
    }
    return intern(checker, check);
}

/* A prefix, many leaves, and a leaf that each word of a title is held against need all. */
static uint32_t find_numbers_end(const struct checker *checker)
{
    uint32_t end = 0;
    if (checker->many)
        return UINT32_MAX;
    for (size_t i = 0; i < checker->count; i++)
        if (checker->checks[i]->leaf && checker->checks[i]->node->field == FIELD_TITLE)
            return UINT32_MAX;
    for (size_t i = 0; i < checker->leaf_count; i++) {
        const struct check_leaf *leaf = checker->leaves[i];
        if (leaf->kind == LEAF_PREFIX)
            return UINT32_MAX;
        end = leaf->common.end > end ? leaf->common.end : end;
    }
    return end;
}

struct checker *checker_new(const struct node *root, enum plan_mode mode, const struct plan *plan)
{
    struct checker *checker = memory_allocate(1, sizeof *checker);
    checker->mode = mode;
    checker->plan = plan;
    checker->gap = 1;
    checker->root = make_check(checker, root, NULL, false);
    check_index(checker);
    checker->numbers_end = find_numbers_end(checker);
    return checker;
}

uint32_t checker_numbers_end(const struct checker *checker)
{
    return checker->numbers_end;
}

void checker_free(struct checker *checker)
{
    if (!checker)
        return;
    for (size_t i = 0; i < checker->count; i++)
        free_check(checker->checks[i]);
    free(checker->checks);
    free(checker->table);
    check_free_index(checker);
    check_free_leaves(checker);
    free(checker->has);
    for (size_t i = 0; i < 4; i++)
        free(checker->planes[i]);
    free(checker->taken);
    free(checker->compounds);
    free(checker->scratch);
    free(checker);
}

/* -- Asking it -------------------------------------------------------------------------------- */

static bool leaf_matches(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    if (check->node->field != FIELD_TITLE)
        return check_any_word(checker, check->leaf);
    if (!check_is_possible(checker, check->leaf))
        return false;
    for (uint32_t i = 0; i < forward->title_tokens; i++)
        if (check_word(check->leaf, forward, forward_token(forward, i)))
            return true;
    return false;
}

static bool condition_matches(const struct check *check, xapian_docid docid)
{
    const struct plan_leaf *leaf = check->looked_up;
    return leaf && sorted_have(leaf->articles.docids, leaf->articles.count, docid);
}

static bool matches(struct checker *checker, struct check *check, xapian_docid docid);

static bool all_match(struct checker *checker, struct check *check, size_t first,
                      xapian_docid docid)
{
    for (size_t i = first; i < check->count; i++)
        if (!matches(checker, check->children[i], docid))
            return false;
    return true;
}

static bool any_matches(struct checker *checker, struct check *check, xapian_docid docid)
{
    for (size_t i = 0; i < check->count; i++)
        if (matches(checker, check->children[i], docid))
            return true;
    return false;
}

static void move_to_front(struct check_set *set, size_t index)
{
    struct check *check = set->checks[index];
    set->checks[index] = set->checks[0];
    set->checks[0] = check;
}

/* Whether one of the set is `wanted`: matches, or does not. */
static bool has_one(struct checker *checker, struct check_set *set, bool wanted, xapian_docid docid)
{
    for (size_t i = 0; i < set->count; i++)
        if (matches(checker, set->checks[i], docid) == wanted) {
            move_to_front(set, i);
            return true;
        }
    return false;
}

/* Whether one of the set matches. */
static bool has_match(struct checker *checker, struct check_set *set, xapian_docid docid)
{
    if (!set->ready)
        return has_one(checker, set, true, docid);
    if (matches(checker, set->checks[0], docid))
        return true;
    if (set->enough > 0 && !check_found_all(checker)) {
        if (check_has_enough(checker, set))
            return true;
        if (set->enough == set->count)
            return false;
    }
    check_find_all(checker);
    for (size_t asked = 0;; asked++) {
        while (asked == (set->article == checker->article ? set->ready_count : set->always))
            if (!check_make_ready(checker))
                return false;
        if (matches(checker, set->ready[asked], docid)) {
            set->checks[0] = set->ready[asked];
            return true;
        }
    }
}

static bool sets_match(struct checker *checker, struct check *check, xapian_docid docid)
{
    return !has_one(checker, &check->all, false, docid) &&
           !has_match(checker, &check->none, docid) &&
           (check->any.count == 0 || has_match(checker, &check->any, docid));
}

static bool decide(struct checker *checker, struct check *check, xapian_docid docid)
{
    switch (check->node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        return leaf_matches(checker, check);
    case NODE_NAME:
    case NODE_DATE:
        return condition_matches(check, docid);
    case NODE_COMPOUND:
        return check->relaxed ? any_matches(checker, check, docid)
                              : matches(checker, check->children[0], docid) ||
                                    all_match(checker, check, 1, docid);
    case NODE_PHRASE:
        return check->either ? any_matches(checker, check, docid) : check_phrase(checker, check);
    case NODE_NEAR:
        return check_near(checker, check);
    case NODE_LIST:
    case NODE_AND:
    case NODE_OR:
        return sets_match(checker, check, docid);
    case NODE_NOT:
        return !matches(checker, check->children[0], docid);
    case NODE_NEEDED:
        return matches(checker, check->children[0], docid);
    }
    return false;
}

static bool matches(struct checker *checker, struct check *check, xapian_docid docid)
{
    if (check->article != checker->article) {
        check->matched = decide(checker, check, docid);
        check->article = checker->article;
    }
    return check->matched;
}

bool checker_matches(struct checker *checker, xapian_docid docid, const struct forward *forward)
{
    check_open(checker, forward, docid);
    return matches(checker, checker->root, docid);
}
