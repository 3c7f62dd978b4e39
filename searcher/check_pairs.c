/* Which words of an article stand side by side: a set of pairs, in which some may seem to that do
 * not. It costs less than the rows of a phrase or two, and most phrases of words that an article
 * has are not in it. */
#include <string.h>

#include "checking.h"
#include "memory.h"

#define PAIRS (1U << 14)
/* Words of so many pairs are not looked at. */
#define MOST_PAIRS 16

static uint32_t pair_of(uint32_t first, uint32_t second)
{
    return (first << 7 ^ second) & (PAIRS - 1);
}

/* Notes the pairs of tokens [at, end); compounds stand between words without parting them. */
static void note_pairs(struct checker *checker, uint32_t at, uint32_t end)
{
    const uint32_t simple = forward_simple(checker->forward);
    uint32_t before = UINT32_MAX;
    for (; at < end; at++) {
        uint32_t word = forward_token(checker->forward, at);
        if (word >= simple)
            continue;
        if (before != UINT32_MAX)
            bits_add(checker->pairs, pair_of(before, word));
        before = word;
    }
}

static void find_pairs(struct checker *checker)
{
    const struct forward *forward = checker->forward;
    if (checker->paired == checker->article)
        return;
    checker->paired = checker->article;
    if (!checker->pairs)
        checker->pairs = memory_allocate(BITS_WORDS(PAIRS), sizeof *checker->pairs);
    memset(checker->pairs, 0, BITS_WORDS(PAIRS) * sizeof *checker->pairs);
    note_pairs(checker, 0, forward->title_tokens);
    note_pairs(checker, forward->title_tokens, forward->title_tokens + forward->text_tokens);
}

static bool may_follow(const struct checker *checker, const struct check_leaf *leaf,
                       const struct check_leaf *next)
{
    if (leaf->word_count > MOST_PAIRS / next->word_count)
        return true;
    for (size_t i = 0; i < leaf->word_count; i++)
        for (size_t j = 0; j < next->word_count; j++)
            if (bits_have(checker->pairs, pair_of(leaf->words[i], next->words[j])))
                return true;
    return false;
}

bool check_may_follow(struct checker *checker, struct check *const *words, size_t count)
{
    if (!checker->many)
        return true;
    find_pairs(checker);
    for (size_t i = 1; i < count; i++)
        if (!may_follow(checker, words[i - 1]->leaf, words[i]->leaf))
            return false;
    return true;
}
