/* Prefixes: from what a database has to keys and terms. */
#include "xapian_fixture.h"

#include "forward.h"
#include "french.h"
#include "prefix.h"
#include "schema.h"

static void add_term(struct xapian_document *document, const struct buffer *term)
{
    SUCCEEDS(xapian_document_add_term, document, term->data, term->length, 1);
}

/* Adds an article of words, with their stems as terms of `kind`. */
static void add_article(struct xapian_writable *writable, struct french *french,
                        enum schema_term kind, struct str words)
{
    struct xapian_document *document = NULL;
    struct buffer term = {0};
    SUCCEEDS(xapian_document_new, &document);
    for (struct str rest = words; rest.length > 0;) {
        const struct french_word *word = french_word_of(french, str_cut(&rest, ' '));
        buffer_clear(&term);
        schema_term(SCHEMA_WORD, word->folded, &term);
        add_term(document, &term);
        buffer_clear(&term);
        schema_stem_term(kind, word, &term);
        add_term(document, &term);
    }
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    xapian_document_free(document);
    buffer_free(&term);
}

/* What a formula asks for: `term:articles`, in order of the terms, numbers last, `all` or
 * `nothing`. Owned by the caller: free(). */
static char *show(const struct formula *formula)
{
    struct buffer terms = {0};
    if (formula->kind == FORMULA_ALL)
        return memory_copy("all", 3);
    if (formula->kind == FORMULA_JOINED && formula->count == 0)
        return memory_copy("nothing", 7);
    bool one = formula->kind == FORMULA_TERM;
    assert_true(one || formula->operator_ == XAPIAN_OR);
    if (!one)
        formula_sort(formula->children, formula->count);
    for (size_t i = 0; i < (one ? 1 : formula->count); i++) {
        const struct formula *term = one ? formula : formula->children[i];
        buffer_append(&terms, i > 0 ? STR(" ") : STR(""));
        schema_show_term(buffer_str(&term->term), &terms);
        buffer_append_format(&terms, ":%u", term->frequency);
    }
    return terms.data;
}

static void expands_to(const struct xapian_database *database, struct french *french,
                       const char *text, enum schema_term kind, const char *expected)
{
    struct prefix prefix = {0};
    uint32_t documents;
    SUCCEEDS(xapian_database_count, database, &documents);
    SUCCEEDS(prefix_expand, database, french, str_from(text), kind, documents, &prefix);
    char *terms = show(prefix.formula);
    assert_string_equal(terms, expected);
    free(terms);
    prefix_free(&prefix);
}

/* Among them are words of the vocabulary, whose stems' terms are numbers. */
static struct xapian_database *make_few(const struct fixture *fixture, struct french *french)
{
    static const char *const articles[] = {
        "cheval chevalier chevet",
        "chevaux les chevaliers",
        "nationale nationaux nationalement",
        "nation natif natation",
        "logiciel",
    };
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        add_article(writable, french, SCHEMA_STEM, str_from(articles[i]));
    add_article(writable, french, SCHEMA_TITLE_STEM, STR("chevalier natif"));
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    return database_at(fixture->path);
}

/* Each stem is asked for once, and none that no article has. */
static void prefixes_become_stems(void **state)
{
    static const struct {
        const char *text;
        enum schema_term kind;
        const char *terms;
    } cases[] = {
        {"chev", SCHEMA_STEM, "Zchevali:2 Zchevet:1 Zcheval:2"},
        {"chevau", SCHEMA_STEM, "Zcheval:2"},
        {"nat", SCHEMA_STEM, "Znatat:1 Znatif:1 Znational:1 Znation:1"},
        {"zzz", SCHEMA_STEM, "nothing"},
        {"chev", SCHEMA_TITLE_STEM, "Schevali:1"},
        {"na", SCHEMA_TITLE_STEM, "Snatif:1"},
        {"logi", SCHEMA_TITLE_STEM, "nothing"},
    };
    struct french *french = french_new();
    struct xapian_database *database = make_few(*state, french);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expands_to(database, french, cases[i].text, cases[i].kind, cases[i].terms);
    xapian_database_free(database);
    french_free(french);
}

static bool has(const struct prefix *prefix, struct french *french, struct str text)
{
    const struct french_word *word = french_word_of(french, text);
    return prefix_has(prefix, forward_key_of(word), forward_top_of(word));
}

static void words_have_their_keys(void **state)
{
    struct french *french = french_new();
    struct xapian_database *database = make_few(*state, french);
    struct prefix prefix = {0};
    SUCCEEDS(prefix_expand, database, french, STR("cheva"), SCHEMA_STEM, 6, &prefix);
    assert_int_equal(prefix.words, 4);
    assert_true(has(&prefix, french, STR("chevaux")));
    assert_false(has(&prefix, french, STR("chevet")));
    prefix_free(&prefix);
    xapian_database_free(database);
    french_free(french);
}

/* A hundred words are joined; of one more, it counts how many postings their stems have. */
static void words_that_are_everywhere_find_all(void **state)
{
    const struct fixture *fixture = *state;
    struct french *french = french_new();
    struct buffer words = {0};
    struct prefix prefix = {0};
    for (uint32_t number = 0; number <= 100; number++)
        buffer_append_format(&words, "%sxq%c%c", number > 0 ? " " : "", 'b' + (char)(number / 20),
                             'b' + (char)(number % 20));
    struct xapian_writable *writable = writable_at(fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    add_article(writable, french, SCHEMA_STEM, buffer_str(&words));
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    struct xapian_database *database = database_at(fixture->path);
    expands_to(database, french, "xq", SCHEMA_STEM, "all");
    SUCCEEDS(prefix_expand, database, french, STR("xq"), SCHEMA_STEM, 102, &prefix);
    assert_int_equal(prefix.formula->kind, FORMULA_JOINED);
    prefix_free(&prefix);
    expands_to(database, french, "xqg", SCHEMA_STEM, "Zxqgb:1");
    xapian_database_free(database);
    buffer_free(&words);
    french_free(french);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(prefixes_become_stems, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(words_have_their_keys, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(words_that_are_everywhere_find_all, fixture_make,
                                        fixture_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
