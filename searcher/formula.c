/* Trees of terms and operators. They are as deep as the query's tree, which the parser bounds. */
#include "formula.h"

#include <stdlib.h>

#include "hash.h"
#include "key_table.h"
#include "memory.h"

static struct formula *make(enum formula_kind kind, double factor)
{
    struct formula *formula = memory_allocate(1, sizeof *formula);
    formula->kind = kind;
    formula->operator_ = XAPIAN_OR;
    formula->factor = factor;
    return formula;
}

void formula_free(struct formula *formula)
{
    if (!formula)
        return;
    if (formula->others > 0) {
        formula->others--;
        return;
    }
    for (size_t i = 0; i < formula->count; i++)
        formula_free(formula->children[i]);
    free(formula->children);
    buffer_free(&formula->term);
    xapian_query_free(formula->query);
    free(formula);
}

struct formula *formula_share(struct formula *formula)
{
    if (formula)
        formula->others++;
    return formula;
}

struct formula *formula_term(enum schema_term kind, const struct french_word *word)
{
    struct formula *formula = make(FORMULA_TERM, 1);
    schema_stem_term(kind, word, &formula->term);
    return formula;
}

struct formula *formula_of_term(struct str term, uint32_t frequency)
{
    struct formula *formula = make(FORMULA_TERM, 1);
    buffer_append(&formula->term, term);
    formula->frequency = frequency;
    return formula;
}

struct formula *formula_all(void)
{
    return make(FORMULA_ALL, 0);
}

struct formula *formula_nothing(void)
{
    return make(FORMULA_JOINED, 1);
}

struct formula *formula_xapian(struct xapian_query *query)
{
    if (!query)
        return NULL;
    struct formula *formula = make(FORMULA_XAPIAN, 0);
    formula->query = query;
    return formula;
}

/* A formula that only this owner has, of the one child. */
static struct formula *wrap(struct formula *child)
{
    struct formula *formula = make(FORMULA_JOINED, 1);
    formula->children = memory_allocate(1, sizeof(struct formula *));
    formula->children[0] = child;
    formula->count = 1;
    return formula;
}

struct formula *formula_scaled(struct formula *formula, double factor)
{
    if (!formula || factor == 1)
        return formula;
    if (formula->others > 0)
        formula = wrap(formula);
    formula->factor *= factor;
    return formula;
}

void formula_list_add(struct formula_list *list, struct formula *formula)
{
    if (!formula)
        return;
    list->formulas = memory_grow(list->formulas, &list->capacity, list->count + 1,
                                 sizeof(struct formula *));
    list->formulas[list->count++] = formula;
}

static int compare_terms(const void *a, const void *b)
{
    const struct formula *x = *(const struct formula *const *)a;
    const struct formula *y = *(const struct formula *const *)b;
    return str_compare(buffer_str(&x->term), buffer_str(&y->term));
}

void formula_sort(struct formula **formulas, size_t count)
{
    qsort(formulas, count, sizeof(struct formula *), compare_terms);
}

/* The list with the children of each formula of the operator in its place; these are freed. */
static void open_same(enum xapian_operator operator_, struct formula_list *list)
{
    struct formula_list opened = {0};
    for (size_t i = 0; i < list->count; i++) {
        struct formula *formula = list->formulas[i];
        bool opens = formula->kind == FORMULA_JOINED && formula->operator_ == operator_ &&
                     formula->count > 0 && formula->others == 0;
        if (!opens) {
            formula_list_add(&opened, formula);
            continue;
        }
        for (size_t j = 0; j < formula->count; j++)
            formula_list_add(&opened, formula_scaled(formula->children[j], formula->factor));
        formula->count = 0;
        formula_free(formula);
    }
    free(list->formulas);
    *list = opened;
}

/* The term of the list that is the same, or NULL; `known` are those before. */
static struct formula *same_term(const struct formula_list *list, const struct formula *term,
                                 struct key_table *known, size_t number)
{
    uint32_t key = (uint32_t)hash_bytes(buffer_str(&term->term), 0);
    uint32_t first = key_table_find(known, key);
    if (first == KEY_TABLE_NONE) {
        key_table_add(known, key, (uint32_t)number);
        return NULL;
    }
    struct formula *other = list->formulas[first];
    return str_equal(buffer_str(&other->term), buffer_str(&term->term)) ? other : NULL;
}

/* A term that is asked for twice is asked for once, and weighs as both. */
static void merge_terms(struct formula_list *list)
{
    struct key_table known = {0};
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct formula *formula = list->formulas[i];
        struct formula *same = formula->kind == FORMULA_TERM && formula->others == 0
                                   ? same_term(list, formula, &known, kept)
                                   : NULL;
        if (same) {
            same->factor += formula->factor;
            formula_free(formula);
        } else {
            list->formulas[kept++] = formula;
        }
    }
    list->count = kept;
    key_table_free(&known);
}

/* Of an AND: what is everywhere narrows nothing, and is left out beside others. */
static void drop_all(struct formula_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->formulas[i]->kind == FORMULA_ALL && (kept > 0 || i + 1 < list->count))
            formula_free(list->formulas[i]);
        else
            list->formulas[kept++] = list->formulas[i];
    list->count = kept;
}

struct formula *formula_combined(enum xapian_operator operator_, struct formula_list *list)
{
    struct formula *formula = NULL;
    if ((operator_ == XAPIAN_AND || operator_ == XAPIAN_OR) && list->count > 1) {
        open_same(operator_, list);
        merge_terms(list);
        if (operator_ == XAPIAN_AND)
            drop_all(list);
    }
    if (list->count > 1) {
        formula = make(FORMULA_JOINED, 1);
        formula->operator_ = operator_;
        formula->children = list->formulas;
        formula->count = list->count;
        *list = (struct formula_list){0};
        return formula;
    }
    if (list->count == 1)
        formula = list->formulas[0];
    free(list->formulas);
    *list = (struct formula_list){0};
    return formula;
}

struct formula *formula_pair(enum xapian_operator operator_, struct formula *left,
                             struct formula *right)
{
    struct formula_list list = {0};
    formula_list_add(&list, left);
    formula_list_add(&list, right);
    return formula_combined(operator_, &list);
}

static struct xapian_query *term_query(const struct formula *formula, struct queries *queries)
{
    struct xapian_query *query = NULL;
    if (queries->status == XAPIAN_OK)
        queries->status = xapian_query_new_term(formula->term.data, formula->term.length, 1, &query,
                                                &queries->message);
    return query;
}

static struct xapian_query *copy_query(const struct formula *formula, struct queries *queries)
{
    struct xapian_query *query = NULL;
    if (queries->status == XAPIAN_OK)
        queries->status = xapian_query_new_scaled(formula->query, 0, &query, &queries->message);
    return query;
}

static struct xapian_query *joined_query(const struct formula *formula, struct queries *queries)
{
    struct query_list list = {0};
    if (formula->count == 0)
        return queries_nothing(queries);
    for (size_t i = 0; i < formula->count; i++)
        query_list_add(&list, formula_query(formula->children[i], queries));
    return queries_combined(queries, formula->operator_, &list);
}

struct xapian_query *formula_query(const struct formula *formula, struct queries *queries)
{
    struct xapian_query *query = NULL;
    if (!formula)
        return NULL;
    switch (formula->kind) {
    case FORMULA_TERM:
        query = term_query(formula, queries);
        break;
    case FORMULA_ALL:
        query = queries_all(queries);
        break;
    case FORMULA_XAPIAN:
        return copy_query(formula, queries);
    case FORMULA_JOINED:
        query = joined_query(formula, queries);
        break;
    }
    return formula->factor == 1 ? query : queries_scaled(queries, query, formula->factor);
}
