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
#include "name_shape.h"
#include "str.h"

/* Where a token stands: bits. */
enum name_place {
    NAME_OPENS_TEXT = 1 << 0,     /* the first of a paragraph */
    NAME_OPENS_SENTENCE = 1 << 1, /* the first word of a sentence */
    NAME_IN_BRACKETS = 1 << 2,
    NAME_IN_QUOTES = 1 << 3,
    NAME_TOUCHES = 1 << 4,          /* nothing stands between it and the token before */
    NAME_CANDIDATE = 1 << 5,        /* it may be part of a name (name_candidates.h) */
    NAME_BEGINS_EXPANSION = 1 << 6, /* what an acronym next to it stands for (name_acronyms.h) */
    NAME_IN_EXPANSION = 1 << 7,     /* and goes on with it */
};

struct name_token {
    uint32_t start, end; /* bytes of its field */
    uint32_t word;       /* index in words */
    uint8_t field;       /* 0 title, 1 text */
    uint8_t shape;       /* enum name_shape */
    uint8_t places;      /* enum name_place */
    uint8_t known;       /* what the gazetteer says: a tag of name_tag.h */
    uint8_t pair;        /* what a collection tells of it with the next (name_lexicon.h) */
};

/* What a large collection tells of a word, a class each, 0 for nothing (name_lexicon.h). */
struct name_learnt {
    uint8_t own;    /* of the word itself with a capital */
    uint8_t before; /* of the names before which it stands */
    uint8_t behind; /* of the names behind which it stands */
};

/* How a word stands in the article, somewhere: bits. */
enum name_written {
    NAME_WRITTEN_LOWER = 1 << 0,  /* in lower case */
    NAME_WRITTEN_INSIDE = 1 << 1, /* with a capital inside a sentence */
};

/* A distinct word of the article, or a mark. */
struct name_word {
    struct str folded; /* borrowed from the analyser; of a mark, from the text */
    uint32_t key;      /* the folded word's; of a mark, its code point */
    uint32_t kinds;    /* enum name_kind */
    uint16_t facts;    /* enum name_fact (name_facts.h) */
    uint8_t written;   /* enum name_written */
    struct name_learnt learnt;
};

/* Zeroed is empty; grows and is reused. */
struct name_text {
    struct str fields[2]; /* borrowed */
    struct name_token *tokens;
    size_t count;
    size_t capacity;
    uint32_t *capitals; /* the tokens with a capital (name_shape_is_capital), in their order: most
                           of the steps ask for nothing else */
    size_t capital_count;
    size_t capital_capacity;
    struct name_word *words;
    size_t word_count;
    size_t word_capacity;
    uint32_t *slots;   /* open addressing by key: index in words, plus 1 */
    size_t slot_count; /* of this article: it begins with few */
    size_t slot_capacity;
};

/* What an article is read with; all of it is borrowed. */
struct name_recall;
struct name_text_source {
    struct french *french;
    const struct name_recall *recall; /* of this analyser's words */
    struct str fields[2];             /* valid UTF-8, under 4 GiB */
    size_t begin; /* a part is read: the text from this byte on, the title with 0 alone */
    /* Those that french_tokenise made of the fields, so that no word is looked up twice; either may
     * be NULL. */
    const struct french_tokens *tokens[2];
};

/* Replaces what is in `text` by the tokens of the fields. The words belong to the analyser, as
 * those of french_tokenise do. */
void name_text_read(struct name_text *text, const struct name_text_source *source);

void name_text_free(struct name_text *text);

/* The word of token `at`. */
static inline const struct name_word *name_text_word(const struct name_text *text, size_t at)
{
    return &text->words[text->tokens[at].word];
}

#endif
