/* The Xapian binding's databases as wholes: opening, commits and transactions, what a close loses,
 * shards, check and compact. */
#include "xapian_fixture.h"

static void opened_in_every_way(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = NULL;
    FAILS(XAPIAN_NO_DATABASE, fixture->path, xapian_writable_open, fixture->path, XAPIAN_OPEN,
          &writable);
    writable = writable_at(fixture->path, XAPIAN_CREATE_OR_OPEN | XAPIAN_NO_SYNC);
    add_document(writable, "rouge", NULL);
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    FAILS(XAPIAN_FAILED, "already exists", xapian_writable_open, fixture->path, XAPIAN_CREATE,
          &writable);
    FAILS(XAPIAN_INVALID, "flags", xapian_writable_open, fixture->path, 0x80U, &writable);
    xapian_writable_free(writable_at(fixture->path, XAPIAN_CREATE_OR_OPEN));
    assert_int_equal(committed_count(fixture->path), 1);
    xapian_writable_free(writable_at(fixture->path, XAPIAN_CREATE_OR_EMPTY));
    assert_int_equal(committed_count(fixture->path), 0);
}

static void without_a_term_list(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE | XAPIAN_NO_TERMLIST);
    add_document(writable, "rouge", NULL);
    SUCCEEDS(xapian_writable_commit, writable);
    FAILS(XAPIAN_UNSUPPORTED, "termlist", xapian_writable_delete, writable, 1);
    struct xapian_document *document = NULL;
    struct xapian_terms *terms = NULL;
    SUCCEEDS(xapian_database_document, xapian_writable_database(writable), 1, &document);
    FAILS(XAPIAN_UNSUPPORTED, "termlist", xapian_document_terms, document, &terms);
    xapian_document_free(document);
    xapian_writable_free(writable);
}

static void dangerous_cannot_cancel(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE | XAPIAN_DANGEROUS);
    add_document(writable, "rouge", NULL);
    SUCCEEDS(xapian_writable_commit, writable);
    SUCCEEDS(xapian_writable_begin_transaction, writable);
    char *message = NULL;
    assert_int_equal(xapian_writable_cancel_transaction(writable, &message), XAPIAN_INVALID);
    assert_non_null(strstr(message, "not supported"));
    free(message);
    xapian_writable_free(writable);
    assert_int_equal(committed_count(fixture->path), 1);
}

static void readers_see_commits(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    struct xapian_database *reader = database_at(fixture->path);
    add_document(writable, "noir", NULL);
    assert_int_equal(document_count(xapian_writable_database(writable)), 5);
    bool changed = true;
    SUCCEEDS(xapian_database_reopen, reader, &changed);
    assert_false(changed);
    assert_int_equal(document_count(reader), 4);
    SUCCEEDS(xapian_writable_commit, writable);
    assert_int_equal(document_count(reader), 4);
    SUCCEEDS(xapian_database_reopen, reader, &changed);
    assert_true(changed);
    assert_int_equal(document_count(reader), 5);
    SUCCEEDS(xapian_database_reopen, reader, NULL);
    xapian_database_free(reader);
    xapian_writable_free(writable);
}

static void transactions_end_both_ways(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_database *database = xapian_writable_database(writable);
    add_document(writable, "rouge", NULL);
    SUCCEEDS(xapian_writable_begin_transaction, writable);
    assert_int_equal(committed_count(fixture->path), 1);
    add_document(writable, "bleu", NULL);
    FAILS(XAPIAN_INVALID, "transaction", xapian_writable_commit, writable);
    FAILS(XAPIAN_INVALID, "transaction", xapian_writable_begin_transaction, writable);
    assert_int_equal(document_count(database), 2);
    assert_int_equal(committed_count(fixture->path), 1);
    SUCCEEDS(xapian_writable_cancel_transaction, writable);
    assert_int_equal(document_count(database), 1);

    SUCCEEDS(xapian_writable_begin_transaction, writable);
    add_document(writable, "vert", NULL);
    SUCCEEDS(xapian_writable_commit_transaction, writable);
    assert_int_equal(committed_count(fixture->path), 2);
    FAILS(XAPIAN_INVALID, "transaction", xapian_writable_cancel_transaction, writable);
    FAILS(XAPIAN_INVALID, "transaction", xapian_writable_commit_transaction, writable);
    xapian_writable_free(writable);
}

static void only_outside_of_transactions_xapian_commits(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(setenv("XAPIAN_FLUSH_THRESHOLD", "10", 1), 0);
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    assert_int_equal(unsetenv("XAPIAN_FLUSH_THRESHOLD"), 0);
    for (int i = 0; i < 25; i++)
        add_document(writable, "rouge", NULL);
    assert_int_equal(committed_count(fixture->path), 20);
    SUCCEEDS(xapian_writable_begin_transaction, writable);
    for (int i = 0; i < 25; i++)
        add_document(writable, "rouge", NULL);
    assert_int_equal(committed_count(fixture->path), 25);
    xapian_writable_free(writable);
    assert_int_equal(committed_count(fixture->path), 25);

    uint64_t errors = 0;
    SUCCEEDS(xapian_check, fixture->path, &errors, NULL);
    assert_int_equal(errors, 0);
}

static void uncommitted_changes_are_lost(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    add_document(writable, "noir", NULL);
    SUCCEEDS(xapian_writable_delete, writable, 1);
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("key"), BYTES("value"));
    /* What still refers to the database keeps neither the lock nor the changes. */
    struct xapian_document *document = NULL;
    struct xapian_enquire *enquire = NULL;
    SUCCEEDS(xapian_database_document, xapian_writable_database(writable), 2, &document);
    SUCCEEDS(xapian_enquire_new, xapian_writable_database(writable), &enquire);
    xapian_writable_free(writable);

    writable = writable_at(fixture->path, XAPIAN_OPEN);
    assert_all_terms(xapian_writable_database(writable), "", "bleu rose rouge vert");
    char *value = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_database_metadata, xapian_writable_database(writable), BYTES("key"), &value,
             &length);
    assert_int_equal(length, 0);
    free(value);

    const char *data = NULL;
    FAILS(XAPIAN_FAILED, "DatabaseClosedError", xapian_document_data, document, &data, &length);
    xapian_document_free(document);
    xapian_enquire_free(enquire);

    SUCCEEDS(xapian_writable_begin_transaction, writable);
    add_document(writable, "noir", NULL);
    xapian_writable_free(writable);
    assert_int_equal(committed_count(fixture->path), 4);
}

static void a_failed_change_loses_the_uncommitted(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    struct xapian_database *database = xapian_writable_database(writable);
    struct xapian_document *document = document_of("noir", NULL);
    char longest[246];
    memset(longest, 'a', sizeof longest);
    SUCCEEDS(xapian_document_add_term, document, longest, 245, 1);
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    assert_int_equal(document_count(database), 5);
    FAILS(XAPIAN_NOT_FOUND, "99", xapian_writable_delete, writable, 99);
    assert_int_equal(document_count(database), 5);
    SUCCEEDS(xapian_document_add_term, document, longest, 246, 1);
    FAILS(XAPIAN_INVALID, "too long", xapian_writable_add, writable, document, NULL);
    assert_int_equal(document_count(database), 4);
    xapian_document_free(document);

    /* Each NUL takes two bytes of the key, which only the commit makes. */
    memset(longest, 0, sizeof longest);
    document = document_of("noir", NULL);
    SUCCEEDS(xapian_document_add_term, document, longest, 200, 1);
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    char *message = NULL;
    assert_int_equal(xapian_writable_commit(writable, &message), XAPIAN_INVALID);
    assert_non_null(strstr(message, "too long"));
    free(message);
    assert_int_equal(document_count(database), 4);
    xapian_document_free(document);
    xapian_writable_free(writable);
}

static void shards_are_one_database(void **state)
{
    struct fixture *fixture = *state;
    xapian_writable_free(colours(fixture));
    char *other = path_in(fixture->folder, "other");
    struct xapian_writable *writable = writable_at(other, XAPIAN_CREATE);
    add_document(writable, "rouge noir", "w1");
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);

    struct xapian_database *all = NULL;
    SUCCEEDS(xapian_database_new, &all);
    assert_int_equal(document_count(all), 0);
    assert_all_terms(all, "", "");
    struct xapian_enquire *enquire = NULL;
    struct xapian_document *document = NULL;
    FAILS(XAPIAN_INVALID, "Enquire", xapian_enquire_new, all, &enquire);
    FAILS(XAPIAN_INVALID, "No subdatabases", xapian_database_document, all, 1, &document);
    FAILS(XAPIAN_INVALID, "itself", xapian_database_add, all, all);

    struct xapian_database *first = database_at(fixture->path);
    struct xapian_database *second = database_at(other);
    SUCCEEDS(xapian_database_add, all, first);
    SUCCEEDS(xapian_database_add, all, second);
    xapian_database_free(first);
    xapian_database_free(second);
    free(other);
    assert_int_equal(document_count(all), 5);
    assert_all_terms(all, "", "bleu noir rose rouge vert");
    struct xapian_values *values = NULL;
    SUCCEEDS(xapian_database_values, all, 0, &values);
    assert_values(values, "1=v1 2=w1 5=v3 7=v4"); /* docids take turns */
    xapian_values_free(values);
    xapian_database_free(all);
}

static struct buffer state_of(const struct xapian_database *database)
{
    struct buffer state = {0};
    SUCCEEDS(xapian_database_state, database, &state.data, &state.length);
    assert_int_not_equal(state.length, 0);
    return state;
}

static void states_are_told_apart(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_database *first = database_at(fixture->path);
    struct xapian_database *second = database_at(fixture->path);
    struct buffer shown = state_of(first), same = state_of(second);
    assert_string_equal(shown.data, same.data);
    add_document(writable, "rouge", NULL);
    SUCCEEDS(xapian_writable_commit, writable);
    SUCCEEDS(xapian_database_reopen, second, NULL);
    struct buffer newer = state_of(second);
    assert_string_not_equal(shown.data, newer.data);
    SUCCEEDS(xapian_database_add, first, second);
    buffer_free(&same);
    FAILS(XAPIAN_INVALID, "database", xapian_database_state, first, &same.data, &same.length);
    buffer_free(&shown);
    buffer_free(&newer);
    xapian_database_free(first);
    xapian_database_free(second);
    xapian_writable_free(writable);
}

static void stub_files_name_shards(void **state)
{
    struct fixture *fixture = *state;
    xapian_writable_free(colours(fixture));
    char *stub = path_in(fixture->folder, "stub");
    write_file(stub, "auto db\nauto db\n");
    assert_int_equal(committed_count(stub), 8);
    write_file(stub, "");
    assert_int_equal(committed_count(stub), 0);
    free(stub);
}

static void databases_are_checked(void **state)
{
    struct fixture *fixture = *state;
    xapian_writable_free(colours(fixture));
    uint64_t errors = 9;
    char *report = NULL;
    SUCCEEDS(xapian_check, fixture->path, &errors, &report);
    assert_int_equal(errors, 0);
    assert_non_null(strstr(report, "postlist"));
    free(report);
}

static void databases_are_compacted(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    SUCCEEDS(xapian_writable_delete, writable, 1);
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("key"), BYTES("first"));
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    char *other = path_in(fixture->folder, "other");
    char *to = path_in(fixture->folder, "to");
    const char *sources[] = {fixture->path, other};
    writable = writable_at(other, XAPIAN_CREATE);
    add_document(writable, "noir", NULL);
    SUCCEEDS(xapian_writable_set_metadata, writable, BYTES("key"), BYTES("second"));
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);

    SUCCEEDS(xapian_compact, sources, 2, to, XAPIAN_COMPACT_FULLER | XAPIAN_COMPACT_MULTIPASS);
    struct xapian_database *database = database_at(to);
    assert_int_equal(document_count(database), 4);
    assert_all_terms(database, "", "bleu noir rouge vert");
    char *value = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_database_metadata, database, BYTES("key"), &value, &length);
    assert_string_equal(value, "first");
    free(value);
    xapian_database_free(database);

    SUCCEEDS(xapian_compact, sources, 1, to, XAPIAN_COMPACT_NO_RENUMBER);
    database = database_at(to);
    struct xapian_postings *postings = NULL;
    SUCCEEDS(xapian_database_postings, database, NULL, 0, &postings);
    assert_postings(postings, "2 3 4");
    xapian_postings_free(postings);
    xapian_database_free(database);

    FAILS(XAPIAN_INVALID, "No database", xapian_compact, sources, 0, to, XAPIAN_COMPACT_FULL);
    FAILS(XAPIAN_INVALID, "destination", xapian_compact, sources, 1, fixture->path,
          XAPIAN_COMPACT_FULL);
    const char *twice[] = {fixture->path, fixture->path};
    FAILS(XAPIAN_INVALID, "disjoint", xapian_compact, twice, 2, to, XAPIAN_COMPACT_NO_RENUMBER);
    free(other);
    free(to);
}

static void compacting_moves_a_stub(void **state)
{
    struct fixture *fixture = *state;
    xapian_writable_free(colours(fixture));
    char *stub = path_in(fixture->folder, "stub");
    char *file = path_in(fixture->folder, "single");
    const char *sources[] = {fixture->path, stub};
    write_file(stub, "auto db\n");
    SUCCEEDS(xapian_compact, sources, 2, stub, XAPIAN_COMPACT_STANDARD);
    assert_int_equal(committed_count(stub), 8);
    SUCCEEDS(xapian_compact, sources, 1, file, XAPIAN_COMPACT_SINGLE_FILE);
    assert_int_equal(committed_count(file), 4);
    free(stub);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(opened_in_every_way),
        FIXTURE_TEST(without_a_term_list),
        FIXTURE_TEST(dangerous_cannot_cancel),
        FIXTURE_TEST(readers_see_commits),
        FIXTURE_TEST(transactions_end_both_ways),
        FIXTURE_TEST(only_outside_of_transactions_xapian_commits),
        FIXTURE_TEST(uncommitted_changes_are_lost),
        FIXTURE_TEST(a_failed_change_loses_the_uncommitted),
        FIXTURE_TEST(shards_are_one_database),
        FIXTURE_TEST(states_are_told_apart),
        FIXTURE_TEST(stub_files_name_shards),
        FIXTURE_TEST(databases_are_checked),
        FIXTURE_TEST(databases_are_compacted),
        FIXTURE_TEST(compacting_moves_a_stub),
    };
    return cmocka_run_group_tests_name("xapian_c_database", tests, NULL, NULL);
}
