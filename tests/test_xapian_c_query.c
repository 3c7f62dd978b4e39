/* The Xapian binding's searches: queries, weights, orders, cutoffs, and what a match set tells. */
#include <math.h>

#include "xapian_fixture.h"

/* Six documents: words, and in slot 0 a value. */
static const struct {
    const char *text;
    const char *value;
} collection[] = {
    {"rouge vert", "b"},     {"rouge bleu", NULL}, {"rouge rouge vert bleu", "d"},
    {"vert vert vert", "a"}, {"bleu", "c"},        {"noir", "b"},
};

static struct xapian_database *search_collection(const struct fixture *fixture)
{
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    for (size_t i = 0; i < sizeof collection / sizeof *collection; i++)
        add_document(writable, collection[i].text, collection[i].value);
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    return database_at(fixture->path);
}

static struct xapian_enquire *enquire_for(const struct xapian_database *database, const char *term)
{
    struct xapian_enquire *enquire = NULL;
    struct xapian_query *query = term_query(term);
    SUCCEEDS(xapian_enquire_new, database, &enquire);
    SUCCEEDS(xapian_enquire_set_query, enquire, query);
    xapian_query_free(query);
    return enquire;
}

/* The weight of document `docid`, or -1 when it is not among the hits. */
static double hit_weight(struct xapian_enquire *enquire, xapian_docid docid)
{
    struct xapian_mset *mset = NULL;
    double found = -1;
    SUCCEEDS(xapian_enquire_get_mset, enquire, 0, 1000, 0, &mset);
    for (uint32_t i = 0; i < xapian_mset_size(mset); i++) {
        xapian_docid hit = 0;
        double weight = 0;
        SUCCEEDS(xapian_mset_hit, mset, i, &hit, &weight);
        if (hit == docid)
            found = weight;
    }
    xapian_mset_free(mset);
    return found;
}

static double weight_of(const struct xapian_database *database, const struct xapian_query *query,
                        xapian_docid docid)
{
    struct xapian_enquire *enquire = NULL;
    SUCCEEDS(xapian_enquire_new, database, &enquire);
    SUCCEEDS(xapian_enquire_set_query, enquire, query);
    double weight = hit_weight(enquire, docid);
    xapian_enquire_free(enquire);
    return weight;
}

static void assert_near(double found, double expected)
{
    if (fabs(found - expected) > 1e-9)
        fail_msg("%.12f is not %.12f", found, expected);
}

static struct xapian_query *combine(enum xapian_operator operator_, const char *words)
{
    struct xapian_query *parts[8] = {0};
    struct xapian_query *query = NULL;
    size_t count = 0;
    struct str rest = str_from(words);
    while (rest.length > 0) {
        struct str word = str_cut(&rest, ' ');
        assert_true(count < 8);
        SUCCEEDS(xapian_query_new_term, word.data, word.length, 1, &parts[count]);
        count++;
    }
    SUCCEEDS(xapian_query_new_combined, operator_, parts, count, &query);
    for (size_t i = 0; i < count; i++)
        xapian_query_free(parts[i]);
    return query;
}

static void assert_description(const struct xapian_query *query, const char *expected)
{
    char *description = NULL;
    SUCCEEDS(xapian_query_description, query, &description);
    assert_string_equal(description, expected);
    free(description);
}

static void operators_combine(void **state)
{
    static const struct {
        enum xapian_operator operator_;
        const char *words;
        const char *description;
        const char *matches;
    } cases[] = {
        {XAPIAN_AND, "rouge vert", "Query((rouge AND vert))", "1 3"},
        {XAPIAN_AND, "rouge noir", "Query((rouge AND noir))", ""},
        {XAPIAN_OR, "bleu noir", "Query((bleu OR noir))", "2 3 5 6"},
        {XAPIAN_AND_NOT, "rouge vert", "Query((rouge AND_NOT vert))", "2"},
        {XAPIAN_AND_NOT, "vert rouge bleu", "Query((vert AND_NOT rouge AND_NOT bleu))", "4"},
        {XAPIAN_FILTER, "rouge bleu", "Query((rouge FILTER bleu))", "2 3"},
        {XAPIAN_AND_MAYBE, "rouge vert", "Query((rouge AND_MAYBE vert))", "1 2 3"},
        {XAPIAN_SYNONYM, "noir vert", "Query((noir SYNONYM vert))", "1 3 4 6"},
        {XAPIAN_MAX, "noir vert", "Query((noir MAX vert))", "1 3 4 6"},
        {XAPIAN_AND, "rouge", "Query(rouge)", "1 2 3"},
        {XAPIAN_AND_NOT, "rouge", "Query(rouge)", "1 2 3"},
        {XAPIAN_OR, "", "Query()", ""},
        {XAPIAN_AND, "", "Query()", ""},
    };
    struct xapian_database *database = search_collection(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct xapian_query *query = combine(cases[i].operator_, cases[i].words);
        assert_description(query, cases[i].description);
        assert_matches(database, query, cases[i].matches);
        xapian_query_free(query);
    }
    struct xapian_query *none = NULL;
    struct xapian_query *part = term_query("rouge");
    FAILS(XAPIAN_INVALID, "operator", xapian_query_new_combined, (enum xapian_operator)7, &part, 1,
          &none);
    assert_null(none);
    xapian_query_free(part);
    xapian_database_free(database);
}

static double combined_weight(const struct xapian_database *database,
                              enum xapian_operator operator_, const char *words, xapian_docid docid)
{
    struct xapian_query *query = combine(operator_, words);
    double weight = weight_of(database, query, docid);
    xapian_query_free(query);
    return weight;
}

static void operators_weigh(void **state)
{
    struct xapian_database *database = search_collection(*state);
    const double rouge = combined_weight(database, XAPIAN_OR, "rouge", 3);
    const double vert = combined_weight(database, XAPIAN_OR, "vert", 3);
    const double synonym = combined_weight(database, XAPIAN_SYNONYM, "rouge vert", 3);
    assert_true(rouge > vert && vert > 0);
    assert_near(combined_weight(database, XAPIAN_AND, "rouge vert", 3), rouge + vert);
    assert_near(combined_weight(database, XAPIAN_OR, "rouge vert", 3), rouge + vert);
    assert_near(combined_weight(database, XAPIAN_AND_MAYBE, "rouge vert", 3), rouge + vert);
    assert_near(combined_weight(database, XAPIAN_AND_NOT, "rouge noir", 3), rouge);
    assert_near(combined_weight(database, XAPIAN_FILTER, "rouge vert", 3), rouge);
    assert_near(combined_weight(database, XAPIAN_FILTER, "vert rouge", 3), vert);
    assert_near(combined_weight(database, XAPIAN_MAX, "rouge vert", 3), rouge);
    assert_true(synonym > 0 && synonym < rouge); /* a term of four documents out of six */
    xapian_database_free(database);
}

static void all_and_nothing(void **state)
{
    struct xapian_database *database = search_collection(*state);
    struct xapian_query *query = NULL;
    SUCCEEDS(xapian_query_new_all, &query);
    assert_matches(database, query, "1 2 3 4 5 6");
    assert_description(query, "Query(<alldocuments>)");
    xapian_query_free(query);
    SUCCEEDS(xapian_query_new_term, NULL, 0, 1, &query);
    assert_description(query, "Query(<alldocuments>)");
    xapian_query_free(query);
    SUCCEEDS(xapian_query_new_nothing, &query);
    assert_matches(database, query, "");
    assert_description(query, "Query()");
    xapian_query_free(query);
    struct xapian_enquire *enquire = NULL;
    SUCCEEDS(xapian_enquire_new, database, &enquire);
    assert_hits(enquire, ""); /* no query set */
    xapian_enquire_free(enquire);
    xapian_database_free(database);
}

static size_t length_of(const char *text)
{
    return text ? strlen(text) : 0;
}

static void ranges_bound_values(void **state)
{
    static const struct {
        uint32_t slot;
        const char *lower;
        const char *upper;
        const char *matches;
    } cases[] = {
        {0, "b", "c", "1 5 6"},
        {0, "b", "b", "1 6"},
        {0, "c", NULL, "3 5"},
        {0, NULL, "b", "1 4 6"},
        {0, NULL, NULL, "1 3 4 5 6"},
        {0, "", NULL, "1 3 4 5 6"},
        {0, "", "a", "4"},
        {0, "c", "b", ""},
        {0, "ab", "bz", "1 6"},
        {0, "e", NULL, ""},
        {0, NULL, "", ""},
        {9, NULL, NULL, ""},
        {9, "a", "z", ""},
        {9, NULL, "z", ""},
    };
    struct xapian_database *database = search_collection(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct xapian_query *query = NULL;
        SUCCEEDS(xapian_query_new_range, cases[i].slot, cases[i].lower, length_of(cases[i].lower),
                 cases[i].upper, length_of(cases[i].upper), &query);
        assert_matches(database, query, cases[i].matches);
        xapian_query_free(query);
    }
    xapian_database_free(database);
}

static void factors_scale_weights(void **state)
{
    struct xapian_database *database = search_collection(*state);
    struct xapian_query *plain = term_query("vert");
    struct xapian_query *scaled = NULL;
    const double weight = weight_of(database, plain, 4);
    assert_true(weight > 0);
    SUCCEEDS(xapian_query_new_scaled, plain, 2.5, &scaled);
    assert_near(weight_of(database, scaled, 4), 2.5 * weight);
    assert_description(scaled, "Query(2.5 * vert)");
    xapian_query_free(scaled);
    SUCCEEDS(xapian_query_new_scaled, plain, 0, &scaled);
    assert_near(weight_of(database, scaled, 4), 0);
    assert_matches(database, scaled, "1 3 4");
    xapian_query_free(scaled);
    FAILS(XAPIAN_INVALID, "factor", xapian_query_new_scaled, plain, -1, &scaled);
    xapian_query_free(plain);

    /* Twice in the query weighs more than once. */
    SUCCEEDS(xapian_query_new_term, BYTES("vert"), 2, &plain);
    assert_true(weight_of(database, plain, 4) > weight);
    assert_description(plain, "Query(vert#2)");
    xapian_query_free(plain);
    xapian_database_free(database);
}

static void boolean_weighs_nothing(void **state)
{
    struct xapian_database *database = search_collection(*state);
    struct xapian_enquire *enquire = enquire_for(database, "rouge");
    struct xapian_weight *weight = NULL;
    assert_hits(enquire, "3 1 2");
    SUCCEEDS(xapian_weight_new_boolean, &weight);
    SUCCEEDS(xapian_enquire_set_weight, enquire, weight);
    xapian_weight_free(weight);
    assert_hits(enquire, "1 2 3");
    assert_near(hit_weight(enquire, 3), 0);
    xapian_enquire_free(enquire);
    xapian_database_free(database);
}

static void bm25_takes_its_parameters(void **state)
{
    struct xapian_database *database = search_collection(*state);
    struct xapian_enquire *enquire = enquire_for(database, "noir");
    struct xapian_weight *weight = NULL;
    /* k1 = 0: the weight is the term's alone, log((N - n + 0.5) / (n + 0.5)). */
    SUCCEEDS(xapian_weight_new_bm25, 0, 0, 1, 0.5, 0.5, &weight);
    SUCCEEDS(xapian_enquire_set_weight, enquire, weight);
    xapian_weight_free(weight);
    const double term_weight = log(5.5 / 1.5);
    assert_near(hit_weight(enquire, 6), term_weight);
    /* b = 0: it grows with the wdf, times wdf * (k1 + 1) / (wdf + k1), here 1. */
    SUCCEEDS(xapian_weight_new_bm25, 2, 0, 1, 0, 0.5, &weight);
    SUCCEEDS(xapian_enquire_set_weight, enquire, weight);
    xapian_weight_free(weight);
    assert_near(hit_weight(enquire, 6), term_weight);
    /* b = 1: documents are as long as they are, 1 to the mean of 13 / 6, but at least 0.5 of it. */
    SUCCEEDS(xapian_weight_new_bm25, 2, 0, 1, 1, 0.5, &weight);
    SUCCEEDS(xapian_enquire_set_weight, enquire, weight);
    xapian_weight_free(weight);
    assert_near(hit_weight(enquire, 6), term_weight * 3 / (1 + 2 * 0.5));
    /* BM25+ adds delta to what multiplies log((N + 1) / n). */
    SUCCEEDS(xapian_weight_new_bm25_plus, 2, 0, 1, 0, 0.5, 0.25, &weight);
    SUCCEEDS(xapian_enquire_set_weight, enquire, weight);
    xapian_weight_free(weight);
    assert_near(hit_weight(enquire, 6), log(7.0) * 1.25);
    xapian_enquire_free(enquire);
    xapian_database_free(database);
}

static void hits_are_sorted(void **state)
{
    static const struct {
        enum xapian_sort sort;
        bool descending;
        const char *hits;
    } cases[] = {
        {XAPIAN_SORT_RELEVANCE, false, "3 1 2"},
        {XAPIAN_SORT_VALUE, false, "2 1 3"}, /* no value first */
        {XAPIAN_SORT_VALUE, true, "3 1 2"},
        {XAPIAN_SORT_VALUE_THEN_RELEVANCE, false, "2 1 3"},
        {XAPIAN_SORT_RELEVANCE_THEN_VALUE, false, "3 2 1"},
        {XAPIAN_SORT_RELEVANCE_THEN_VALUE, true, "3 1 2"},
    };
    struct xapian_database *database = search_collection(*state);
    struct xapian_enquire *enquire = enquire_for(database, "rouge");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SUCCEEDS(xapian_enquire_set_sort, enquire, cases[i].sort, 0, cases[i].descending);
        assert_hits(enquire, cases[i].hits);
    }
    xapian_enquire_free(enquire);

    /* Of equal values the heavier comes first, else the lower docid. */
    struct xapian_query *query = combine(XAPIAN_OR, "rouge noir");
    SUCCEEDS(xapian_enquire_new, database, &enquire);
    SUCCEEDS(xapian_enquire_set_query, enquire, query);
    xapian_query_free(query);
    SUCCEEDS(xapian_enquire_set_sort, enquire, XAPIAN_SORT_VALUE, 0, true);
    assert_hits(enquire, "3 1 6 2");
    SUCCEEDS(xapian_enquire_set_sort, enquire, XAPIAN_SORT_VALUE_THEN_RELEVANCE, 0, true);
    assert_hits(enquire, "3 6 1 2");
    xapian_enquire_free(enquire);
    xapian_database_free(database);
}

static void cutoffs_leave_out(void **state)
{
    struct xapian_database *database = search_collection(*state);
    struct xapian_enquire *enquire = enquire_for(database, "rouge");
    const double best = hit_weight(enquire, 3);
    SUCCEEDS(xapian_enquire_set_cutoff, enquire, 0, best - 1e-6);
    assert_hits(enquire, "3");
    SUCCEEDS(xapian_enquire_set_cutoff, enquire, 0, best + 1e-6);
    assert_hits(enquire, "");
    SUCCEEDS(xapian_enquire_set_cutoff, enquire, 100, 0);
    assert_hits(enquire, "3");
    SUCCEEDS(xapian_enquire_set_cutoff, enquire, 0, 0);
    assert_hits(enquire, "3 1 2");
    xapian_enquire_free(enquire);
    xapian_database_free(database);
}

static void match_sets_are_pages(void **state)
{
    struct xapian_database *database = search_collection(*state);
    struct xapian_enquire *enquire = enquire_for(database, "rouge");
    struct xapian_mset *mset = NULL;
    xapian_docid docid = 0;
    double weight = 0;
    SUCCEEDS(xapian_enquire_get_mset, enquire, 1, 1, 0, &mset);
    assert_int_equal(xapian_mset_size(mset), 1);
    SUCCEEDS(xapian_mset_hit, mset, 0, &docid, &weight);
    assert_int_equal(docid, 1);
    struct xapian_document *document = NULL;
    SUCCEEDS(xapian_mset_document, mset, 0, &document);
    const char *data = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_document_data, document, &data, &length);
    assert_int_equal(length, strlen("rouge vert"));
    xapian_document_free(document);
    docid = 77;
    FAILS(XAPIAN_INVALID, "RangeError", xapian_mset_hit, mset, 1, &docid, &weight);
    FAILS(XAPIAN_INVALID, "RangeError", xapian_mset_document, mset, UINT32_MAX, &document);
    assert_int_equal(docid, 77);
    xapian_mset_free(mset);
    SUCCEEDS(xapian_enquire_get_mset, enquire, 3, 10, 0, &mset);
    assert_int_equal(xapian_mset_size(mset), 0);
    xapian_mset_free(mset);
    xapian_enquire_free(enquire);
    xapian_database_free(database);
}

static void counts_are_bounded(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    for (int i = 0; i < 300; i++)
        add_document(writable, i % 3 == 0 ? "rouge vert" : i % 3 == 1 ? "rouge" : "vert", NULL);
    SUCCEEDS(xapian_writable_commit, writable);
    struct xapian_enquire *enquire = NULL;
    struct xapian_query *query = combine(XAPIAN_AND, "rouge vert");
    struct xapian_mset *mset = NULL;
    SUCCEEDS(xapian_enquire_new, xapian_writable_database(writable), &enquire);
    SUCCEEDS(xapian_enquire_set_query, enquire, query);
    xapian_query_free(query);
    SUCCEEDS(xapian_enquire_get_mset, enquire, 0, 1, 0, &mset);
    assert_true(xapian_mset_lower_bound(mset) <= 100);
    assert_true(xapian_mset_upper_bound(mset) >= 100);
    assert_true(xapian_mset_lower_bound(mset) < xapian_mset_upper_bound(mset));
    assert_in_range(xapian_mset_estimate(mset), xapian_mset_lower_bound(mset),
                    xapian_mset_upper_bound(mset));
    xapian_mset_free(mset);
    SUCCEEDS(xapian_enquire_get_mset, enquire, 0, 1, UINT32_MAX, &mset);
    assert_int_equal(xapian_mset_size(mset), 1);
    assert_int_equal(xapian_mset_lower_bound(mset), 100);
    assert_int_equal(xapian_mset_estimate(mset), 100);
    assert_int_equal(xapian_mset_upper_bound(mset), 100);
    xapian_mset_free(mset);
    xapian_enquire_free(enquire);
    xapian_writable_free(writable);
}

static void parts_may_be_freed_first(void **state)
{
    struct xapian_database *database = search_collection(*state);
    struct xapian_enquire *enquire = enquire_for(database, "bleu");
    struct xapian_mset *mset = NULL;
    struct xapian_document *document = NULL;
    struct xapian_terms *terms = NULL;
    xapian_database_free(database);
    SUCCEEDS(xapian_enquire_get_mset, enquire, 0, 10, 0, &mset);
    xapian_enquire_free(enquire);
    SUCCEEDS(xapian_mset_document, mset, 0, &document);
    xapian_mset_free(mset);
    SUCCEEDS(xapian_document_terms, document, &terms);
    xapian_document_free(document);
    assert_terms(terms, "bleu");
    xapian_terms_free(terms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(operators_combine),         FIXTURE_TEST(operators_weigh),
        FIXTURE_TEST(all_and_nothing),           FIXTURE_TEST(ranges_bound_values),
        FIXTURE_TEST(factors_scale_weights),     FIXTURE_TEST(boolean_weighs_nothing),
        FIXTURE_TEST(bm25_takes_its_parameters), FIXTURE_TEST(hits_are_sorted),
        FIXTURE_TEST(cutoffs_leave_out),         FIXTURE_TEST(match_sets_are_pages),
        FIXTURE_TEST(counts_are_bounded),        FIXTURE_TEST(parts_may_be_freed_first),
    };
    return cmocka_run_group_tests_name("xapian_c_query", tests, NULL, NULL);
}
