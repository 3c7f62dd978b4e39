/* The second stage of ranking: our own score over the best candidates of the first.
 *
 * Formula and constants: measured on three known-item sets of French press articles
 * (bench/relevance); rank.c has them in one place. */
#ifndef REVUE_RANK_H
#define REVUE_RANK_H

#include <math.h>

#include "error.h"
#include "records.h"
#include "terms.h"
#include "xapian_c.h"

/* BM25+ of the first stage; the weights of terms are the plan's. */
#define FIRST_STAGE_K1    1.2
#define FIRST_STAGE_B     0.75
#define FIRST_STAGE_DELTA 1.0

/* What it multiplies a term by that so many of the articles have. */
static inline double first_stage_weight(double documents, double frequency)
{
    return log((documents + 1) / frequency);
}

/* How many candidates are ranked again at the most, and how much of the best one's first score a
 * candidate must have. Measured, mean nDCG@10 and candidates read: without the share .6232 and 100;
 * .3 .6231 and 79; .4 .6227 and 59; .5 .6212 and 40. */
#define RANK_CANDIDATES 100
#define RANK_SHARE      0.35

/* What a score is the sum of. */
enum rank_part {
    RANK_STEM,    /* BM25+ of the stems: the first stage's score */
    RANK_EXACT,   /* BM25+ of the folded words, typed accents minded */
    RANK_PREFIX,  /* BM25+ of the words' first five letters */
    RANK_PAIR,    /* words side by side as in the query */
    RANK_NEAR,    /* words of content near each other in the query's order */
    RANK_WINDOW,  /* words near each other in any order */
    RANK_ACCENTS, /* accents as typed, where candidates have the word with others */
    RANK_PARTS,   /* how many there are */
};

struct candidate {
    xapian_docid docid;
    double first; /* the first stage's score: Xapian's weight */
    double score; /* of both stages, or what the first stage alone gives: never above one of both */
    double *parts; /* NULL, or room for RANK_PARTS, which sum up to the score */
};

/* What a first stage found. */
struct found {
    struct candidate *candidates; /* owned by who asked for them: free() */
    size_t count;
    size_t total; /* how many articles match; the candidates may be the best of them only */
};

/* Gives each candidate the score that it has by the first stage alone. */
void rank_by_first(struct candidate *candidates, size_t count);

/* Brings the candidates that are to be ranked again to the front and says how many they are. Of
 * more than RANK_CANDIDATES, the best by the first stage stand before the others. */
size_t rank_best(struct candidate *candidates, size_t count);

/* Gives each candidate its score and leaves them in docid order; those that have no record get what
 * the first stage gives, and no parts. `*ambiguous`: a candidate has a word that was typed with
 * accents, with others only. */
enum status rank_candidates(const struct query_terms *terms, struct records *records,
                            struct candidate *candidates, size_t count, bool *ambiguous,
                            struct error *error);

#endif
