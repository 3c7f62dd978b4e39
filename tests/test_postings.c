/* Postings that are kept: how many there is room for. */
#include "xapian_fixture.h"

#include "postings.h"

#define TERM_BYTES 220

/* So many terms of that length take 64 MB when each entry is counted twice, and not when once. */
#define TERMS 120000

/* Terms that no article has are kept as such. */
static void read_others(struct postings *postings)
{
    const struct posting_list *list = NULL;
    struct buffer term = {0};
    for (unsigned i = 0; i < TERMS; i++) {
        buffer_clear(&term);
        buffer_append_format(&term, "%0*u", TERM_BYTES, i);
        if (i % 1000 == 0)
            postings_begin_query(postings);
        SUCCEEDS(postings_read, postings, buffer_str(&term), &list);
        assert_int_equal(list->count, 0);
    }
    buffer_free(&term);
}

/* What is kept shows the state it was read from: so it is known to be kept. */
static void an_entry_takes_its_size_once(void **state)
{
    const struct fixture *fixture = *state;
    const struct posting_list *list = NULL;
    bool changed = false;
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    add_document(writable, "port", NULL);
    SUCCEEDS(xapian_writable_commit, writable);
    struct xapian_database *database = database_at(fixture->path);
    struct postings *postings = postings_new(database);
    SUCCEEDS(postings_read, postings, STR("port"), &list);
    assert_int_equal(list->count, 1);
    read_others(postings);

    add_document(writable, "port", NULL);
    SUCCEEDS(xapian_writable_commit, writable);
    SUCCEEDS(xapian_database_reopen, database, &changed);
    assert_true(changed);
    SUCCEEDS(postings_read, postings, STR("port"), &list);
    assert_int_equal(list->count, 1);

    postings_free(postings);
    xapian_database_free(database);
    xapian_writable_free(writable);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(an_entry_takes_its_size_once),
    };
    return cmocka_run_group_tests_name("postings", tests, NULL, NULL);
}
