/* Command lines against tests/options.txt, values and the text of --help. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <limits.h>
#include <cmocka.h>

#include "memory.h"
#include "options.h"

static const struct option table[] = {
    {'n', "limit", OPTION_NUMBER, "how many hits; 0 for all"},
    {'c', "count", NULL, "the number of hits alone"},
    {'q', "quiet", NULL, "nothing: the exit status says it"},
    {'f', "format", "FORMAT", "how hits are printed"},
    {0, "outlet", "NAME", "articles of this outlet"},
    {0, "why-not", "ID", "why that article is not among the hits"},
    {0, "wait", "SECONDS", "how long to wait for the database"},
    {0, "color", "auto|always|never", "when to use colour"},
    {0, "timeline", "[month|year]", "hits over time"},
    {0, NULL, NULL, NULL},
};

struct arguments {
    char **argv;
    int argc;
    size_t capacity;
};

static void split_arguments(struct str line, struct arguments *arguments)
{
    while (line.data) {
        struct str word = str_cut(&line, ' ');
        if (str_equal(word, STR("\"\"")))
            word = STR("");
        size_t count = (size_t)arguments->argc;
        arguments->argv = memory_grow(arguments->argv, &arguments->capacity, count + 1,
                                      sizeof *arguments->argv);
        arguments->argv[arguments->argc++] = memory_copy(word.data, word.length);
    }
}

static void free_arguments(struct arguments *arguments)
{
    while (arguments->argc > 0)
        free(arguments->argv[--arguments->argc]);
    free(arguments->argv);
}

static void describe_uses(const struct option_uses *uses, struct buffer *text)
{
    for (size_t i = 0; i < uses->count; i++) {
        const struct option_use *use = &uses->uses[i];
        const char *space = i ? " " : "";
        if (!use->option)
            buffer_append_format(text, "%s[%s]", space, use->value);
        else if (use->value)
            buffer_append_format(text, "%s%s=%s", space, use->option->name, use->value);
        else
            buffer_append_format(text, "%s%s", space, use->option->name);
    }
}

/* `line` is "strict ARGUMENTS": the first argument stands where a program's name does. */
static void check_command_line(struct str line, struct str expected, size_t number)
{
    struct arguments arguments = {0};
    split_arguments(line, &arguments);
    enum option_dash dash = strcmp(arguments.argv[0], "words") == 0 ? OPTION_DASH_WORDS
                                                                    : OPTION_DASH_STRICT;
    struct option_uses uses = {0};
    struct error error = {0};
    struct buffer actual = {0};
    enum status status = options_read(table, dash, 1, arguments.argc, arguments.argv, &uses,
                                      &error);
    if (status == STATUS_OK)
        describe_uses(&uses, &actual);
    else
        buffer_append_format(&actual, "error: %s", error_message(&error));
    if (!str_equal(buffer_str(&actual), expected))
        fail_msg("options.txt:%zu: read as: %.*s", number, STR_FORMAT(buffer_str(&actual)));
    assert_true(status == STATUS_OK || status == STATUS_INPUT);
    buffer_free(&actual);
    error_free(&error);
    option_uses_free(&uses);
    free_arguments(&arguments);
}

static void read_file(const char *name, struct buffer *text)
{
    struct buffer path = {0};
    buffer_append_format(&path, "%s/%s", getenv("TESTS"), name);
    FILE *file = fopen(path.data, "rb");
    if (!file)
        fail_msg("%s: cannot be opened", path.data);
    for (int c = getc(file); c != EOF; c = getc(file))
        buffer_append_char(text, (char)c);
    fclose(file);
    buffer_free(&path);
}

static void command_lines(void **state)
{
    (void)state;
    struct buffer text = {0};
    read_file("options.txt", &text);
    size_t number = 0, cases = 0;
    for (struct str rest = buffer_str(&text); rest.data;) {
        struct str line = str_cut(&rest, '\n');
        number++;
        if (line.length == 0 || line.data[0] == '#')
            continue;
        check_command_line(line, rest.data ? str_cut(&rest, '\n') : STR(""), number);
        number++;
        cases++;
    }
    assert_true(cases > 50);
    buffer_free(&text);
}

static void uses_borrow_and_start_at_first(void **state)
{
    (void)state;
    char program[] = "srch", command[] = "show", id[] = "--limit";
    char *argv[] = {program, command, id, program, NULL};
    struct option_uses uses = {0};
    struct error error = {0};
    assert_int_equal(options_read(table, OPTION_DASH_STRICT, 2, 4, argv, &uses, &error), STATUS_OK);
    assert_int_equal(uses.count, 1);
    assert_ptr_equal(uses.uses[0].option, &table[0]);
    assert_ptr_equal(uses.uses[0].value, program);
    option_uses_free(&uses);
    assert_int_equal(uses.count, 0);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        long long least, most, number;
        const char *message; /* NULL: it is read as `number` */
    } cases[] = {
        {"0", 0, 10, 0, NULL},
        {"10", 0, 10, 10, NULL},
        {"007", 0, 10, 7, NULL},
        {"-3", -5, 10, -3, NULL},
        {"9223372036854775807", 0, LLONG_MAX, LLONG_MAX, NULL},
        {"-9223372036854775808", LLONG_MIN, 0, LLONG_MIN, NULL},
        {"11", 0, 10, 0, "--limit: 11 is more than 10"},
        {"-1", 0, 10, 0, "--limit: -1 is less than 0"},
        {"9223372036854775808", 0, LLONG_MAX, 0,
         "--limit: 9223372036854775808 is more than 9223372036854775807"},
        {"-9223372036854775809", LLONG_MIN, 0, 0,
         "--limit: -9223372036854775809 is less than -9223372036854775808"},
        {"", 0, 10, 0, "--limit: \"\" is not a whole number"},
        {"-", 0, 10, 0, "--limit: \"-\" is not a whole number"},
        {"+5", 0, 10, 0, "--limit: \"+5\" is not a whole number"},
        {" 5", 0, 10, 0, "--limit: \" 5\" is not a whole number"},
        {"5 ", 0, 10, 0, "--limit: \"5 \" is not a whole number"},
        {"1e3", 0, 10, 0, "--limit: \"1e3\" is not a whole number"},
        {"0x1F", 0, 99, 0, "--limit: \"0x1F\" is not a whole number"},
        {"--5", 0, 10, 0, "--limit: \"--5\" is not a whole number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct option_use use = {&table[0], cases[i].value};
        struct error error = {0};
        long long number = 42;
        enum status status = option_number(&use, cases[i].least, cases[i].most, &number, &error);
        assert_int_equal(status, cases[i].message ? STATUS_INPUT : STATUS_OK);
        assert_string_equal(error_message(&error), cases[i].message ? cases[i].message : "");
        assert_int_equal(number, cases[i].message ? 42 : cases[i].number);
        error_free(&error);
    }
}

static void choices(void **state)
{
    (void)state;
    static const char *const formats[] = {"text", "tsv", "json", "jsonl", "ids", NULL};
    static const struct {
        const char *value;
        size_t index;
        const char *message;
    } cases[] = {
        {"text", 0, NULL},  {"json", 2, NULL},   {"jsonl", 3, NULL}, {"ids", 4, NULL},
        {"jsn", 0, "json"}, {"josn", 0, "json"}, {"te", 0, "text"},  {"xml", 0, ""},
        {"JSON", 0, ""},    {"", 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct option_use use = {&table[3], cases[i].value};
        struct error error = {0};
        struct buffer expected = {0};
        size_t index = 42;
        enum status status = option_choice(&use, formats, &index, &error);
        if (cases[i].message)
            buffer_append_format(&expected,
                                 "--format: \"%s\" is not one of text, tsv, json, jsonl, ids%s%s%s",
                                 cases[i].value, *cases[i].message ? "; did you mean " : "",
                                 cases[i].message, *cases[i].message ? "?" : "");
        assert_int_equal(status, cases[i].message ? STATUS_INPUT : STATUS_OK);
        assert_string_equal(error_message(&error), expected.data ? expected.data : "");
        assert_int_equal(index, cases[i].message ? 42 : cases[i].index);
        buffer_free(&expected);
        error_free(&error);
    }
}

static void help_is_aligned_and_wrapped(void **state)
{
    (void)state;
    static const struct option long_table[] = {
        {'n', "limit", OPTION_NUMBER, "how many hits; 0 for all"},
        {0, "encoding", "auto|utf-8|windows-1252",
         "the encoding of the files: éééé ééé éé é; what is not UTF-8 is read as Windows-1252, with"
         " a warning for each file"},
        {0, "help", NULL, ""},
        {0, NULL, NULL, NULL},
    };
    /* The text of --x begins in the eighth column: 73 are left. */
    static const struct option long_words[] = {
        {0, "x", NULL,
         "a-word-of-its-own-that-is-far-longer-than-what-a-line-of-eighty-columns-has-room-for "
         "yes"},
        {0, "y", NULL, "thirty-six-columns-wide-with-hyphens thirty-six-columns-wide-with-hyphens"},
        {0, "z", NULL,
         "thirty-six-columns-wide-with-hyphens thirty-seven-columns-wide-with-hyphen"},
        {0, NULL, NULL, NULL},
    };
    struct buffer text = {0};
    options_help(long_table, &text);
    assert_string_equal(
        text.data, "  -n, --limit N  how many hits; 0 for all\n"
                   "      --encoding auto|utf-8|windows-1252\n"
                   "                 the encoding of the files: éééé ééé éé é; what is not UTF-8 "
                   "is\n"
                   "                 read as Windows-1252, with a warning for each file\n"
                   "      --help     \n");
    buffer_clear(&text);
    options_help(long_words, &text);
    assert_string_equal(
        text.data,
        "  --x  a-word-of-its-own-that-is-far-longer-than-what-a-line-of-"
        "eighty-columns-has-room-for\n"
        "       yes\n"
        "  --y  thirty-six-columns-wide-with-hyphens thirty-six-columns-wide-with-hyphens\n"
        "  --z  thirty-six-columns-wide-with-hyphens\n"
        "       thirty-seven-columns-wide-with-hyphen\n");
    buffer_clear(&text);
    options_help(long_words + 3, &text);
    assert_int_equal(text.length, 0);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(command_lines),
        cmocka_unit_test(uses_borrow_and_start_at_first),
        cmocka_unit_test(numbers),
        cmocka_unit_test(choices),
        cmocka_unit_test(help_is_aligned_and_wrapped),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
