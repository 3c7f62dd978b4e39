/* Many leaves, and sets of many checks.
 *
 * Each word of an article looks for its leaves in a table. Where a leaf by itself is a check of a
 * set, the first one found decides. Else all are looked for: a check of a set of many watches one
 * of the leaves that it needs, and is asked only of articles that have that; where such an article
 * lacks another of its leaves, it watches that one from then on, so that it comes to watch a rare
 * one. */
#include <stdlib.h>

#include "checking.h"
#include "memory.h"

/* So few leaves, or checks of a set, are asked one by one. */
#define FEW     8
#define NO_LINK UINT32_MAX

/* A leaf of a key, and the next one of the same. */
struct link {
    struct check_leaf *leaf;
    uint32_t next; /* its number, or NO_LINK */
    uint32_t top;  /* of the words that are the leaf's, or FORWARD_ANY_TOP */
};

/* A check of a set, and the next one that watches the same leaf. */
struct watch {
    struct check_set *set;
    struct check *check;
    const struct check *needy; /* whose needs are watched: the check, or one of two phrases */
    uint32_t next;             /* its number, or NO_LINK */
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
    struct watch *watches;
    size_t watch_count, watch_capacity;
    struct check_leaf **found; /* in the article */
    size_t found_count;
    size_t settled;   /* so many of them are */
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

static bool is_many(const struct check_set *set)
{
    return set->count > FEW;
}

static void watch(struct check_many *many, struct check_set *set, struct check *check,
                  const struct check *needy)
{
    struct check_leaf *leaf = needy->leaf ? needy->leaf : needy->needs[0];
    many->watches = memory_grow(many->watches, &many->watch_capacity, many->watch_count + 1,
                                sizeof *many->watches);
    many->watches[many->watch_count] = (struct watch){set, check, needy, leaf->watch};
    leaf->watch = (uint32_t)many->watch_count++;
}

/* Lets the leaf of a check be enough for the set, unless it is for another one. */
static void let_be_enough(struct check_set *set, const struct check *check)
{
    const struct check_set **of = check->node->field == FIELD_TITLE ? &check->leaf->enough_in_title
                                                                    : &check->leaf->enough;
    if (*of)
        return;
    *of = set;
    set->enough++;
}

/* A compound is found by its whole or by its parts, either of two phrases by the one or the other.
 */
static void watch_check(struct check_many *many, struct check_set *set, struct check *check)
{
    if (check->node->kind == NODE_COMPOUND)
        watch(many, set, check, check->children[0]);
    for (size_t i = 0; check->either && i < check->count; i++)
        watch(many, set, check, check->children[i]);
    if (check->leaf || check->need_count > 0)
        watch(many, set, check, check);
}

/* Whether nothing less than asking a check tells that an article has not what it needs. */
static bool is_always_asked(const struct check *check)
{
    return check->relaxed || (!check->leaf && !check->either && check->need_count == 0);
}

static void watch_set(struct check_many *many, struct check_set *set)
{
    if (!is_many(set))
        return;
    set->ready = memory_allocate(2 * set->count, sizeof(struct check *)); /* some: twice */
    for (size_t i = 0; i < set->count; i++) {
        struct check *check = set->checks[i];
        if (check->leaf)
            let_be_enough(set, check);
        if (is_always_asked(check))
            set->ready[set->always++] = check;
        else
            watch_check(many, set, check);
    }
}

static void watch_parts(struct check_many *many, struct check *near)
{
    for (size_t i = 0; i < near->count; i++) {
        struct check_set *part = &near->parts[i].set;
        if (!is_many(part))
            continue;
        near->many = true;
        part->ready = memory_allocate(part->count, sizeof(struct check *));
        for (size_t j = 0; j < part->count; j++)
            watch(many, part, part->checks[j], part->checks[j]);
    }
}

static bool has_many_parts(const struct check *near)
{
    for (size_t i = 0; i < near->count; i++)
        if (is_many(&near->parts[i].set))
            return true;
    return false;
}

static bool has_many(const struct checker *checker)
{
    for (size_t i = 0; i < checker->count; i++)
        if (is_many(&checker->checks[i]->none) || is_many(&checker->checks[i]->any) ||
            (checker->checks[i]->parts && has_many_parts(checker->checks[i])))
            return true;
    return checker->leaf_count > FEW;
}

void check_index(struct checker *checker)
{
    if (!has_many(checker))
        return;
    struct check_many *many = memory_allocate(1, sizeof *many);
    for (uint32_t number = 0; number <= VOCABULARY_WORDS; number++)
        many->common[number] = NO_LINK;
    for (size_t i = 0; i < checker->leaf_count; i++) {
        checker->leaves[i]->watch = NO_LINK;
        add_leaf(many, checker->leaves[i]);
    }
    many->found = memory_allocate(checker->leaf_count, sizeof(struct check_leaf *));
    for (size_t i = 0; i < checker->count; i++) {
        watch_set(many, &checker->checks[i]->none);
        watch_set(many, &checker->checks[i]->any);
        if (checker->checks[i]->parts)
            watch_parts(many, checker->checks[i]);
    }
    checker->many = many;
}

void check_free_index(struct checker *checker)
{
    if (!checker->many)
        return;
    key_table_free(&checker->many->stems.first);
    key_table_free(&checker->many->words.first);
    free(checker->many->links);
    free(checker->many->watches);
    free(checker->many->found);
    free(checker->many);
}

/* -- Asking it -------------------------------------------------------------------------------- */

/* What is done with a leaf that a word of the article is of; true: no other is looked for. */
typedef bool take_leaf(const struct checker *checker, struct check_leaf *leaf, uint32_t word,
                       const void *context);

static inline bool each_linked(const struct checker *checker, uint32_t link, uint32_t word,
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
        if (spelt && take(checker, leaf, word, context))
            return true;
    }
    return false;
}

/* Calls `take` for each leaf of a word until it returns true; whether it did. */
static inline bool each_leaf(const struct checker *checker, uint32_t word, take_leaf *take,
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

static bool is_enough(const struct checker *checker, struct check_leaf *leaf, uint32_t word,
                      const void *set)
{
    (void)checker;
    (void)word;
    return leaf->enough == set;
}

static bool is_enough_in_title(const struct checker *checker, struct check_leaf *leaf,
                               uint32_t word, const void *set)
{
    (void)checker;
    (void)word;
    return leaf->enough_in_title == set;
}

bool check_has_enough(const struct checker *checker, const struct check_set *set)
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
static bool note_word(const struct checker *checker, struct check_leaf *leaf, uint32_t word,
                      const void *context)
{
    (void)context;
    if (leaf->found != checker->article) {
        leaf->found = checker->article;
        checker->many->found[checker->many->found_count++] = leaf;
        if (leaf->searched != checker->article)
            leaf->word_count = 0;
    }
    if (leaf->searched != checker->article)
        check_add_word(leaf, word);
    return false;
}

static void find_leaves(struct checker *checker)
{
    checker->many->found_count = 0;
    for (uint32_t word = 0; word < checker->forward->words; word++)
        each_leaf(checker, word, note_word, NULL);
}

static void make_ready(const struct checker *checker, const struct watch *watch)
{
    struct check_set *set = watch->set;
    if (set->article != checker->article) {
        set->article = checker->article;
        set->ready_count = set->always;
    }
    set->ready[set->ready_count++] = watch->check;
}

/* Those that watch a leaf which the article has are ready to be asked, or watch another. */
static void settle(struct checker *checker, struct check_leaf *leaf)
{
    struct watch *watches = checker->many->watches;
    uint32_t next;
    uint32_t at = leaf->watch;
    leaf->watch = NO_LINK;
    for (; at != NO_LINK; at = next) {
        struct check_leaf *other = check_lacking(checker, watches[at].needy);
        struct check_leaf *watched = other ? other : leaf;
        next = watches[at].next;
        watches[at].next = watched->watch;
        watched->watch = at;
        if (!other)
            make_ready(checker, &watches[at]);
    }
}

void check_find_all(struct checker *checker)
{
    struct check_many *many = checker->many;
    if (many->article == checker->article)
        return;
    many->article = checker->article;
    many->settled = 0;
    find_leaves(checker);
}

bool check_make_ready(struct checker *checker)
{
    struct check_many *many = checker->many;
    if (many->settled == many->found_count)
        return false;
    settle(checker, many->found[many->settled++]);
    return true;
}

void check_make_all_ready(struct checker *checker)
{
    if (!checker->many)
        return;
    check_find_all(checker);
    while (check_make_ready(checker))
        continue;
}

struct check *const *check_possible(const struct checker *checker, const struct check_set *set,
                                    size_t *count)
{
    if (!set->ready) {
        *count = set->count;
        return set->checks;
    }
    *count = set->article == checker->article ? set->ready_count : set->always;
    return set->ready;
}

bool check_found_all(const struct checker *checker)
{
    return checker->many && checker->many->article == checker->article;
}
