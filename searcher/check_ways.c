/* The ways in which the parts of a distance can stand in an article.
 *
 * Of an article only what it has: a phrase or a compound that needs a word which it lacks is no
 * way, nor one whose words do not stand side by side. */
#include <stdlib.h>

#include "checking.h"
#include "memory.h"

/* Adds the checks of a part that a way is made of. The parser bounds how deep it is. */
static void find_part(struct check_set *part, struct check *check)
{
    const enum node_kind kind = check->node->kind;
    if (kind == NODE_COMPOUND)
        check_add(part, check->children[0]);
    if (check->leaf || kind == NODE_COMPOUND || (kind == NODE_PHRASE && !check->either)) {
        check_add(part, check);
        return;
    }
    for (size_t i = 0; i < check->count; i++)
        find_part(part, check->children[i]);
}

void check_find_parts(struct check *near)
{
    near->parts = memory_allocate(near->count, sizeof *near->parts);
    for (size_t i = 0; i < near->count; i++)
        find_part(&near->parts[i], near->children[i]);
}

void check_free_parts(struct check *near)
{
    for (size_t i = 0; near->parts && i < near->count; i++) {
        free(near->parts[i].checks);
        free(near->parts[i].ready);
    }
    free(near->parts);
    free(near->ways);
    free(near->near_leaves);
}

/* -- Those of an article ---------------------------------------------------------------------- */

void check_forget_ways(struct check *near)
{
    near->parts_found = near->way_count = near->near_leaf_count = 0;
}

static void add_way(struct check *near, struct check_way way)
{
    near->ways = memory_grow(near->ways, &near->way_capacity, near->way_count + 1,
                             sizeof *near->ways);
    near->ways[near->way_count++] = way;
}

/* Adds the ways with wholes of compounds for so many words or fewer, which take a place more or
 * three for each. */
static void add_wholes(struct check *near, struct check_way way, size_t words)
{
    way.wholes = true;
    for (size_t more = words * (CHECK_MOST_PARTS - 1); more > 0; more--) {
        way.length++;
        add_way(near, way);
    }
}

static void add_phrase(struct checker *checker, struct check *near, struct check *phrase)
{
    const struct check_way way = {
        .part = near->parts_found, .check = phrase, .length = (uint32_t)phrase->count};
    if (!check_needs(checker, phrase))
        return;
    if (check_may_follow(checker, phrase->children, phrase->count))
        add_way(near, way);
    add_wholes(near, way, check_count_wholes(checker, phrase));
}

/* The parts in order; its whole is a word by itself. */
static void add_compound(struct checker *checker, struct check *near, struct check *compound)
{
    const size_t count = compound->count - 1;
    if (check_needs(checker, compound) && check_may_follow(checker, compound->children + 1, count))
        add_way(near, (struct check_way){
                          .part = near->parts_found, .check = compound, .length = (uint32_t)count});
}

static void add_leaf(struct checker *checker, struct check *near, struct check_leaf *leaf)
{
    if (!check_words(checker, leaf))
        return;
    near->near_leaves = memory_grow(near->near_leaves, &near->near_leaf_capacity,
                                    near->near_leaf_count + 1, sizeof(struct check_leaf *));
    near->near_leaves[near->near_leaf_count++] = leaf;
}

/* All words of the part are one way. */
static void add_leaves(struct checker *checker, struct check *near, size_t first)
{
    const struct check_way way = {
        .part = near->parts_found, .first = first, .end = near->near_leaf_count, .length = 1};
    bool wholes = false;
    if (way.first == way.end)
        return;
    add_way(near, way);
    for (size_t i = way.first; i < way.end && !wholes; i++)
        wholes = check_has_whole(checker, near->near_leaves[i]);
    add_wholes(near, way, wholes);
}

bool check_find_ways(struct checker *checker, struct check *near)
{
    const size_t first_way = near->way_count;
    const size_t first_leaf = near->near_leaf_count;
    size_t count;
    struct check *const *checks = check_possible(checker, &near->parts[near->parts_found], &count);
    for (size_t i = 0; i < count; i++) {
        if (checks[i]->leaf)
            add_leaf(checker, near, checks[i]->leaf);
        else if (checks[i]->node->kind == NODE_COMPOUND)
            add_compound(checker, near, checks[i]);
        else
            add_phrase(checker, near, checks[i]);
    }
    add_leaves(checker, near, first_leaf);
    near->parts_found++;
    return near->way_count > first_way;
}
