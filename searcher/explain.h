/* Why a hit scores what it scores: the words of the query in the article, and what each adds.
 *
 * Nothing of the ranking's formula is known here. The first stage's score is parted by asking for
 * the article again with a plan in which one word alone has its weight; the second stage's parts
 * come with the hit (rank.h), and what they rest on is read once more (evidence.h). */
#ifndef REVUE_EXPLAIN_H
#define REVUE_EXPLAIN_H

#include "error.h"
#include "evidence.h"
#include "filters.h"
#include "forms.h"
#include "hit.h"
#include "rank.h"
#include "search.h"
#include "tree.h"

/* A query of more different words is not explained: for each of them it is planned anew. Measured:
 * 500 words take 1.3 s, 2,900 take 45. */
#define EXPLAIN_MOST_WORDS 500

/* A NODE_PREFIX of the query. */
struct explained_prefix {
    const struct node *node;
    struct buffer label; /* as typed */
    size_t words;        /* how many of the database begin so */
};

/* Explains the hits of one search. */
struct explainer {
    const struct search *search;
    const struct node *root; /* NULL: the query was filters alone */
    struct names *names;
    bool scored;        /* the search was by relevance, of words */
    struct str *labels; /* of each stem of the search's terms: its first word, as typed */
    struct explained_prefix *prefixes; /* those that a hit may have */
    size_t prefix_count;
    size_t prefix_capacity;
    /* By stem of the search's terms: the query in which that stem alone weighs, beside the
     * prefixes; behind them one in which the prefixes alone do. NULL where nothing would. */
    struct xapian_query **alone;
    struct evidence *evidence; /* its pairs are those that an explanation counts */
};

/* Prepares to explain hits of `search`, which was run with `explain`. All but `error` is borrowed
 * for the explainer's lifetime. STATUS_INPUT when the query has more than EXPLAIN_MOST_WORDS.
 * explainer_free() it, after a failure too. */
enum status explainer_open(struct explainer *explainer, const struct search *search,
                           const struct node *root, enum search_sort sort, struct names *names,
                           struct error *error);
void explainer_free(struct explainer *explainer);

/* A word of the query in a hit. */
struct explained_word {
    struct forms forms;
    double part; /* of the first stage's score */
};

/* A hit's score, taken apart. Zeroed is empty; reused from hit to hit of one search. */
struct explanation {
    const struct search_hit *hit;
    double parts[RANK_PARTS];     /* their sum is the score */
    bool ranked_again;            /* else the first stage's part is all there is */
    struct explained_word *words; /* of each stem of the search's terms */
    size_t word_count;
    struct forms *prefixes; /* of each prefix */
    size_t prefix_count;
    double prefix_part;     /* of all prefixes together, of the first stage's score */
    uint32_t *adjacent;     /* by pair of the evidence: how often side by side */
    uint32_t *near;         /* ... how often near each other */
    double length;          /* words of the text, and five times those of the title */
    double relative_length; /* to the average article's */
};

/* Explains `found`, which `reader` has just read into `hit`, with HIT_SNIPPET. The forms borrow
 * from the hit. */
enum status explainer_explain(const struct explainer *explainer, const struct search_hit *found,
                              const struct hit_reader *reader, const struct hit *hit,
                              struct explanation *explanation, struct error *error);

void explanation_free(struct explanation *explanation);

#endif
