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

static size_t first_place(const struct french_word *word, enum word_class class)
{
    return word->spelling_key + (size_t) class * 0x9E3779B9U;
}

/* Empties the first `count` places, a power of two. */
static void clear_places(struct article_words *words, size_t count)
{
    words->place_count = count;
    words->places = memory_grow(words->places, &words->place_capacity, count,
                                sizeof *words->places);
    memset(words->places, 0, count * sizeof *words->places);
}

static void grow_places(struct article_words *words)
{
    clear_places(words, 2 * words->place_count);
    size_t mask = words->place_count - 1;
    for (size_t i = 0; i < words->count; i++) {
        size_t place = first_place(words->words[i].word, words->words[i].class);
        while (words->places[place & mask])
            place++;
        words->places[place & mask] = (uint32_t)i + 1;
    }
}

/* The index of the token's word, which may be a new one. */
static uint32_t find(struct article_words *words, const struct french_token *token)
{
    enum word_class class = class_of(token);
    if (2 * words->count >= words->place_count)
        grow_places(words);
    size_t mask = words->place_count - 1;
    for (size_t i = first_place(token->word, class);; i++) {
        uint32_t *place = &words->places[i & mask];
        if (*place == 0)
            *place = add_word(words, token->word, class) + 1;
        const struct article_word *found = &words->words[*place - 1];
        if (found->class == class && same_word(found->word, token->word))
            return *place - 1;
    }
}

/* A table begins with room for the words of so many tokens without growing. */
#define FIRST_WORDS 1024

static void empty(struct article_words *words, size_t tokens)
{
    size_t places = 64;
    words->count = 0;
    words->title_tokens = 0;
    words->text_tokens = 0;
    memset(words->class_counts, 0, sizeof words->class_counts);
    while (places < 2 * tokens && places < (size_t)2 * FIRST_WORDS)
        places *= 2;
    clear_places(words, places);
}

static void reserve_tokens(struct article_words *words, size_t count)
{
    words->tokens = memory_grow(words->tokens, &words->token_capacity,
                                words->title_tokens + words->text_tokens + count,
                                sizeof *words->tokens);
}

static void add_title(struct article_words *words, const struct french_tokens *title)
{
    reserve_tokens(words, title->count);
    for (size_t i = 0; i < title->count; i++) {
        uint32_t word = find(words, &title->tokens[i]);
        words->tokens[words->title_tokens++] = word;
        words->words[word].title_count++;
    }
}

void article_words_add(struct article_words *words, const struct french_tokens *text)
{
    reserve_tokens(words, text->count);
    uint32_t *tokens = words->tokens + words->title_tokens + words->text_tokens;
    for (size_t i = 0; i < text->count; i++) {
        tokens[i] = find(words, &text->tokens[i]);
        words->words[tokens[i]].text_count++;
    }
    words->text_tokens += text->count;
}

void article_words_begin(struct article_words *words, const struct french_tokens *title)
{
    empty(words, FIRST_WORDS);
    add_title(words, title);
}

void article_words_collect(struct article_words *words, const struct french_tokens *title,
                           const struct french_tokens *text)
{
    empty(words, title->count + text->count);
    add_title(words, title);
    article_words_add(words, text);
}

void article_words_free(struct article_words *words)
{
    free(words->words);
    free(words->tokens);
    free(words->places);
    *words = (struct article_words){0};
}
