/* What an article holds of a query: how often its words, their beginnings, and which of them
 * together.
 *
 * The second ranking stage reads a hundred articles for a query, so this is made to go over a
 * forward record once, and to pass quickly over what is nothing to the query. */
#ifndef REVUE_EVIDENCE_H
#define REVUE_EVIDENCE_H

#include "forward.h"
#include "terms.h"

/* Nearness, in positions. Measured together with the weights in rank.c. */
#define EVIDENCE_NEAR_WORDS   4  /* a near pair's second word is at most so far behind the first */
#define EVIDENCE_WINDOW_WORDS 40 /* a window's two words are less than so far apart */

/* A folded word, or the beginning of one, among the query's scored words. */
struct evidence_key {
    uint32_t key;
    const struct french_word *word; /* the query's first word that has it */
    double weight;                  /* of its stem, summed over the query's words that have it */
    double count;                   /* in the article; an occurrence in the title counts five */
    bool accents_tell; /* typed with accents that no capital drops: another spelling is, as likely
                          as not, another word (sûr and sur, but not État and Etat) */
    bool typed, other; /* the article has it as typed; spelt otherwise */
};

/* Two stems of the query that follow each other. Side by side in the title they count five: mean
 * nDCG@10 .6243, .6237 when they count one. */
struct evidence_pair {
    uint32_t first, second; /* query_terms.stems */
    uint32_t next;          /* internal */
    bool both_stop;
    uint32_t count; /* in the article */
};

/* Which keys or pairs the article has: their numbers, in ascending order. */
struct evidence_found {
    uint32_t *numbers;
    size_t count;
};

struct evidence_pairs {
    struct evidence_pair *pairs;
    size_t count;
    struct evidence_found found;  /* those with a count */
    uint32_t *chains, chain_mask; /* internal */
};

/* Two stems of the query in one window. */
struct evidence_window {
    uint32_t low, high; /* query_terms.stems, low < high */
    uint32_t count;
};

struct evidence {
    const struct query_terms *terms;
    /* Of the article read last. */
    struct evidence_key *exact, *prefix;
    size_t exact_count, prefix_count;
    struct evidence_found exact_found, prefix_found; /* those with a count */
    struct evidence_pairs adjacent;                  /* words side by side, stop words among them */
    struct evidence_pairs near;                      /* words of content, one behind the other */
    struct evidence_window *windows;                 /* those with a count, in the order found */
    size_t window_count;
    double length; /* words of the text, and five times those of the title */
    struct evidence_memory *memory;
};

/* An article's length, as in struct evidence. */
double evidence_length(const struct forward *forward);

/* The same, where 1 is that of the average article. */
double evidence_relative_length(const struct query_terms *terms, double length);

/* Evidence of a query; `terms` is borrowed. Owned by the caller: evidence_free(). */
struct evidence *evidence_new(const struct query_terms *terms);
void evidence_free(struct evidence *evidence);

/* Reads an article: replaces all counts. */
void evidence_read(struct evidence *evidence, const struct forward *forward);

/* Whether a word has accents that tell. */
bool evidence_accents_tell(const struct french_word *word);

/* Whether the article has a word of the query as typed; counts nothing. */
bool evidence_has_typed(struct evidence *evidence, const struct forward *forward);

#endif
