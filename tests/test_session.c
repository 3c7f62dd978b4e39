/* Sessions over a database that is damaged: what is printed stays whole. */
#include "xapian_fixture.h"

#include <jansson.h>

#include "schema.h"
#include "session.h"

/* Adds an article of a day; `packed` is what is stored for it. */
static void add_article(struct xapian_writable *writable, const char *id, const char *day,
                        struct str packed)
{
    struct xapian_document *document = NULL;
    struct buffer mark = {0}, term = {0};
    schema_mark(&mark);
    schema_term(SCHEMA_MARK, buffer_str(&mark), &term);
    SUCCEEDS(xapian_document_new, &document);
    SUCCEEDS(xapian_document_add_term, document, term.data, term.length, 1);
    SUCCEEDS(xapian_document_set_value, document, SCHEMA_SLOT_ID, id, strlen(id));
    SUCCEEDS(xapian_document_set_value, document, SCHEMA_SLOT_DATE, day, strlen(day));
    SUCCEEDS(xapian_document_set_value, document, SCHEMA_SLOT_ARTICLE, packed.data, packed.length);
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    xapian_document_free(document);
    buffer_free(&mark);
    buffer_free(&term);
}

/* The first article of the hits is sound, the second cannot be read. */
static struct xapian_database *damaged_database(const struct fixture *fixture)
{
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    struct article_packer *packer = article_packer_new();
    struct article article = {0};
    struct buffer packed = {0};
    article_set(&article, ARTICLE_TITLE, STR("Un titre"));
    article_pack(packer, &article, &packed);
    add_article(writable, "sound", "20190202", buffer_str(&packed));
    add_article(writable, "damaged", "20190101", STR("no article"));
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    buffer_free(&packed);
    article_free(&article);
    article_packer_free(packer);
    return database_at(fixture->path);
}

/* Runs a search by date alone; what it prints on standard output goes into `file`. */
static enum status run_into(FILE *file, struct xapian_database *database,
                            const struct printer *printer, struct error *error)
{
    struct settings settings = {.printer = printer, .search = {.limit = 10}};
    struct session session = {.settings = &settings, .database = database, .french = french_new()};
    size_t hits = 0;
    if (printer->fields)
        settings.fields = *printer->fields;
    settings.search.filters = &settings.filters;
    settings.filters.dated = true;
    date_parse_range(STR("2019"), &settings.filters.dates);
    session.names = (struct names){.database = database, .french = session.french};
    session.records = records_new(database);

    fflush(stdout);
    int screen = dup(STDOUT_FILENO);
    assert_true(dup2(fileno(file), STDOUT_FILENO) >= 0);
    enum status status = session_run(&session, STR(""), (struct str){0}, &hits, error);
    fflush(stdout);
    assert_true(dup2(screen, STDOUT_FILENO) >= 0);
    close(screen);

    records_free(session.records);
    names_free(&session.names);
    french_free(session.french);
    return status;
}

/* JSON that ends in the middle says nothing; an array that is closed has what could be read. */
static void json_is_closed_after_a_damaged_article(void **state)
{
    static const struct printer *const printers[] = {&printer_json, &printer_csl_json};
    struct xapian_database *database = damaged_database(*state);
    for (size_t i = 0; i < sizeof printers / sizeof *printers; i++) {
        struct error error = {0};
        FILE *file = tmpfile();
        assert_non_null(file);
        assert_int_equal(run_into(file, database, printers[i], &error), STATUS_SYSTEM);
        rewind(file);
        json_t *read = json_loadf(file, 0, NULL);
        json_t *hits = json_is_object(read) ? json_object_get(read, "hits") : read;
        assert_int_equal(json_array_size(hits), 1);
        assert_string_equal(json_string_value(json_object_get(json_array_get(hits, 0), "title")),
                            "Un titre");
        json_decref(read);
        fclose(file);
        error_free(&error);
    }
    xapian_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(json_is_closed_after_a_damaged_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
