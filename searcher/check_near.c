/* Distances: rows of where the parts stand, narrowed to what is near the part before.
 *
 * A way to stand has one length, so that a row of where it begins is all there is to know of it. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "memory.h"

/* The rows of working memory. */
enum {
    ROW_BEGINS,    /* where the part before begins, */
    ROW_ENDS,      /* and where it ends */
    ROW_BEFORE,    /* the places near before a beginning of it, */
    ROW_BEHIND,    /* and near behind an end */
    ROW_OWN,       /* of one way */
    ROW_OTHER,     /* of a compound's part */
    ROW_MORE_ENDS, /* while the part before is still needed */
};

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

/* Fills a row with where a way begins; false when it is nowhere. */
static bool way_row(struct checker *checker, const struct check_part *part,
                    const struct check_way *way, bool in_title, uint64_t *row)
{
    if (way->check && way->wholes)
        return check_phrase_wholes_row(checker, way->check, way->length, row);
    if (way->check && way->check->node->kind == NODE_PHRASE)
        return check_phrase_row(checker, way->check, row);
    if (way->check)
        parts_row(checker, way->check, row);
    else if (way->wholes &&
             !check_wholes_row(checker, part->leaves, part->leaf_count, way->length, row))
        return false;
    else if (!way->wholes)
        check_leaves_row(checker, part->leaves, part->leaf_count, in_title, row);
    if (in_title)
        check_keep_title(checker, row);
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
static bool narrow(struct checker *checker, struct check *near, uint64_t *rows)
{
    const bool in_title = near->node->field == FIELD_TITLE;
    for (size_t i = 0; i < near->count; i++) {
        struct check_part *part = &near->parts[i];
        if (!check_find_ways(checker, part))
            return false;
        if (i > 0)
            look_around(checker, near->node->distance);
        clear(checker);
        for (size_t j = 0; j < part->way_count; j++) {
            const struct check_way *way = &part->ways[j];
            uint64_t *row = rows ? rows : check_scratch(checker, ROW_OWN);
            rows = rows ? rows + checker->row_words : NULL;
            if (!way_row(checker, part, way, in_title, row) || check_is_empty(checker, row)) {
                memset(row, 0, checker->row_words * sizeof *row);
                continue;
            }
            if (i > 0)
                keep_near(checker, row, way->length);
            note(checker, row, way->length);
        }
        if (check_is_empty(checker, check_scratch(checker, ROW_BEGINS)))
            return false;
    }
    return true;
}

/* Backwards, from behind the last row: what is left then is part of a chain. */
static void narrow_back(struct checker *checker, const struct check *near, uint64_t *rows)
{
    for (size_t i = near->count; i-- > 0;) {
        const struct check_part *part = &near->parts[i];
        const bool is_last = i + 1 == near->count;
        if (!is_last)
            look_around(checker, near->node->distance);
        clear(checker);
        for (size_t j = part->way_count; j-- > 0;) {
            rows -= checker->row_words;
            if (!is_last)
                keep_near(checker, rows, part->ways[j].length);
            note(checker, rows, part->ways[j].length);
        }
    }
}

bool check_near_rows(struct checker *checker, struct check *near, uint64_t **rows)
{
    size_t count = 0;
    *rows = NULL;
    check_make_all_ready(checker);
    for (size_t i = 0; i < near->count; i++) {
        if (!check_find_ways(checker, &near->parts[i]))
            return false;
        count += near->parts[i].way_count;
    }
    *rows = memory_allocate(count * checker->row_words, sizeof **rows);
    if (!narrow(checker, near, *rows))
        return false;
    narrow_back(checker, near, *rows + count * checker->row_words);
    return true;
}

/* Of many ways some are often enough, and the beginning of the text: looks for more and more of the
 * article's leaves, and each time whether those found make a place. Then at all of the text. */
static bool find_many(struct checker *checker, struct check *near)
{
    size_t next = 4; /* how many leaves there are the next time */
    check_find_all(checker);
    check_look(checker);
    for (size_t leaves = 1; check_make_ready(checker); leaves++) {
        if (leaves < next)
            continue;
        next *= 4;
        if (narrow(checker, near, NULL))
            return true;
    }
    if (near->node->field != FIELD_TITLE)
        while (check_look_further(checker))
            continue;
    return narrow(checker, near, NULL);
}

bool check_near(struct checker *checker, struct check *near)
{
    if (!check_needs(checker, near))
        return false;
    if (near->many)
        return find_many(checker, near);
    check_look(checker);
    do {
        if (narrow(checker, near, NULL))
            return true;
    } while (near->node->field != FIELD_TITLE && check_look_further(checker));
    return false;
}
