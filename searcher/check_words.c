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
    checker->positions = memory_grow(checker->positions, &checker->capacity, tokens,
                                     sizeof *checker->positions);
    for (uint32_t i = 0; i < tokens; i++) {
        checker->positions[i] = position;
        position += !forward_is_compound(forward, forward_token(forward, i));
    }
}

/* A position with the gap behind the title. */
uint32_t check_place(uint32_t position, bool in_title)
{
    return in_title ? position : position + TITLE_GAP;
}

bool check_word(const struct check *check, const struct forward *forward, uint32_t word)
{
    const struct node *node = check->node;
    if (word >= forward->words)
        return false;
    if (node->kind == NODE_PREFIX) {
        uint32_t key = forward_word_key(forward, word);
        return check->key_count > 0 &&
               check->key_set[key % CHECK_KEY_SET_BITS / 64] >> key % 64 & 1 &&
               bsearch(&key, check->keys, check->key_count, sizeof *check->keys,
                       check_compare_keys) != NULL;
    }
    if (!check->as_written)
        return forward_stem_key(forward, word) == forward_stem_of(node->word);
    return forward_word_key(forward, word) == check->key &&
           (!node->exact || forward_is_spelt(forward, word, node->word));
}

int check_compare_keys(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Those of the common words that may match: they stand side by side, as in the vocabulary. */
static bool find_common(const struct forward *forward, const struct check *leaf, bool *has)
{
    bool found = false;
    memset(has, false, forward->common);
    if (leaf->common.first == leaf->common.end)
        return false;
    for (uint32_t word = forward_common_from(forward, leaf->common.first);
         word < forward->common && forward_number(forward, word) < leaf->common.end; word++)
        found |= has[word] = check_word(leaf, forward, word);
    return found;
}

/* Those others whose keys' lower 16 bits, which stand in `row`, are those of `key`. Two rows are
 * compared as a whole; hardly any word goes on to the second step. */
static bool find_others(const struct forward *forward, const struct check *leaf,
                        const unsigned char *row, uint32_t key, bool *has)
{
    bool found = false;
    uint32_t count = forward->words - forward->common;
    has += forward->common;
    for (uint32_t i = 0; i < count; i++)
        found |= has[i] = forward_load16(row + 2 * (size_t)i) == (key & 0xFFFFU);
    for (uint32_t i = 0; found && i < count; i++)
        has[i] = has[i] && check_word(leaf, forward, forward->common + i);
    return found && memchr(has, true, count);
}

/* Finds which of the article's words a leaf matches; false when none. */
bool check_words(const struct checker *checker, struct check *leaf)
{
    const struct forward *forward = checker->forward;
    bool found = false;
    leaf->has = memory_grow(leaf->has, &leaf->has_capacity, forward->words, sizeof *leaf->has);
    if (leaf->node->kind == NODE_WORD && !leaf->as_written)
        found = find_others(forward, leaf, forward->stem_keys, forward_stem_of(leaf->node->word),
                            leaf->has);
    else if (leaf->node->kind == NODE_WORD)
        found = find_others(forward, leaf, forward->word_keys, leaf->key, leaf->has);
    if (leaf->node->kind == NODE_WORD)
        return find_common(forward, leaf, leaf->has) || found;
    for (uint32_t word = 0; word < forward->words; word++)
        found |= leaf->has[word] = check_word(leaf, forward, word);
    return found;
}

/* Finds which of the article's words are the phrase's; false when it lacks one. */
static bool find_phrase_words(const struct checker *checker, struct check *check)
{
    for (size_t i = 0; i < check->node->count; i++)
        if (!check_words(checker, &check->children[i]))
            return false;
    return true;
}

/* Whether the phrase begins at token `at` and ends before `end`. Compounds stand between words
 * without parting them. */
static bool phrase_at(const struct forward *forward, const struct check *check, uint32_t at,
                      uint32_t end)
{
    size_t found = 0;
    for (; at < end && found < check->node->count; at++) {
        uint32_t word = forward_token(forward, at);
        if (forward_is_compound(forward, word))
            continue;
        if (!check->children[found].has[word])
            return false;
        found++;
    }
    return found == check->node->count;
}

/* The first token of [at, end) that begins the phrase, or `end`. */
uint32_t check_next_phrase(const struct forward *forward, const struct check *check, uint32_t at,
                           uint32_t end)
{
    const bool *has = check->children[0].has;
    for (; at < end; at++) {
        uint32_t word = forward_token(forward, at);
        if (word < forward->words && has[word] && phrase_at(forward, check, at, end))
            return at;
    }
    return end;
}

/* Whether the phrase stands in the article; title and text do not touch. */
bool check_phrase(struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    uint32_t title = forward->title_tokens;
    uint32_t tokens = title + forward->text_tokens;
    if (check->node->count == 0 || !find_phrase_words(checker, check))
        return false;
    return check_next_phrase(forward, check, 0, title) < title ||
           (check->children[0].node->field != FIELD_TITLE &&
            check_next_phrase(forward, check, title, tokens) < tokens);
}

/* Whether tokens [at, end) have two words, one of each leaf, within `distance`. */
static bool has_pair(const struct forward *forward, const struct check *a, const struct check *b,
                     uint32_t distance, uint32_t at, uint32_t end)
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
bool check_near_words(const struct checker *checker, struct check *check)
{
    const struct forward *forward = checker->forward;
    struct check *a = &check->children[0];
    struct check *b = &check->children[1];
    uint32_t distance = check->node->distance;
    uint32_t title = forward->title_tokens;
    if (!check_words(checker, a) || !check_words(checker, b))
        return false;
    return has_pair(forward, a, b, distance, 0, title) ||
           (a->node->field != FIELD_TITLE &&
            has_pair(forward, a, b, distance, title, title + forward->text_tokens));
}
