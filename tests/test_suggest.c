/* Suggestions: the cases of suggestions.txt, and words near random ones against looking at all. */
#include "xapian_fixture.h"

#include "cases.h"
#include "near_words.h"
#include "nearest.h"
#include "parse.h"
#include "random.h"
#include "schema.h"
#include "doubling.h"
#include "suggest.h"
#include "unicode.h"

/* -- Databases ------------------------------------------------------------------------------------
 */

static void add_term(struct xapian_document *document, enum schema_term kind, struct str text)
{
    struct buffer term = {0};
    schema_term(kind, text, &term);
    SUCCEEDS(xapian_document_add_term, document, term.data, term.length, 1);
    buffer_free(&term);
}

/* Adds `articles` documents that have the word; the list of words has it from the first. */
static void add_word(struct xapian_writable *writable, const struct french_word *word,
                     unsigned long articles)
{
    for (unsigned long i = 0; i < articles; i++) {
        struct xapian_document *document = NULL;
        SUCCEEDS(xapian_document_new, &document);
        add_term(document, SCHEMA_STEM, word->stem);
        add_term(document, SCHEMA_ID, word->folded);
        add_term(document, SCHEMA_MARK, word->folded);
        if (i == 0)
            add_term(document, SCHEMA_WORD, word->folded);
        SUCCEEDS(xapian_writable_add, writable, document, NULL);
        xapian_document_free(document);
    }
}

static struct xapian_database *reopened(const struct fixture *fixture,
                                        struct xapian_writable *writable)
{
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
    return database_at(fixture->path);
}

/* -- Cases ----------------------------------------------------------------------------------------
 */

struct setting {
    struct fixture *fixture;
    struct french *french;
};

/* A database of `venezuela:3 maduro:1`. */
static struct xapian_database *read_words(const struct setting *setting, struct str words)
{
    struct xapian_writable *writable = writable_at(setting->fixture->path,
                                                   XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    while (words.length > 0) {
        struct str articles = str_cut(&words, ' ');
        struct str word = str_cut(&articles, ':');
        add_word(writable, french_word_of(setting->french, word), strtoul(articles.data, NULL, 10));
    }
    return reopened(setting->fixture, writable);
}

static void print_suggestions(const struct suggestions *suggestions, struct buffer *text)
{
    for (size_t i = 0; i < suggestions->count; i++) {
        const struct suggestion *suggestion = &suggestions->suggestions[i];
        buffer_append_format(text, "%s%.*s=%.*s", i > 0 ? " " : "",
                             STR_FORMAT(suggestion->node->typed),
                             STR_FORMAT(suggestion->word->folded));
        bool repeated = false;
        for (size_t before = 0; before < i; before++)
            repeated |= str_equal(suggestions->suggestions[before].node->word->folded,
                                  suggestion->node->word->folded);
        assert_int_equal(suggestion->repeated, repeated);
    }
}

static bool check_suggestions(void *context, const char *where, const struct str *fields,
                              size_t count)
{
    const struct setting *setting = context;
    struct xapian_database *database = read_words(setting, fields[0]);
    struct names names = {.database = database, .french = setting->french};
    struct query query = {0};
    struct query_terms terms = {0};
    struct suggestions suggestions = {0};
    struct error error = {0};
    struct buffer found = {0};
    size_t place;
    assert_int_equal(count, 3);
    assert_int_equal(query_parse(setting->french, fields[1], &query, &place, &error), STATUS_OK);
    assert_int_equal(query_terms_collect(query.root, database, NULL, &terms, &error), STATUS_OK);
    assert_int_equal(suggest_words(&query, &terms, &names, &suggestions, &error), STATUS_OK);
    print_suggestions(&suggestions, &found);
    bool passed = str_equal(buffer_str(&found), fields[2]);
    if (!passed)
        fprintf(stderr, "%s: expected %.*s\n%s: found    %s\n", where, STR_FORMAT(fields[2]), where,
                found.data ? found.data : "");
    buffer_free(&found);
    suggestions_free(&suggestions);
    query_terms_free(&terms);
    query_free(&query);
    names_free(&names);
    xapian_database_free(database);
    return passed;
}

static void cases(void **state)
{
    struct setting setting = {*state, french_new()};
    assert_int_equal(cases_run("suggestions.txt", check_suggestions, &setting), 0);
    french_free(setting.french);
}

/* -- Against looking at all words -----------------------------------------------------------------
 */

/* A word of up to `most` letters of one, two, three and four bytes. */
static struct str random_word(uint32_t *seed, size_t most, struct buffer *word)
{
    static const char *const letters[] = {"a", "b", "c", "a", "b", "c", "z", "α", "ક", "𐐨"};
    buffer_clear(word);
    for (size_t length = next_random(seed) % (most + 1); length > 0; length--)
        buffer_append(word,
                      str_from(letters[next_random(seed) % (sizeof letters / sizeof *letters)]));
    return buffer_str(word);
}

enum { WORDS = 60, LETTERS = 8, VOCABULARIES = 25, QUERIES = 60 };

struct vocabulary {
    const struct french_word *words[WORDS]; /* ascending, each once */
    size_t count;
    struct xapian_database *database;
};

static int compare_words(const void *a, const void *b)
{
    const struct french_word *const *x = a;
    const struct french_word *const *y = b;
    return str_compare((*x)->folded, (*y)->folded);
}

static void random_words(const struct setting *setting, uint32_t *seed,
                         struct vocabulary *vocabulary)
{
    const struct french_word *words[WORDS];
    struct buffer text = {0};
    size_t count = 0;
    for (size_t i = 0; i < WORDS; i++) {
        words[count] = french_word_of(setting->french, random_word(seed, LETTERS, &text));
        count += words[count] != NULL;
    }
    buffer_free(&text);
    qsort(words, count, sizeof(struct french_word *), compare_words);
    vocabulary->count = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !str_equal(words[i]->folded, words[i - 1]->folded))
            vocabulary->words[vocabulary->count++] = words[i];
}

/* A database of two shards; each word is in the first, in the second, or in both. */
static void make_shards(const struct setting *setting, uint32_t *seed,
                        struct vocabulary *vocabulary)
{
    char *second = path_in(setting->fixture->folder, "second");
    const char *paths[] = {setting->fixture->path, second};
    struct xapian_writable *shards[2];
    for (size_t i = 0; i < 2; i++)
        shards[i] = writable_at(paths[i], XAPIAN_CREATE_OR_EMPTY | XAPIAN_NO_SYNC);
    for (size_t i = 0; i < vocabulary->count; i++) {
        uint32_t first = next_random(seed) % 3;
        add_word(shards[0], vocabulary->words[i], first);
        add_word(shards[1], vocabulary->words[i], next_random(seed) % 3 + (first == 0));
    }
    SUCCEEDS(xapian_database_new, &vocabulary->database);
    for (size_t i = 0; i < 2; i++) {
        SUCCEEDS(xapian_writable_commit, shards[i]);
        xapian_writable_free(shards[i]);
        struct xapian_database *shard = database_at(paths[i]);
        SUCCEEDS(xapian_database_add, vocabulary->database, shard);
        xapian_database_free(shard);
    }
    free(second);
}

/* The words that are still to come, by looking at all of them. */
struct expected {
    const struct vocabulary *vocabulary;
    struct str word;
    size_t most;
    size_t next;
};

static struct str next_expected(struct expected *expected)
{
    while (expected->next < expected->vocabulary->count) {
        struct str near = expected->vocabulary->words[expected->next++]->folded;
        if (edit_distance(expected->word, near, expected->most) <= expected->most)
            return near;
    }
    return (struct str){0};
}

static enum status compare_near(void *context, struct str near, struct error *error)
{
    struct str expected = next_expected(context);
    (void)error;
    if (!expected.data || !str_equal(near, expected))
        fail_msg("%.*s instead of %.*s", STR_FORMAT(near), STR_FORMAT(expected));
    return STATUS_OK;
}

static void check_near(const struct vocabulary *vocabulary, struct str word)
{
    struct error error = {0};
    for (size_t most = 0; most <= 4; most++) {
        struct expected expected = {vocabulary, word, most, 0};
        assert_int_equal(
            near_words_find(vocabulary->database, word, most, compare_near, &expected, &error),
            STATUS_OK);
        struct str missed = next_expected(&expected);
        if (missed.data)
            fail_msg("%.*s is %zu edits from %.*s at most", STR_FORMAT(missed), most,
                     STR_FORMAT(word));
    }
}

static uint32_t frequency_of(const struct vocabulary *vocabulary, const struct french_word *word)
{
    struct buffer term = {0};
    uint32_t frequency = 0;
    schema_term(SCHEMA_STEM, word->stem, &term);
    SUCCEEDS(xapian_database_frequency, vocabulary->database, term.data, term.length, &frequency,
             NULL);
    buffer_free(&term);
    return frequency;
}

static const struct french_word *nearest_of_all(const struct vocabulary *vocabulary,
                                                const struct french_word *word)
{
    const struct french_word *best = NULL;
    size_t best_distance = edit_distance_allowed(word->folded);
    for (size_t i = 0; i < vocabulary->count; i++) {
        const struct french_word *other = vocabulary->words[i];
        size_t distance = edit_distance(word->folded, other->folded, best_distance);
        if (other->stop || distance > best_distance ||
            (best && distance == best_distance &&
             frequency_of(vocabulary, other) <= frequency_of(vocabulary, best)))
            continue;
        best = other;
        best_distance = distance;
    }
    return best;
}

static void check_nearest(const struct setting *setting, const struct vocabulary *vocabulary,
                          const struct french_word *word)
{
    struct names names = {.database = vocabulary->database, .french = setting->french};
    const struct french_word *expected = NULL;
    const struct french_word *found = NULL;
    struct error error = {0};
    assert_int_equal(doubling_find(&names, word, &expected, &error), STATUS_OK);
    if (!expected || expected->stop)
        expected = nearest_of_all(vocabulary, word);
    if (unicode_count(word->folded) < 3)
        expected = NULL;
    assert_int_equal(suggest_word(&names, word, &found, &error), STATUS_OK);
    if ((found != NULL) != (expected != NULL) ||
        (found && !str_equal(found->folded, expected->folded)))
        fail_msg("near %.*s is %.*s, not %.*s", STR_FORMAT(word->folded),
                 STR_FORMAT(expected ? expected->folded : STR("none")),
                 STR_FORMAT(found ? found->folded : STR("none")));
}

static void random_words_against_all(void **state)
{
    struct setting setting = {*state, french_new()};
    struct buffer text = {0};
    uint32_t seed = 4;
    for (size_t i = 0; i < VOCABULARIES; i++) {
        struct vocabulary vocabulary = {0};
        random_words(&setting, &seed, &vocabulary);
        make_shards(&setting, &seed, &vocabulary);
        for (size_t query = 0; query < QUERIES; query++) {
            struct str typed = random_word(&seed, LETTERS + 4, &text);
            const struct french_word *word = french_word_of(setting.french, typed);
            check_near(&vocabulary, typed);
            if (word && !bsearch(&word, vocabulary.words, vocabulary.count,
                                 sizeof(struct french_word *), compare_words))
                check_nearest(&setting, &vocabulary, word);
        }
        xapian_database_free(vocabulary.database);
    }
    buffer_free(&text);
    french_free(setting.french);
}

/* -- Odd databases --------------------------------------------------------------------------------
 */

static enum status count_word(void *context, struct str near, struct error *error)
{
    (void)near;
    (void)error;
    ++*(size_t *)context;
    return STATUS_OK;
}

/* A term that is no UTF-8 is no word; the walk goes on behind it. */
static void terms_that_are_no_text(void **state)
{
    static const char *const words[] = {"a\x80",         "ab\xff",           "abc", "\xc3",
                                        "x\xff\xffzzzz", "\xf0\x90\x90\xa8", "\xff"};
    struct fixture *fixture = *state;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    struct xapian_document *document = NULL;
    struct error error = {0};
    SUCCEEDS(xapian_document_new, &document);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_term(document, SCHEMA_WORD, str_from(words[i]));
    SUCCEEDS(xapian_writable_add, writable, document, NULL);
    xapian_document_free(document);
    struct xapian_database *database = reopened(fixture, writable);
    static const struct {
        struct str word;
        size_t most, found;
    } cases[] = {
        {STR_CONSTANT("abc"), 0, 1}, {STR_CONSTANT("abc"), 1, 2}, {STR_CONSTANT("abc"), 2, 3},
        {STR_CONSTANT("abc"), 3, 6}, {STR_CONSTANT("𐐨𐐨"), 1, 1},  {STR_CONSTANT("a𐐨"), 1, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t found = 0;
        assert_int_equal(
            near_words_find(database, cases[i].word, cases[i].most, count_word, &found, &error),
            STATUS_OK);
        if (found != cases[i].found)
            fail_msg("case %zu: %zu", i, found);
    }
    xapian_database_free(database);
}

static enum status refuse_word(void *context, struct str near, struct error *error)
{
    ++*(size_t *)context;
    return error_set(error, STATUS_SYSTEM, "no %.*s", STR_FORMAT(near));
}

static void a_failure_ends_the_walk(void **state)
{
    struct setting setting = {*state, french_new()};
    struct xapian_database *database = read_words(&setting, STR("maduro:1 madura:1"));
    struct error error = {0};
    size_t calls = 0;
    assert_int_equal(near_words_find(database, STR("madur"), 1, refuse_word, &calls, &error),
                     STATUS_SYSTEM);
    assert_int_equal(calls, 1);
    assert_string_equal(error_message(&error), "no madura");
    error_free(&error);
    xapian_database_free(database);
    french_free(setting.french);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(cases),
        FIXTURE_TEST(random_words_against_all),
        FIXTURE_TEST(terms_that_are_no_text),
        FIXTURE_TEST(a_failure_ends_the_walk),
    };
    return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
