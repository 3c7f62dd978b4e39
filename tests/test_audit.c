/* The audit of a database: a sound one has no finding, and each thing that is broken has one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "audit.h"
#include "document.h"
#include "files.h"
#include "memory.h"
#include "schema.h"

struct fixture {
    struct analysers analysers;
    struct document_maker *maker;
    struct xapian_writable *writable;
    struct buffer findings;
};

static bool is_known(void *context, const struct french_word *word)
{
    (void)context;
    (void)word;
    return false;
}

static void add_article(struct fixture *fixture, const char *id, const char *title,
                        const char *text)
{
    struct article article = {0};
    struct xapian_document *document = NULL;
    struct error error = {0};
    article_set(&article, ARTICLE_ID, str_from(id));
    article_set(&article, ARTICLE_TITLE, str_from(title));
    article_set(&article, ARTICLE_TEXT, str_from(text));
    article_set(&article, ARTICLE_OUTLET, STR("La Gazette"));
    article_set(&article, ARTICLE_DATE, STR("2019-02-14"));
    assert_int_equal(document_make(fixture->maker, &article, is_known, NULL, &document, &error),
                     STATUS_OK);
    assert_int_equal(xapian_writable_add(fixture->writable, document, NULL, NULL), XAPIAN_OK);
    xapian_document_free(document);
    article_free(&article);
}

/* Two articles; the first names an entity and has the only zygomatique. */
static struct fixture *fixture_new(void)
{
    struct fixture *fixture = memory_allocate(1, sizeof *fixture);
    struct error error = {0};
    analysers_make_plain(&fixture->analysers);
    assert_int_equal(
        gazetteer_add(fixture->analysers.gazetteer, STR("Maduro\tperson\t\n"), "list", &error),
        STATUS_OK);
    fixture->maker = document_maker_new(&fixture->analysers);
    assert_int_equal(xapian_writable_open("db", XAPIAN_CREATE_OR_EMPTY, &fixture->writable, NULL),
                     XAPIAN_OK);
    add_article(fixture, "un", "Maduro sourit", "Le muscle zygomatique, dit Maduro.");
    add_article(fixture, "deux", "Le muscle", "Un muscle et rien.");
    return fixture;
}

static void fixture_free(struct fixture *fixture)
{
    xapian_writable_free(fixture->writable);
    document_maker_free(fixture->maker);
    analysers_free(&fixture->analysers);
    buffer_free(&fixture->findings);
    free(fixture);
}

static void collect(void *context, const char *finding)
{
    buffer_append_format(context, "%s\n", finding);
}

/* The findings, a line each. */
static const char *audit(struct fixture *fixture)
{
    struct error error = {0};
    buffer_clear(&fixture->findings);
    buffer_append(&fixture->findings, STR(""));
    assert_int_equal(xapian_writable_commit(fixture->writable, NULL), XAPIAN_OK);
    if (audit_database(xapian_writable_database(fixture->writable), collect, &fixture->findings,
                       &error) != STATUS_OK)
        fail_msg("%s", error_message(&error));
    return fixture->findings.data;
}

/* What to break of the first article; the finding that must be among those told. */
static const struct breakage {
    const char *removed;   /* a term */
    const char *added;     /* a term */
    enum schema_slot slot; /* of a value to be replaced ... */
    const char *value;     /* ... by this; NULL: none */
    const char *finding;
} breakages[] = {
    {"Zmuscl", NULL, 0, NULL, "article un: the term Zmuscl is missing"},
    {NULL, "Zautre", 0, NULL, "article un: the term Zautre is not of its text"},
    {NULL, "Zmuscl", 0, NULL, "article un: the term Zmuscl counts 2, not 1"},
    {NULL, "Wzygomatiques", 0, NULL, "article un: the term Wzygomatiques is not of its text"},
    {NULL, "inconnu", 0, NULL, "article un: the term inconnu is not of its text"},
    {"Wzygomatique", NULL, 0, NULL,
     "article un: its word zygomatique is missing in the list of words"},
    {NULL, "Emaduro flores", 0, NULL, "article un: its entities are not those of its record"},
    {"Emaduro", NULL, 0, NULL, "article un: its entities are not those of its record"},
    {"Qun", NULL, 0, NULL, "article un: 0 documents have its id"},
    {NULL, "Qdeux", 0, NULL, "article deux: 2 documents have its id"},
    {NULL, NULL, SCHEMA_SLOT_DATE, "20190215", "article un: value 0 is not the one of its text"},
    {NULL, NULL, SCHEMA_SLOT_FORWARD, "\1\1", "article un: value 2 is not the one of its text"},
    {NULL, NULL, SCHEMA_SLOT_ARTICLE, "\1x", "document 1: its stored article cannot be read"},
    {NULL, NULL, SCHEMA_SLOT_ENTITIES, "\1\77",
     "article un: its entities are not those of its record"},
    {NULL, NULL, SCHEMA_SLOT_OUTLET, "", "article un: value 6 is not the one of its text"},
};

static void break_article(struct fixture *fixture, const struct breakage *breakage)
{
    struct xapian_document *document = NULL;
    enum xapian_status status = xapian_database_document(
        xapian_writable_database(fixture->writable), 1, &document, NULL);
    if (status == XAPIAN_OK && breakage->removed)
        status = xapian_document_remove_term(document, breakage->removed, strlen(breakage->removed),
                                             NULL);
    if (status == XAPIAN_OK && breakage->added)
        status = xapian_document_add_term(document, breakage->added, strlen(breakage->added),
                                          breakage->added[0] == 'Z', NULL);
    if (status == XAPIAN_OK && breakage->value)
        status = xapian_document_set_value(document, breakage->slot, breakage->value,
                                           strlen(breakage->value), NULL);
    if (status == XAPIAN_OK)
        status = xapian_writable_replace(fixture->writable, 1, document, NULL);
    assert_int_equal(status, XAPIAN_OK);
    xapian_document_free(document);
}

static void sound(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    assert_string_equal(audit(fixture), "");
    fixture_free(fixture);
}

static void broken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof breakages / sizeof *breakages; i++) {
        struct fixture *fixture = fixture_new();
        break_article(fixture, &breakages[i]);
        const char *findings = audit(fixture);
        if (!strstr(findings, breakages[i].finding))
            fail_msg("not found: %s\namong: %s", breakages[i].finding, findings);
        fixture_free(fixture);
    }
}

/* A document without an article is one that nothing can mend. */
static void empty_document(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    struct xapian_document *document = NULL;
    assert_int_equal(xapian_document_new(&document, NULL), XAPIAN_OK);
    assert_int_equal(xapian_writable_add(fixture->writable, document, NULL, NULL), XAPIAN_OK);
    xapian_document_free(document);
    assert_string_equal(audit(fixture), "document 3: its stored article cannot be read\n");
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound),
        cmocka_unit_test(broken),
        cmocka_unit_test(empty_document),
    };
    return cmocka_run_group_tests(tests, files_enter, files_leave);
}
