/* Open addressing over spelling and class, at most half full. */
#include "article_words.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

static enum word_class class_of(const struct french_token *token)
{
    if (token->kind == FRENCH_COMPOUND)
        return WORD_COMPOUND;
    if (token->word->common)
        return WORD_COMMON;
    return token->word->spelling.data == token->word->folded.data ? WORD_PLAIN : WORD_ACCENTED;
}

/* Two written forms (Etat, etat) are two french_words but one word: keys decide. */
static bool same_word(const struct french_word *a, const struct french_word *b)
{
    return a == b || (a->spelling_key == b->spelling_key && a->folded_key == b->folded_key &&
                      str_equal(a->spelling, b->spelling));
}

static uint32_t add_word(struct article_words *words, const struct french_word *word,
                         enum word_class class)
{
    words->words = memory_grow(words->words, &words->capacity, words->count + 1,
                               sizeof *words->words);
    words->words[words->count] = (struct article_word){
        .word = word, .class = class, .number = words->class_counts[class]++};
    return (uint32_t)words->count++;
}

/* The index of the token's word, which may be a new one. */
static uint32_t find(struct article_words *words, const struct french_token *token)
{
    enum word_class class = class_of(token);
    size_t mask = words->place_count - 1;
    for (size_t i = token->word->spelling_key + (size_t) class * 0x9E3779B9U;; i++) {
        uint32_t *place = &words->places[i & mask];
        if (*place == 0)
            *place = add_word(words, token->word, class) + 1;
        const struct article_word *found = &words->words[*place - 1];
        if (found->class == class && same_word(found->word, token->word))
            return *place - 1;
    }
}

static void empty(struct article_words *words, size_t tokens)
{
    words->count = 0;
    memset(words->class_counts, 0, sizeof words->class_counts);
    words->tokens = memory_grow(words->tokens, &words->token_capacity, tokens,
                                sizeof *words->tokens);
    words->place_count = 64;
    while (words->place_count < 2 * tokens)
        words->place_count *= 2;
    words->places = memory_grow(words->places, &words->place_capacity, words->place_count,
                                sizeof *words->places);
    memset(words->places, 0, words->place_count * sizeof *words->places);
}

void article_words_collect(struct article_words *words, const struct french_tokens *title,
                           const struct french_tokens *text)
{
    empty(words, title->count + text->count);
    words->title_tokens = title->count;
    words->text_tokens = text->count;
    for (size_t i = 0; i < title->count; i++) {
        words->tokens[i] = find(words, &title->tokens[i]);
        words->words[words->tokens[i]].title_count++;
    }
    for (size_t i = 0; i < text->count; i++) {
        words->tokens[title->count + i] = find(words, &text->tokens[i]);
        words->words[words->tokens[title->count + i]].text_count++;
    }
}

void article_words_free(struct article_words *words)
{
    free(words->words);
    free(words->tokens);
    free(words->places);
    *words = (struct article_words){0};
}
