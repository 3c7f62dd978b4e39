/* Which of an article's words the leaves of a tree match.
 *
 * Few leaves look at the article's words one leaf after the other, when they are asked. Of many,
 * each word of the article looks for its leaves in a table. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "hash.h"
#include "memory.h"

/* As many as there are lower halves of a key. */
#define KEY_SET_BITS 65536
/* So many leaves are looked at one after the other. Measured: a leaf costs a tenth of what going
 * over the article's words for all of them does. */
#define FEW_LEAVES 8
/* The numbers that a byte may be: a table of so many is asked without looking whether it is there.
 */
#define BYTES 256

/* -- Sets of keys ---------------------------------------------------------------------------- */

static void add_to_set(uint64_t *set, uint32_t key)
{
    set[key % KEY_SET_BITS / 64] |= (uint64_t)1 << key % 64;
}

static bool in_set(const uint64_t *set, uint32_t key)
{
    return set[key % KEY_SET_BITS / 64] >> key % 64 & 1;
}

/* -- One leaf --------------------------------------------------------------------------------- */

static void take_keys(struct check_leaf *leaf, const struct plan_leaf *found)
{
    if (!found || found->word_count == 0)
        return;
    leaf->key_set = memory_allocate(KEY_SET_BITS / 64, sizeof *leaf->key_set);
    for (size_t i = 0; i < found->word_count; i++) {
        key_table_add(&leaf->keys, found->words[i], 0);
        add_to_set(leaf->key_set, found->words[i]);
    }
}

static bool has_key(const struct check_leaf *leaf, uint32_t key)
{
    return leaf->key_set && in_set(leaf->key_set, key) &&
           key_table_find(&leaf->keys, key) != KEY_TABLE_NONE;
}

bool check_word(const struct check_leaf *leaf, const struct forward *forward, uint32_t word)
{
    if (word >= forward->words)
        return false;
    switch (leaf->kind) {
    case LEAF_STEM:
        return forward_stem_key(forward, word) == leaf->key;
    case LEAF_WRITTEN:
        return forward_word_key(forward, word) == leaf->key;
    case LEAF_SPELT:
        return forward_word_key(forward, word) == leaf->key &&
               forward_is_spelt(forward, word, leaf->node->word);
    case LEAF_PREFIX:
        return has_key(leaf, forward_word_key(forward, word));
    }
    return false;
}

/* Notes which of `count` short keys are the lower half of `key`; false when none is. Written for
 * the compiler to compare many at once. */
static bool find_key(const unsigned char *restrict keys, uint32_t count, uint32_t key,
                     unsigned char *restrict has)
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

static void note(struct check_leaf *leaf, uint32_t word)
{
    leaf->word = word;
    leaf->word_count++;
}

/* The common words stand side by side, as in the vocabulary. */
static void find_common(struct check_leaf *leaf, const struct forward *forward)
{
    memset(leaf->has, false, forward->common);
    if (leaf->common.first == leaf->common.end)
        return;
    for (uint32_t word = forward_common_from(forward, leaf->common.first);
         word < forward->common && forward_number(forward, word) < leaf->common.end; word++) {
        leaf->has[word] = check_word(leaf, forward, word);
        if (leaf->has[word])
            note(leaf, word);
    }
}

/* Of the others, the few whose short keys are the leaf's are looked at as a whole. */
static bool find_word(struct check_leaf *leaf, const struct forward *forward)
{
    const unsigned char *keys = leaf->kind == LEAF_STEM ? forward->stem_keys : forward->word_keys;
    bool *others = leaf->has + forward->common;
    leaf->word_count = 0;
    find_common(leaf, forward);
    if (!find_key(keys, forward->words - forward->common, leaf->key, (unsigned char *)others))
        return leaf->word_count > 0;
    for (const bool *at = others;
         (at = memchr(at, true, forward->words - (size_t)(at - leaf->has))) != NULL; at++) {
        uint32_t word = (uint32_t)(at - leaf->has);
        leaf->has[word] = check_word(leaf, forward, word);
        if (leaf->has[word])
            note(leaf, word);
    }
    return leaf->word_count > 0;
}

static bool find_prefix(struct check_leaf *leaf, const struct forward *forward)
{
    leaf->word_count = 0;
    memset(leaf->has, 0, forward->words);
    for (uint32_t word = 0; leaf->key_set && word < forward->words; word++)
        if (in_set(leaf->key_set, forward_word_low(forward, word)))
            if (check_word(leaf, forward, word)) {
                leaf->has[word] = true;
                note(leaf, word);
            }
    return leaf->word_count > 0;
}

/* -- Many leaves ------------------------------------------------------------------------------ */

/* A leaf of a key, and the next one of the same. */
struct link {
    struct check_leaf *leaf;
    uint32_t next; /* its number; KEY_TABLE_NONE: the last */
};

/* Leaves by key. Prefixes have a link for each of their words. */
struct leaf_table {
    struct key_table first; /* the number of each key's first link */
    uint64_t set[KEY_SET_BITS / 64];
};

struct check_index {
    struct leaf_table stems, words;
    struct link *links;
    size_t link_count, link_capacity;
    struct check_leaf **found; /* the leaves whose `has` is not empty */
    size_t found_count;
    uint32_t article;
    size_t words_capacity; /* of each leaf's `has` */
};

static void add_link(struct check_index *index, struct leaf_table *table, uint32_t key,
                     struct check_leaf *leaf)
{
    uint32_t number = (uint32_t)index->link_count++;
    index->links = memory_grow(index->links, &index->link_capacity, index->link_count,
                               sizeof *index->links);
    index->links[number] = (struct link){leaf, key_table_find(&table->first, key)};
    key_table_add(&table->first, key, number);
    key_table_place(&table->first, key)->number = number;
    add_to_set(table->set, key);
}

static void add_leaf(struct check_index *index, struct check_leaf *leaf)
{
    if (leaf->kind != LEAF_PREFIX) {
        add_link(index, leaf->kind == LEAF_STEM ? &index->stems : &index->words, leaf->key, leaf);
        return;
    }
    for (size_t i = 0; i < leaf->keys.places; i++)
        if (leaf->keys.entries[i].number != KEY_TABLE_NONE)
            add_link(index, &index->words, leaf->keys.entries[i].key, leaf);
}

void check_index_leaves(struct checker *checker)
{
    if (checker->leaf_count <= FEW_LEAVES)
        return;
    struct check_index *index = memory_allocate(1, sizeof *index);
    for (size_t i = 0; i < checker->leaf_count; i++)
        add_leaf(index, checker->leaves[i]);
    index->found = memory_allocate(checker->leaf_count, sizeof(struct check_leaf *));
    checker->index = index;
}

static void note_word(struct check_index *index, const struct leaf_table *table, uint32_t key,
                      const struct forward *forward, uint32_t word)
{
    uint32_t link = key_table_find(&table->first, key);
    for (; link != KEY_TABLE_NONE; link = index->links[link].next) {
        struct check_leaf *leaf = index->links[link].leaf;
        if (leaf->kind == LEAF_SPELT && !forward_is_spelt(forward, word, leaf->node->word))
            continue;
        if (!leaf->found)
            index->found[index->found_count++] = leaf;
        if (!leaf->has[word])
            note(leaf, word);
        leaf->found = leaf->has[word] = true;
    }
}

/* Empties what the last article left, and makes room for this one. */
static void begin(struct checker *checker, struct check_index *index)
{
    uint32_t words = checker->forward->words;
    for (size_t i = 0; i < index->found_count; i++) {
        index->found[i]->found = false;
        index->found[i]->word_count = 0;
        memset(index->found[i]->has, 0, index->words_capacity);
    }
    index->found_count = 0;
    if (index->words_capacity > 0 && words <= index->words_capacity)
        return;
    index->words_capacity = words < BYTES ? BYTES : 2 * (size_t)words;
    for (size_t i = 0; i < checker->leaf_count; i++) {
        free(checker->leaves[i]->has);
        checker->leaves[i]->has = memory_allocate(index->words_capacity, sizeof(bool));
    }
}

static void find_all(struct checker *checker)
{
    struct check_index *index = checker->index;
    const struct forward *forward = checker->forward;
    if (index->article == checker->article)
        return;
    index->article = checker->article;
    begin(checker, index);
    for (uint32_t word = 0; word < forward->words; word++) {
        if (in_set(index->stems.set, forward_stem_low(forward, word)))
            note_word(index, &index->stems, forward_stem_key(forward, word), forward, word);
        if (in_set(index->words.set, forward_word_low(forward, word)))
            note_word(index, &index->words, forward_word_key(forward, word), forward, word);
    }
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
    if (a->kind != b->kind || a->key != b->key)
        return false;
    if (a->kind == LEAF_PREFIX)
        return str_equal(a->node->text, b->node->text);
    return a->kind != LEAF_SPELT || str_equal(a->node->word->spelling, b->node->word->spelling);
}

/* The place of a leaf like this one, or the free one for it. */
static size_t leaf_place(const struct checker *checker, const struct check_leaf *leaf)
{
    size_t at = (leaf->key + (uint32_t)leaf->kind) * 0x9E3779B1U;
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

struct check_leaf *check_leaf_of(struct checker *checker, const struct node *node, bool as_written)
{
    struct check_leaf like = {.kind = kind_of(node, as_written), .node = node};
    like.key = leaf_key(&like);
    if (2 * (checker->leaf_count + 1) > checker->leaf_places)
        grow_leaf_table(checker);
    size_t place = leaf_place(checker, &like);
    if (checker->leaf_table[place])
        return checker->leaf_table[place];
    struct check_leaf *leaf = memory_allocate(1, sizeof *leaf);
    *leaf = like;
    if (leaf->kind == LEAF_PREFIX)
        take_keys(leaf, plan_find_leaf(checker->plan, node));
    else
        leaf->common = common_of(leaf);
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
        key_table_free(&leaf->keys);
        free(leaf->key_set);
        free(leaf->has);
        free(leaf);
    }
    free(checker->leaves);
    free(checker->leaf_table);
    if (!checker->index)
        return;
    key_table_free(&checker->index->stems.first);
    key_table_free(&checker->index->words.first);
    free(checker->index->links);
    free(checker->index->found);
    free(checker->index);
}

bool check_words(struct checker *checker, struct check_leaf *leaf)
{
    const struct forward *forward = checker->forward;
    if (checker->index) {
        find_all(checker);
        return leaf->found;
    }
    if (leaf->article == checker->article)
        return leaf->found;
    leaf->article = checker->article;
    size_t places = forward->words < BYTES ? BYTES : forward->words;
    leaf->has = memory_grow(leaf->has, &leaf->has_capacity, places, sizeof *leaf->has);
    memset(leaf->has + forward->words, 0, places - forward->words);
    leaf->found = leaf->kind == LEAF_PREFIX ? find_prefix(leaf, forward) : find_word(leaf, forward);
    return leaf->found;
}

bool check_any_word(struct checker *checker, struct check_leaf *leaf)
{
    const struct forward *forward = checker->forward;
    if (leaf->kind != LEAF_PREFIX || checker->index || leaf->article == checker->article)
        return check_words(checker, leaf);
    for (uint32_t word = 0; leaf->key_set && word < forward->words; word++)
        if (in_set(leaf->key_set, forward_word_low(forward, word)) &&
            check_word(leaf, forward, word))
            return true;
    return false;
}

uint32_t check_next_token(const struct forward *forward, const struct check_leaf *leaf, uint32_t at,
                          uint32_t end)
{
    const bool *has = leaf->has;
    if (forward->width == 8) { /* there is a place for each byte */
        const unsigned char *tokens = forward->tokens;
        while (at < end && !has[tokens[at]])
            at++;
        return at;
    }
    for (; at < end; at++) {
        uint32_t word = forward_token(forward, at);
        if (word < forward->words && has[word])
            break;
    }
    return at;
}
