/* Checks of many parts against checks of each part by itself, and checks of damaged records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "check.h"
#include "made_records.h"
#include "memory.h"
#include "parse.h"
#include "random.h"

#define ROUNDS     120
#define ARTICLES   12
#define MOST_PARTS 40
#define MOST_NEAR  16 /* each is checked with each of the others */
#define DIFFERENT  60

#define REPEATED        40
#define REPEATED_TOKENS 500

struct fixture {
    struct made_records records;
    struct plan plan; /* has looked up nothing: prefixes have no words */
    struct buffer text;
    uint32_t seed;
};

static int make_fixture(void **state)
{
    struct fixture *fixture = memory_allocate(1, sizeof *fixture);
    made_records_make(&fixture->records);
    fixture->seed = 7;
    *state = fixture;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *fixture = *state;
    made_records_free(&fixture->records);
    buffer_free(&fixture->text);
    free(fixture);
    return 0;
}

static void append_word(struct fixture *fixture)
{
    made_word_append(random_below(&fixture->seed, DIFFERENT + DIFFERENT / 2), &fixture->text);
}

/* What a part may be. */
enum kind { WORD, EXACT, PHRASE, COMPOUND, TITLE, DISTANCE, KINDS };
#define PLACES (COMPOUND + 1) /* so many of these can be near something */

static void append_part(struct fixture *fixture, enum kind kinds)
{
    static const char *const before[] = {"", "=", "\"", "", "titre:", "("};
    static const char *const between[] = {NULL, NULL, " ", "-", NULL, " PROCHE/3 "};
    static const char *const after[] = {"", "", "\"", "", "", ")"};
    uint32_t kind = random_below(&fixture->seed, kinds);
    buffer_append(&fixture->text, str_from(before[kind]));
    append_word(fixture);
    if (between[kind]) {
        buffer_append(&fixture->text, str_from(between[kind]));
        append_word(fixture);
    }
    buffer_append(&fixture->text, str_from(after[kind]));
}

static void append_parts(struct fixture *fixture, const char *first, const char *others,
                         enum kind kinds)
{
    uint32_t parts = 1 + random_below(&fixture->seed, kinds == PLACES ? MOST_NEAR : MOST_PARTS);
    if (random_below(&fixture->seed, 2))
        kinds = PHRASE; /* words alone */
    for (uint32_t i = 0; i < parts; i++) {
        buffer_append(&fixture->text, str_from(i > 0 ? others : first));
        append_part(fixture, kinds);
    }
}

enum shape { ANY, NONE, ANY_OF_BOTH, NEAR, SHAPES };

/* A query of many parts: one of them, none of them beside a word that every title has, one of each
 * of two groups, such near each other. */
static struct query make_query(struct fixture *fixture, enum shape shape)
{
    struct query query = {0};
    struct error error = {0};
    size_t place;
    buffer_clear(&fixture->text);
    const enum kind kinds = shape == NEAR ? PLACES : KINDS;
    if (shape == NONE)
        append_parts(fixture, "titre:colombe -", " -", kinds);
    else
        append_parts(fixture, "(", " OU ", kinds);
    if (shape == ANY_OF_BOTH)
        append_parts(fixture, ") ET (", " OU ", kinds);
    if (shape == NEAR)
        append_parts(fixture, ") PROCHE/4 (", " OU ", kinds);
    if (shape != NONE)
        buffer_append_char(&fixture->text, ')');
    if (query_parse(fixture->records.french, buffer_str(&fixture->text), &query, &place, &error) !=
        STATUS_OK)
        fail_msg("%s: %s", fixture->text.data, error_message(&error));
    return query;
}

static bool means(struct fixture *fixture, const struct node *node);

/* Whether one of the ways of the child stands near one of the other's. */
static bool means_near(struct fixture *fixture, const struct node *near, size_t child)
{
    const struct node *part = near->children[child];
    if (part->kind != NODE_OR)
        return child + 1 < near->count ? means_near(fixture, near, child + 1)
                                       : means(fixture, near);
    for (size_t i = 0; i < part->count; i++) {
        struct node *children[2] = {near->children[0], near->children[1]};
        struct node one = *near;
        children[child] = part->children[i];
        one.children = children;
        if (means_near(fixture, &one, child))
            return true;
    }
    return false;
}

static bool has_any_part(const struct node *near)
{
    return near->children[0]->kind == NODE_OR || near->children[1]->kind == NODE_OR;
}

/* What the tree means, each part checked by itself. The parser bounds how deep a tree is. */
static bool means(struct fixture *fixture, const struct node *node)
{
    if (node->kind == NODE_NEAR && has_any_part(node))
        return means_near(fixture, node, 0);

    bool any = node->kind == NODE_OR;
    if (node->kind == NODE_NOT)
        return !means(fixture, node->children[0]);
    if (any || node->kind == NODE_AND || node->kind == NODE_LIST) {
        for (size_t i = 0; i < node->count; i++)
            if (means(fixture, node->children[i]) == any)
                return any;
        return !any;
    }
    struct checker *checker = checker_new(node, PLAN_ALL, &fixture->plan);
    bool matched = checker_matches(checker, 1, fixture->records.forward);
    checker_free(checker);
    return matched;
}

static void make_article(struct fixture *fixture)
{
    static const char *const titles[] = {"La colombe de la paix", "Colombe zorg11z",
                                         "Une colombe zorg13z et zorg31z", "Président, colombe"};
    const char *title = titles[random_below(&fixture->seed, 4)];
    uint32_t tokens = random_below(&fixture->seed, 60);
    made_record(&fixture->records, &fixture->seed, str_from(title), tokens, DIFFERENT);
}

static void check_query(struct fixture *fixture, enum shape shape, size_t *found)
{
    struct query query = make_query(fixture, shape);
    struct checker *checker = checker_new(query.root, PLAN_ALL, &fixture->plan);
    for (xapian_docid docid = 1; docid <= ARTICLES; docid++) {
        make_article(fixture);
        assert_true(forward_open(buffer_str(&fixture->records.record), fixture->records.forward));
        bool expected = means(fixture, query.root);
        if (checker_matches(checker, docid, fixture->records.forward) != expected)
            fail_msg("%s: %s, by its parts %s", fixture->text.data,
                     expected ? "does not match" : "matches", expected ? "it does" : "not");
        *found += expected;
    }
    checker_free(checker);
    query_free(&query);
}

static void many_parts_are_each_part(void **state)
{
    struct fixture *fixture = *state;
    for (enum shape shape = 0; shape < SHAPES; shape++) {
        size_t found = 0;
        for (size_t round = 0; round < ROUNDS; round++)
            check_query(fixture, shape, &found);
        assert_true(found > ROUNDS && found < (size_t)ROUNDS * (ARTICLES - 1));
    }
}

/* Changed bytes are no article's; that nothing outside the record is read is for the sanitizers. */
static void damaged_records_are_checked(void **state)
{
    struct fixture *fixture = *state;
    size_t opened = 0;
    for (size_t round = 0; round < (size_t)ROUNDS * ARTICLES; round++) {
        struct query query = make_query(fixture, (enum shape)(round % SHAPES));
        struct checker *checker = checker_new(query.root, PLAN_ALL, &fixture->plan);
        make_article(fixture);
        struct str record = buffer_str(&fixture->records.record);
        char *copy = memory_copy(record.data, record.length);
        for (uint32_t i = 1 + random_below(&fixture->seed, 3); i > 0; i--)
            copy[random_below(&fixture->seed, (uint32_t)record.length)] ^=
                (char)(1 + random_below(&fixture->seed, 255));
        if (forward_open(str_of(copy, record.length), fixture->records.forward)) {
            struct token_matches found = {0};
            checker_matches(checker, 1, fixture->records.forward);
            checker_find(checker, fixture->records.forward, &found);
            token_matches_free(&found);
            opened++;
        }
        free(copy);
        checker_free(checker);
        query_free(&query);
    }
    assert_true(opened > ROUNDS);
}

static void append_repeated(struct buffer *text, const char *word, const char *between,
                            size_t times)
{
    for (size_t i = 0; i < times; i++) {
        buffer_append(text, str_from(i > 0 ? between : ""));
        buffer_append(text, str_from(word));
    }
}

/* The matches of an article whose title is one word so many times, for a query of that word. */
static void find_repeated(struct fixture *fixture, const char *before, const char *between,
                          const char *after, struct token_matches *found)
{
    struct query query = {0};
    struct error error = {0};
    struct buffer title = {0};
    size_t place;
    buffer_clear(&fixture->text);
    buffer_append(&fixture->text, str_from(before));
    append_repeated(&fixture->text, "colombe", between, REPEATED);
    buffer_append(&fixture->text, str_from(after));
    assert_int_equal(
        query_parse(fixture->records.french, buffer_str(&fixture->text), &query, &place, &error),
        STATUS_OK);
    append_repeated(&title, "colombe", " ", REPEATED_TOKENS);
    made_record(&fixture->records, &fixture->seed, buffer_str(&title), 1, 1);
    assert_true(forward_open(buffer_str(&fixture->records.record), fixture->records.forward));
    struct checker *checker = checker_new(query.root, PLAN_ANY, &fixture->plan);
    checker_find(checker, fixture->records.forward, found);
    checker_free(checker);
    buffer_free(&title);
    query_free(&query);
}

/* A word that stands over and over in the query and in the article is a match once a token, not for
 * each time in the query and each place of a phrase besides: that took all memory. */
static void repeated_words_are_found_once(void **state)
{
    static const char *const queries[][3] = {{"\"", " ", "\""},
                                             {"paix \"", " ", "\""}, /* its words count alone */
                                             {"", " PROCHE/50 ", ""}};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct token_matches found = {0};
        find_repeated(*state, queries[i][0], queries[i][1], queries[i][2], &found);
        assert_int_equal(found.count, REPEATED_TOKENS);
        assert_in_range(found.capacity, REPEATED_TOKENS, 2 * REPEATED_TOKENS);
        token_matches_free(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_parts_are_each_part, make_fixture, free_fixture),
        cmocka_unit_test_setup_teardown(damaged_records_are_checked, make_fixture, free_fixture),
        cmocka_unit_test_setup_teardown(repeated_words_are_found_once, make_fixture, free_fixture),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
