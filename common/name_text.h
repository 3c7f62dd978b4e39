/* An article as the recogniser of names sees it: words and marks, and what each word is in the
 * whole article.
 *
 * Other than the index's tokens these keep marks and elided articles, and take what a hyphen joins
 * for one word: names begin and end there. */
#ifndef REVUE_NAME_TEXT_H
#define REVUE_NAME_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"
#include "french.h"
#include "name_lists.h"
#include "str.h"

enum name_shape {
    NAME_SHAPE_MARK = 0, /* one character that is no letter, digit or space */
    NAME_SHAPE_ELIDED,   /* an article with its apostrophe: `l’`, `D'` */
    NAME_SHAPE_LOWER,
    NAME_SHAPE_NUMBER,  /* begins with a digit */
    NAME_SHAPE_CAPITAL, /* this and those below begin with a capital: `Paris` */
    NAME_SHAPE_MIXED,   /* another capital inside: `McCain`, `Jean-Yves` */
    NAME_SHAPE_INITIAL, /* one letter */
    NAME_SHAPE_UPPER,   /* several letters, all capitals */
};

/* Where a token stands: bits. */
enum name_place {
    NAME_OPENS_TEXT = 1 << 0,     /* the first of a paragraph */
    NAME_OPENS_SENTENCE = 1 << 1, /* the first word of a sentence */
    NAME_IN_BRACKETS = 1 << 2,
    NAME_IN_QUOTES = 1 << 3,
    NAME_TOUCHES = 1 << 4,      /* nothing stands between it and the token before */
    NAME_NEAR_CAPITAL = 1 << 5, /* a token of at most NAME_REACH before or behind it begins with
                                   one, or it does: farther off there is no name */
};

/* How far a name reaches from its capitals, in tokens. */
#define NAME_REACH 3

struct name_token {
    uint32_t start, end; /* bytes of its field */
    uint32_t word;       /* index in words */
    uint8_t field;       /* 0 title, 1 text */
    uint8_t shape;       /* enum name_shape */
    uint8_t places;      /* enum name_place */
    uint8_t known;       /* what the gazetteer says: a tag of name_tag.h */
};

/* What a large collection tells of a word, a class each, 0 for nothing (name_lexicon.h). */
struct name_learnt {
    uint8_t own;    /* of the word itself with a capital */
    uint8_t before; /* of the names before which it stands */
    uint8_t behind; /* of the names behind which it stands */
};

/* A distinct word of the article, or a mark. */
struct name_word {
    struct str folded; /* borrowed from the analyser; of a mark, from the text */
    uint32_t key;      /* the folded word's; of a mark, its code point */
    uint32_t kinds;    /* enum name_kind */
    uint32_t lower;    /* how often it stands there in lower case */
    uint32_t inside;   /* and with a capital inside a sentence */
    uint32_t capital;  /* and with a capital at all */
    uint32_t facts;    /* enum name_fact (name_facts.h) */
    struct name_learnt learnt;
};

/* Zeroed is empty; grows and is reused. */
struct name_text {
    struct str fields[2]; /* borrowed */
    struct name_token *tokens;
    size_t count;
    size_t capacity;
    struct name_word *words;
    size_t word_count;
    size_t word_capacity;
    uint32_t *slots; /* open addressing by key: index in words, plus 1 */
    size_t slot_count;
};

/* Replaces what is in `text` by the title's and the body's tokens (valid UTF-8, under 4 GiB). The
 * words belong to the analyser, as those of french_tokenise do. */
void name_text_read(struct name_text *text, struct french *french, const struct name_lists *lists,
                    struct str title, struct str body);

void name_text_free(struct name_text *text);

static inline bool name_shape_is_capital(uint8_t shape)
{
    return shape >= NAME_SHAPE_CAPITAL;
}

/* The word of token `at`. */
static inline const struct name_word *name_text_word(const struct name_text *text, size_t at)
{
    return &text->words[text->tokens[at].word];
}

#endif
