/* Showing articles of a database that is written to meanwhile: what was told is not told again. */
#include "xapian_fixture.h"

#include "article.h"
#include "schema.h"
#include "show.h"

#define ARTICLES   200
#define TEXT_BYTES 5000

static void add_term(struct xapian_document *document, enum schema_term kind, struct str text)
{
    struct buffer term = {0};
    schema_term(kind, text, &term);
    SUCCEEDS(xapian_document_add_term, document, term.data, term.length, 1);
    buffer_free(&term);
}

/* Puts article N at docid N, with the id "N"; each is so long that they share few blocks. */
static void write_articles(struct xapian_writable *writable)
{
    struct article_packer *packer = article_packer_new();
    struct article article = {0};
    struct buffer text = {0}, packed = {0}, id = {0};
    for (uint32_t i = 0; i < TEXT_BYTES / 10; i++)
        buffer_append_format(&text, "%09u ", i * 2654435761U % 999999937U);
    article_set(&article, ARTICLE_TITLE, STR("Un titre"));
    article_set(&article, ARTICLE_TEXT, buffer_str(&text));
    article_pack(packer, &article, &packed);
    for (xapian_docid docid = 1; docid <= ARTICLES; docid++) {
        struct xapian_document *document = NULL;
        buffer_clear(&id);
        buffer_append_format(&id, "%u", (unsigned)docid);
        SUCCEEDS(xapian_document_new, &document);
        add_term(document, SCHEMA_ID, buffer_str(&id));
        SUCCEEDS(xapian_document_set_value, document, SCHEMA_SLOT_ID, id.data, id.length);
        SUCCEEDS(xapian_document_set_value, document, SCHEMA_SLOT_ARTICLE, packed.data,
                 packed.length);
        SUCCEEDS(xapian_writable_replace, writable, docid, document);
        xapian_document_free(document);
    }
    SUCCEEDS(xapian_writable_commit, writable);
    buffer_free(&text);
    buffer_free(&packed);
    buffer_free(&id);
    article_free(&article);
    article_packer_free(packer);
}

/* For a stream: the first that is written to it changes the database. */
struct changer {
    struct xapian_writable *writable;
    bool changed;
};

static ssize_t change(void *cookie, const char *bytes, size_t count)
{
    struct changer *changer = cookie;
    (void)bytes;
    for (unsigned commits = 0; !changer->changed && commits < 3; commits++)
        write_articles(changer->writable);
    changer->changed = true;
    return (ssize_t)count;
}

/* What is told on standard error while the articles are shown. Owned by the caller: free(). */
static char *told_by(const struct show *show, enum status expected)
{
    char *told = memory_allocate(1000, 1);
    size_t shown = 0;
    struct error error = {0};
    FILE *file = tmpfile();
    assert_non_null(file);
    int screen = dup(STDERR_FILENO);
    assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
    enum status status = show_articles(show, &shown, &error);
    assert_true(dup2(screen, STDERR_FILENO) >= 0);
    close(screen);
    assert_int_equal(status, expected);
    rewind(file);
    told[fread(told, 1, 999, file)] = '\0';
    fclose(file);
    error_free(&error);
    return told;
}

static void missing_ids_are_told_when_all_are_read(void **state)
{
    static const char *const ids[] = {"none", "1", "200"};
    struct fixture *fixture = *state;
    struct changer changer = {
        .writable = writable_at(fixture->path, XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC)};
    write_articles(changer.writable);
    struct xapian_database *database = database_at(fixture->path);
    struct names names = {.database = database, .french = french_new()};
    FILE *stream = fopencookie(&changer, "w", (cookie_io_functions_t){.write = change});
    assert_non_null(stream);
    setbuf(stream, NULL);
    const struct show show = {
        .stream = stream, .database = database, .names = &names, .ids = ids, .count = 3};

    char *told = told_by(&show, STATUS_CHANGED);
    assert_string_equal(told, "");
    free(told);
    SUCCEEDS(xapian_database_reopen, database, NULL);
    told = told_by(&show, STATUS_OK);
    assert_string_equal(told, "srch: no article has the id none\n");
    free(told);

    fclose(stream);
    french_free(names.french);
    names_free(&names);
    xapian_database_free(database);
    xapian_writable_free(changer.writable);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(missing_ids_are_told_when_all_are_read),
    };
    return cmocka_run_group_tests_name("show", tests, NULL, NULL);
}
