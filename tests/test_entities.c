/* The gazetteer: the mentions it finds, by the cases of entities.txt, and its lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "cases.h"
#include "entities.h"
#include "memory.h"
#include "random.h"

struct fixture {
    struct french *french;
    struct gazetteer *gazetteer;
};

static struct fixture *fixture_new(void)
{
    struct fixture *fixture = memory_allocate(1, sizeof *fixture);
    fixture->french = french_new();
    fixture->gazetteer = gazetteer_new(fixture->french);
    return fixture;
}

static void fixture_free(struct fixture *fixture)
{
    gazetteer_free(fixture->gazetteer);
    french_free(fixture->french);
    free(fixture);
}

static void add(struct fixture *fixture, const char *text)
{
    struct error error = {0};
    if (gazetteer_add(fixture->gazetteer, str_from(text), "list", &error) != STATUS_OK)
        fail_msg("%s", error_message(&error));
    error_free(&error);
}

/* Appends the mentions as entities.txt has them. */
static void print_mentions(struct fixture *fixture, struct str title, struct str text,
                           struct buffer *out)
{
    struct french_tokens title_tokens = {0};
    struct french_tokens text_tokens = {0};
    struct mentions found = {0};
    french_tokenise(fixture->french, title, &title_tokens);
    french_tokenise(fixture->french, text, &text_tokens);
    gazetteer_match(fixture->gazetteer, title, &title_tokens, text, &text_tokens, &found);
    for (size_t i = 0; i < found.count + found.none_count; i++) {
        const struct mention *mention = &found.mentions[i];
        struct str field = mention->field ? text : title;
        struct entity entity = gazetteer_entity(fixture->gazetteer, mention->entity);
        assert_true(mention->start < mention->end && mention->end <= field.length);
        assert_int_equal(entity.type == ENTITY_NONE, i >= found.count);
        buffer_append_format(
            out, "%s%s%.*s=%.*s", i ? "; " : "", i >= found.count ? "no " : "",
            STR_FORMAT(entity.name),
            STR_FORMAT(str_of(field.data + mention->start, mention->end - mention->start)));
    }
    mentions_free(&found);
    french_tokens_free(&title_tokens);
    french_tokens_free(&text_tokens);
}

static bool check_mentions(void *context, const char *where, const struct str *fields, size_t count)
{
    struct buffer found = {0};
    assert_in_range(count, 2, 3);
    print_mentions(context, count == 3 ? fields[0] : STR(""), fields[count - 2], &found);
    bool passed = str_equal(buffer_str(&found), fields[count - 1]);
    if (!passed)
        fprintf(stderr, "%s: expected %.*s\n%s: found    %s\n", where,
                STR_FORMAT(fields[count - 1]), where, found.data ? found.data : "");
    buffer_free(&found);
    return passed;
}

static void cases_of_mentions(void **state)
{
    assert_int_equal(cases_run("entities.txt", check_mentions, *state), 0);
}

/* -- Lines ----------------------------------------------------------------------------------- */

/* Adding `text` must fail with a message that begins so, and change nothing. */
static void assert_bad(const char *text, const char *message)
{
    struct fixture *fixture = fixture_new();
    struct error error = {0};
    add(fixture, "Caracas\tplace\t\n");
    assert_int_equal(gazetteer_add(fixture->gazetteer, str_from(text), "list", &error),
                     STATUS_INPUT);
    if (strncmp(error_message(&error), message, strlen(message)) != 0)
        fail_msg("expected %s\nfound    %s", message, error_message(&error));
    assert_int_equal(gazetteer_count(fixture->gazetteer), 1);
    error_free(&error);
    fixture_free(fixture);
}

static void append_repeated(struct buffer *text, const char *piece, int times)
{
    for (int i = 0; i < times; i++)
        buffer_append(text, str_from(piece));
}

static void bad_lines(void **state)
{
    (void)state;
    assert_bad("A\tplace\t\nB\n", "list:2: 1 field parted by tabs");
    assert_bad("A\tplace", "list:1: 2 fields parted by tabs");
    assert_bad("A\tplace\ta\tb\tc", "list:1: 5 fields parted by tabs");
    assert_bad("A\tville\ta",
               "list:1: no such type \"ville\"; write person, organisation, place, event or none");
    assert_bad("A\t\ta", "list:1: no such type \"\"");
    assert_bad("A\tPlace\ta", "list:1: no such type \"Place\"");
    assert_bad("\tplace\ta", "list:1: an empty name");
    assert_bad(" \u00a0\tplace\ta", "list:1: an empty name");
    assert_bad("A\tplace\ta||b", "list:1: an empty alias");
    assert_bad("A\tplace\t|", "list:1: an empty alias");
    assert_bad("A\tplace\ta|~", "list:1: an empty alias");
    assert_bad("A\tplace\ta\tb|", "list:1: an empty required word");
    assert_bad("A\tplace\t«»", "list:1: the alias \"«»\" has no letter or digit");
    assert_bad("A\tplace\t~!", "list:1: the alias \"!\" has no letter or digit");
    assert_bad("A\tplace\ta\t?", "list:1: the required word \"?\" has no letter or digit");
    assert_bad("l’\tplace\ta", "list:1: the name \"l’\" has no letter or digit");
    assert_bad("~A\tplace\ta", "list:1: the name \"~A\" begins with ~");
    assert_bad("A\tplace\t\xff", "list:1: byte 9 is no UTF-8");
    assert_bad("A\tplace\t\xc3", "list:1: byte 9 is no UTF-8");
    assert_bad("# \xed\xa0\x80\nA\tplace\t", "list:1: byte 3 is no UTF-8");
    assert_bad("A\x1b\tplace\ta", "list:1: byte 2 is no UTF-8, a control character or a");
    assert_bad(" \ufeffA\tplace\ta", "list:1: byte 2 is no UTF-8, a control character or a");
    assert_bad("A\rB\tplace\ta", "list:1: byte 2 is no UTF-8, a control character or a");
    assert_bad("A\xc2\x85\tplace\ta", "list:1: byte 2 is no UTF-8, a control character or a");
}

static void bad_lengths(void **state)
{
    (void)state;
    struct buffer text = {0};
    append_repeated(&text, "ab", 100);
    buffer_append(&text, STR("\tplace\t"));
    append_repeated(&text, "a ", 32);
    struct fixture *fixture = fixture_new();
    add(fixture, text.data);
    fixture_free(fixture);
    buffer_append(&text, STR("a"));
    assert_bad(text.data, "list:1: the alias \"a a a a a a a a a a a a a a a a a a a a a a a a a a "
                          "a a a a ...\" has 33 words, at most 32");
    buffer_clear(&text);
    append_repeated(&text, "é", 101);
    buffer_append(&text, STR("\tplace\t"));
    assert_bad(text.data, "list:1: the name \"éééééééééééééééééééééééééééééé...\" has 202 bytes");
    buffer_free(&text);
}

static void the_same_name_twice(void **state)
{
    (void)state;
    assert_bad("A\tplace\t\n\nB\tplace\t\nÂ\tperson\t\nb\tplace\t\n",
               "list:4: \"Â\" stands in line 1 already");
    assert_bad("L’A\tplace\t\nA\tplace\t\nB\n", "list:2: \"A\" stands in line 1 already");
    assert_bad("B\nA\tplace\t\nA\tplace\t\n", "list:1: 1 field");
}

static void assert_written(const struct fixture *fixture, const char *expected)
{
    struct buffer text = {0};
    gazetteer_write(fixture->gazetteer, &text);
    assert_string_equal(text.data, expected);
    buffer_free(&text);
}

static void later_lines_replace(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    add(fixture, "\ufeff# list\r\nOtan\torganisation\tNato\r\n\r\n  \nCuba\tplace\t");
    add(fixture, "  # more\nOTAN \t organisation\t Alliance | ~ Alliance atlantique\t défense\n"
                 "Alger\tplace\tAlger|Alger la Blanche|~alger\n");
    assert_written(fixture, "Alger\tplace\tAlger la Blanche|~alger\n"
                            "Cuba\tplace\t\n"
                            "OTAN\torganisation\tAlliance|~Alliance atlantique\tdéfense\n");
    assert_int_equal(gazetteer_find(fixture->gazetteer, STR("nato"), NULL, 0), 0);
    struct entity entity = gazetteer_entity(fixture->gazetteer, 2);
    assert_true(str_equal(entity.name, STR("OTAN")));
    assert_true(str_equal(entity.folded_name, STR("otan")));
    assert_true(str_equal(entity.aliases, STR("Alliance|~Alliance atlantique")));
    assert_int_equal(entity.type, ENTITY_ORGANISATION);
    fixture_free(fixture);
}

static void nothing_to_add(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    struct buffer found = {0};
    add(fixture, "");
    add(fixture, "# nothing\n\n");
    assert_int_equal(gazetteer_count(fixture->gazetteer), 0);
    assert_int_equal(gazetteer_find(fixture->gazetteer, STR("Maduro"), NULL, 0), 0);
    print_mentions(fixture, STR("Maduro"), STR("Maduro"), &found);
    assert_int_equal(found.length, 0);
    fixture_free(fixture);
}

static void writing_and_reading_again(void **state)
{
    struct fixture *given = *state;
    struct fixture *again = fixture_new();
    struct buffer text = {0};
    gazetteer_write(given->gazetteer, &text);
    add(again, text.data);
    assert_written(again, text.data);
    assert_int_equal(cases_run("entities.txt", check_mentions, again), 0);
    buffer_free(&text);
    fixture_free(again);
}

/* -- Asking ---------------------------------------------------------------------------------- */

static void assert_found(struct fixture *fixture, const char *name, const char *first,
                         size_t expected)
{
    size_t index = SIZE_MAX;
    assert_int_equal(gazetteer_find(fixture->gazetteer, str_from(name), &index, 1), expected);
    if (expected == 0)
        assert_int_equal(index, SIZE_MAX);
    else
        assert_true(str_equal(gazetteer_entity(fixture->gazetteer, index).name, str_from(first)));
}

static void finding_by_name_and_alias(void **state)
{
    assert_found(*state, "guaido", "Juan Guaidó", 1);
    assert_found(*state, "JUAN GUAIDÓ", "Juan Guaidó", 1);
    assert_found(*state, "philippe", "Édouard Philippe", 1);
    assert_found(*state, "l’OTAN", "OTAN", 1);
    assert_found(*state, "etats unis", "États-Unis", 1);
    assert_found(*state, "georgie", "Géorgie (Caucase)", 2);
    assert_found(*state, "gilets", "", 0);
    assert_found(*state, "Paris Match", "", 0); /* of type none */
    assert_found(*state, "Maduros", "", 0);
    assert_found(*state, "", "", 0);
    assert_found(*state, "-", "", 0);
}

static void finding_all_of_an_alias(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    size_t indexes[3] = {9, 9, 9};
    add(fixture, "C\tplace\tX\nA\tplace\tx|X\nB\tevent\t~X\n");
    assert_int_equal(gazetteer_find(fixture->gazetteer, STR("x"), indexes, 2), 3);
    assert_int_equal(indexes[0], 0);
    assert_int_equal(indexes[1], 1);
    assert_int_equal(indexes[2], 9);
    assert_int_equal(gazetteer_find(fixture->gazetteer, STR("X"), indexes, 3), 3);
    assert_int_equal(indexes[2], 2);
    fixture_free(fixture);
}

static void assert_nearest(struct fixture *fixture, const char *name, const char *expected)
{
    struct str names[3];
    struct buffer text = {0};
    size_t count = gazetteer_nearest(fixture->gazetteer, str_from(name), names, 3);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&text, "%s%.*s", i ? ", " : "", STR_FORMAT(names[i]));
    assert_string_equal(text.data ? text.data : "", expected);
    buffer_free(&text);
}

static void the_nearest_names(void **state)
{
    assert_nearest(*state, "Madura", "Nicolás Maduro");
    assert_nearest(*state, "gaido", "Juan Guaidó");
    assert_nearest(*state, "venezuella", "Venezuela");
    assert_nearest(*state, "Cubo", "Cuba");
    assert_nearest(*state, "georgi", "Géorgie (Caucase), Géorgie (États-Unis)");
    assert_nearest(*state, "zzzzzzzz", "");
    assert_nearest(*state, "a", "");
    assert_nearest(*state, "", "");
}

static void the_nearest_first(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    struct str names[2];
    add(fixture, "abcdex\tplace\t\nabcdefx\tplace\t\nabcdxx\tplace\t\nabcdef\tplace\t\n");
    assert_nearest(fixture, "abcdef", "abcdef, abcdefx, abcdex");
    assert_int_equal(gazetteer_nearest(fixture->gazetteer, STR("abcdef"), names, 0), 0);
    fixture_free(fixture);
}

/* A line of type none takes an entity out of the list. */
static void rejected_entities(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    struct buffer found = {0};
    size_t indexes[2] = {9, 9};
    add(fixture, "Cuba\tplace\tLa Havane\nOtan\torganisation\tx\nAlger\tplace\tx\n");
    add(fixture, "CUBA\tnone\t\notan\tnone\tX\n");
    assert_written(fixture, "Alger\tplace\tx\nCUBA\tnone\t\notan\tnone\tX\n");
    assert_found(fixture, "Cuba", "", 0);
    assert_found(fixture, "La Havane", "", 0);
    assert_int_equal(gazetteer_find(fixture->gazetteer, STR("x"), indexes, 2), 1);
    assert_int_equal(indexes[0], 0);
    assert_int_equal(indexes[1], 9);
    assert_nearest(fixture, "Cubo", "");
    print_mentions(fixture, STR("La Havane à Cuba"), STR("L’Otan, Alger, X."), &found);
    assert_string_equal(found.data, "Alger=Alger; Alger=X; no CUBA=Cuba; no otan=Otan; no otan=X");
    buffer_free(&found);
    fixture_free(fixture);
}

/* -- Much and hostile ------------------------------------------------------------------------ */

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Bounds are far above what it takes (a hundredth of it without sanitisers): they catch a stall. */
static void many_aliases(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new();
    struct buffer text = {0};
    struct buffer found = {0};
    struct str names[3];
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < 50000; i++)
        buffer_append_format(&text, "Nom%d Prénom%d\tperson\tNom%d|~Mot|a b c d%d\tx y z%d\n", i,
                             i % 1000, i, i, i);
    add(fixture, text.data);
    assert_true(seconds_since(&start) < 20);
    print_mentions(fixture, STR("Nom49999"), STR("Nom1 Prénom1 et Nom2"), &found);
    assert_string_equal(found.data, "Nom1 Prénom1=Nom1 Prénom1; Nom2 Prénom2=Nom2; "
                                    "Nom49999 Prénom999=Nom49999");
    assert_int_equal(gazetteer_nearest(fixture->gazetteer, STR("Nom777 Prénom778"), names, 3), 3);
    assert_true(seconds_since(&start) < 40);
    buffer_free(&text);
    buffer_free(&found);
    fixture_free(fixture);
}

/* Long runs of names, each of which may depend on its neighbour, and of beginnings of one alias. */
static void long_texts(void **state)
{
    struct fixture *fixture = *state;
    struct buffer text = {0};
    struct buffer found = {0};
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    append_repeated(&text, "Maduro ", 200000);
    append_repeated(&text, "Organisation du traité de l’", 100000);
    buffer_append(&text, STR("Xerxès Royal puis "));
    append_repeated(&text, "Maduro\n\n", 5);
    print_mentions(fixture, STR(""), buffer_str(&text), &found);
    assert_string_equal(found.data,
                        "Nicolás Maduro=Maduro; Nicolás Maduro=Maduro; Nicolás Maduro=Maduro; "
                        "Nicolás Maduro=Maduro; Nicolás Maduro=Maduro");
    assert_true(seconds_since(&start) < 20);
    buffer_free(&text);
    buffer_free(&found);
}

static void append_random_line(uint32_t *seed, struct buffer *text)
{
    static const char *const pieces[] = {
        "\tperson\t", "\tplace\t", "\tevent\t", "\t",   "|",      "~",    "\n", "\r\n",  "#",
        " ",          "A",         "b",         "É",    "-",      "l’",   ".",  "1 000", "Nord",
        "\u00a0",     "S-300",     "\xc3",      "\x80", "\ufeff", "\x01", "北",
    };
    size_t count = next_random(seed) % 16;
    for (size_t i = 0; i < count; i++)
        buffer_append(text, str_from(pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]));
    if (next_random(seed) % 2)
        buffer_append(text, STR("\tplace\tx"));
}

/* Whatever the bytes are, they are an error or give a gazetteer that can be written and read. */
static void random_lines(void **state)
{
    (void)state;
    uint32_t seed = 1;
    size_t good = 0;
    for (int i = 0; i < 20000; i++) {
        struct fixture *fixture = fixture_new();
        struct fixture *again = fixture_new();
        struct buffer text = {0};
        struct buffer written = {0};
        struct error error = {0};
        append_random_line(&seed, &text);
        if (gazetteer_add(fixture->gazetteer, buffer_str(&text), "list", &error) == STATUS_OK) {
            gazetteer_write(fixture->gazetteer, &written);
            add(again, written.data ? written.data : "");
            if (written.length)
                assert_written(again, written.data);
            good += written.length > 0;
        } else {
            assert_true(str_starts(str_from(error_message(&error)), STR("list:")));
        }
        error_free(&error);
        buffer_free(&text);
        buffer_free(&written);
        fixture_free(fixture);
        fixture_free(again);
    }
    assert_true(good > 500);
}

static void random_bytes(void **state)
{
    struct fixture *fixture = *state;
    size_t before = gazetteer_count(fixture->gazetteer);
    uint32_t seed = 3;
    for (int i = 0; i < 5000; i++) {
        char bytes[64];
        struct error error = {0};
        size_t length = next_random(&seed) % sizeof bytes;
        for (size_t b = 0; b < length; b++)
            bytes[b] = (char)next_random(&seed);
        if (gazetteer_add(fixture->gazetteer, str_of(bytes, length), "list", &error) != STATUS_OK)
            assert_int_equal(gazetteer_count(fixture->gazetteer), before);
        error_free(&error);
    }
}

/* -- Files ----------------------------------------------------------------------------------- */

static void unreadable_files(void **state)
{
    struct fixture *fixture = *state;
    struct error error = {0};
    assert_int_equal(gazetteer_add_file(fixture->gazetteer, "/nowhere/entities.tsv", &error),
                     STATUS_SYSTEM);
    assert_string_equal(error_message(&error),
                        "the gazetteer cannot be read: /nowhere/entities.tsv: "
                        "No such file or directory");
    assert_int_equal(gazetteer_add_file(fixture->gazetteer, "/", &error), STATUS_SYSTEM);
    assert_string_equal(error_message(&error), "the gazetteer cannot be read: /: Is a directory");
    error_free(&error);
}

static int make_gazetteer(void **state)
{
    struct fixture *fixture = fixture_new();
    struct buffer path = {0};
    struct error error = {0};
    const char *folder = getenv("TESTS");
    buffer_append_format(&path, "%s/entities.tsv", folder ? folder : ".");
    enum status status = gazetteer_add_file(fixture->gazetteer, path.data, &error);
    if (status != STATUS_OK)
        fprintf(stderr, "%s\n", error_message(&error));
    error_free(&error);
    buffer_free(&path);
    *state = fixture;
    return status == STATUS_OK ? 0 : -1;
}

static int free_gazetteer(void **state)
{
    fixture_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_of_mentions),
        cmocka_unit_test(bad_lines),
        cmocka_unit_test(bad_lengths),
        cmocka_unit_test(the_same_name_twice),
        cmocka_unit_test(later_lines_replace),
        cmocka_unit_test(nothing_to_add),
        cmocka_unit_test(writing_and_reading_again),
        cmocka_unit_test(finding_by_name_and_alias),
        cmocka_unit_test(finding_all_of_an_alias),
        cmocka_unit_test(the_nearest_names),
        cmocka_unit_test(the_nearest_first),
        cmocka_unit_test(rejected_entities),
        cmocka_unit_test(many_aliases),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(random_lines),
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(unreadable_files),
    };
    return cmocka_run_group_tests_name("entities", tests, make_gazetteer, free_gazetteer);
}
