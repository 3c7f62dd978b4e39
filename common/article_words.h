/* The distinct words of an article: what its terms and its forward record are made of. */
#ifndef REVUE_ARTICLE_WORDS_H
#define REVUE_ARTICLE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "french.h"

enum word_class {
    WORD_COMMON,   /* one of the vocabulary */
    WORD_PLAIN,    /* spelt as folded */
    WORD_ACCENTED, /* spelt otherwise */
    WORD_COMPOUND, /* the whole of other words */
    WORD_CLASSES,
};

/* A word is one of its class and spelling; `Etat` and `etat` are one. */
struct article_word {
    const struct french_word *word; /* borrowed from the analyser */
    enum word_class class;
    uint32_t
        number; /* within its class, in order of appearance (forward.c: of WORD_COMMON others) */
    uint32_t title_count, text_count;
};

/* Zeroed is empty; grows and is reused from article to article. */
struct article_words {
    struct article_word *words; /* in order of appearance */
    size_t count, capacity;
    uint32_t class_counts[WORD_CLASSES];
    uint32_t *tokens; /* an index into `words` each, the title's before the text's */
    size_t title_tokens, text_tokens, token_capacity;
    uint32_t *places; /* hash table over `words`: index + 1, 0 free */
    size_t place_count, place_capacity;
};

/* Replaces what is in `words` by the words of these tokens. */
void article_words_collect(struct article_words *words, const struct french_tokens *title,
                           const struct french_tokens *text);

/* The same part by part: begins with the title's words, then adds those of each part of the text in
 * its order. */
void article_words_begin(struct article_words *words, const struct french_tokens *title);
void article_words_add(struct article_words *words, const struct french_tokens *text);

void article_words_free(struct article_words *words);

#endif
