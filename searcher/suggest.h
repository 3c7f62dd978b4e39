/* Words of a query that no article has: what may have been meant, and the query with it. */
#ifndef REVUE_SUGGEST_H
#define REVUE_SUGGEST_H

#include "error.h"
#include "filters.h"
#include "search.h"
#include "terms.h"
#include "tree.h"

/* The most words of a query that get a suggestion: the first ones, those that are repeated counted
 * once. A long word with nothing near takes up to 13 ms among 142,000 words, so that five stay
 * below what a query may take; and a text with more of them is no query of typing errors. */
#define SUGGEST_MOST_WORDS 5

/* A query of more stems that some articles have words of is not run again with what is near: one
 * word of hundreds changes little, and all of them are asked for twice. */
#define SUGGEST_MOST_STEMS 256

/* The first words of a query that may get a hint, which takes some ten look-ups. */
#define SUGGEST_MOST_HINTED 20

/* Sets `*nearest` to the word of the names' database that is nearest to `word`: one letter doubled
 * or not; else what follows an article whose apostrophe was left out (lotan); else the fewest edits
 * away (edit_distance, up to edit_distance_allowed); of those the one whose stem most articles
 * have; of those the first in byte order. NULL when none is near, or `word` has less than three
 * letters. It belongs to the analyser, and is spelt as it is folded: the database knows no other
 * spelling. */
enum status suggest_word(const struct names *names, const struct french_word *word,
                         const struct french_word **nearest, struct error *error);

/* A place of the query where another word may have been meant. */
struct suggestion {
    const struct node *node;        /* the query's NODE_WORD, or the child of its compound */
    const struct french_word *word; /* what is near; belongs to the analyser */
    bool repeated;                  /* the same word stands further before */
    bool hint; /* articles have another form: what was meant is told, and never taken */
};

/* In order of the text. Zeroed is empty; suggestions_free() it. */
struct suggestions {
    struct suggestion *suggestions;
    size_t count;
    size_t capacity;
};

/* Adds the suggestions for the query's words that no article has: in any form, or as folded where
 * the word has to be exact. None for what stands under a NODE_NOT, nor for stop words, which are no
 * errors. Of a compound that no article has as a whole, the parts count. A word that articles have
 * in another form only, and that differs from one of theirs by a doubled letter, is a hint. `terms`
 * are the query's. */
enum status suggest_words(const struct query *query, const struct query_terms *terms,
                          const struct names *names, struct suggestions *suggestions,
                          struct error *error);

void suggestions_free(struct suggestions *suggestions);

/* Runs the query with the suggestions in the place of its words. When that finds something, it is
 * what `search` holds from then on, and the query run is `corrected`, which is zeroed and has to
 * outlive `search` (query_free() it); else it has no root and `search` stays as it is. A word that
 * had to be exact (`=mot`) may stand in any form in it: its spelling is not known. */
enum status suggest_correct(const struct query *query, const struct suggestions *suggestions,
                            const struct search_options *options, struct names *names,
                            struct search *search, struct query *corrected, struct error *error);

#endif
