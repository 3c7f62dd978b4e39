/* Whether an article is what the tree means, by its forward record: what the plan left open. */
#ifndef REVUE_CHECK_H
#define REVUE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "forward.h"
#include "plan.h"
#include "tree.h"

struct checker;

/* A checker of `root` under `mode`; `root` and `plan` are borrowed for its lifetime. Owned by the
 * caller: checker_free(). */
struct checker *checker_new(const struct node *root, enum plan_mode mode, const struct plan *plan);
void checker_free(struct checker *checker);

/* Behind which number of the vocabulary none is needed: what forward_open_below() is to be given
 * for a record that checker_matches() gets. */
uint32_t checker_numbers_end(const struct checker *checker);

/* Whether the article `docid`, whose record is `forward`, matches. */
bool checker_matches(struct checker *checker, xapian_docid docid, const struct forward *forward);

/* A token of the article that a leaf of the tree matched. */
struct token_match {
    uint32_t token;          /* in order of the record: title, then text */
    uint32_t place;          /* the same for all words of one place of a phrase; 0: of none */
    const struct node *leaf; /* NODE_WORD or NODE_PREFIX */
};

/* Zeroed is empty; reused. */
struct token_matches {
    struct token_match *matches;
    size_t count;
    size_t capacity;
    uint32_t places; /* how many were given a number */
};

/* Replaces what is in `found` by the tokens that made the article match, in order, each token once:
 * every form of a word, the words of a phrase only where the phrase stands. */
void checker_find(struct checker *checker, const struct forward *forward,
                  struct token_matches *found);

void token_matches_free(struct token_matches *matches);

#endif
