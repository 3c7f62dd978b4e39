/* From a tree to a formula that finds a superset of its articles, with the first stage's
 * weights.
 *
 * Without position lists Xapian cannot tell a phrase, a distance or a spelling: the plan asks for
 * the words and leaves the rest to the check (check.h). */
#ifndef REVUE_PLAN_H
#define REVUE_PLAN_H

#include "docids.h"
#include "error.h"
#include "filters.h"
#include "formula.h"
#include "key_table.h"
#include "prefix.h"
#include "terms.h"
#include "tree.h"
#include "xapian_c.h"

enum plan_mode {
    PLAN_ALL, /* of words joined by a space, all */
    PLAN_ANY, /* any is enough, the more the better */
};

/* What the plan looked up for a leaf, for the check to use. */
struct plan_leaf {
    const struct node *node;
    struct prefix prefix; /* NODE_PREFIX */
    /* The articles that match, ascending: NODE_NAME, NODE_DATE of a tree that needs a check,
     * NODE_WORD of one whose formula is wide, by its stem. */
    struct docid_list articles;
};

struct plan {
    struct formula *formula; /* NULL: nothing can match */
    bool needs_check;        /* the formula finds more than the tree means */
    /* Whether, where the formula may find all articles, those of each stem are looked up, for
     * checker_matches(): to be set before plan_make(), and the postings of a database that has
     * some. */
    bool looks_up;
    struct postings *postings;
    struct plan_leaf *leaves;
    size_t leaf_count;
    size_t leaf_capacity;
    struct key_table leaf_table; /* their numbers by node_hash() */
};

/* Makes the plan of `root`. `plan` is zeroed, or has `needs_check` set: then what a check needs is
 * looked up in any case; or it is of the same root in the other mode, and gives what it looked up.
 * plan_free() it, after a failure too. */
enum status plan_make(const struct node *root, const struct query_terms *terms, enum plan_mode mode,
                      struct names *names, struct plan *plan, struct error *error);

void plan_free(struct plan *plan);

/* The entry of a leaf, or NULL. */
const struct plan_leaf *plan_find_leaf(const struct plan *plan, const struct node *node);

/* The mode of a node's children: what is needed or unwanted is so as it was typed. */
enum plan_mode plan_mode_below(const struct node *node, enum plan_mode mode);

/* Whether a node asks for no words, but for names or dates, however they are joined. */
bool plan_is_condition(const struct node *node);

/* Whether a node is a stop word that may stand in any form. */
bool plan_is_stop_word(const struct node *node);

/* In which fields a list asks for anything but stop words, conditions and negations: a bit for each
 * enum query_field. */
unsigned plan_content(const struct node *list);

/* Likewise of a NODE_COMPOUND, whose stop words are not asked for where any part is enough:
 * `--any sous-préfet` does not mean sous. */
unsigned plan_compound_content(const struct node *compound);

/* Whether a child of a list, or a part of a compound, is a stop word that is not asked for, because
 * there is other content: for a word of a field in that field, so that `titre:été polluants` means
 * été, and `titre:(un été pollué)` is a title. */
bool plan_is_optional(unsigned content, const struct node *child);

/* Whether a node does not ask for its child of this number: plan_is_optional(), but for the whole
 * of a compound, which may be such a word (`p-ar`). */
bool plan_leaves_out(unsigned content, const struct node *node, size_t child);

/* Whether the formula of a node finds more than the node means: phrases, distances, prefixes and
 * spellings, and function words that have to be there. */
bool plan_needs_check(const struct node *node, enum plan_mode mode);

/* Whether a list takes the words of its phrase one by one, but for stop words: when any word is
 * enough, the phrase is one of several parts, and its spelling does not matter. A pasted title with
 * a quotation in it finds its article so; that the words stand side by side is for the ranking to
 * reward. Measured: nDCG@10 of title .5148 against .5127, of abstract .6865 against .6838. */
bool plan_is_loose(const struct node *list, const struct node *child, enum plan_mode mode);

/* Whether the two modes differ for this tree: it has a list with a part that may be missing,
 * because another one or one that is needed (+) is there. */
bool plan_can_relax(const struct node *root);

#endif
