/* The Xapian binding's documents: how they are written and read again, counted and walked. */
#include "xapian_fixture.h"

static void documents_come_back(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    assert_int_equal(add_document(writable, "rouge vert", "1"), 1);
    assert_int_equal(add_document(writable, "vert bleu", NULL), 2);
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);

    struct xapian_database *database = database_at(fixture->path);
    struct xapian_query *query = term_query("bleu");
    assert_matches(database, query, "2");
    xapian_query_free(query);
    struct xapian_document *document = NULL;
    SUCCEEDS(xapian_database_document, database, 1, &document);
    const char *data = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_document_data, document, &data, &length);
    assert_int_equal(length, 10);
    assert_memory_equal(data, "rouge vert", length);
    SUCCEEDS(xapian_document_value, document, 0, &data, &length);
    assert_int_equal(length, 1);
    assert_memory_equal(data, "1", length);
    SUCCEEDS(xapian_document_value, document, 7, &data, &length);
    assert_int_equal(length, 0);
    xapian_document_free(document);
    xapian_database_free(database);
}

static void bytes_may_hold_nul(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_document *document = document_of("rouge", NULL);
    SUCCEEDS(xapian_document_add_term, document, BYTES("a\0b"), 1);
    SUCCEEDS(xapian_document_set_value, document, 3, BYTES("\0\0c"));
    SUCCEEDS(xapian_document_set_data, document, BYTES("d\0"));
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    xapian_document_free(document);
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("k\0k"), BYTES("\0v\0"));
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);

    struct xapian_database *database = database_at(fixture->path);
    uint32_t holding = 0;
    SUCCEEDS(xapian_database_frequency, database, BYTES("a\0b"), &holding, NULL);
    assert_int_equal(holding, 1);
    SUCCEEDS(xapian_database_frequency, database, BYTES("a"), &holding, NULL);
    assert_int_equal(holding, 0);
    const char *bytes = NULL;
    char *value = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_database_document, database, 1, &document);
    SUCCEEDS(xapian_document_value, document, 3, &bytes, &length);
    assert_int_equal(length, 3);
    assert_memory_equal(bytes, "\0\0c", 3);
    SUCCEEDS(xapian_document_data, document, &bytes, &length);
    assert_int_equal(length, 2);
    assert_memory_equal(bytes, "d\0", 2);
    xapian_document_free(document);
    SUCCEEDS(xapian_database_metadata, database, BYTES("k\0k"), &value, &length);
    assert_int_equal(length, 3);
    assert_memory_equal(value, "\0v\0\0", 4); /* and a NUL behind it */
    free(value);
    xapian_database_free(database);
}

static void documents_are_edited(void **state)
{
    (void)state;
    struct xapian_document *document = document_of("vert rouge vert bleu", "1");
    SUCCEEDS(xapian_document_add_term, document, BYTES("sans"), 0);
    SUCCEEDS(xapian_document_remove_term, document, BYTES("bleu"));
    FAILS(XAPIAN_INVALID, "InvalidArgumentError", xapian_document_remove_term, document,
          BYTES("bleu"));
    FAILS(XAPIAN_INVALID, "InvalidArgumentError", xapian_document_add_term, document, NULL, 0, 1);

    struct xapian_terms *terms = NULL;
    SUCCEEDS(xapian_document_terms, document, &terms);
    const char *term = NULL;
    size_t length = 0;
    const uint32_t wdfs[] = {1, 0, 2};
    for (size_t i = 0; i < 3; i++) {
        uint32_t wdf = 9;
        SUCCEEDS(xapian_terms_next, terms, &term, &length);
        SUCCEEDS(xapian_terms_wdf, terms, &wdf);
        assert_int_equal(wdf, wdfs[i]);
    }
    uint32_t holding = 0;
    FAILS(XAPIAN_INVALID, "InvalidOperationError", xapian_terms_frequency, terms, &holding);
    xapian_terms_free(terms);

    SUCCEEDS(xapian_document_set_value, document, 0, NULL, 0);
    SUCCEEDS(xapian_document_value, document, 0, &term, &length);
    assert_int_equal(length, 0);
    SUCCEEDS(xapian_document_terms, document, &terms);
    assert_terms(terms, "rouge sans vert");
    xapian_terms_free(terms);
    xapian_document_free(document);
}

static void documents_are_replaced_and_deleted(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_database *database = xapian_writable_database(writable);
    struct xapian_document *document = document_of("bleu", NULL);
    add_document(writable, "rouge", NULL);
    SUCCEEDS(xapian_writable_replace, writable, 1, document);
    SUCCEEDS(xapian_writable_replace, writable, 5, document);
    assert_all_terms(database, "", "bleu");
    assert_int_equal(add_document(writable, "vert", NULL), 6);
    SUCCEEDS(xapian_writable_delete, writable, 6);
    assert_int_equal(document_count(database), 2);
    xapian_docid last = 0;
    SUCCEEDS(xapian_database_last_docid, database, &last);
    assert_int_equal(last, 6);
    xapian_document_free(document);

    uint32_t length = 0;
    FAILS(XAPIAN_NOT_FOUND, "6", xapian_writable_delete, writable, 6);
    FAILS(XAPIAN_NOT_FOUND, "6", xapian_database_document, database, 6, &document);
    FAILS(XAPIAN_NOT_FOUND, "6", xapian_database_document_length, database, 6, &length);
    assert_int_equal(document_count(database), 2);
    xapian_writable_free(writable);
}

static void docid_0_is_invalid(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_database *database = xapian_writable_database(writable);
    struct xapian_document *document = document_of("rouge", NULL);
    struct xapian_document *found = NULL;
    uint32_t length = 0;
    FAILS(XAPIAN_INVALID, "0", xapian_writable_replace, writable, 0, document);
    FAILS(XAPIAN_INVALID, "0", xapian_writable_delete, writable, 0);
    FAILS(XAPIAN_INVALID, "0", xapian_database_document, database, 0, &found);
    FAILS(XAPIAN_INVALID, "0", xapian_database_document_length, database, 0, &length);
    assert_null(found);
    xapian_document_free(document);
    xapian_writable_free(writable);
}

static void counts_and_bounds(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_database *database = xapian_writable_database(writable);
    add_document(writable, "rouge rouge vert", "b");
    add_document(writable, "rouge", "ab");
    add_document(writable, "bleu", NULL);

    uint64_t total = 0;
    uint32_t length = 0;
    SUCCEEDS(xapian_database_total_length, database, &total);
    assert_int_equal(total, 5);
    SUCCEEDS(xapian_database_document_length, database, 1, &length);
    assert_int_equal(length, 3);

    uint32_t holding = 0;
    uint64_t occurrences = 0;
    SUCCEEDS(xapian_database_frequency, database, BYTES("rouge"), &holding, &occurrences);
    assert_int_equal(holding, 2);
    assert_int_equal(occurrences, 3);
    SUCCEEDS(xapian_database_frequency, database, BYTES("vert"), NULL, &occurrences);
    assert_int_equal(occurrences, 1);
    SUCCEEDS(xapian_database_frequency, database, BYTES("noir"), &holding, &occurrences);
    assert_int_equal(holding, 0);
    assert_int_equal(occurrences, 0);

    char *lower = NULL;
    char *upper = NULL;
    size_t lower_length = 0;
    size_t upper_length = 0;
    SUCCEEDS(xapian_database_value_bounds, database, 0, &holding, &lower, &lower_length, &upper,
             &upper_length);
    assert_int_equal(holding, 2);
    assert_int_equal(lower_length, 2);
    assert_string_equal(lower, "ab");
    assert_int_equal(upper_length, 1);
    assert_string_equal(upper, "b");
    free(lower);
    free(upper);
    SUCCEEDS(xapian_database_value_bounds, database, 9, &holding, &lower, &lower_length, NULL,
             NULL);
    assert_int_equal(holding, 0);
    assert_int_equal(lower_length, 0);
    assert_string_equal(lower, "");
    free(lower);
    SUCCEEDS(xapian_database_value_bounds, database, 0, &holding, NULL, NULL, NULL, NULL);
    assert_int_equal(holding, 2);
    xapian_writable_free(writable);
}

static void metadata_and_its_keys(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_database *database = xapian_writable_database(writable);
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("b:2"), BYTES("old"));
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("b:2"), BYTES("new"));
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("a:1"), BYTES("x"));
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("b:1"), BYTES("y"));
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("b:3"), BYTES("z"));
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("b:3"), NULL, 0);

    char *value = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_database_metadata, database, BYTES("b:2"), &value, &length);
    assert_string_equal(value, "new");
    free(value);
    SUCCEEDS(xapian_database_metadata, database, BYTES("b:3"), &value, &length);
    assert_int_equal(length, 0);
    assert_string_equal(value, "");
    free(value);
    FAILS(XAPIAN_INVALID, "Empty metadata keys", xapian_database_metadata, database, BYTES(""),
          &value, &length);
    FAILS(XAPIAN_INVALID, "Empty metadata keys", xapian_writable_set_metadata, writable, BYTES(""),
          BYTES("x"));

    struct xapian_terms *keys = NULL;
    const char *key = NULL;
    uint32_t number = 0;
    SUCCEEDS(xapian_database_metadata_keys, database, NULL, 0, &keys);
    assert_terms(keys, "a:1 b:1 b:2");
    xapian_terms_free(keys);
    SUCCEEDS(xapian_database_metadata_keys, database, BYTES("b:"), &keys);
    SUCCEEDS(xapian_terms_next, keys, &key, &length);
    FAILS(XAPIAN_INVALID, "InvalidOperationError", xapian_terms_frequency, keys, &number);
    FAILS(XAPIAN_INVALID, "InvalidOperationError", xapian_terms_wdf, keys, &number);
    assert_terms(keys, "b:2");
    xapian_terms_free(keys);
    xapian_writable_free(writable);
}

static void terms_are_walked(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    struct xapian_database *database = xapian_writable_database(writable);
    assert_all_terms(database, "", "bleu rose rouge vert");
    assert_all_terms(database, "ro", "rose rouge");
    assert_all_terms(database, "z", "");

    struct xapian_terms *terms = NULL;
    const char *term = NULL;
    size_t length = 0;
    uint32_t number = 0;
    SUCCEEDS(xapian_database_terms, database, NULL, 0, &terms);
    FAILS(XAPIAN_INVALID, "not at an entry", xapian_terms_frequency, terms, &number);
    SUCCEEDS(xapian_terms_next, terms, &term, &length);
    SUCCEEDS(xapian_terms_next, terms, &term, &length);
    SUCCEEDS(xapian_terms_next, terms, &term, &length);
    SUCCEEDS(xapian_terms_frequency, terms, &number);
    assert_int_equal(number, 3);
    FAILS(XAPIAN_INVALID, "get_wdf", xapian_terms_wdf, terms, &number);
    assert_terms(terms, "vert");
    FAILS(XAPIAN_INVALID, "not at an entry", xapian_terms_frequency, terms, &number);
    FAILS(XAPIAN_INVALID, "not at an entry", xapian_terms_wdf, terms, &number);
    xapian_terms_free(terms);
    xapian_writable_free(writable);
}

static void terms_are_skipped(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    struct xapian_database *database = xapian_writable_database(writable);
    struct xapian_terms *terms = NULL;
    const char *term = NULL;
    size_t length = 0;
    uint32_t number = 0;
    SUCCEEDS(xapian_database_terms, database, NULL, 0, &terms);
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("c")); /* before the first next */
    SUCCEEDS(xapian_terms_next, terms, &term, &length);
    assert_memory_equal(term, "rose", 4);
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("a")); /* not back, but the present one again */
    FAILS(XAPIAN_INVALID, "not at an entry", xapian_terms_frequency, terms, &number);
    SUCCEEDS(xapian_terms_next, terms, &term, &length);
    assert_memory_equal(term, "rose", 4);
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("vert"));
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("rouge")); /* nor from one skipped to */
    assert_terms(terms, "vert");
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("a")); /* nor from the end */
    assert_terms(terms, "");
    xapian_terms_free(terms);

    SUCCEEDS(xapian_database_terms, database, BYTES("ro"), &terms);
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("a")); /* stays within the prefix */
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("rot"));
    assert_terms(terms, "rouge");
    xapian_terms_free(terms);
    SUCCEEDS(xapian_database_terms, database, BYTES("ro"), &terms);
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("vert")); /* past the end */
    SUCCEEDS(xapian_terms_skip_to, terms, BYTES("zzzz"));
    assert_terms(terms, "");
    xapian_terms_free(terms);
    xapian_writable_free(writable);
}

static void postings_are_walked(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    struct xapian_database *database = xapian_writable_database(writable);
    SUCCEEDS(xapian_writable_delete, writable, 3);
    struct xapian_postings *postings = NULL;
    SUCCEEDS(xapian_database_postings, database, BYTES("noir"), &postings);
    assert_postings(postings, "");
    xapian_postings_free(postings);
    SUCCEEDS(xapian_database_postings, database, NULL, 0, &postings);
    assert_postings(postings, "1 2 4");
    xapian_postings_free(postings);

    xapian_docid docid = 0;
    uint32_t wdf = 0;
    SUCCEEDS(xapian_database_postings, database, BYTES("rouge"), &postings);
    FAILS(XAPIAN_INVALID, "not at an entry", xapian_postings_wdf, postings, &wdf);
    SUCCEEDS(xapian_postings_next, postings, &docid);
    SUCCEEDS(xapian_postings_skip_to, postings, 3);
    FAILS(XAPIAN_INVALID, "not at an entry", xapian_postings_wdf, postings, &wdf);
    SUCCEEDS(xapian_postings_next, postings, &docid);
    assert_int_equal(docid, 4);
    SUCCEEDS(xapian_postings_wdf, postings, &wdf);
    assert_int_equal(wdf, 2);
    SUCCEEDS(xapian_postings_skip_to, postings, 1);
    assert_postings(postings, "4");
    SUCCEEDS(xapian_postings_skip_to, postings, 1);
    assert_postings(postings, "");
    FAILS(XAPIAN_INVALID, "not at an entry", xapian_postings_wdf, postings, &wdf);
    xapian_postings_free(postings);
    SUCCEEDS(xapian_database_postings, database, BYTES("rouge"), &postings);
    SUCCEEDS(xapian_postings_skip_to, postings, UINT32_MAX);
    SUCCEEDS(xapian_postings_skip_to, postings, UINT32_MAX);
    assert_postings(postings, "");
    xapian_postings_free(postings);
    xapian_writable_free(writable);
}

static void values_are_walked(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    struct xapian_database *database = xapian_writable_database(writable);
    struct xapian_values *values = NULL;
    SUCCEEDS(xapian_database_values, database, 0, &values);
    assert_values(values, "1=v1 3=v3 4=v4");
    xapian_values_free(values);
    SUCCEEDS(xapian_database_values, database, 8, &values);
    assert_values(values, "");
    xapian_values_free(values);

    xapian_docid docid = 0;
    const char *value = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_database_values, database, 0, &values);
    SUCCEEDS(xapian_values_skip_to, values, 2);
    SUCCEEDS(xapian_values_next, values, &docid, &value, &length);
    assert_int_equal(docid, 3);
    SUCCEEDS(xapian_values_skip_to, values, 1);
    assert_values(values, "3=v3 4=v4");
    SUCCEEDS(xapian_values_skip_to, values, 1);
    assert_values(values, "");
    xapian_values_free(values);
    SUCCEEDS(xapian_database_values, database, 0, &values);
    SUCCEEDS(xapian_values_skip_to, values, 9);
    SUCCEEDS(xapian_values_skip_to, values, 9);
    assert_values(values, "");
    xapian_values_free(values);
    xapian_writable_free(writable);
}

static void words_have_stems(void **state)
{
    (void)state;
    struct xapian_stemmer *stemmer = NULL;
    const char *stem;
    size_t length;
    assert_int_equal(xapian_stemmer_new("volapük", &stemmer, NULL), XAPIAN_INVALID);
    SUCCEEDS(xapian_stemmer_new, "french", &stemmer);
    SUCCEEDS(xapian_stemmer_stem, stemmer, BYTES("nationales"), &stem, &length);
    assert_int_equal(length, 8);
    assert_memory_equal(stem, "national", 8);
    SUCCEEDS(xapian_stemmer_stem, stemmer, NULL, 0, &stem, &length);
    assert_int_equal(length, 0);
    xapian_stemmer_free(stemmer);
}

static void free_takes_null(void **state)
{
    (void)state;
    xapian_database_free(NULL);
    xapian_writable_free(NULL);
    xapian_document_free(NULL);
    xapian_terms_free(NULL);
    xapian_postings_free(NULL);
    xapian_values_free(NULL);
    xapian_query_free(NULL);
    xapian_weight_free(NULL);
    xapian_enquire_free(NULL);
    xapian_mset_free(NULL);
    xapian_stemmer_free(NULL);
    assert_int_equal(xapian_version()[0], '1');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(documents_come_back),      FIXTURE_TEST(bytes_may_hold_nul),
        cmocka_unit_test(documents_are_edited), FIXTURE_TEST(documents_are_replaced_and_deleted),
        FIXTURE_TEST(docid_0_is_invalid),       FIXTURE_TEST(counts_and_bounds),
        FIXTURE_TEST(metadata_and_its_keys),    FIXTURE_TEST(terms_are_walked),
        FIXTURE_TEST(terms_are_skipped),        FIXTURE_TEST(postings_are_walked),
        FIXTURE_TEST(values_are_walked),        cmocka_unit_test(words_have_stems),
        cmocka_unit_test(free_takes_null),
    };
    return cmocka_run_group_tests_name("xapian_c", tests, NULL, NULL);
}
