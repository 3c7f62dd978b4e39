/* A search from the parsed query to ranked hits: plan, check, both stages of ranking, sorting,
 * paging. */
#ifndef REVUE_SEARCH_H
#define REVUE_SEARCH_H

#include "check.h"
#include "error.h"
#include "filters.h"
#include "plan.h"
#include "rank.h"
#include "terms.h"
#include "tree.h"
#include "value_threads.h"

enum search_words {
    SEARCH_RELAX, /* all words; when no article has them all, any */
    SEARCH_ALL,   /* all words, never relaxed */
    SEARCH_ANY,   /* any word is enough */
};

enum search_sort {
    SEARCH_BY_RELEVANCE,
    SEARCH_BY_DATE, /* oldest first; articles without a date last, here and in the next */
    SEARCH_BY_DATE_DESCENDING,
    SEARCH_BY_TITLE,
    SEARCH_BY_OUTLET,
};

struct search_options {
    enum search_words words;
    enum search_sort sort;
    size_t offset;
    size_t limit;   /* 0: all */
    bool explain;   /* hits keep what their scores are made of */
    bool unordered; /* hits are counted, not shown: no score and no order is needed */
    bool keep_all;  /* the search keeps all articles that match, for counts over them */
    const struct filters *filters;
    struct records *records;   /* of the database; what they keep serves the next search */
    struct postings *postings; /* likewise, of one shard on this machine; NULL elsewhere */
    struct scanner *scanner;   /* likewise; NULL: Xapian's matcher runs every query */
    struct sets *sets;         /* of one shard on this machine, as `scanner` */
    struct value_threads *value_threads; /* likewise; NULL: one thread does all */
};

struct search_hit {
    xapian_docid docid;
    double score;
    double first;        /* the first stage's score */
    const double *parts; /* with `explain`: what the score is the sum of, by rank_part; NULL: the
                            second stage did not rank it. Owned by the search */
};

/* What a search found; it keeps the plan, so that what matched can be shown. Zeroed before;
 * search_free() after, also after a failure. */
struct search {
    struct search_hit *hits; /* of the page asked for, best first */
    size_t count;
    size_t total;          /* articles that match */
    struct candidate *all; /* with `keep_all`: these, in order of docid */
    size_t all_count;
    bool relaxed;
    enum plan_mode mode; /* the last that was tried */
    struct query_terms terms;
    struct plan plan;
    struct checker *checker; /* marks the hits; NULL: there is no query, or no hit */
    double *parts;           /* with `explain`: RANK_PARTS of each candidate */
};

/* Runs `root` (NULL: the filters alone) over the names' database. */
enum status search_run(struct search *search, const struct node *root,
                       const struct search_options *options, struct names *names,
                       struct error *error);

void search_free(struct search *search);

#endif
