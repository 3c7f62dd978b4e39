/* A query as a tree: what the parser makes, what the plan, the check and the ranking read. */
#ifndef REVUE_TREE_H
#define REVUE_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "date.h"
#include "french.h"
#include "str.h"

enum node_kind {
    /* Leaves. */
    NODE_WORD,   /* a word: in any form, or with `exact` as spelt (`=pêche`) */
    NODE_PREFIX, /* `milit*`: any word whose folded form begins with `text` */
    NODE_NAME,   /* words of the name in a field of names: `text` */
    NODE_DATE,   /* the article's date is in `dates` */
    /* With children of one field. */
    NODE_COMPOUND, /* the first child, a NODE_WORD for the whole, or all others, its parts'
                      NODE_WORDs */
    NODE_PHRASE,   /* NODE_WORDs as written (accents and case apart), one behind the other; or its
                      `joined` */
    NODE_NEAR,     /* two or more, each within `distance` words of the next: NODE_WORDs,
                      NODE_PREFIXes, NODE_COMPOUNDs, NODE_PHRASEs, or NODE_ORs of these and of such
                      NODE_ORs, all of one field */
    /* With children of any field. */
    NODE_LIST, /* joined by a space: all are wanted; when no article has them all, any is enough */
    NODE_AND,
    NODE_OR,
    NODE_NOT,    /* one child, which must not match; stands only in a LIST or AND, beside a child
                    that is none */
    NODE_NEEDED, /* one child, which must match whatever is relaxed */
};

enum query_field {
    FIELD_ANY,   /* title or text */
    FIELD_TITLE, /* titre: title: */
    /* Fields of names. */
    FIELD_OUTLET,  /* media: outlet: */
    FIELD_ENTITY,  /* entite: entity: */
    FIELD_AUTHOR,  /* auteur: author: */
    FIELD_SECTION, /* rubrique: section: */
    FIELD_DATE,    /* date:, of a NODE_DATE */
};

struct node {
    enum node_kind kind;
    enum query_field field; /* of a leaf, a compound, a phrase and a NEAR: their children's */
    uint32_t start, end;    /* bytes of the query text it was read from */
    const struct french_word *word; /* NODE_WORD; belongs to the analyser */
    bool exact;                     /* NODE_WORD: this spelling, accents as typed */
    /* NODE_WORD: the number of the word in the query, counted over all words that stand in it, in
     * order; a number is left out between words that an operator, a bracket or another kind of leaf
     * parts, so that two words whose numbers follow each other stood side by side. */
    uint32_t position;
    struct str text;  /* NODE_NAME: as typed; NODE_PREFIX: the folded prefix. Lives as the query and
                         the words do, and so the next */
    struct str typed; /* NODE_WORD, NODE_COMPOUND, NODE_PREFIX: what reads as it standing alone, as
                         typed where that does */
    struct date_range dates; /* NODE_DATE */
    uint32_t distance;       /* NODE_NEAR */
    struct node **children;
    size_t count;
    /* NODE_PHRASE: the same with NODE_COMPOUNDs for their parts, of which it has those or all the
     * wholes: `"missile S-400"` is the words s and 400, or s400. NULL where there is none. */
    struct node *joined;
};

/* Whether two nodes ask for the same stems, names and dates in the same way; and a number that is
 * the same for such nodes. */
bool node_equal(const struct node *a, const struct node *b);
uint64_t node_hash(const struct node *node);

/* The node with compounds as such: a phrase's `joined` if it has one. */
static inline const struct node *node_joined(const struct node *node)
{
    return node->joined ? node->joined : node;
}

/* Owns a tree and all its memory but the words. */
struct query {
    struct buffer text; /* what was typed */
    struct node *root;  /* NULL: nothing to search for (no word, only punctuation) */
    struct arena memory;
};

void query_free(struct query *query);

/* Zeroed memory that lives as long as the query. */
void *query_allocate(struct query *query, size_t bytes);

/* Appends the tree (NULL: nothing) as a query that parses to the same tree but for the ranges and
 * numbers of its words: French operators, brackets around everything that is joined. The print of a
 * query near QUERY_MAX_BYTES may be longer than that. */
void query_print(const struct node *root, struct buffer *text);

#endif
