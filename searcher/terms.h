/* The words of a query that score: in order, with what the database knows of their stems. */
#ifndef REVUE_TERMS_H
#define REVUE_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "key_table.h"
#include "postings.h"
#include "tree.h"
#include "xapian_c.h"

/* A stem of the query, each once. */
struct query_stem {
    const struct french_word *word; /* the first word of the query that has it */
    uint32_t query_frequency;       /* how often it stands in the query */
    uint32_t document_frequency;    /* articles that have it; all, where it has no term */
    uint64_t occurrences;           /* its wdf, summed over them; 0 where it has no term */
    bool scored;   /* not so stop words, and the whole of a compound: its parts are */
    double idf;    /* ln(1 + (N - df + .5) / (df + .5)); of one without a term a constant */
    double weight; /* idf with the stem's burstiness: what one occurrence is worth; 0 when not
                      scored */
    /* Of a compound's whole: what its parts weigh together, which it does where not all of them
     * stand; and what it is worth more than they, wherever it stands (A-350, of which 350 alone
     * weighs). */
    double whole_weight, whole_more;
};

/* A word of the query as it stands there. */
struct query_token {
    const struct french_word *word;
    uint32_t stem;     /* index into stems */
    uint32_t position; /* as NODE_WORD has it */
    uint32_t parts;    /* of the whole of a compound: how many of the tokens that follow are its
                          parts, two at least; else 0 */
};

struct query_terms {
    struct query_token *tokens; /* in order of the query */
    size_t token_count;
    size_t token_capacity;
    struct query_stem *stems;
    size_t stem_count;
    size_t stem_capacity;
    uint32_t *by_term;       /* indices into stems, in the order in which to ask for their terms */
    struct key_table by_key; /* internal: the first stem of a stem_key */
    uint32_t documents;      /* N */
    /* Of an article: words with terms, and all words; those of the title count five times. */
    double average_length, average_words;
};

/* Collects the words of `root` (NULL: none) that a hit may have: not those under a NODE_NOT. Stop
 * words are scored only when there is no other word. `postings` are the database's, or NULL.
 * `terms` is zeroed; query_terms_free() it. */
enum status query_terms_collect(const struct node *root, const struct xapian_database *database,
                                struct postings *postings, struct query_terms *terms,
                                struct error *error);

void query_terms_free(struct query_terms *terms);

/* The entry of a word's stem; NULL when it was not collected, as under a NODE_NOT. */
const struct query_stem *query_terms_stem(const struct query_terms *terms,
                                          const struct french_word *word);

#endif
