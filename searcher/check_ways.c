/* The ways in which the parts of a distance can stand in an article: a phrase or a compound that
 * needs a word which it lacks is none. */
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
        find_part(&near->parts[i].set, near->children[i]);
}

void check_free_parts(struct check *near)
{
    for (size_t i = 0; near->parts && i < near->count; i++) {
        free(near->parts[i].set.checks);
        free(near->parts[i].set.ready);
        free(near->parts[i].ways);
        free(near->parts[i].leaves);
    }
    free(near->parts);
}

/* -- Those of an article ---------------------------------------------------------------------- */

static void add_way(struct check_part *part, struct check_way way)
{
    part->ways = memory_grow(part->ways, &part->way_capacity, part->way_count + 1,
                             sizeof *part->ways);
    part->ways[part->way_count++] = way;
}

/* Adds the ways with wholes of compounds for so many words or fewer, each of which takes one to
 * three places more. */
static void add_wholes(struct check_part *part, struct check_way way, size_t words)
{
    way.wholes = true;
    for (size_t more = words * (CHECK_MOST_PARTS - 1); more > 0; more--) {
        way.length++;
        add_way(part, way);
    }
}

static void add_phrase(struct checker *checker, struct check_part *part, struct check *phrase)
{
    const struct check_way way = {.check = phrase, .length = (uint32_t)phrase->count};
    add_way(part, way);
    add_wholes(part, way, check_count_wholes(checker, phrase));
}

/* The parts in order; its whole is a word by itself. */
static void add_compound(struct check_part *part, struct check *compound)
{
    const uint32_t length = (uint32_t)compound->count - 1;
    add_way(part, (struct check_way){.check = compound, .length = length});
}

static void add_word(struct checker *checker, struct check_part *part, struct check_leaf *leaf)
{
    const struct check_way way = {.length = 1};
    if (part->leaf_count == 0)
        add_way(part, way);
    if (!part->wholes && check_has_whole(checker, leaf)) {
        part->wholes = true;
        add_wholes(part, way, 1);
    }
    part->leaves = memory_grow(part->leaves, &part->leaf_capacity, part->leaf_count + 1,
                               sizeof(struct check_leaf *));
    part->leaves[part->leaf_count++] = leaf;
}

static void add_check(struct checker *checker, struct check_part *part, struct check *check)
{
    if (check->leaf && check_words(checker, check->leaf))
        add_word(checker, part, check->leaf);
    else if (check->leaf || (!part->set.ready && !check_needs(checker, check)))
        return;
    else if (check->node->kind == NODE_COMPOUND)
        add_compound(part, check);
    else
        add_phrase(checker, part, check);
}

bool check_find_ways(struct checker *checker, struct check_part *part)
{
    size_t count;
    struct check *const *checks = check_possible(checker, &part->set, &count);
    if (part->article != checker->article) {
        part->article = checker->article;
        part->seen = part->way_count = part->leaf_count = 0;
        part->wholes = false;
    }
    for (; part->seen < count; part->seen++)
        add_check(checker, part, checks[part->seen]);
    return part->way_count > 0;
}
