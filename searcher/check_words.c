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
    checker->arranged = false;
}

/* Gives the article's tokens their positions. */
void check_arrange(struct checker *checker)
{
    const struct forward *forward = checker->forward;
    uint32_t tokens = forward->title_tokens + forward->text_tokens;
    uint32_t position = 0;
    if (checker->arranged)
        return;
    checker->arranged = true;
    checker->positions = memory_grow(checker->positions, &checker->position_capacity, tokens,
                                     sizeof *checker->positions);
    const uint32_t simple = forward->plain + forward->accented;
    for (uint32_t i = 0; i < tokens; i++) {
        checker->positions[i] = position;
        position += forward_token(forward, i) < simple;
    }
}

/* A position with the gap behind the title. */
uint32_t check_place(uint32_t position, bool in_title)
{
    return in_title ? position : position + TITLE_GAP;
}

/* Finds which of the article's words are the phrase's; false when it lacks one. */
static bool find_phrase_words(struct checker *checker, struct check *check)
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

/* Whether the phrase stands in the article; title and text do not touch. */
bool check_phrase(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    uint32_t title = forward->title_tokens;
    uint32_t tokens = title + forward->text_tokens;
    if (check->count == 0 || !find_phrase_words(checker, check))
        return false;
    return check_next_phrase(forward, check, 0, title) < title ||
           (check->children[0]->node->field != FIELD_TITLE &&
            check_next_phrase(forward, check, title, tokens) < tokens);
}

/* Whether tokens [at, end) have two words, one of each leaf, within `distance`. */
static bool has_pair(const struct forward *forward, const struct check_leaf *a,
                     const struct check_leaf *b, uint32_t distance, uint32_t at, uint32_t end)
{
    int64_t place_of_a = -1 - (int64_t)distance; /* the last one's; none is near the first word */
    int64_t place_of_b = place_of_a;
    for (int64_t position = 0; at < end; at++) {
        uint32_t word = forward_token(forward, at);
        if (word < forward->words && a->has[word]) {
            if (position != place_of_b && position - place_of_b <= distance)
                return true;
            place_of_a = position;
        }
        if (word < forward->words && b->has[word]) {
            if (position != place_of_a && position - place_of_a <= distance)
                return true;
            place_of_b = position;
        }
        position += !forward_is_compound(forward, word);
    }
    return false;
}

/* Two words near each other: what most distances are. */
bool check_near_words(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    struct check_leaf *a = check->children[0]->leaf;
    struct check_leaf *b = check->children[1]->leaf;
    uint32_t distance = check->node->distance;
    uint32_t title = forward->title_tokens;
    if (!check_words(checker, a) || !check_words(checker, b))
        return false;
    return has_pair(forward, a, b, distance, 0, title) ||
           (check->node->field != FIELD_TITLE &&
            has_pair(forward, a, b, distance, title, title + forward->text_tokens));
}
