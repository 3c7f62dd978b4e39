/* Many leaves: each word of an article looks for its leaves in a table. Where a leaf by itself is a
 * check of a set of many, the first one found decides; else all are looked for. */
#include <stdlib.h>

#include "checking.h"
#include "memory.h"

#define NO_LINK UINT32_MAX

/* A leaf of a key, and the next one of the same. */
struct link {
    struct check_leaf *leaf;
    uint32_t next; /* its number, or NO_LINK */
    uint32_t top;  /* of the words that are the leaf's, or FORWARD_ANY_TOP */
};

/* Leaves by key. Prefixes have a link for each of their words. */
struct leaf_table {
    struct key_table first; /* the number of each key's first link */
    uint64_t set[BITS_WORDS(UINT16_MAX + 1)];
};

struct check_many {
    uint32_t common[VOCABULARY_WORDS + 1]; /* the first link of each word of the vocabulary */
    struct leaf_table stems, words;        /* of the other words */
    struct link *links;
    size_t link_count, link_capacity;
    uint32_t article; /* the last one whose words were looked for */
};

/* -- Making it -------------------------------------------------------------------------------- */

static uint32_t add_link(struct check_many *many, struct check_leaf *leaf, uint32_t next,
                         uint32_t top)
{
    many->links = memory_grow(many->links, &many->link_capacity, many->link_count + 1,
                              sizeof *many->links);
    many->links[many->link_count] = (struct link){leaf, next, top};
    return (uint32_t)many->link_count++;
}

static void add_key(struct check_many *many, struct leaf_table *table, uint32_t key, uint32_t top,
                    struct check_leaf *leaf)
{
    uint32_t next = key_table_find(&table->first, key);
    uint32_t number = add_link(many, leaf, next == KEY_TABLE_NONE ? NO_LINK : next, top);
    key_table_add(&table->first, key, number);
    key_table_place(&table->first, key)->number = number;
    bits_add(table->set, (uint16_t)key);
}

static void add_common(struct check_many *many, uint32_t number, struct check_leaf *leaf)
{
    many->common[number] = add_link(many, leaf, many->common[number], FORWARD_ANY_TOP);
}

static bool is_common(const struct check_leaf *leaf, uint32_t number)
{
    switch (leaf->kind) {
    case LEAF_STEM:
        return (vocabulary_tables.stem_keys[number] & 0xFFFFFFU) == leaf->key;
    case LEAF_WRITTEN:
    case LEAF_SPELT:
        return vocabulary_word_key(number) == leaf->key &&
               vocabulary_tables.word_tops[number] == leaf->top &&
               (leaf->kind == LEAF_WRITTEN || leaf->node->word->common == number);
    case LEAF_PREFIX:
        break;
    }
    return bits_have(leaf->prefix->common, number);
}

static void add_prefix(struct check_many *many, struct check_leaf *leaf)
{
    const struct key_table *keys = &leaf->prefix->keys;
    for (size_t i = 0; i < keys->places; i++)
        if (keys->entries[i].number != KEY_TABLE_NONE)
            add_key(many, &many->words, keys->entries[i].key, keys->entries[i].number, leaf);
    for (uint32_t number = 1; number <= VOCABULARY_WORDS; number++)
        if (is_common(leaf, number))
            add_common(many, number, leaf);
}

static void add_leaf(struct check_many *many, struct check_leaf *leaf)
{
    if (leaf->kind == LEAF_PREFIX) {
        if (leaf->prefix)
            add_prefix(many, leaf);
        return;
    }
    if (leaf->kind == LEAF_STEM)
        add_key(many, &many->stems, leaf->key, FORWARD_ANY_TOP, leaf);
    else
        add_key(many, &many->words, leaf->key, leaf->top, leaf);
    for (uint32_t number = leaf->common.first; number < leaf->common.end; number++)
        if (is_common(leaf, number))
            add_common(many, number, leaf);
}

void check_index(struct checker *checker)
{
    if (checker->leaf_count <= CHECK_FEW && !check_has_many(checker))
        return;
    struct check_many *many = memory_allocate(1, sizeof *many);
    for (uint32_t number = 0; number <= VOCABULARY_WORDS; number++)
        many->common[number] = NO_LINK;
    for (size_t i = 0; i < checker->leaf_count; i++)
        add_leaf(many, checker->leaves[i]);
    checker->found = memory_allocate(checker->leaf_count, sizeof(struct check_leaf *));
    checker->many = many;
    check_watch(checker);
}

void check_free_index(struct checker *checker)
{
    if (!checker->many)
        return;
    key_table_free(&checker->many->stems.first);
    key_table_free(&checker->many->words.first);
    free(checker->many->links);
    free(checker->many);
    free(checker->found);
    check_free_watches(checker);
}

/* -- Asking it -------------------------------------------------------------------------------- */

/* What is done with a leaf that a word of the article is of; true: no other is looked for. */
typedef bool take_leaf(struct checker *checker, struct check_leaf *leaf, uint32_t word,
                       const void *context);

static inline bool each_linked(struct checker *checker, uint32_t link, uint32_t word,
                               take_leaf *take, const void *context)
{
    const struct check_many *many = checker->many;
    const struct forward *forward = checker->forward;
    for (; link != NO_LINK; link = many->links[link].next) {
        struct check_leaf *leaf = many->links[link].leaf;
        const uint32_t top = many->links[link].top;
        if (top != FORWARD_ANY_TOP && top != forward_word_top(forward, word))
            continue;
        bool spelt = leaf->kind != LEAF_SPELT || word < forward->common ||
                     forward_is_spelt(forward, word, leaf->node->word);
        if (spelt && check_is_possible(checker, leaf) && take(checker, leaf, word, context))
            return true;
    }
    return false;
}

/* Calls `take` for each leaf of a word until it returns true; whether it did. */
static inline bool each_leaf(struct checker *checker, uint32_t word, take_leaf *take,
                             const void *context)
{
    const struct check_many *many = checker->many;
    const struct forward *forward = checker->forward;
    if (word < forward->common)
        return each_linked(checker, many->common[forward_number(forward, word)], word, take,
                           context);
    if (bits_have(many->stems.set, forward_stem_low(forward, word)) &&
        each_linked(checker, key_table_find(&many->stems.first, forward_stem_key(forward, word)),
                    word, take, context))
        return true;
    return bits_have(many->words.set, forward_word_low(forward, word)) &&
           each_linked(checker, key_table_find(&many->words.first, forward_word_key(forward, word)),
                       word, take, context);
}

static bool is_enough(struct checker *checker, struct check_leaf *leaf, uint32_t word,
                      const void *set)
{
    (void)checker;
    (void)word;
    return leaf->enough == set;
}

static bool is_enough_in_title(struct checker *checker, struct check_leaf *leaf, uint32_t word,
                               const void *set)
{
    (void)checker;
    (void)word;
    return leaf->enough_in_title == set;
}

bool check_has_enough(struct checker *checker, const struct check_set *set)
{
    const struct forward *forward = checker->forward;
    for (uint32_t i = 0; i < forward->title_tokens; i++) {
        uint32_t word = forward_token(forward, i);
        if (word < forward->words && /* not damaged */
            each_leaf(checker, word, is_enough_in_title, set))
            return true;
    }
    for (uint32_t word = 0; word < forward->words; word++)
        if (each_leaf(checker, word, is_enough, set))
            return true;
    return false;
}

/* The article has this word of a leaf, which may have been looked for by itself before. */
static bool note_word(struct checker *checker, struct check_leaf *leaf, uint32_t word,
                      const void *context)
{
    (void)context;
    if (leaf->found != checker->article) {
        leaf->found = checker->article;
        checker->found[checker->found_count++] = leaf;
        if (leaf->searched != checker->article)
            leaf->word_count = 0;
    }
    if (leaf->searched != checker->article)
        check_add_word(leaf, word);
    return false;
}

static void find_leaves(struct checker *checker)
{
    checker->found_count = 0;
    for (uint32_t word = 0; word < checker->forward->words; word++)
        each_leaf(checker, word, note_word, NULL);
}

void check_find_all(struct checker *checker)
{
    if (checker->many->article == checker->article)
        return;
    checker->many->article = checker->article;
    find_leaves(checker);
    check_begin_ready(checker);
}

bool check_found_all(const struct checker *checker)
{
    return checker->many && checker->many->article == checker->article;
}
