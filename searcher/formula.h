/* What a plan asks of the database: terms joined by Xapian's operators, before it is known who
 * answers. On this machine that is a scan of postings into sets (sets.h), else Xapian's matcher.
 *
 * As in queries.h: formulas are owned by the caller: formula_free(); those given to be combined or
 * scaled are consumed, and NULL is no formula. */
#ifndef REVUE_FORMULA_H
#define REVUE_FORMULA_H

#include "docids.h"
#include "queries.h"
#include "schema.h"

enum formula_kind {
    FORMULA_TERM,
    FORMULA_ALL,    /* every article, without weight */
    FORMULA_XAPIAN, /* what a query of Xapian's finds, without weight */
    FORMULA_JOINED, /* children by an operator; without any, nothing */
};

struct formula {
    enum formula_kind kind;
    enum xapian_operator operator_; /* of FORMULA_JOINED */
    double factor;                  /* its weights count so much; 0: it is a mere condition */
    struct buffer term;             /* of FORMULA_TERM */
    uint32_t frequency;             /* the articles that have the term, where that is known; or 0 */
    struct xapian_query *query;     /* of FORMULA_XAPIAN */
    bool is_known;                  /* whether what that finds is known already, */
    struct docid_list known;        /* and that, borrowed */
    struct formula **children;
    size_t count;
    size_t others; /* owners besides one */
};

/* Ends one owner's part in a formula; the last one's frees it. */
void formula_free(struct formula *formula);

/* The same formula for one more owner. */
struct formula *formula_share(struct formula *formula);

/* `kind` is as in schema_stem_term(). */
struct formula *formula_term(enum schema_term kind, const struct french_word *word);
/* Of a term that so many articles have. */
struct formula *formula_of_term(struct str term, uint32_t frequency);
struct formula *formula_all(void);
struct formula *formula_nothing(void);
/* Of a query, which is consumed. */
struct formula *formula_xapian(struct xapian_query *query);
/* `formula` with its weights times `factor`, for this owner alone. */
struct formula *formula_scaled(struct formula *formula, double factor);
/* Two formulas; when either is NULL, the other. */
struct formula *formula_pair(enum xapian_operator operator_, struct formula *left,
                             struct formula *right);

/* Formulas that are to be combined. Zeroed is empty. */
struct formula_list {
    struct formula **formulas;
    size_t count, capacity;
};

/* Adds a formula; NULL is left out. */
void formula_list_add(struct formula_list *list, struct formula *formula);

/* Puts formulas in order of their terms: neighbours stand in one block of the database's table. */
void formula_sort(struct formula **formulas, size_t count);

/* Combines the list and empties it; NULL when it is empty, the formula itself when it is one. ANDs
 * in an AND, and ORs in an OR, are one, in which a term stands once and weighs as often as it
 * stood there. */
struct formula *formula_combined(enum xapian_operator operator_, struct formula_list *list);

/* The formula as a query for Xapian's matcher; NULL for NULL and where `queries` has a failure.
 * Owned by the caller. */
struct xapian_query *formula_query(const struct formula *formula, struct queries *queries);

#endif
