/* What checking a tree over a forward record is made of; for check*.c alone.
 *
 * The record's words get places: those of the title, then those of the text with a gap between that
 * nothing reaches over; a compound stands at the place of its first part, and takes as many as it
 * has parts. A row has a bit a place.
 * Leaves have rows, phrases and distances are worked out of them; the other nodes ask only whether
 * there is any place.
 *
 * What stands several times in the tree is one check, looked at once an article; and so is a word
 * that several of its leaves look for. */
#ifndef REVUE_CHECKING_H
#define REVUE_CHECKING_H

#include "bits.h"
#include "check.h"
#include "key_table.h"

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
    uint8_t top;  /* forward_top_of a word as written */
    struct vocabulary_range common; /* of a word: those of the vocabulary that may be it */
    const struct prefix *prefix;    /* of a prefix: the plan's; NULL: it has no word */
    /* Of LEAF_STEM: the only articles that have the stem, where the plan looked them up; or NULL.
     */
    const struct docid_list *articles;
    uint32_t searched;           /* the article that it was looked for in: checker.article */
    uint32_t found;              /* the article that has it, by check_find_all() */
    uint32_t number;             /* when there are many, as are the next three: */
    uint32_t watch, whole_watch; /* the first watch on it, and on a compound's whole that is it */
    bool paired;                 /* it is one of two leaves that stand side by side */
    /* A set of many that matches when this stands in the article, or in its title; or NULL. */
    const struct check_set *enough, *enough_in_title;
    uint32_t *words; /* the article's words of it, ascending */
    size_t word_count, word_capacity;
    uint64_t *row; /* where these stand, but for compounds */
    size_t row_capacity;
    uint32_t row_round; /* what `row` is of: checker.round */
};

/* So few leaves, or checks of a set, are asked one by one. */
#define CHECK_FEW 8

/* Some checks, the one that decided the last article first: most are decided by the same ones. Of
 * many that is written over another one, which `ready` still finds. */
struct check_set {
    struct check **checks;
    size_t count, capacity;
    /* Of many, those that check_ready.c finds in an article: all that need no leaf, and of the
     * others those whose leaves it has. NULL: they are few. */
    struct check **ready;
    size_t always, ready_count; /* so many for each article, so many for this one */
    size_t enough;              /* how many of the checks a leaf stands for by itself */
    uint32_t article;
};

/* One of the ways in which a part of a distance can stand in an article. */
struct check_way {
    struct check *check; /* as this phrase, or this compound's parts in order; NULL: as a word */
    bool wholes;         /* with a compound's whole for a word */
    uint32_t length;     /* in places */
};

/* A part of a distance. */
struct check_part {
    struct check_set set; /* the words, phrases and compounds' parts in order that it may be */
    uint32_t article;     /* what the rest is of */
    size_t seen;          /* so many of the possible checks are in what follows */
    struct check_way *ways;
    size_t way_count, way_capacity;
    struct check_leaf **leaves; /* of its words; all of them are one way */
    size_t leaf_count, leaf_capacity;
    bool wholes; /* one of these is a compound's whole: three more ways */
};

/* A node of the tree with what checking it needs. */
struct check {
    const struct node *node;
    struct check **children; /* each once, but those of a phrase, a compound and a distance */
    size_t count;
    /* Of a NODE_LIST, NODE_AND or NODE_OR, what it asks for: all of these, none of these, and one
     * of these where there are any. */
    struct check_set all, none, any;
    bool relaxed;            /* a NODE_LIST or NODE_COMPOUND of which any part is enough */
    bool loose;              /* a phrase whose words count one by one: plan_is_loose */
    bool either;             /* a phrase of which the children are two, by parts and by wholes */
    struct check_leaf *leaf; /* of a NODE_WORD or NODE_PREFIX */
    const struct plan_leaf *looked_up; /* of a condition */
    /* Of a phrase or a distance: leaves that an article must have, one that it lacked first; of a
     * compound, what its parts in order need. Of either of two phrases none: an article may have no
     * more of one than of the other. */
    struct check_leaf **needs;
    size_t need_count, need_capacity;
    /* Of a distance, one for each child. */
    struct check_part *parts;
    bool many;        /* the set of one of them is of many */
    uint32_t article; /* what `matched` is of */
    uint32_t marked;  /* the article whose tokens of it are found */
    uint32_t stamp;   /* the set that has it already, when checks are made or tokens found */
    bool matched;
};

#define CHECK_SCRATCH_ROWS 9
/* What those are for that are no caller's own. */
#define CHECK_LEAF_ROW   (CHECK_SCRATCH_ROWS - 1)
#define CHECK_BEGINS_ROW (CHECK_SCRATCH_ROWS - 2)
/* The longest compound, in parts: the analyser's limit. */
#define CHECK_MOST_PARTS 4

/* A compound of the article in hand, and how many places it takes as the whole that a leaf is. */
struct compound_token {
    uint32_t place, word;
    uint32_t places; /* 0: it was not looked for yet */
    const struct check_leaf *leaf;
};

struct checker {
    struct check *root;
    enum plan_mode mode; /* of the check that is being made */
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
    uint32_t numbers_end;    /* of the vocabulary's numbers those below are needed */
    uint32_t gap;            /* places between title and text */
    struct check_many *many; /* of many leaves; NULL: they are few, and the next is NULL */
    struct check_watches *watches;
    /* The article in hand. */
    const struct forward *forward;
    xapian_docid docid;        /* 0: not known, nor asked for */
    uint32_t article;          /* its number, from 1 */
    uint32_t asked;            /* how many leaves were looked for one by one */
    struct check_leaf **found; /* of many leaves those that it has, by check_find_all() */
    size_t found_count;
    bool *has; /* by word, all false between two uses */
    size_t has_capacity;
    /* What is looked at of it: the title, and some of the text or all. */
    uint32_t round;           /* changes with the article and with how much is looked at */
    uint32_t arranged;        /* so many tokens have their place; 0: nothing is looked at yet */
    uint32_t title_places;    /* [0, title_places) are the title's */
    uint32_t end;             /* behind the last place */
    size_t row_words;         /* of 64 places each, `end` among them */
    unsigned char *planes[4]; /* the word of each place, a byte of its number in each of these */
    size_t plane_capacity[4];
    unsigned plane_count;
    uint64_t *taken; /* the row of places that have a word */
    size_t taken_capacity;
    struct compound_token *compounds; /* in order */
    size_t compound_count, compound_capacity;
    uint64_t *scratch; /* CHECK_SCRATCH_ROWS rows: working memory */
    size_t scratch_capacity;
};

/* Adds a check to a set. */
void check_add(struct check_set *set, struct check *check);

/* -- The leaves: check_leaves.c --------------------------------------------------------------- */

/* The leaf that looks for what `node` does, made when there is none yet; `as_written`: a word's
 * folded form, not its stem. */
struct check_leaf *check_leaf_of(struct checker *checker, const struct node *node, bool as_written);
void check_free_leaves(struct checker *checker);

/* Whether a leaf matches the article's word of this number, which may be too great. */
bool check_word(const struct check_leaf *leaf, const struct forward *forward, uint32_t word);
/* Whether the article may have the leaf, for all that the plan looked up. */
bool check_is_possible(const struct checker *checker, const struct check_leaf *leaf);
/* Whether it matches any of the article's words; need not fill `words`. */
bool check_any_word(struct checker *checker, struct check_leaf *leaf);
/* Fills `words` of a leaf; false when the article has none of it. */
bool check_words(struct checker *checker, struct check_leaf *leaf);
void check_add_word(struct check_leaf *leaf, uint32_t word);

/* -- Many of them: check_many.c --------------------------------------------------------------- */

/* To be called when all checks and leaves are there. */
void check_index(struct checker *checker);
void check_free_index(struct checker *checker);
/* Fills `words` of all leaves. */
void check_find_all(struct checker *checker);
/* Whether that was done for the article in hand. */
bool check_found_all(const struct checker *checker);

/* Whether the article has a leaf that is enough for the set. */
bool check_has_enough(struct checker *checker, const struct check_set *set);

/* Of all leaves found: one that a check needs and the article lacks, or NULL. */
static inline struct check_leaf *check_lacking(const struct checker *checker,
                                               const struct check *check)
{
    for (size_t i = 0; i < check->need_count; i++)
        if (check->needs[i]->found != checker->article)
            return check->needs[i];
    return NULL;
}

/* -- Sets of many checks: check_ready.c ------------------------------------------------------- */

/* Whether there is such a set. */
bool check_has_many(const struct checker *checker);
/* Makes the checks of such sets watch for what they need. */
void check_watch(struct checker *checker);
void check_free_watches(struct checker *checker);
/* To be called when all leaves of an article are found. */
void check_begin_ready(struct checker *checker);

/* Adds to `ready` of the sets of many what one more leaf that was found makes so; false when all
 * have been asked. */
bool check_make_ready(struct checker *checker);
/* The same for all leaves of the article. */
void check_make_all_ready(struct checker *checker);

/* The checks of a set that the article may have: of many, those that are ready. Borrowed until the
 * next article. */
struct check *const *check_possible(const struct checker *checker, const struct check_set *set,
                                    size_t *count);

/* -- The article in hand: check_article.c ----------------------------------------------------- */

void check_open(struct checker *checker, const struct forward *forward, xapian_docid docid);
/* A table of the article's words, and of all that a byte may be: all false, and to be left so.
 * Borrowed until the next article. */
bool *check_has(struct checker *checker);
/* Gives the words of the title and of the first tokens of the text their places. */
void check_look(struct checker *checker);
/* The same for more of the text; false when all have theirs already. */
bool check_look_further(struct checker *checker);
bool check_looked_at_all(const struct checker *checker);
/* The place of each token of an article that is looked at as a whole; owned by the caller. */
uint32_t *check_places(const struct checker *checker);

/* -- Rows of what is looked at: check_rows.c -------------------------------------------------- */

/* A row of working memory, until more of the article is looked at. */
static inline uint64_t *check_scratch(const struct checker *checker, unsigned number)
{
    return checker->scratch + number * checker->row_words;
}
bool check_is_empty(const struct checker *checker, const uint64_t *row);
/* The word at a place that has one. */
uint32_t check_word_at(const struct checker *checker, size_t place);
/* Leaves of a row what is in the title. */
void check_keep_title(const struct checker *checker, uint64_t *row);
/* Fills a row with where any of the leaves stand, but for compounds. */
void check_leaves_row(struct checker *checker, struct check_leaf *const *leaves, size_t count,
                      bool in_title, uint64_t *row);
/* Leaves of `row` the places that have one of `other` so many places behind; false when there is
 * none. */
bool check_keep_followed(const struct checker *checker, uint64_t *restrict row,
                         const uint64_t *restrict other, size_t places);
/* Fills a row with where the phrase begins, wholes of compounds left out; false when it is nowhere.
 */
bool check_phrase_row(struct checker *checker, struct check *phrase, uint64_t *row);
/* Whether the phrase stands in the article. */
bool check_phrase(struct checker *checker, struct check *phrase);
/* Whether the article has what a phrase or a distance needs. */
bool check_needs(struct checker *checker, struct check *check);

/* -- Compounds by their joined form: check_wholes.c ------------------------------------------- */

/* Whether the leaf matches the whole of a compound of the article. */
bool check_has_whole(struct checker *checker, struct check_leaf *leaf);
/* How many words of a phrase do; the article has all of them. */
size_t check_count_wholes(const struct checker *checker, const struct check *phrase);
/* Fills a row with where such compounds of any of the leaves stand that take so many places; false
 * when there is none. */
bool check_wholes_row(struct checker *checker, struct check_leaf *const *leaves, size_t count,
                      uint32_t places, uint64_t *row);
/* Of a phrase with such words, as it stands with a whole for one of them or more: a row
 * of where it may begin, which is so many places before the first such compound as words of the
 * phrase are before that, borrowed until the next call of these; whether it does; where it begins
 * when it takes so many places; the place behind it when it begins at `place`, or 0. */
const uint64_t *check_phrase_begins(const struct checker *checker, const struct check *phrase);
bool check_phrase_wholes(struct checker *checker, const struct check *phrase);
bool check_phrase_wholes_row(struct checker *checker, const struct check *phrase, uint32_t places,
                             uint64_t *row);
uint32_t check_phrase_end(const struct checker *checker, const struct check *phrase,
                          uint32_t place);

/* -- The ways of a distance's parts: check_ways.c --------------------------------------------- */

/* Fills `parts` of a distance. */
void check_find_parts(struct check *near);
void check_free_parts(struct check *near);

/* Adds the ways of what has become possible in the article; false when there is none. */
bool check_find_ways(struct checker *checker, struct check_part *part);

/* -- Distances: check_near.c ------------------------------------------------------------------ */

/* Whether the article has a place of it. */
bool check_near(struct checker *checker, struct check *near);
/* Fills a row for each way, one behind the other, with where it is part of such a place; the
 * article is looked at as a whole. False when there is no place. Owned by the caller: free(). */
bool check_near_rows(struct checker *checker, struct check *near, uint64_t **rows);

#endif
