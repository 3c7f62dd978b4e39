/* Sets: what random formulas find, and what it weighs, against what their operators mean for each
 * article. Xapian's matcher says what a term finds and weighs; it is not asked about
 * whole formulas, for beside parts that weigh nothing 1.4.22 takes in what AND_NOT leaves out. */
#include "xapian_fixture.h"

#include <math.h>

#include "match.h"
#include "random.h"
#include "schema.h"
#include "sets.h"
#include "vocabulary.h"

#define ARTICLES 700 /* more than two blocks of lengths */
#define WORDS    12
#define FORMULAS 400
#define DEPTH    4

/* The first words are in nearly all articles, the last one in none. They are no words of the
 * vocabulary. */
static struct str word_of(uint32_t number)
{
    static const char *const words[WORDS] = {"qxa", "qxb", "qxc", "qxd", "qxe", "qxf",
                                             "qxg", "qxh", "qxi", "qxj", "qxk", "qxl"};
    return str_from(words[number]);
}

static void add_article(struct xapian_writable *writable, uint32_t *state)
{
    struct xapian_document *document = NULL;
    struct buffer term = {0};
    SUCCEEDS(xapian_document_new, &document);
    for (uint32_t word = 0; word + 1 < WORDS; word++) {
        if (random_below(state, WORDS) < word)
            continue;
        buffer_clear(&term);
        schema_term(SCHEMA_STEM, word_of(word), &term);
        SUCCEEDS(xapian_document_add_term, document, term.data, term.length,
                 1 + random_below(state, 6));
    }
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    xapian_document_free(document);
    buffer_free(&term);
}

/* With every `gap`th article deleted. */
static struct xapian_database *make_articles(const struct fixture *fixture, uint32_t gap)
{
    uint32_t state = 7;
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    for (size_t i = 0; i < ARTICLES; i++)
        add_article(writable, &state);
    for (xapian_docid docid = gap; gap > 0 && docid < ARTICLES; docid += gap)
        SUCCEEDS(xapian_writable_delete, writable, docid);
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    return database_at(fixture->path);
}

/* -- Formulas ---------------------------------------------------------------------------------- */

static struct formula *make_term(uint32_t number)
{
    struct french_word word = {.stem = word_of(number), .common_stem = VOCABULARY_NONE};
    return formula_term(SCHEMA_STEM, &word);
}

static struct formula *make_leaf(uint32_t *state)
{
    struct queries queries = {0};
    switch (random_below(state, 12)) {
    case 0:
        return formula_all();
    case 1:
        return formula_nothing();
    case 2:
        return formula_xapian(
            queries_term(&queries, SCHEMA_STEM, word_of(random_below(state, WORDS))));
    default:
        return make_term(random_below(state, WORDS));
    }
}

static struct formula *make_formula(uint32_t *state, uint32_t depth)
{
    static const enum xapian_operator operators[] = {XAPIAN_AND, XAPIAN_OR, XAPIAN_AND_NOT,
                                                     XAPIAN_FILTER, XAPIAN_AND_MAYBE};
    static const double factors[] = {1, 1, 1, .5, 2.25, 0};
    struct formula_list list = {0};
    struct formula *formula = NULL;
    if (depth == 0 || random_below(state, 4) == 0) {
        formula = make_leaf(state);
    } else {
        enum xapian_operator operator_ = operators[random_below(state, 5)];
        for (uint32_t count = 2 + random_below(state, 3); count > 0; count--)
            formula_list_add(&list, make_formula(state, depth - 1));
        formula = formula_combined(operator_, &list);
    }
    return formula_scaled(formula, factors[random_below(state, 6)]);
}

/* -- Comparing --------------------------------------------------------------------------------- */

static int compare_weights(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x < *y) - (*x > *y);
}

#define NOT_FOUND (-1.0)

/* What a term or another query of Xapian's weighs in each article, by docid. */
static double *leaf_weights(const struct xapian_database *database, const struct formula *leaf)
{
    struct queries queries = {0};
    struct error error = {0};
    struct found found = {0};
    struct xapian_query *query = formula_query(leaf, &queries);
    double *weights = memory_allocate(ARTICLES + 1, sizeof *weights);
    assert_int_equal(queries.status, XAPIAN_OK);
    assert_int_equal(match_all(database, query, true, &found, &error), STATUS_OK);
    for (size_t docid = 0; docid <= ARTICLES; docid++)
        weights[docid] = NOT_FOUND;
    for (size_t i = 0; i < found.count; i++)
        weights[found.candidates[i].docid] = found.candidates[i].first;
    free(found.candidates);
    xapian_query_free(query);
    return weights;
}

/* What the operator makes of what its first child, or those before, weighs and another does. */
static double join(enum xapian_operator operator_, double before, double other)
{
    const bool both = before != NOT_FOUND && other != NOT_FOUND;
    switch (operator_) {
    case XAPIAN_AND:
        return both ? before + other : NOT_FOUND;
    case XAPIAN_OR:
        return both ? before + other : fmax(before, other);
    case XAPIAN_AND_NOT:
        return other == NOT_FOUND ? before : NOT_FOUND;
    case XAPIAN_FILTER:
        return both ? before : NOT_FOUND;
    case XAPIAN_AND_MAYBE:
        return both ? before + other : before;
    default:
        fail_msg("no such operator");
        return NOT_FOUND;
    }
}

static double *formula_weights(const struct xapian_database *database,
                               const struct formula *formula);

static double *joined_weights(const struct xapian_database *database, const struct formula *formula)
{
    double *weights = formula_weights(database, formula->children[0]);
    for (size_t i = 1; i < formula->count; i++) {
        double *others = formula_weights(database, formula->children[i]);
        for (size_t docid = 0; docid <= ARTICLES; docid++)
            weights[docid] = join(formula->operator_, weights[docid], others[docid]);
        free(others);
    }
    for (size_t docid = 0; docid <= ARTICLES; docid++)
        if (weights[docid] != NOT_FOUND)
            weights[docid] *= formula->factor;
    return weights;
}

/* Formulas are DEPTH deep. */
static double *formula_weights(const struct xapian_database *database,
                               const struct formula *formula)
{
    bool leaf = formula->count == 0;
    return leaf ? leaf_weights(database, formula) : joined_weights(database, formula);
}

/* What is to be found, in order of docid. */
static struct found expected(const struct xapian_database *database, const struct formula *formula,
                             bool weighed)
{
    struct found found = {.candidates = memory_allocate(ARTICLES, sizeof *found.candidates)};
    double *weights = formula_weights(database, formula);
    for (xapian_docid docid = 1; docid <= ARTICLES; docid++)
        if (weights[docid] != NOT_FOUND)
            found.candidates[found.count++] = (struct candidate){
                .docid = docid, .first = weighed ? weights[docid] : 0};
    free(weights);
    return found;
}

static bool weigh_alike(double a, double b)
{
    return fabs(a - b) <= 1e-6 * fmax(1, fmax(a, b));
}

/* What a formula looks like as Xapian's query. */
static void tell(const struct formula *formula)
{
    struct queries queries = {0};
    char *description = NULL;
    struct xapian_query *query = formula_query(formula, &queries);
    SUCCEEDS(xapian_query_description, query, &description);
    print_error("%s\n", description);
    free(description);
    xapian_query_free(query);
}

static bool alike(const struct found *sets, const struct found *plain)
{
    bool same = sets->total == plain->count && sets->count == plain->count;
    for (size_t i = 0; same && i < sets->count; i++)
        same = sets->candidates[i].docid == plain->candidates[i].docid &&
               weigh_alike(sets->candidates[i].first, plain->candidates[i].first);
    return same;
}

/* The best few: all that weigh more than the last of them, and as much. */
static void compare_best(const struct found *best, const struct found *all, size_t most,
                         uint32_t number)
{
    double *weights = memory_allocate(all->count, sizeof *weights);
    for (size_t i = 0; i < all->count; i++)
        weights[i] = all->candidates[i].first;
    qsort(weights, all->count, sizeof *weights, compare_weights);
    double last = all->count > most ? weights[most - 1] : -1;
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (all->candidates[i].first < last)
            continue;
        if (kept >= best->count || best->candidates[kept].docid != all->candidates[i].docid)
            fail_msg("formula %u: article %u is missing among the best %zu", number,
                     all->candidates[i].docid, most);
        kept++;
    }
    assert_int_equal(best->total, all->count);
    assert_int_equal(best->count, kept);
    free(weights);
}

static void check_formula(struct sets *sets, const struct xapian_database *database,
                          const struct formula *formula, uint32_t number)
{
    struct error error = {0};
    for (int weighed = 0; weighed < 2; weighed++) {
        struct found found = {0};
        struct found best = {0};
        struct found plain = expected(database, formula, weighed);
        assert_int_equal(sets_find(sets, formula, weighed, UINT32_MAX, &found, &error), STATUS_OK);
        if (!alike(&found, &plain)) {
            tell(formula);
            fail_msg("formula %u finds %zu articles, not %zu, or they weigh otherwise", number,
                     found.count, plain.count);
        }
        size_t most = 1 + number % 40;
        assert_int_equal(sets_find(sets, formula, weighed, most, &best, &error), STATUS_OK);
        if (weighed)
            compare_best(&best, &found, most, number);
        free(found.candidates);
        free(best.candidates);
        free(plain.candidates);
    }
}

static void check_formulas(const struct fixture *fixture, uint32_t gap)
{
    struct xapian_database *database = make_articles(fixture, gap);
    struct postings *postings = postings_new(database);
    struct sets *sets = sets_new(database, postings);
    uint32_t state = 1;
    for (uint32_t number = 0; number < FORMULAS; number++) {
        struct formula *formula = make_formula(&state, DEPTH);
        check_formula(sets, database, formula, number);
        formula_free(formula);
    }
    sets_free(sets);
    postings_free(postings);
    xapian_database_free(database);
}

static void formulas_find_what_they_mean(void **state)
{
    check_formulas(*state, 0);
}

static void deleted_articles_are_not_found(void **state)
{
    check_formulas(*state, 3);
}

/* What a query of Xapian's finds is not asked for where it is known. */
static void known_articles_are_not_asked_for(void **state)
{
    struct xapian_database *database = make_articles(*state, 0);
    struct postings *postings = postings_new(database);
    struct sets *sets = sets_new(database, postings);
    struct queries queries = {0};
    struct error error = {0};
    struct found found = {0};
    xapian_docid docids[] = {3, 70, ARTICLES + 1 /* damaged */};
    struct formula *formula = formula_xapian(queries_term(&queries, SCHEMA_STEM, word_of(0)));
    formula->is_known = true;
    formula->known = (struct docid_list){docids, 3, 3};
    assert_int_equal(sets_find(sets, formula, true, UINT32_MAX, &found, &error), STATUS_OK);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.candidates[0].docid, 3);
    assert_int_equal(found.candidates[1].docid, 70);
    free(found.candidates);
    formula_free(formula);
    sets_free(sets);
    postings_free(postings);
    xapian_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(formulas_find_what_they_mean, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(deleted_articles_are_not_found, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(known_articles_are_not_asked_for, fixture_make,
                                        fixture_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
