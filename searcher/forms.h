/* The forms in which a word of the query stands in an article. */
#ifndef REVUE_FORMS_H
#define REVUE_FORMS_H

#include <stdbool.h>
#include <stdint.h>

#include "article.h"
#include "french.h"
#include "tree.h"

/* A form as written: `Bases` and `bases` are two. */
struct form {
    struct str written;         /* borrowed from the article */
    uint32_t in_title, in_text; /* how often */
};

/* In order of their first appearance. Zeroed is empty; reused. */
struct forms {
    struct form *forms;
    size_t count;
    size_t capacity;
    uint32_t in_title, in_text; /* all together */
};

void forms_free(struct forms *forms);

/* What makes a token a form of a word. */
enum form_kind {
    FORM_OF_STEM,  /* the same stem */
    FORM_WRITTEN,  /* the same folded word, as in a phrase */
    FORM_SPELT,    /* the same spelling */
    FORM_BEGINNING /* it begins so */
};

struct form_pattern {
    enum form_kind kind;
    const struct french_word *word; /* unless FORM_BEGINNING */
    struct str beginning;           /* of the folded word */
};

/* What a NODE_WORD or NODE_PREFIX standing alone looks for. */
struct form_pattern form_pattern_of(const struct node *leaf);

/* An article with its tokens; all borrowed. */
struct tokenised {
    const struct article *article;
    const struct french_tokens *title, *text;
};

/* Replaces what is in `forms` by the article's. */
void forms_find(const struct tokenised *article, struct form_pattern pattern, struct forms *forms);

#endif
