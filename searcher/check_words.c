/* An article's words and tokens as the leaves of a tree see them. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "memory.h"

/* Between the last word of the title and the first of the text: more than any PROCHE spans. */
#define TITLE_GAP 1000

void check_open(struct checker *checker, const struct forward *forward)
{
    checker->forward = forward;
    checker->article++;
    checker->arranged = 0;
}

void check_look_at(struct checker *checker, uint32_t tokens)
{
    const struct forward *forward = checker->forward;
    const uint32_t all = forward->title_tokens + forward->text_tokens;
    const uint32_t simple = forward_simple(forward);
    uint32_t at = checker->arranged;
    tokens = tokens < all ? tokens : all;
    checker->tokens = tokens;
    checker->round++;
    checker->positions = memory_grow(checker->positions, &checker->position_capacity,
                                     (size_t)all + 1, sizeof *checker->positions);
    uint32_t *const positions = checker->positions;
    uint32_t position = at > 0 ? positions[at] : 0;
    for (; at < tokens; at++) {
        positions[at] = position;
        position += forward_token(forward, at) < simple;
    }
    positions[at] = position; /* to go on from */
    checker->arranged = at;
}

/* A position with the gap behind the title. */
uint32_t check_place(uint32_t position, bool in_title)
{
    return in_title ? position : position + TITLE_GAP;
}

/* Finds which of the article's words are the phrase's; false when it lacks one. */
bool check_phrase_words(struct checker *checker, struct check *check)
{
    for (size_t i = 0; i < check->count; i++)
        if (!check_words(checker, check->children[i]->leaf))
            return false;
    return true;
}

/* Whether the phrase begins at token `at` and ends before `end`. Compounds stand between words
 * without parting them. */
static bool phrase_at(const struct forward *forward, const struct check *check, uint32_t at,
                      uint32_t end)
{
    size_t found = 0;
    for (; at < end && found < check->count; at++) {
        uint32_t word = forward_token(forward, at);
        if (forward_is_compound(forward, word))
            continue;
        if (word >= forward->words || !check->children[found]->leaf->has[word])
            return false;
        found++;
    }
    return found == check->count;
}

/* The first token of [at, end) that begins the phrase, or `end`. */
uint32_t check_next_phrase(const struct forward *forward, const struct check *check, uint32_t at,
                           uint32_t end)
{
    const struct check_leaf *first = check->children[0]->leaf;
    for (; (at = check_next_token(forward, first, at, end)) < end; at++)
        if (phrase_at(forward, check, at, end))
            return at;
    return end;
}

/* What looking at all pairs of tokens at once tells of two words. */
struct pairs {
    bool adjacent; /* the one stands before the other */
    bool parted;   /* the one stands before a compound, which may part it from the other */
};

/* Over tokens of one byte; written for the compiler to compare many at once. */
static struct pairs find_pairs(const unsigned char *tokens, uint32_t count, uint32_t first,
                               uint32_t second, uint32_t compounds)
{
    const unsigned char a = (unsigned char)first, b = (unsigned char)second;
    const unsigned char simple = (unsigned char)(compounds < 256 ? compounds : 255);
    unsigned char adjacent = 0, parted = 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        unsigned char is_first = tokens[i] == a;
        adjacent |= is_first & (tokens[i + 1] == b);
        parted |= is_first & (tokens[i + 1] >= simple);
    }
    return (struct pairs){adjacent, parted && compounds < 256};
}

/* Whether the phrase stands in tokens [at, end). That its first two words do not is soon seen. */
static bool phrase_within(const struct forward *forward, const struct check *check, uint32_t at,
                          uint32_t end)
{
    const struct check_leaf *first = check->children[0]->leaf;
    if (forward->width == 8 && check->count > 1 && first->word_count == 1 &&
        check->children[1]->leaf->word_count == 1) {
        struct pairs pairs = find_pairs(forward->tokens + at, end - at, first->word,
                                        check->children[1]->leaf->word, forward_simple(forward));
        if (!pairs.adjacent && !pairs.parted)
            return false;
        if (pairs.adjacent && check->count == 2)
            return true;
    }
    return check_next_phrase(forward, check, at, end) < end;
}

/* Whether the phrase stands in the article; title and text do not touch. */
bool check_phrase(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    uint32_t title = forward->title_tokens;
    if (check->count == 0 || !check_phrase_words(checker, check))
        return false;
    return phrase_within(forward, check, 0, title) ||
           (check->node->field != FIELD_TITLE &&
            phrase_within(forward, check, title, title + forward->text_tokens));
}

/* -- Two words near each other: what most distances are --------------------------------------- */

/* What a word of the article is to a distance. */
enum side {
    SIDE_FIRST = 1,
    SIDE_SECOND = 2,
    SIDE_COMPOUND = 4,
};

/* Where one side of a distance was seen: two places, for what stands at one place is not near it.
 */
struct seen {
    int64_t last, before;
};

static void see(struct seen *seen, int64_t position)
{
    if (seen->last == position) /* a compound and its first part */
        return;
    seen->before = seen->last;
    seen->last = position;
}

static bool is_near(const struct seen *seen, int64_t position, uint32_t distance)
{
    int64_t place = seen->last < position ? seen->last : seen->before;
    return position - place <= distance;
}

/* Whether tokens [at, end) have two words, one of each side, within `distance`. */
static bool has_pair(const struct forward *forward, const unsigned char *sides, uint32_t distance,
                     uint32_t at, uint32_t end)
{
    const int64_t never = -1 - (int64_t)distance; /* near no word */
    struct seen first = {never, never}, second = first;
    int64_t position = 0;
    for (; at < end; at++) {
        uint32_t word = forward_token(forward, at);
        unsigned char side = word < forward->words ? sides[word] : 0;
        if (side != 0) {
            if ((side & SIDE_FIRST && is_near(&second, position, distance)) ||
                (side & SIDE_SECOND && is_near(&first, position, distance)))
                return true;
            if (side & SIDE_FIRST)
                see(&first, position);
            if (side & SIDE_SECOND)
                see(&second, position);
        }
        position += !(side & SIDE_COMPOUND);
    }
    return false;
}

static void add_side(const struct check_leaf *leaf, uint32_t words, enum side side,
                     unsigned char *restrict sides)
{
    if (leaf->word_count == 1) {
        sides[leaf->word] |= (unsigned char)side;
        return;
    }
    for (uint32_t word = 0; word < words; word++)
        sides[word] |= (unsigned char)(leaf->has[word] * side);
}

/* Marks the words that a leaf, or any of an OR of leaves, matches; false when there are none. */
static bool mark_side(struct checker *checker, const struct check *check, enum side side)
{
    bool found = false;
    size_t count = check->leaf ? 1 : check->count;
    for (size_t i = 0; i < count; i++) {
        struct check_leaf *leaf = check->leaf ? check->leaf : check->children[i]->leaf;
        if (!check_words(checker, leaf))
            continue;
        found = true;
        add_side(leaf, checker->forward->words, side, checker->sides);
    }
    return found;
}

bool check_near_words(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    const uint32_t simple = forward_simple(forward);
    uint32_t distance = check->node->distance;
    uint32_t title = forward->title_tokens;
    checker->sides = memory_grow(checker->sides, &checker->side_capacity, forward->words, 1);
    memset(checker->sides, 0, simple);
    memset(checker->sides + simple, SIDE_COMPOUND, forward->words - simple);
    if (!mark_side(checker, check->children[0], SIDE_FIRST) ||
        !mark_side(checker, check->children[1], SIDE_SECOND))
        return false;
    return has_pair(forward, checker->sides, distance, 0, title) ||
           (check->node->field != FIELD_TITLE &&
            has_pair(forward, checker->sides, distance, title, title + forward->text_tokens));
}
