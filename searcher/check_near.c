/* Distances: rows of where the parts stand, narrowed to what is near the part before.
 *
 * A way to stand has one length, so that a row of where it begins is all there is to know of it. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "memory.h"

/* The rows of working memory; the last one is row_of()'s. */
enum {
    ROW_BEGINS,    /* where the part before begins, */
    ROW_ENDS,      /* and where it ends */
    ROW_BEFORE,    /* the places near before a beginning of it, */
    ROW_BEHIND,    /* and near behind an end */
    ROW_OWN,       /* of one way */
    ROW_OTHER,     /* of a compound's part */
    ROW_MORE_ENDS, /* while the part before is still needed */
};

/* -- The ways of the parts -------------------------------------------------------------------- */

static struct check_way *add_way(struct check *near, size_t child, struct check *check,
                                 uint32_t length)
{
    near->ways = memory_grow(near->ways, &near->way_capacity, near->way_count + 1,
                             sizeof *near->ways);
    struct check_way *way = &near->ways[near->way_count++];
    *way = (struct check_way){.child = child, .check = check, .length = length};
    return way;
}

static void add_leaf(struct check *near, struct check_leaf *leaf)
{
    near->near_leaves = memory_grow(near->near_leaves, &near->near_leaf_capacity,
                                    near->near_leaf_count + 1, sizeof(struct check_leaf *));
    near->near_leaves[near->near_leaf_count++] = leaf;
}

/* Adds the ways with wholes of the one added last, which is longer by a place or more. A phrase
 * with so many that they take more is not found near something. */
static void add_wholes(struct check *near)
{
    const struct check_way way = near->ways[near->way_count - 1];
    for (uint32_t more = 1; more < CHECK_MOST_PARTS; more++) {
        struct check_way *added = add_way(near, way.child, way.check, way.length + more);
        added->first = way.first;
        added->end = way.end;
        added->wholes = true;
    }
}

/* Adds the leaves of a part and the ways that are none. The parser bounds how deep it is. */
static void find_ways(struct check *near, size_t child, struct check *part)
{
    switch (part->node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        add_leaf(near, part->leaf);
        break;
    case NODE_PHRASE:
        if (part->either) {
            find_ways(near, child, part->children[0]);
            find_ways(near, child, part->children[1]);
            break;
        }
        add_way(near, child, part, (uint32_t)part->count);
        add_wholes(near);
        break;
    case NODE_COMPOUND:
        add_leaf(near, part->children[0]->leaf);
        add_way(near, child, part, (uint32_t)part->count - 1);
        break;
    default:
        for (size_t i = 0; i < part->count; i++)
            find_ways(near, child, part->children[i]);
    }
}

void check_find_ways(struct check *near)
{
    for (size_t i = 0; i < near->count; i++) {
        size_t first = near->near_leaf_count;
        find_ways(near, i, near->children[i]);
        if (near->near_leaf_count == first)
            continue;
        struct check_way *way = add_way(near, i, NULL, 1);
        way->first = first;
        way->end = near->near_leaf_count;
        add_wholes(near);
    }
}

/* -- Rows ------------------------------------------------------------------------------------- */

/* Moves a row's places so many further on or, with `back`, before; with `add`, adds those. */
static void move_far(const struct checker *checker, uint64_t *row, size_t places, bool back,
                     bool add)
{
    const size_t words = checker->row_words;
    const size_t by_words = places / 64;
    const unsigned by_bits = places % 64;
    for (size_t n = 0; n < words; n++) {
        size_t i = back ? n : words - 1 - n; /* what is moved is read before it is changed */
        size_t from = back ? i + by_words : i - by_words; /* wraps where there is none */
        size_t next = back ? from + 1 : from - 1;
        uint64_t moved = from < words ? row[from] : 0;
        uint64_t rest = next < words ? row[next] : 0;
        if (by_bits > 0)
            moved = back ? moved >> by_bits | rest << (64 - by_bits)
                         : moved << by_bits | rest >> (64 - by_bits);
        row[i] = add ? row[i] | moved : moved;
    }
}

/* The same by 1 to 63 places. */
static inline void move(uint64_t *row, size_t words, unsigned places, bool back, bool add)
{
    uint64_t over = 0; /* of the word before */
    for (size_t i = 0; i < words; i++) {
        uint64_t *word = &row[back ? words - 1 - i : i];
        uint64_t own = *word;
        uint64_t moved = back ? own >> places | over << (64 - places)
                              : own << places | over >> (64 - places);
        *word = add ? own | moved : moved;
        over = own;
    }
}

/* Makes of places those that are 1 to `distance` behind them or, with `back`, before. */
static inline void reach(const struct checker *checker, uint64_t *row, uint32_t distance, bool back)
{
    const size_t words = checker->row_words;
    uint32_t reached = 1;
    if (distance == 0)
        memset(row, 0, words * sizeof *row);
    else
        move(row, words, 1, back, false);
    while (reached < distance) {
        uint32_t more = reached < distance - reached ? reached : distance - reached;
        if (more < 64)
            move(row, words, more, back, true);
        else
            move_far(checker, row, more, back, true);
        reached += more;
    }
}

static void copy(const struct checker *checker, uint64_t *into, const uint64_t *row)
{
    memcpy(into, row, checker->row_words * sizeof *row);
}

static void join(const struct checker *checker, uint64_t *into, const uint64_t *row)
{
    for (size_t i = 0; i < checker->row_words; i++)
        into[i] |= row[i];
}

/* A compound's parts one behind the other: where the first one stands. */
static void parts_row(struct checker *checker, const struct check *compound, uint64_t *row)
{
    const bool in_title = compound->node->field == FIELD_TITLE;
    uint64_t *other = check_scratch(checker, ROW_OTHER);
    check_leaves_row(checker, &compound->children[1]->leaf, 1, in_title, row);
    bool more = !check_is_empty(checker, row);
    for (size_t i = 2; i < compound->count && more; i++) {
        check_leaves_row(checker, &compound->children[i]->leaf, 1, in_title, other);
        more = check_keep_followed(checker, row, other, i - 1);
    }
}

static bool has_whole(struct checker *checker, const struct check *near,
                      const struct check_way *way)
{
    if (way->check)
        return way->check->node->kind == NODE_PHRASE && check_phrase_has_whole(checker, way->check);
    for (size_t i = way->first; i < way->end; i++)
        if (check_has_whole(checker, near->near_leaves[i]))
            return true;
    return false;
}

/* Fills a row with where a way with wholes begins; false when it is nowhere. */
static bool wholes_row(struct checker *checker, const struct check *near,
                       const struct check_way *way, uint64_t *row)
{
    const bool in_title = near->node->field == FIELD_TITLE;
    if (way->check)
        return check_phrase_wholes_row(checker, way->check, way->length, row);
    if (!check_wholes_row(checker, near->near_leaves + way->first, way->end - way->first,
                          way->length, row))
        return false;
    if (in_title)
        check_keep_title(checker, row);
    return true;
}

/* The same for another way. */
static bool way_row(struct checker *checker, const struct check *near, const struct check_way *way,
                    uint64_t *row)
{
    const bool in_title = near->node->field == FIELD_TITLE;
    if (way->check && way->check->node->kind == NODE_PHRASE)
        return check_phrase_row(checker, way->check, row);
    if (way->check)
        parts_row(checker, way->check, row);
    else
        check_leaves_row(checker, near->near_leaves + way->first, way->end - way->first, in_title,
                         row);
    return true;
}

/* -- Narrowing -------------------------------------------------------------------------------- */

/* Makes of where a part begins and ends what is near it. */
static void look_around(struct checker *checker, uint32_t distance)
{
    uint64_t *before = check_scratch(checker, ROW_BEFORE);
    uint64_t *behind = check_scratch(checker, ROW_BEHIND);
    copy(checker, before, check_scratch(checker, ROW_BEGINS));
    copy(checker, behind, check_scratch(checker, ROW_ENDS));
    reach(checker, before, distance, true);
    reach(checker, behind, distance, false);
}

/* Keeps the places of a way that are near; what a place covers is not near itself. */
static void keep_near(struct checker *checker, uint64_t *row, uint32_t length)
{
    const uint64_t *behind = check_scratch(checker, ROW_BEHIND);
    const uint64_t *before = check_scratch(checker, ROW_BEFORE);
    uint64_t *ends_before = check_scratch(checker, ROW_MORE_ENDS);
    copy(checker, ends_before, before);
    if (length > 1)
        move_far(checker, ends_before, length - 1, true, false);
    for (size_t i = 0; i < checker->row_words; i++)
        row[i] &= behind[i] | ends_before[i];
}

/* Notes where a way begins and ends. */
static void note(struct checker *checker, const uint64_t *row, uint32_t length)
{
    uint64_t *ends = check_scratch(checker, ROW_MORE_ENDS);
    join(checker, check_scratch(checker, ROW_BEGINS), row);
    copy(checker, ends, row);
    if (length > 1)
        move_far(checker, ends, length - 1, false, false);
    join(checker, check_scratch(checker, ROW_ENDS), ends);
}

static void clear(struct checker *checker)
{
    memset(check_scratch(checker, ROW_BEGINS), 0, checker->row_words * sizeof(uint64_t));
    memset(check_scratch(checker, ROW_ENDS), 0, checker->row_words * sizeof(uint64_t));
}

/* Narrows each part to what is near the part before. `rows`: where to keep the rows of all ways, or
 * NULL. */
static bool narrow(struct checker *checker, const struct check *near, uint64_t *rows)
{
    const struct check_way *way = near->ways;
    const struct check_way *end = near->ways + near->way_count;
    bool wholes = false; /* whether the way in hand may stand with some */
    for (size_t child = 0; child < near->count; child++) {
        if (child > 0)
            look_around(checker, near->node->distance);
        clear(checker);
        for (; way < end && way->child == child; way++) {
            uint64_t *row = rows ? rows + (size_t)(way - near->ways) * checker->row_words
                                 : check_scratch(checker, ROW_OWN);
            if (!way->wholes)
                wholes = checker->forward->compounds > 0 && has_whole(checker, near, way);
            if (way->wholes ? !wholes || !wholes_row(checker, near, way, row)
                            : !way_row(checker, near, way, row)) {
                if (rows)
                    memset(row, 0, checker->row_words * sizeof *row);
                continue;
            }
            if (child > 0)
                keep_near(checker, row, way->length);
            note(checker, row, way->length);
        }
        if (check_is_empty(checker, check_scratch(checker, ROW_BEGINS)))
            return false;
    }
    return true;
}

/* Backwards: what is left then is part of a chain. */
bool check_near_rows(struct checker *checker, struct check *near, uint64_t *rows)
{
    if (!narrow(checker, near, rows))
        return false;
    for (size_t i = near->way_count; i-- > 0;) {
        const struct check_way *way = &near->ways[i];
        bool is_last = way->child + 1 == near->count;
        if (!is_last && near->ways[i + 1].child != way->child) {
            look_around(checker, near->node->distance);
            clear(checker);
        } else if (i + 1 == near->way_count) {
            clear(checker);
        }
        if (!is_last)
            keep_near(checker, rows + i * checker->row_words, way->length);
        note(checker, rows + i * checker->row_words, way->length);
    }
    return true;
}

bool check_near(struct checker *checker, struct check *near)
{
    if (!check_needs(checker, near))
        return false;
    check_look(checker);
    do {
        if (narrow(checker, near, NULL))
            return true;
    } while (near->node->field != FIELD_TITLE && check_look_further(checker));
    return false;
}
