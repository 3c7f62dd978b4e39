/* Which of an article's words the leaves of a tree match, one leaf after the other, when they are
 * asked; many of them: check_many.c. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "hash.h"
#include "memory.h"
#include "sorted.h"

/* So many leaves are looked for one by one, then all at once. Measured: a leaf costs a tenth of
 * what going over the article's words for all of them does. */
#define FEW_LEAVES 8

/* -- One leaf --------------------------------------------------------------------------------- */

static bool is_written(const struct check_leaf *leaf, const struct forward *forward, uint32_t word)
{
    return forward_word_key(forward, word) == leaf->key &&
           forward_word_top(forward, word) == leaf->top;
}

static bool has_prefix(const struct prefix *prefix, const struct forward *forward, uint32_t word)
{
    return prefix_has(prefix, forward_word_key(forward, word), forward_word_top(forward, word));
}

bool check_word(const struct check_leaf *leaf, const struct forward *forward, uint32_t word)
{
    if (word >= forward->words)
        return false;
    switch (leaf->kind) {
    case LEAF_STEM:
        return forward_stem_key(forward, word) == leaf->key;
    case LEAF_WRITTEN:
        return is_written(leaf, forward, word);
    case LEAF_SPELT:
        return is_written(leaf, forward, word) && forward_is_spelt(forward, word, leaf->node->word);
    case LEAF_PREFIX:
        return leaf->prefix && has_prefix(leaf->prefix, forward, word);
    }
    return false;
}

bool check_is_possible(const struct checker *checker, const struct check_leaf *leaf)
{
    return !leaf->articles || checker->docid == 0 ||
           sorted_have(leaf->articles->docids, leaf->articles->count, checker->docid);
}

/* Notes which of `count` short keys are the lower half of `key`; false when none is. Written for
 * the compiler to compare many at once. */
static bool find_key(const unsigned char *restrict keys, uint32_t count, uint32_t key,
                     bool *restrict has)
{
    const unsigned char bytes[2] = {(unsigned char)key, (unsigned char)(key >> 8)};
    uint16_t wanted, here;
    memcpy(&wanted, bytes, 2);
    for (uint32_t i = 0; i < count; i++) {
        memcpy(&here, keys + 2 * (size_t)i, 2);
        has[i] = here == wanted;
    }
    return memchr(has, true, count) != NULL;
}

void check_add_word(struct check_leaf *leaf, uint32_t word)
{
    if (leaf->word_count == leaf->word_capacity)
        leaf->words = memory_grow(leaf->words, &leaf->word_capacity, leaf->word_count + 1,
                                  sizeof *leaf->words);
    leaf->words[leaf->word_count++] = word;
}

/* The common words stand side by side, as in the vocabulary. */
static void find_common(struct check_leaf *leaf, const struct forward *forward)
{
    if (leaf->common.first == leaf->common.end)
        return;
    for (uint32_t word = forward_common_from(forward, leaf->common.first);
         word < forward->numbered && forward_number(forward, word) < leaf->common.end; word++)
        if (check_word(leaf, forward, word))
            check_add_word(leaf, word);
}

/* Of the others, the few whose short keys are the leaf's are looked at as a whole. */
static void find_word(struct checker *checker, struct check_leaf *leaf)
{
    const struct forward *forward = checker->forward;
    const unsigned char *keys = leaf->kind == LEAF_STEM ? forward->stem_keys : forward->word_keys;
    const uint32_t others = forward->words - forward->common;
    find_common(leaf, forward);
    bool *has = check_has(checker);
    if (find_key(keys, others, leaf->key, has))
        for (const bool *at = has; (at = memchr(at, true, others - (size_t)(at - has))) != NULL;
             at++)
            if (check_word(leaf, forward, forward->common + (uint32_t)(at - has)))
                check_add_word(leaf, forward->common + (uint32_t)(at - has));
    memset(has, false, others);
}

/* The first word of the prefix from `word` on, or the number of words. */
static uint32_t next_of_prefix(const struct check_leaf *leaf, const struct forward *forward,
                               uint32_t word)
{
    while (word < forward->common &&
           !bits_have(leaf->prefix->common, forward_number(forward, word)))
        word++;
    if (word < forward->common)
        return word;
    const unsigned char *keys = forward->word_keys + forward_place(forward, word);
    for (; word < forward->words; word++, keys += 2)
        if (bits_have(leaf->prefix->lower_halves, forward_load16(keys)) &&
            has_prefix(leaf->prefix, forward, word))
            break;
    return word;
}

static void find_prefix(struct check_leaf *leaf, const struct forward *forward)
{
    for (uint32_t word = 0; (word = next_of_prefix(leaf, forward, word)) < forward->words; word++)
        check_add_word(leaf, word);
}

bool check_words(struct checker *checker, struct check_leaf *leaf)
{
    if (leaf->searched == checker->article)
        return leaf->word_count > 0;
    if (checker->many && !check_found_all(checker) && ++checker->asked > FEW_LEAVES)
        check_find_all(checker);
    if (check_found_all(checker))
        return leaf->found == checker->article;
    leaf->searched = checker->article;
    leaf->word_count = 0;
    if (!check_is_possible(checker, leaf))
        return false;
    if (leaf->kind != LEAF_PREFIX)
        find_word(checker, leaf);
    else if (leaf->prefix)
        find_prefix(leaf, checker->forward);
    return leaf->word_count > 0;
}

bool check_any_word(struct checker *checker, struct check_leaf *leaf)
{
    const struct forward *forward = checker->forward;
    if (leaf->kind != LEAF_PREFIX || leaf->searched == checker->article || check_found_all(checker))
        return check_words(checker, leaf);
    return leaf->prefix && next_of_prefix(leaf, forward, 0) < forward->words;
}

/* -- All of them ------------------------------------------------------------------------------ */

static enum check_leaf_kind kind_of(const struct node *node, bool as_written)
{
    if (node->kind == NODE_PREFIX)
        return LEAF_PREFIX;
    if (node->exact)
        return LEAF_SPELT;
    return as_written ? LEAF_WRITTEN : LEAF_STEM;
}

static bool is_same_leaf(const struct check_leaf *a, const struct check_leaf *b)
{
    if (a->kind != b->kind || a->key != b->key || a->top != b->top)
        return false;
    if (a->kind == LEAF_PREFIX)
        return str_equal(a->node->text, b->node->text);
    return a->kind != LEAF_SPELT || str_equal(a->node->word->spelling, b->node->word->spelling);
}

/* The place of a leaf like this one, or the free one for it. */
static size_t leaf_place(const struct checker *checker, const struct check_leaf *leaf)
{
    const uint32_t hash = (leaf->key + (uint32_t)leaf->kind) * 0x9E3779B1U;
    size_t at = hash;
    while (checker->leaf_table[at &= checker->leaf_places - 1] &&
           !is_same_leaf(checker->leaf_table[at], leaf))
        at++;
    return at;
}

static void grow_leaf_table(struct checker *checker)
{
    free(checker->leaf_table);
    checker->leaf_places = checker->leaf_places > 0 ? 2 * checker->leaf_places : 16;
    checker->leaf_table = memory_allocate(checker->leaf_places, sizeof(struct check_leaf *));
    for (size_t i = 0; i < checker->leaf_count; i++)
        checker->leaf_table[leaf_place(checker, checker->leaves[i])] = checker->leaves[i];
}

static uint32_t leaf_key(const struct check_leaf *leaf)
{
    if (leaf->kind == LEAF_PREFIX)
        return (uint32_t)hash_bytes(leaf->node->text, 0);
    return leaf->kind == LEAF_STEM ? forward_stem_of(leaf->node->word)
                                   : forward_key_of(leaf->node->word);
}

/* The words of the vocabulary that a leaf of a word may match. */
static struct vocabulary_range common_of(const struct check_leaf *leaf)
{
    const struct french_word *word = leaf->node->word;
    struct vocabulary_range common = vocabulary_of_stem(word->stem, word->stem_key);
    return leaf->kind == LEAF_STEM ? common
                                   : vocabulary_of_folded(common, leaf->key >> 16, leaf->key);
}

/* The articles of a word in any form; NULL where they were not looked up. */
static const struct docid_list *articles_of(const struct plan *plan, const struct node *node)
{
    const struct plan_leaf *found = plan_find_leaf(plan, node);
    return found ? &found->articles : NULL;
}

/* What a prefix was expanded to; NULL where that is no word. */
static const struct prefix *prefix_of(const struct plan *plan, const struct node *node)
{
    const struct plan_leaf *found = plan_find_leaf(plan, node);
    return found && found->prefix.words > 0 ? &found->prefix : NULL;
}

struct check_leaf *check_leaf_of(struct checker *checker, const struct node *node, bool as_written)
{
    struct check_leaf like = {.kind = kind_of(node, as_written), .node = node};
    like.key = leaf_key(&like);
    if (like.kind == LEAF_WRITTEN || like.kind == LEAF_SPELT)
        like.top = forward_top_of(node->word);
    if (2 * (checker->leaf_count + 1) > checker->leaf_places)
        grow_leaf_table(checker);
    size_t place = leaf_place(checker, &like);
    if (checker->leaf_table[place])
        return checker->leaf_table[place];
    struct check_leaf *leaf = memory_allocate(1, sizeof *leaf);
    *leaf = like;
    if (leaf->kind == LEAF_PREFIX)
        leaf->prefix = prefix_of(checker->plan, node);
    else
        leaf->common = common_of(leaf);
    if (leaf->kind == LEAF_STEM)
        leaf->articles = articles_of(checker->plan, node);
    checker->leaves = memory_grow(checker->leaves, &checker->leaf_capacity, checker->leaf_count + 1,
                                  sizeof(struct check_leaf *));
    checker->leaves[checker->leaf_count++] = leaf;
    checker->leaf_table[place] = leaf;
    return leaf;
}

void check_free_leaves(struct checker *checker)
{
    for (size_t i = 0; i < checker->leaf_count; i++) {
        struct check_leaf *leaf = checker->leaves[i];
        free(leaf->words);
        free(leaf->row);
        free(leaf);
    }
    free(checker->leaves);
    free(checker->leaf_table);
}
