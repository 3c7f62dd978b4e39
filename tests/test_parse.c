/* The query language: trees and errors by the cases of queries.txt, prints that parse to the same
 * tree, and the lines that show a place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "analyser.h"
#include "cases.h"
#include "parse.h"
#include "query_tree.h"
#include "random.h"
#include "terminal.h"

/* -- Cases ----------------------------------------------------------------------------------- */

/* The column of the caret, from 1, by the lines that are shown; 0 when it stands under nothing. */
static size_t caret_column(struct str text, size_t place)
{
    struct buffer lines = {0};
    query_show_place(text, place, &lines);
    struct str rest = buffer_str(&lines);
    struct str shown = str_cut(&rest, '\n');
    size_t column = rest.length - 2;
    if (!str_starts(shown, STR("  ")) || !str_ends(rest, STR("^")) ||
        str_find(rest, STR("^")) != rest.length - 1)
        column = 0;
    buffer_free(&lines);
    return column;
}

/* The tree, or `! message @COLUMN`. */
static void describe(struct french *french, struct str text, struct buffer *tree,
                     struct buffer *positions)
{
    struct query query = {0};
    struct error error = {0};
    size_t place = SIZE_MAX;
    if (query_parse(french, text, &query, &place, &error) == STATUS_OK) {
        query_tree_write(query.root, tree);
        query_tree_write_positions(query.root, positions);
    } else {
        buffer_append_format(tree, "! %s @%zu", error_message(&error), caret_column(text, place));
    }
    query_free(&query);
    error_free(&error);
}

/* QUERY, TREE and, where given, the numbers of the words. */
static bool check_tree(void *context, const char *where, const struct str *fields, size_t count)
{
    struct buffer tree = {0};
    struct buffer positions = {0};
    assert_in_range(count, 2, 3);
    describe(context, fields[0], &tree, &positions);
    bool passed = str_equal(buffer_str(&tree), fields[1]) &&
                  (count < 3 || str_equal(buffer_str(&positions), fields[2]));
    if (!passed)
        fprintf(stderr, "%s: expected %.*s  %.*s\n%s: found    %s  %s\n", where,
                STR_FORMAT(fields[1]), count < 3 ? 0 : (int)fields[2].length,
                count < 3 ? "" : fields[2].data, where, tree.data,
                positions.data ? positions.data : "");
    buffer_free(&tree);
    buffer_free(&positions);
    return passed;
}

static void trees_and_errors(void **state)
{
    assert_int_equal(cases_run("queries.txt", check_tree, *state), 0);
}

/* -- Prints ---------------------------------------------------------------------------------- */

/* Says on standard error what does not hold. */
static bool holds(struct french *french, struct str text, const char *where)
{
    struct buffer print = {0};
    const char *flaw = query_tree_round_trip(french, text, &print);
    if (flaw)
        fprintf(stderr, "%s: %s: %.*s\n%s: printed %s\n", where, flaw, STR_FORMAT(text), where,
                print.data ? print.data : "");
    buffer_free(&print);
    return flaw == NULL;
}

static bool check_print(void *context, const char *where, const struct str *fields, size_t count)
{
    assert_true(count >= 1);
    return holds(context, fields[0], where);
}

static void prints_parse_to_the_same_tree(void **state)
{
    assert_int_equal(cases_run("queries.txt", check_print, *state), 0);
}

/* QUERY, PRINT. */
static bool check_printed(void *context, const char *where, const struct str *fields, size_t count)
{
    struct query query = {0};
    struct error error = {0};
    struct buffer print = {0};
    size_t place;
    assert_int_equal(count, 2);
    assert_int_equal(query_parse(context, fields[0], &query, &place, &error), STATUS_OK);
    query_print(query.root, &print);
    bool passed = str_equal(buffer_str(&print), fields[1]);
    if (!passed)
        fprintf(stderr, "%s: expected %.*s\n%s: found    %s\n", where, STR_FORMAT(fields[1]), where,
                print.data ? print.data : "");
    query_free(&query);
    error_free(&error);
    buffer_free(&print);
    return passed;
}

static void prints(void **state)
{
    assert_int_equal(cases_run("query_prints.txt", check_printed, *state), 0);
}

/* -- Limits ---------------------------------------------------------------------------------- */

static void append_times(struct buffer *text, const char *piece, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buffer_append(text, str_from(piece));
}

static void expect_error(struct french *french, struct buffer *text, const char *message, size_t at)
{
    struct query query = {0};
    struct error error = {0};
    size_t place = SIZE_MAX;
    assert_int_equal(query_parse(french, buffer_str(text), &query, &place, &error), STATUS_INPUT);
    assert_string_equal(error_message(&error), message);
    assert_int_equal(place, at);
    assert_null(query.root);
    query_free(&query);
    error_free(&error);
    buffer_clear(text);
}

static void brackets_are_nested_so_deep(void **state)
{
    struct buffer text = {0};
    append_times(&text, "(", QUERY_MAX_DEPTH);
    buffer_append_char(&text, 'a');
    append_times(&text, ")", QUERY_MAX_DEPTH);
    assert_true(holds(*state, buffer_str(&text), "brackets"));
    buffer_clear(&text);

    /* Its print has four brackets where this has one, unless it leaves out what may be. */
    append_times(&text, "a OU b ET c -(d PROCHE e ", QUERY_MAX_DEPTH);
    buffer_append_char(&text, 'f');
    append_times(&text, ")", QUERY_MAX_DEPTH);
    assert_true(holds(*state, buffer_str(&text), "operators"));
    buffer_clear(&text);

    append_times(&text, "(", QUERY_MAX_DEPTH + 1);
    expect_error(*state, &text, "brackets are nested deeper than 100", QUERY_MAX_DEPTH);
    append_times(&text, "(", 60000);
    expect_error(*state, &text, "brackets are nested deeper than 100", QUERY_MAX_DEPTH);
    append_times(&text, "-(a ", 15000);
    expect_error(*state, &text, "brackets are nested deeper than 100", 4 * QUERY_MAX_DEPTH + 1);
    buffer_free(&text);
}

/* A query of QUERY_MAX_BYTES: `piece` again and again, and spaces. */
static void fill(struct buffer *text, const char *piece)
{
    while (text->length + strlen(piece) <= QUERY_MAX_BYTES)
        buffer_append(text, str_from(piece));
    append_times(text, " ", QUERY_MAX_BYTES - text->length);
}

/* So many words before PROCHE, in brackets, and one behind it. */
static void make_near(struct buffer *text, size_t words)
{
    buffer_clear(text);
    buffer_append_char(text, '(');
    for (size_t i = 0; i < words; i++)
        buffer_append_format(text, "%sa%zu", i > 0 ? " OU " : "", i);
    buffer_append(text, STR(") PROCHE b"));
}

static void distances_join_so_many(void **state)
{
    struct buffer text = {0};
    struct query query = {0};
    struct error error = {0};
    size_t place = 0;
    make_near(&text, QUERY_MAX_PLACES - 1);
    assert_int_equal(query_parse(*state, buffer_str(&text), &query, &place, &error), STATUS_OK);
    query_free(&query);
    make_near(&text, QUERY_MAX_PLACES);
    expect_error(*state, &text, "PROCHE joins 400 words and phrases at most",
                 text.length - strlen("PROCHE b"));
    buffer_free(&text);
}

static void queries_have_so_many_bytes(void **state)
{
    static const char *const pieces[] = {
        "a ",     "États-Unis ", "\"", "-a ",     "a OU ", "titre:",      "«a» ",    "1 000 ",
        "mil* ",  "=a ",         "(",  "a)",      "() ",   "\u00ad",      "'",       "l’",
        "date:2", "*",           "/",  "a-",      "北",    "titre:(a b)", "a NEAR ", "aaaa",
        "-titre", "“a",          "„",  "a\u0301", "+(a) ", "a ET -b ",    "=\"a\"",  "a/",
    };
    struct buffer text = {0};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct query query = {0};
        struct error error = {0};
        size_t place = 0;
        fill(&text, pieces[i]);
        assert_int_equal(text.length, QUERY_MAX_BYTES);
        if (query_parse(*state, buffer_str(&text), &query, &place, &error) == STATUS_OK)
            assert_null(query_tree_flaw(&query));
        else
            assert_string_not_equal(error_message(&error), "a query may have 65,536 bytes");
        buffer_clear(&text);
        query_free(&query);
        error_free(&error);
    }
    fill(&text, "a ");
    buffer_append(&text, STR("b"));
    expect_error(*state, &text, "a query may have 65,536 bytes", QUERY_MAX_BYTES);
    append_times(&text, "€", QUERY_MAX_BYTES); /* three bytes: not cut within one */
    expect_error(*state, &text, "a query may have 65,536 bytes", QUERY_MAX_BYTES - 1);
    buffer_free(&text);
}

/* -- Places ---------------------------------------------------------------------------------- */

/* TEXT with ^ before the place; the two lines. */
static bool check_lines(void *context, const char *where, const struct str *fields, size_t count)
{
    (void)context;
    struct buffer lines = {0};
    struct buffer text = {0};
    assert_int_equal(count, 2);
    size_t place = str_find(fields[0], STR("^"));
    buffer_append(&text, str_before(fields[0], place));
    buffer_append(&text, str_after(fields[0], place + 1));
    query_show_place(buffer_str(&text), place, &lines);
    bool passed = str_equal(buffer_str(&lines), fields[1]);
    if (!passed)
        fprintf(stderr, "%s: expected\n%.*s\n%s: found\n%s\n", where, STR_FORMAT(fields[1]), where,
                lines.data);
    buffer_free(&lines);
    buffer_free(&text);
    return passed;
}

static void places_are_shown(void **state)
{
    assert_int_equal(cases_run("query_places.txt", check_lines, *state), 0);
}

/* However long the query: the lines fit, and the caret is under the place. */
static void long_queries_are_cut(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "é", "e\u0301", "北", "😀", "\x1b", "mot "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        for (size_t before = 0; before < 150; before += 7) {
            struct buffer text = {0};
            struct buffer lines = {0};
            append_times(&text, pieces[i], before);
            size_t place = text.length;
            buffer_append(&text, STR("X"));
            append_times(&text, pieces[i], 160 - before);
            query_show_place(buffer_str(&text), place, &lines);
            struct str rest = buffer_str(&lines);
            struct str shown = str_cut(&rest, '\n');
            size_t caret = terminal_width_of(rest) - 1;
            assert_true(terminal_width_of(shown) <= 80);
            assert_true(terminal_width_of(rest) <= 80);
            size_t at = str_find(shown, STR("X"));
            assert_true(at < shown.length);
            assert_int_equal(terminal_width_of(str_before(shown, at)), caret);
            buffer_free(&text);
            buffer_free(&lines);
        }
    }
}

/* -- Mutations ------------------------------------------------------------------------------- */

static void append_random_query(uint32_t *seed, struct buffer *text)
{
    static const char *const pieces[] = {
        " ",          " ",        " ",           " ",          "(",
        ")",          "\"",       "«",           "»",          "“",
        "”",          "„",        " OU ",        " ET ",       " SAUF ",
        " PROCHE/3 ", "OR",       "NEAR/5",      "PROCHE",     "NOT ",
        " -",         " +",       "=",           "*",          "titre:",
        "media:",     "entité:(", "date:",       "2019",       "2019-02",
        "..",         "Titre:(",  "mot",         "été",        "a",
        "de",         "l’",       "l'armée",     "États-Unis", "S-300",
        "O.N.U.",     "1 000",    "12",          "345",        "St",
        "st ",        "Denis",    "-St",         "dit-il",     "hommes/femmes",
        "R&D",        "北京",     "е\u0301",     "\u00ad",     "\u200b",
        "?",          "–",        "’",           "\x01",       "\n",
        "\u00a0",     "milit*",   "=pêche ",     "\"a b\"",    "(a OU b)",
        "-a ",        "+a ",      "a OU b",      "a ET b ",    "a PROCHE b",
        ".",          "/",        "aujourd’hui", "AND",        ":",
        "@",          "\xff",     "\u3220",      "3,5",        "N’Djamena",
    };
    size_t count = 1 + next_random(seed) % 14;
    for (size_t i = 0; i < count; i++)
        buffer_append(text, str_from(pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]));
}

static void mutations_hold(void **state)
{
    uint32_t seed = 20190214;
    for (int i = 0; i < 20000; i++) {
        struct buffer text = {0};
        struct buffer lines = {0};
        append_random_query(&seed, &text);
        assert_true(holds(*state, buffer_str(&text), "mutation"));
        query_show_place(buffer_str(&text), next_random(&seed) % (text.length + 1), &lines);
        buffer_free(&text);
        buffer_free(&lines);
    }
}

/* A table of nodes is by their hashes: where those of different ones are the same, it is a list. */
static void hashes_are_of_what_is_asked_for(void **state)
{
    static const char *const pairs[] = {"date:2019 OU date:2020", "date:2019.. OU date:2019",
                                        "base OU bases PROCHE/2 port", "media:rfi OU auteur:rfi",
                                        "base OU =base"};
    struct query query = {0};
    struct error error = {0};
    size_t place;
    (void)state;
    struct french *french = french_new();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(query_parse(french, str_from(pairs[i]), &query, &place, &error),
                         STATUS_OK);
        struct node *const *children = query.root->children;
        assert_false(node_equal(children[0], children[1]));
        assert_int_not_equal(node_hash(children[0]), node_hash(children[1]));
        query_free(&query);
    }
    assert_int_equal(
        query_parse(french, STR("date:2019 OU date:2019-01..2019-12"), &query, &place, &error),
        STATUS_OK);
    assert_true(node_equal(query.root->children[0], query.root->children[1]));
    assert_int_equal(node_hash(query.root->children[0]), node_hash(query.root->children[1]));
    query_free(&query);
    french_free(french);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_and_errors),
        cmocka_unit_test(prints_parse_to_the_same_tree),
        cmocka_unit_test(prints),
        cmocka_unit_test(brackets_are_nested_so_deep),
        cmocka_unit_test(queries_have_so_many_bytes),
        cmocka_unit_test(distances_join_so_many),
        cmocka_unit_test(places_are_shown),
        cmocka_unit_test(long_queries_are_cut),
        cmocka_unit_test(mutations_hold),
        cmocka_unit_test(hashes_are_of_what_is_asked_for),
    };
    return cmocka_run_group_tests_name("parse", tests, analyser_make, analyser_free);
}
