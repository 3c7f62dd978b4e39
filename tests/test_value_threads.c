/* Values read by several threads: each candidate once, with its own value, whatever happens to the
 * database meanwhile. */
#include "xapian_fixture.h"

#include "value_threads.h"

#define ARTICLES 4000

#define SLOT SCHEMA_SLOT_FORWARD

static void add_article(struct xapian_writable *writable, unsigned number)
{
    struct xapian_document *document = NULL;
    struct buffer value = {0};
    buffer_append_format(&value, "article %u", number);
    SUCCEEDS(xapian_document_new, &document);
    if (number % 5 != 0)
        SUCCEEDS(xapian_document_set_value, document, SLOT, value.data, value.length);
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    xapian_document_free(document);
    buffer_free(&value);
}

/* Article N has the value "article N", but every fifth has none. */
static void make_articles(const struct fixture *fixture)
{
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    for (unsigned i = 1; i <= ARTICLES; i++)
        add_article(writable, i);
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
}

/* What one of the threads was handed. */
struct seen {
    size_t count;
    xapian_docid last;
    bool wrong;
};

static void take(void *context, struct candidate *candidate, struct str value)
{
    struct seen *seen = context;
    struct buffer expected = {0};
    if (candidate->docid % 5 != 0)
        buffer_append_format(&expected, "article %u", (unsigned)candidate->docid);
    seen->wrong |= candidate->docid <= seen->last || !str_equal(value, buffer_str(&expected));
    seen->last = candidate->docid;
    seen->count++;
    candidate->score += 1;
    buffer_free(&expected);
}

/* Reads two of three articles; returns how many the calling thread read. */
static size_t read_all(struct value_threads *threads)
{
    static struct candidate candidates[ARTICLES];
    struct seen seen[VALUE_THREADS] = {0};
    void *contexts[VALUE_THREADS];
    size_t count = 0;
    struct error error = {0};
    for (xapian_docid docid = 1; docid <= ARTICLES; docid++)
        if (docid % 3 != 0)
            candidates[count++] = (struct candidate){.docid = docid};
    for (size_t i = 0; i < VALUE_THREADS; i++)
        contexts[i] = &seen[i];
    enum status status = value_threads_for_each(threads, SLOT, candidates, count, take, contexts,
                                                VALUE_THREADS, &error);
    assert_string_equal(error_message(&error), "");
    assert_int_equal(status, STATUS_OK);
    size_t all = 0;
    for (size_t i = 0; i < VALUE_THREADS; i++) {
        assert_false(seen[i].wrong);
        all += seen[i].count;
    }
    assert_int_equal(all, count);
    for (size_t i = 0; i < count; i++)
        assert_true(candidates[i].score > 0 && candidates[i].score < 2); /* once */
    error_free(&error);
    return seen[0].count;
}

static void each_candidate_is_read_once(void **state)
{
    struct fixture *fixture = *state;
    make_articles(fixture);
    struct xapian_database *database = database_at(fixture->path);
    struct value_threads *threads = value_threads_new(fixture->path, database);
    for (unsigned round = 0; round < 50; round++)
        read_all(threads);
    value_threads_free(threads);
    xapian_database_free(database);
}

static void another_state_is_not_read(void **state)
{
    struct fixture *fixture = *state;
    make_articles(fixture);
    struct xapian_database *database = database_at(fixture->path);
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_OPEN);
    add_article(writable, 1);
    SUCCEEDS(xapian_writable_commit, writable);
    struct value_threads *threads = value_threads_new(fixture->path, database);
    assert_int_equal(read_all(threads), ARTICLES - ARTICLES / 3);
    value_threads_free(threads);
    xapian_database_free(database);
    xapian_writable_free(writable);
}

/* The handle of the thread that calls is for that alone: the others go by what it showed first. */
static void the_state_is_that_of_the_beginning(void **state)
{
    struct fixture *fixture = *state;
    make_articles(fixture);
    struct xapian_database *database = database_at(fixture->path);
    struct value_threads *threads = value_threads_new(fixture->path, database);
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_OPEN);
    add_article(writable, 1);
    SUCCEEDS(xapian_writable_commit, writable);
    SUCCEEDS(xapian_database_reopen, database, NULL);
    assert_int_equal(read_all(threads), ARTICLES - ARTICLES / 3);
    value_threads_free(threads);
    xapian_database_free(database);
    xapian_writable_free(writable);
}

static void a_database_that_went_away_is_read_by_one(void **state)
{
    struct fixture *fixture = *state;
    char *elsewhere = path_in(fixture->folder, "elsewhere");
    make_articles(fixture);
    struct xapian_database *database = database_at(fixture->path);
    struct value_threads *threads = value_threads_new(fixture->path, database);
    assert_int_equal(rename(fixture->path, elsewhere), 0);
    assert_int_equal(read_all(threads), ARTICLES - ARTICLES / 3);
    value_threads_free(threads);
    xapian_database_free(database);
    free(elsewhere);
}

static void few_candidates_are_for_one_thread(void **state)
{
    struct fixture *fixture = *state;
    make_articles(fixture);
    struct xapian_database *database = database_at(fixture->path);
    struct value_threads *threads = value_threads_new(fixture->path, database);
    assert_int_equal(value_threads_count(NULL, 1000000), 1);
    assert_int_equal(value_threads_count(threads, 0), 1);
    assert_int_equal(value_threads_count(threads, 500), 1);
    size_t most = value_threads_count(threads, 1000000);
    assert_true(most >= 1 && most <= VALUE_THREADS);
    value_threads_free(threads);
    xapian_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_candidate_is_read_once, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(another_state_is_not_read, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(the_state_is_that_of_the_beginning, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(a_database_that_went_away_is_read_by_one, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(few_candidates_are_for_one_thread, fixture_make,
                                        fixture_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
