/* Sets of many checks: which of them an article may have.
 *
 * A check watches one of the leaves that it needs, and is asked only of articles that have that;
 * where such an article lacks another of its leaves, it watches that one from then on, so that it
 * comes to watch a rare one. What stands in order, a phrase, watches two of its words: it is
 * asked where they stand side by side or, where a compound in one word may be one of its words, of
 * articles that have such a one. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "memory.h"

#define NONE UINT32_MAX

/* A check of a set, and when it was last ready. */
struct watched {
    struct check_set *set;
    struct check *check;
    uint32_t article;
};

/* One that waits for a leaf or for a pair, and the next one that does. */
struct watch {
    uint32_t watched;
    const struct check *needy; /* whose needs count: the check, or one of two phrases */
    uint32_t next;             /* or NONE */
};

/* Two leaves side by side. */
struct pair {
    uint32_t watch;   /* the first one, or NONE */
    uint32_t article; /* the last one that was seen to have it */
};

/* The kinds of leaves that a phrase or the parts of a compound are of. */
#define KINDS (LEAF_SPELT + 1)

#define PAIR_BITS (1U << 16)

struct check_watches {
    struct watched *watched;
    size_t watched_count, watched_capacity;
    struct watch *watches;
    size_t count, capacity;
    struct key_table pair_numbers; /* by pair_key() */
    struct pair *pairs;
    size_t pair_count, pair_capacity;
    uint64_t pair_bits[BITS_WORDS(PAIR_BITS)];
    bool pairs_of[KINDS]; /* whether there are pairs of the kind */
    /* The article in hand. */
    size_t settled; /* so many of the leaves that it has are */
    uint32_t *leaves[KINDS];
    size_t leaf_capacity[KINDS]; /* by word: the number of its leaf that is in pairs, or NONE */
    uint32_t *keys;              /* working memory */
    size_t key_capacity;
};

/* -- Making it -------------------------------------------------------------------------------- */

static bool is_many(const struct check_set *set)
{
    return set->count > CHECK_FEW;
}

bool check_has_many(const struct checker *checker)
{
    for (size_t i = 0; i < checker->count; i++) {
        const struct check *check = checker->checks[i];
        if (is_many(&check->none) || is_many(&check->any))
            return true;
        for (size_t j = 0; check->parts && j < check->count; j++)
            if (is_many(&check->parts[j].set))
                return true;
    }
    return false;
}

/* The number of the set's check, for those that watch for it. */
static uint32_t add_watched(struct check_watches *all, struct check_set *set, struct check *check)
{
    all->watched = memory_grow(all->watched, &all->watched_capacity, all->watched_count + 1,
                               sizeof *all->watched);
    all->watched[all->watched_count] = (struct watched){.set = set, .check = check};
    return (uint32_t)all->watched_count++;
}

static void add_watch(struct check_watches *all, uint32_t watched, const struct check *needy,
                      uint32_t *first)
{
    all->watches = memory_grow(all->watches, &all->capacity, all->count + 1, sizeof *all->watches);
    all->watches[all->count] = (struct watch){watched, needy, *first};
    *first = (uint32_t)all->count++;
}

/* A query has less than 2^16 words. */
static uint32_t pair_key(uint32_t first, uint32_t second)
{
    return first << 16 | second;
}

/* The bit that tells that a pair may be watched: few pairs of an article are. */
static uint32_t pair_bit(uint32_t key)
{
    return (key ^ key >> 9) & (PAIR_BITS - 1);
}

static uint32_t pair_of(struct check_watches *all, uint32_t key)
{
    uint32_t number = key_table_find(&all->pair_numbers, key);
    if (number != KEY_TABLE_NONE)
        return number;
    all->pairs = memory_grow(all->pairs, &all->pair_capacity, all->pair_count + 1,
                             sizeof *all->pairs);
    all->pairs[all->pair_count] = (struct pair){.watch = NONE};
    key_table_add(&all->pair_numbers, key, (uint32_t)all->pair_count);
    return (uint32_t)all->pair_count++;
}

/* Of words in order, the first of the two side by side of which the fewest are stop words. */
static size_t rarest_pair(struct check *const *words, size_t count)
{
    size_t best = 0;
    unsigned fewest = 3;
    for (size_t i = 0; i + 1 < count; i++) {
        unsigned stop_words = words[i]->node->word->stop + words[i + 1]->node->word->stop;
        if (stop_words < fewest) {
            fewest = stop_words;
            best = i;
        }
    }
    return best;
}

/* Words that stand in this order. */
static void watch_order(struct check_watches *all, uint32_t watched, const struct check *needy,
                        struct check *const *words, size_t count)
{
    const size_t at = rarest_pair(words, count);
    struct check_leaf *first = words[at]->leaf;
    struct check_leaf *second = words[at + 1]->leaf;
    uint32_t key = pair_key(first->number, second->number);
    uint32_t pair = pair_of(all, key);
    bits_add(all->pair_bits, pair_bit(key));
    first->paired = second->paired = true;
    all->pairs_of[first->kind] = true;
    add_watch(all, watched, needy, &all->pairs[pair].watch);
}

static void watch_phrase(struct check_watches *all, uint32_t watched, const struct check *phrase)
{
    watch_order(all, watched, phrase, phrase->children, phrase->count);
    for (size_t i = 0; i < phrase->need_count; i++)
        add_watch(all, watched, phrase, &phrase->needs[i]->whole_watch);
}

static void watch_needs(struct check_watches *all, uint32_t watched, const struct check *needy)
{
    if (needy->node->kind == NODE_PHRASE && needy->count > 1)
        watch_phrase(all, watched, needy);
    else
        add_watch(all, watched, needy, needy->leaf ? &needy->leaf->watch : &needy->needs[0]->watch);
}

/* A compound is found by its whole or by its parts, either of two phrases by the one or the other.
 */
static void watch_check(struct check_watches *all, struct check_set *set, struct check *check)
{
    const uint32_t watched = add_watched(all, set, check);
    if (check->node->kind == NODE_COMPOUND)
        watch_needs(all, watched, check->children[0]);
    for (size_t i = 0; check->either && i < check->count; i++)
        watch_needs(all, watched, check->children[i]);
    if (check->leaf || check->need_count > 0)
        watch_needs(all, watched, check);
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

/* Whether nothing less than asking a check tells that an article has not what it needs. */
static bool is_always_asked(const struct check *check)
{
    return check->relaxed || (!check->leaf && !check->either && check->need_count == 0);
}

static void watch_set(struct check_watches *all, struct check_set *set)
{
    if (!is_many(set))
        return;
    set->ready = memory_allocate(set->count, sizeof(struct check *));
    for (size_t i = 0; i < set->count; i++) {
        struct check *check = set->checks[i];
        if (check->leaf)
            let_be_enough(set, check);
        if (is_always_asked(check))
            set->ready[set->always++] = check;
        else
            watch_check(all, set, check);
    }
}

/* Of a compound its parts in order; its whole is a check by itself. */
static void watch_part(struct check_watches *all, struct check_set *part)
{
    part->ready = memory_allocate(part->count, sizeof(struct check *));
    for (size_t i = 0; i < part->count; i++) {
        struct check *check = part->checks[i];
        const uint32_t watched = add_watched(all, part, check);
        if (check->node->kind == NODE_COMPOUND)
            watch_order(all, watched, check, check->children + 1, check->count - 1);
        else
            watch_needs(all, watched, check);
    }
}

void check_watch(struct checker *checker)
{
    struct check_watches *all = memory_allocate(1, sizeof *all);
    checker->watches = all;
    for (size_t i = 0; i < checker->leaf_count; i++) {
        checker->leaves[i]->number = (uint32_t)i;
        checker->leaves[i]->watch = checker->leaves[i]->whole_watch = NONE;
    }
    for (size_t i = 0; i < checker->count; i++) {
        struct check *check = checker->checks[i];
        watch_set(all, &check->none);
        watch_set(all, &check->any);
        for (size_t j = 0; check->parts && j < check->count; j++)
            if (is_many(&check->parts[j].set)) {
                check->many = true;
                watch_part(all, &check->parts[j].set);
            }
    }
}

void check_free_watches(struct checker *checker)
{
    struct check_watches *all = checker->watches;
    free(all->watched);
    free(all->watches);
    key_table_free(&all->pair_numbers);
    free(all->pairs);
    for (size_t kind = 0; kind < KINDS; kind++)
        free(all->leaves[kind]);
    free(all->keys);
    free(all);
}

/* -- The article in hand ---------------------------------------------------------------------- */

static void make_ready(const struct checker *checker, uint32_t number)
{
    struct watched *watched = &checker->watches->watched[number];
    struct check_set *set = watched->set;
    if (watched->article == checker->article)
        return;
    watched->article = checker->article;
    if (set->article != checker->article) {
        set->article = checker->article;
        set->ready_count = set->always;
    }
    set->ready[set->ready_count++] = watched->check;
}

/* Makes those ready that watch from the one at `at` on, and need no leaf that the article lacks. */
static void wake(const struct checker *checker, uint32_t at)
{
    const struct watch *watches = checker->watches->watches;
    for (; at != NONE; at = watches[at].next)
        if (!check_lacking(checker, watches[at].needy))
            make_ready(checker, watches[at].watched);
}

/* Notes which leaf that is in pairs each word is of. */
static void note_leaves(const struct checker *checker)
{
    struct check_watches *all = checker->watches;
    const size_t words = checker->forward->words;
    for (size_t kind = 0; kind < KINDS; kind++) {
        if (!all->pairs_of[kind])
            continue;
        all->leaves[kind] = memory_grow(all->leaves[kind], &all->leaf_capacity[kind], words,
                                        sizeof *all->leaves[kind]);
        memset(all->leaves[kind], 0xFF, words * sizeof *all->leaves[kind]);
    }
    for (size_t i = 0; i < checker->found_count; i++) {
        const struct check_leaf *leaf = checker->found[i];
        for (size_t j = 0; leaf->paired && j < leaf->word_count; j++)
            all->leaves[leaf->kind][leaf->words[j]] = leaf->number;
    }
}

static void see_pair(const struct checker *checker, uint32_t key)
{
    struct check_watches *all = checker->watches;
    uint32_t number = key_table_find(&all->pair_numbers, key);
    if (number == KEY_TABLE_NONE || all->pairs[number].article == checker->article)
        return;
    all->pairs[number].article = checker->article;
    wake(checker, all->pairs[number].watch);
}

/* Adds to `keys` the pairs of tokens [at, end), whose words are of these leaves, that may be
 * watched; compounds stand between words without parting them. `bytes`: a token is one. Written so
 * that nothing is decided between two tokens: what comes next is not to be foreseen. */
static inline size_t list_pairs(const struct checker *checker, const uint32_t *leaves, uint32_t at,
                                uint32_t end, bool bytes, uint32_t *keys)
{
    const struct forward *forward = checker->forward;
    const uint64_t *pair_bits = checker->watches->pair_bits;
    const uint32_t simple = forward_simple(forward);
    uint32_t before = NONE;
    size_t count = 0;
    for (; at < end; at++) {
        uint32_t word = bytes ? forward->tokens[at] : forward_token(forward, at);
        if (word >= simple)
            continue;
        uint32_t leaf = leaves[word];
        keys[count] = pair_key(before, leaf & UINT16_MAX);
        count += bits_have(pair_bits, pair_bit(keys[count]));
        before = leaf;
    }
    return count;
}

static void see_pairs(const struct checker *checker, const uint32_t *leaves, uint32_t at,
                      uint32_t end)
{
    struct check_watches *all = checker->watches;
    all->keys = memory_grow(all->keys, &all->key_capacity, end - at, sizeof *all->keys);
    size_t count = checker->forward->width == 8
                       ? list_pairs(checker, leaves, at, end, true, all->keys)
                       : list_pairs(checker, leaves, at, end, false, all->keys);
    for (size_t i = 0; i < count; i++)
        see_pair(checker, all->keys[i]);
}

void check_begin_ready(struct checker *checker)
{
    struct check_watches *all = checker->watches;
    const struct forward *forward = checker->forward;
    all->settled = 0;
    if (all->pair_count == 0)
        return;
    note_leaves(checker);
    for (size_t kind = 0; kind < KINDS; kind++) {
        const uint32_t *leaves = all->leaves[kind];
        const uint32_t title = forward->title_tokens;
        if (!all->pairs_of[kind])
            continue;
        see_pairs(checker, leaves, 0, title);
        see_pairs(checker, leaves, title, title + forward->text_tokens);
    }
    for (size_t i = 0; i < checker->found_count; i++)
        if (check_has_whole(checker, checker->found[i]))
            wake(checker, checker->found[i]->whole_watch);
}

/* Those that watch a leaf which the article has are ready to be asked, or watch another. */
static void settle(const struct checker *checker, struct check_leaf *leaf)
{
    struct watch *watches = checker->watches->watches;
    for (uint32_t *at = &leaf->watch; *at != NONE;) {
        struct watch *watch = &watches[*at];
        struct check_leaf *other = check_lacking(checker, watch->needy);
        if (!other) {
            make_ready(checker, watch->watched);
            at = &watch->next;
            continue;
        }
        uint32_t number = *at;
        *at = watch->next;
        watch->next = other->watch;
        other->watch = number;
    }
}

bool check_make_ready(struct checker *checker)
{
    struct check_watches *all = checker->watches;
    if (all->settled == checker->found_count)
        return false;
    settle(checker, checker->found[all->settled++]);
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
