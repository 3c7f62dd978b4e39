/* What checking a tree over a forward record is made of; for check*.c alone.
 *
 * The record's tokens get positions: words count, compounds stand at the position of their first
 * part, the text begins far behind the title. Leaves give spans of positions, phrases and distances
 * are made of them; the other nodes ask only whether there is one.
 *
 * What stands several times in the tree is one check, looked at once an article; and so is a word
 * that several of its leaves look for. */
#ifndef REVUE_CHECKING_H
#define REVUE_CHECKING_H

#include "check.h"
#include "key_table.h"

struct span {
    uint32_t first, last; /* positions */
};

struct spans {
    struct span *spans;
    size_t count;
    size_t capacity;
};

enum check_leaf_kind {
    LEAF_STEM,    /* a word in any form */
    LEAF_WRITTEN, /* its folded form alone */
    LEAF_SPELT,   /* its spelling */
    LEAF_PREFIX,
};

/* A word or prefix, and which of the words of the article in hand are of it. */
struct check_leaf {
    enum check_leaf_kind kind;
    const struct node *node;
    uint32_t key; /* forward_stem_of or forward_key_of the word; a hash of the prefix */
    struct vocabulary_range common; /* of a word: those of the vocabulary that may be it */
    struct key_table keys;          /* of a prefix: its words' */
    uint64_t *key_set;              /* of a prefix: a bit for the lower half of each of its keys */
    uint32_t article;               /* what follows is of this one: checker.article */
    bool found;
    uint32_t word, word_count; /* how many words of the article, and one of them */
    bool *has;                 /* by the article's word; false behind the last one, up to 256 */
    size_t has_capacity;
};

/* Some checks, those that decided lately first: most articles are decided by the same ones. */
struct check_set {
    struct check **checks;
    size_t count, capacity;
};

/* A node of the tree with what checking it needs. */
struct check {
    const struct node *node;
    struct check **children; /* each once, but those of a phrase, a compound and a distance */
    size_t count;
    /* Of a NODE_LIST, NODE_AND or NODE_OR, what it asks for: all of these, none of these, and one
     * of these where there are any. */
    struct check_set all, none, any;
    bool loose;                        /* a phrase whose words count one by one: plan_is_loose */
    bool words_near;                   /* a distance of two that check_near_words() can look at */
    struct check_leaf *leaf;           /* of a NODE_WORD or NODE_PREFIX */
    const struct plan_leaf *looked_up; /* of a condition */
    uint32_t article;                  /* what `matched` is of */
    uint32_t spans_round;              /* what `spans` are of: checker.round */
    uint32_t stamp;                    /* the set that has it already, when checks are made */
    bool matched;
    struct spans spans;
    struct spans *parts; /* of a distance or compound: its children's, narrowed */
};

struct checker {
    struct check *root;
    enum plan_mode mode;
    const struct plan *plan;
    struct check **checks; /* all there are, children first */
    size_t count, capacity;
    struct check **table; /* the same by what they are; a power of two of places */
    size_t places;
    struct check_leaf **leaves; /* likewise */
    size_t leaf_count, leaf_capacity;
    struct check_leaf **leaf_table;
    size_t leaf_places;
    uint32_t stamp;
    struct check_index *index; /* of many leaves; NULL: they are few */
    /* The article in hand. */
    const struct forward *forward;
    uint32_t article;    /* its number, from 1 */
    uint32_t tokens;     /* spans are looked for in so many of its tokens, the first ones */
    uint32_t round;      /* changes with the article and with `tokens` */
    uint32_t arranged;   /* so many tokens have their position, which not every tree needs */
    uint32_t *positions; /* by token, without the gap behind the title */
    size_t position_capacity;
    unsigned char *sides; /* working memory of check_near_words() */
    size_t side_capacity;
};

/* -- The leaves: check_leaves.c --------------------------------------------------------------- */

/* The leaf that looks for what `node` does, made when there is none yet; `as_written`: a word's
 * folded form, not its stem. */
struct check_leaf *check_leaf_of(struct checker *checker, const struct node *node, bool as_written);
/* To be called when all leaves are there. */
void check_index_leaves(struct checker *checker);
void check_free_leaves(struct checker *checker);

/* Whether a leaf matches the article's word of this number, which may be too great. */
bool check_word(const struct check_leaf *leaf, const struct forward *forward, uint32_t word);
/* Whether it matches any of the article's words; does not fill `has`. */
bool check_any_word(struct checker *checker, struct check_leaf *leaf);
/* Fills `has` of a leaf; false when the article has no word of it. */
bool check_words(struct checker *checker, struct check_leaf *leaf);
/* The first token of [at, end) whose word the leaf, whose `has` is filled, has; or `end`. */
uint32_t check_next_token(const struct forward *forward, const struct check_leaf *leaf, uint32_t at,
                          uint32_t end);

/* -- The article in hand: check_words.c ------------------------------------------------------- */

void check_open(struct checker *checker, const struct forward *forward);
/* Looks for spans in the first `tokens` of the article's tokens, or in all there are, from now on,
 * and gives these their positions. */
void check_look_at(struct checker *checker, uint32_t tokens);
/* A position with the gap behind the title. */
uint32_t check_place(uint32_t position, bool in_title);

/* Finds which of the article's words are the phrase's; false when it lacks one. */
bool check_phrase_words(struct checker *checker, struct check *phrase);
/* Whether the phrase stands in the article; leaves `has` of its words for check_next_phrase(). */
bool check_phrase(struct checker *checker, struct check *phrase);
/* The first token of [at, end) that begins the phrase, or `end`. */
uint32_t check_next_phrase(const struct forward *forward, const struct check *phrase, uint32_t at,
                           uint32_t end);
/* Whether a NODE_NEAR of two leaves or ORs of leaves has a place in the article. */
bool check_near_words(struct checker *checker, struct check *near);

/* -- Where it stands: check_spans.c ----------------------------------------------------------- */

/* Fills `spans` of a leaf, a phrase, a distance, or an OR or list of them. */
void check_find_spans(struct checker *checker, struct check *check);
/* Whether it has any in the article. */
bool check_has_spans(struct checker *checker, struct check *check);

#endif
