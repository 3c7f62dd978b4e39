/* Searches: which articles are looked at more closely than by their terms. */
#include "xapian_fixture.h"

#include "parse.h"
#include "schema.h"
#include "search.h"

/* An article of one word, and without the record that a check reads. */
static void add_article(struct xapian_writable *writable, const char *word)
{
    struct xapian_document *document = NULL;
    struct buffer term = {0};
    schema_term(SCHEMA_STEM, str_from(word), &term);
    SUCCEEDS(xapian_document_new, &document);
    SUCCEEDS(xapian_document_add_term, document, term.data, term.length, 1);
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    xapian_document_free(document);
    buffer_free(&term);
}

static struct xapian_database *articles_without_records(const struct fixture *fixture)
{
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    add_article(writable, "qxa");
    add_article(writable, "qxc");
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    return database_at(fixture->path);
}

/* How many articles a query finds. */
static size_t count_found(const struct fixture *fixture, const char *text, enum search_words words)
{
    struct xapian_database *database = articles_without_records(fixture);
    struct names names = {.database = database, .french = french_new()};
    struct filters filters = {0};
    struct search_options options = {
        .words = words, .sort = SEARCH_BY_TITLE, .limit = 10, .filters = &filters};
    struct query query = {0};
    struct search search = {0};
    struct error error = {0};
    size_t place;
    assert_int_equal(query_parse(names.french, str_from(text), &query, &place, &error), STATUS_OK);
    assert_int_equal(search_run(&search, query.root, &options, &names, &error), STATUS_OK);
    size_t total = search.total;
    search_free(&search);
    query_free(&query);
    french_free(names.french);
    names_free(&names);
    xapian_database_free(database);
    return total;
}

/* Where any word is enough, a phrase is its words, which the terms tell; when all were needed
 * first, too. */
static void relaxed_phrases_need_no_check(void **state)
{
    assert_int_equal(count_found(*state, "\"qxa qxb\" qxc", SEARCH_ANY), 2);
    assert_int_equal(count_found(*state, "\"qxa qxb\" qxc", SEARCH_RELAX), 2);
    assert_int_equal(count_found(*state, "=qxa qxc", SEARCH_RELAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(relaxed_phrases_need_no_check),
    };
    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
