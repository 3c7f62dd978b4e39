/* What checking a tree over a forward record is made of; for check*.c alone.
 *
 * The record's tokens get positions: words count, compounds stand at the position of their first
 * part, the text begins far behind the title. Leaves give spans of positions, phrases and distances
 * are made of them; the other nodes ask only whether there is one. */
#ifndef REVUE_CHECKING_H
#define REVUE_CHECKING_H

#include "check.h"

struct span {
    uint32_t first, last; /* positions */
};

struct spans {
    struct span *spans;
    size_t count;
    size_t capacity;
};

/* A node of the tree with what checking it needs. */
struct check {
    const struct node *node;
    struct check *children;
    const struct plan_leaf *looked_up; /* of a prefix or a condition */
    uint32_t *keys;                    /* of a prefix: its words' keys, ascending */
    size_t key_count;
    uint64_t *key_set;              /* of a prefix: a bit for the lower half of each of its keys */
    uint32_t key;                   /* of a word: forward_key_of */
    struct vocabulary_range common; /* of a word: those of the vocabulary that may match it */
    bool as_written;                /* a word of a phrase: its folded form, not its stem */
    bool loose;                     /* a phrase whose words count one by one: plan_is_loose */
    struct spans spans;             /* working memory, and so the next */
    bool *has;                      /* a leaf: by the article's word, whether it matches */
    size_t has_capacity;
};

struct checker {
    struct check root;
    enum plan_mode mode;
    /* The article in hand. */
    const struct forward *forward;
    bool arranged;       /* the positions are made, which not every tree needs */
    uint32_t *positions; /* by token, without the gap behind the title */
    size_t capacity;
};

/* -- The article in hand: check_words.c ------------------------------------------------------- */

/* As many as there are lower halves of a word's key. */
#define CHECK_KEY_SET_BITS 65536

void check_open(struct checker *checker, const struct forward *forward);
/* Gives the article's tokens their positions; does nothing the second time. */
void check_arrange(struct checker *checker);
/* A position with the gap behind the title. */
uint32_t check_place(uint32_t position, bool in_title);

int check_compare_keys(const void *a, const void *b);
/* Whether a leaf matches the article's word of this number, which may be too great. */
bool check_word(const struct check *leaf, const struct forward *forward, uint32_t word);
/* Fills `has` of a leaf; false when the article has no word of it. */
bool check_words(const struct checker *checker, struct check *leaf);

/* Whether the phrase stands in the article; leaves `has` of its words for check_next_phrase(). */
bool check_phrase(struct checker *checker, struct check *phrase);
/* The first token of [at, end) that begins the phrase, or `end`. */
uint32_t check_next_phrase(const struct forward *forward, const struct check *phrase, uint32_t at,
                           uint32_t end);
/* Whether a NODE_NEAR of two leaves has a place in the article. */
bool check_near_words(const struct checker *checker, struct check *near);

/* -- Where it stands: check_spans.c ----------------------------------------------------------- */

/* Fills `spans` of a leaf, a phrase, a distance, or an OR or list of them. */
void check_find_spans(struct checker *checker, struct check *check);
/* Whether it has any; of a distance, every part of the chain. */
bool check_has_spans(struct checker *checker, struct check *check);

#endif
