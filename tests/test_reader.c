/* The readers, by the cases in tests/reader/: what goes in, which articles and reports come out.
 *
 * A case is a line "== NAME", then lines of these kinds, in this order:
 *     @ format digest|jsonl    @ encoding utf-8|windows-1252    @ date DATE    @ file NAME
 *     < a line of the file
 *     > a line of what comes out
 * The file is case.txt unless named. Each "<" line ends in LF, unless its last two characters are
 * \c; its escapes are those of cases.h. What comes out is, for each article, "LINE: article" and
 * "FIELD: value" for the fields it has, with the escapes \\, \n and, of characters that nobody sees
 * and U+FFFD, \uNNNN; and for each report "LINE: warning: REASON" or "LINE: rejected: REASON", when
 * it comes. A file that cannot be opened or read on gives "failed: MESSAGE". Lines that begin with
 * # and blank lines between cases are comments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <utf8proc.h>

#include "cases.h"
#include "files.h"
#include "memory.h"
#include "reader.h"
#include "unicode.h"
#include "variety.h"

struct test_case {
    struct str name;
    struct str file;
    struct str date;
    struct reader_options options;
    struct buffer input;
    struct buffer expected;
};

/* Appends an input line without its escapes. */
static void append_input(struct str line, struct buffer *input)
{
    bool ended = !str_ends(line, STR("\\c"));
    cases_unescape(ended ? line : str_before(line, line.length - 2), input);
    if (ended)
        buffer_append_char(input, '\n');
}

/* Spaces other than U+0020, marks of format, private and unassigned characters. */
static bool is_unseen(int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return c != ' ';
    default:
        return c == 0xFFFD;
    }
}

/* Appends a value with escapes for what nobody sees. */
static void append_value(struct str value, struct buffer *text)
{
    for (size_t at = 0, start = 0; at < value.length; start = at) {
        int32_t c = unicode_next(value, &at);
        assert_true(c != 0xFFFD || at - start == 3); /* itself, not bytes that are no UTF-8 */
        if (c == '\n')
            buffer_append(text, STR("\\n"));
        else if (c == '\\')
            buffer_append(text, STR("\\\\"));
        else if (is_unseen(c))
            buffer_append_format(text, "\\u%04x", (unsigned)c);
        else
            buffer_append(text, str_of(value.data + start, at - start));
    }
}

static void report(void *context, enum reader_severity severity, size_t line, const char *reason)
{
    buffer_append_format(context, "%zu: %s: %s\n", line,
                         severity == READER_WARNING ? "warning" : "rejected", reason);
}

static void append_article(const struct article *article, size_t line, struct buffer *text)
{
    buffer_append_format(text, "%zu: article\n", line);
    for (size_t i = 0; i < ARTICLE_FIELDS; i++) {
        struct str value = article_get(article, (enum article_field)i);
        if (value.length == 0)
            continue;
        buffer_append_format(text, "%s: ", article_field_name((enum article_field)i));
        if (value.length > 1000)
            buffer_append_format(text, "%zu bytes", value.length);
        else
            append_value(value, text);
        buffer_append_char(text, '\n');
    }
}

/* Reads all of the file and appends what comes out. */
static void read_file(const char *path, struct reader_options options, struct buffer *text)
{
    struct reader *reader = NULL;
    struct article article = {0};
    struct error error = {0};
    options.report = report;
    options.context = text;
    if (reader_open(path, &options, &reader, &error) == STATUS_OK) {
        size_t line = 0;
        enum reader_result result;
        while ((result = reader_next(reader, &article, &line, &error)) == READER_ARTICLE)
            append_article(&article, line, text);
        if (result == READER_END) /* and it stays at the end */
            assert_int_equal(reader_next(reader, &article, &line, &error), READER_END);
    }
    if (error.message.length > 0)
        buffer_append_format(text, "failed: %s\n", error_message(&error));
    reader_free(reader);
    article_free(&article);
    error_free(&error);
}

/* True when the case fails; then says how. */
static bool run_case(struct test_case *test)
{
    char *file = memory_copy(test->file.data, test->file.length);
    char *date = test->date.length ? memory_copy(test->date.data, test->date.length) : NULL;
    struct buffer actual = {0};
    assert_true(files_write(file, buffer_str(&test->input)));
    test->options.date = date;
    read_file(file, test->options, &actual);
    bool failed = !str_equal(buffer_str(&actual), buffer_str(&test->expected));
    if (failed)
        print_error("%.*s\n--- expected\n%s--- actual\n%s", STR_FORMAT(test->name),
                    buffer_str(&test->expected).data, buffer_str(&actual).data);
    remove(file);
    buffer_free(&actual);
    free(date);
    free(file);
    return failed;
}

static void set_option(struct test_case *test, struct str line)
{
    struct str value = line;
    struct str name = str_cut(&value, ' ');
    if (str_equal(name, STR("file")))
        test->file = value;
    else if (str_equal(name, STR("date")))
        test->date = value;
    else if (str_equal(name, STR("format")))
        test->options.format = str_equal(value, STR("jsonl")) ? READER_JSONL : READER_DIGEST;
    else if (str_equal(name, STR("encoding")))
        test->options.encoding = str_equal(value, STR("utf-8")) ? READER_UTF8 : READER_WINDOWS_1252;
    else
        fail_msg("unknown option: %.*s", STR_FORMAT(line));
}

static void start_case(struct test_case *test, struct str name)
{
    buffer_clear(&test->input);
    buffer_clear(&test->expected);
    test->name = name;
    test->file = STR("case.txt");
    test->date = STR("");
    test->options = (struct reader_options){0};
}

/* Runs the cases of tests/reader/NAME. */
static void run_cases(const char *name, size_t least)
{
    struct buffer path = {0}, text = {0};
    buffer_append_format(&path, "%s/reader/%s", getenv("TESTS"), name);
    assert_true(files_read(path.data, &text));
    struct test_case test = {0};
    size_t cases = 0, failures = 0;
    for (struct str rest = buffer_str(&text); rest.data;) {
        struct str line = str_cut(&rest, '\n');
        struct str value = line.length > 2 ? str_after(line, 2) : STR("");
        if (str_starts(line, STR("== "))) {
            failures += cases++ > 0 && run_case(&test);
            start_case(&test, value);
        } else if (str_starts(line, STR("@ "))) {
            set_option(&test, value);
        } else if (str_starts(line, STR("<"))) {
            append_input(value, &test.input);
        } else if (str_starts(line, STR(">"))) {
            buffer_append_format(&test.expected, "%.*s\n", STR_FORMAT(value));
        } else if (line.length > 0 && line.data[0] != '#') {
            fail_msg("%s: what is this line? %.*s", name, STR_FORMAT(line));
        }
    }
    failures += cases > 0 && run_case(&test);
    buffer_free(&test.input);
    buffer_free(&test.expected);
    buffer_free(&path);
    buffer_free(&text);
    assert_true(cases >= least);
    assert_int_equal(failures, 0);
}

static void digests(void **state)
{
    (void)state;
    run_cases("digest.txt", 40);
}

static void source_lines(void **state)
{
    (void)state;
    run_cases("source.txt", 30);
}

static void json_lines(void **state)
{
    (void)state;
    run_cases("jsonl.txt", 30);
}

static void encodings(void **state)
{
    (void)state;
    run_cases("encoding.txt", 20);
}

/* Appends copies of `piece`, `bytes` bytes in all. */
static void append_repeated(struct buffer *text, struct str piece, size_t bytes)
{
    size_t first = text->length;
    buffer_reserve(text, bytes);
    buffer_append(text, piece);
    while (text->length - first < bytes) {
        size_t done = text->length - first;
        size_t left = bytes - done;
        buffer_append(text, str_of(text->data + first, done < left ? done : left));
    }
}

static void expect(struct buffer *input, const char *file, const char *expected)
{
    struct buffer actual = {0};
    assert_true(files_write(file, buffer_str(input)));
    read_file(file, (struct reader_options){0}, &actual);
    assert_string_equal(buffer_str(&actual).data, expected);
    remove(file);
    buffer_free(&actual);
    buffer_free(input);
}

static const char good_text[] = "Suite\n\nTexte.\n\nSource : Suite – Le Pays\n";
static const struct str good_article = {good_text, sizeof good_text - 1};

/* One line of more than the limit, and an article of many lines. */
static void too_long_articles_are_dropped(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_append(&input, STR("Ligne\n\n"));
    append_repeated(&input, STR("abcdefghijklmno "), ARTICLE_MAX_BYTES + (1U << 20));
    buffer_append(&input, STR("\n\nSource : Ligne – Le Pays\n\nLignes\n\n"));
    append_repeated(&input, STR("abcdefghijklmno\n"), ARTICLE_MAX_BYTES + 16);
    buffer_append(&input, STR("Source : Lignes – Le Pays\n"));
    buffer_append(&input, good_article);
    expect(&input, "long.txt",
           "1: rejected: an article of more than 16 MiB\n"
           "7: rejected: an article of more than 16 MiB\n"
           "1048587: article\ntitle: Suite\ntext: Texte.\noutlet: Le Pays\n");
}

/* Title and text of exactly the limit are an article, one byte more is not. */
static void the_limit_is_exact(void **state)
{
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        struct buffer input = {0};
        buffer_append(&input, STR("T\n\n"));
        append_repeated(&input, STR("a"), ARTICLE_MAX_BYTES - 1 + more);
        buffer_append(&input, STR("\nDate : 2019-02-14\n\nSource : T – Le Pays\n"));
        expect(&input, "limit.txt",
               more ? "1: rejected: an article of more than 16 MiB\n"
                    : "1: article\ntitle: T\ntext: 16777215 bytes\noutlet: Le Pays\n"
                      "date: 2019-02-14\n");
    }
}

static void endless_text_without_source_line(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_append(&input, good_article);
    append_repeated(&input, STR("Encore une ligne\n"), ARTICLE_MAX_BYTES + (1U << 20));
    expect(&input, "endless.txt",
           "1: article\ntitle: Suite\ntext: Texte.\noutlet: Le Pays\n"
           "6: rejected: text after the last source line: an article ends in \"Source : TITLE – "
           "OUTLET\"\n");
}

static void too_long_json(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_append(&input, STR("{\"title\":\"T\",\"text\":\""));
    append_repeated(&input, STR("abcdefghijklmnop"), ARTICLE_MAX_BYTES);
    buffer_append(&input, STR("\"}\n{\"title\":\"T\",\"text\":\""));
    append_repeated(&input, STR("abcdefghijklmnop"), 6 * ARTICLE_MAX_BYTES);
    buffer_append(&input, STR("\"}\n{\"title\":\"T\",\"text\":\"Texte.\"}\n"));
    expect(&input, "long.jsonl",
           "1: rejected: an article of more than 16 MiB\n"
           "2: rejected: a line of more than 48 MiB\n"
           "3: article\ntitle: T\ntext: Texte.\n");
}

static void too_long_title(void **state)
{
    (void)state;
    struct buffer input = {0};
    append_repeated(&input, STR("abcdefghijklmnop"), READER_MAX_FIELD_BYTES);
    buffer_append(&input, STR("q\n\nTexte.\n\nSource : Titre – Le Pays\n"));
    buffer_append(&input, good_article);
    expect(&input, "long.txt",
           "1: rejected: a title of more than 64 KiB\n"
           "6: article\ntitle: Suite\ntext: Texte.\noutlet: Le Pays\n");
    buffer_append(&input, STR("{\"text\":\"Texte.\",\"title\":\""));
    append_repeated(&input, STR("abcdefghijklmnop"), READER_MAX_FIELD_BYTES);
    buffer_append(&input, STR("\"}\n{\"text\":\"Texte.\",\"title\":\""));
    append_repeated(&input, STR("abcdefghijklmnop"), READER_MAX_FIELD_BYTES);
    buffer_append(&input, STR("q\"}\n"));
    expect(&input, "long.jsonl",
           "1: article\ntitle: 65536 bytes\ntext: Texte.\n"
           "2: rejected: a title of more than 64 KiB\n");
}

/* Appends so many different words. */
static void append_numbers(struct buffer *text, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        buffer_append_format(text, "%u ", 1000000 + i);
}

static void what_is_no_text(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_append(&input, STR("{\"title\":\"T\",\"text\":\""));
    append_numbers(&input, VARIETY_MOST + VARIETY_MOST / 100);
    buffer_append(&input, STR("\"}\n{\"title\":\"T\",\"text\":\""));
    append_numbers(&input, VARIETY_MOST - VARIETY_MOST / 100);
    append_numbers(&input, 2);
    buffer_append(&input, STR("\"}\n"));
    expect(&input, "variety.jsonl",
           "1: rejected: an article of more than 120000 different words is no text\n"
           "2: article\ntitle: T\ntext: 950415 bytes\n");
    buffer_append(&input, STR("Titre\n\n"));
    for (unsigned i = 0; i < VARIETY_MOST / 2;
         i++) /* with the whole three words, one of them known */
        buffer_append_format(&input, "un-n%u ", i);
    append_numbers(&input, VARIETY_MOST / 100);
    buffer_append(&input, STR("\n\nSource : Titre – Le Pays\n"));
    buffer_append(&input, good_article);
    expect(&input, "variety.txt",
           "1: rejected: an article of more than 120000 different words is no text\n"
           "6: article\ntitle: Suite\ntext: Texte.\noutlet: Le Pays\n");
}

/* Nor is it when the words are numbers in groups, or acronyms with dots. */
static void what_is_no_text_in_parts(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_append(&input, STR("{\"title\":\"T\",\"text\":\""));
    for (unsigned i = 0; i < VARIETY_MOST + VARIETY_MOST / 100; i++)
        buffer_append_format(&input, "%u %03u, ", 1 + i / 1000, i % 1000);
    buffer_append(&input, STR("\"}\n{\"title\":\"T\",\"text\":\""));
    for (unsigned i = 0; i < VARIETY_MOST + VARIETY_MOST / 100; i++)
        buffer_append_format(&input, "%c.%c.%c.%c. ", 'A' + i / 17576 % 26, 'A' + i / 676 % 26,
                             'A' + i / 26 % 26, 'A' + i % 26);
    buffer_append(&input, STR("\"}\n{\"title\":\"T\",\"text\":\""));
    for (unsigned i = 0; i < VARIETY_MOST / 4; i++)
        buffer_append_format(&input, "En 2019, %u 000 M. ", i % 999);
    buffer_append(&input, STR("\"}\n"));
    expect(&input, "parts.jsonl",
           "1: rejected: an article of more than 120000 different words is no text\n"
           "2: rejected: an article of more than 120000 different words is no text\n"
           "3: article\ntitle: T\ntext: 596659 bytes\n");
}

/* What would take much memory when it is read is not read. */
static void too_many_values(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_append(&input, STR("{\"title\":\"T\",\"text\":\"Texte.\",\"x\":[{}"));
    append_repeated(&input, STR(",{}"), 3 * 100000);
    buffer_append(&input, STR("]}\n{\"title\":\"T\",\"x\":\""));
    append_repeated(&input, STR("[{,\\\","), 6 * 100000);
    buffer_append(&input, STR("\",\"text\":\"Texte.\"}\n"));
    expect(&input, "values.jsonl",
           "1: rejected: a line of more than 200000 values\n"
           "2: article\ntitle: T\ntext: Texte.\n");
}

/* The other fields have a limit of their own. */
static void too_long_names(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_append(&input, STR("A\nB\nSource : A – "));
    append_repeated(&input, STR("a"), READER_MAX_FIELD_BYTES);
    buffer_append(&input, STR("\nA\nB\nSource : A – "));
    append_repeated(&input, STR("a"), READER_MAX_FIELD_BYTES + 1);
    buffer_append(&input, STR("\nA\nB\nURL : "));
    append_repeated(&input, STR("a"), READER_MAX_FIELD_BYTES);
    buffer_append(&input, STR("\nSource : A – C\n"));
    expect(&input, "names.txt",
           "1: article\ntitle: A\ntext: B\noutlet: 65536 bytes\n"
           "6: rejected: source line with more than 64 KiB for one name\n"
           "7: article\ntitle: A\ntext: 65544 bytes\noutlet: C\n");
    buffer_append(&input, STR("{\"title\":\"A\",\"text\":\"B\",\"url\":\""));
    append_repeated(&input, STR("a"), READER_MAX_FIELD_BYTES + 1);
    buffer_append(&input, STR("\"}\n"));
    expect(&input, "names.jsonl", "1: rejected: \"url\" has more than 64 KiB\n");
}

/* A block border at every place of an article: what is read does not depend on it. */
static void block_borders(void **state)
{
    (void)state;
    const char *expected = "3: article\ntitle: Été\ntext: Dès l’aube.\noutlet: Le Pays\n";
    for (size_t shift = 0; shift < 64; shift++) {
        struct buffer input = {0}, output = {0};
        append_repeated(&input, STR(" "), ((size_t)64 << 10) - shift);
        buffer_append(&input, STR("\r\n\r\nÉté\r\n\r\nDès l’aube.\r\n\r\nSource : Été – Le Pays"));
        assert_true(files_write("borders.txt", buffer_str(&input)));
        read_file("borders.txt", (struct reader_options){0}, &output);
        assert_string_equal(buffer_str(&output).data, expected);
        buffer_free(&input);
        buffer_free(&output);
    }
    remove("borders.txt");
}

/* What reads from a pipe gets little at a time. */
static void standard_input(void **state)
{
    (void)state;
    int ends[2];
    int kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    close(ends[0]);
    assert_int_equal(write(ends[1], good_article.data, good_article.length), good_article.length);
    close(ends[1]);
    struct buffer output = {0};
    read_file("-", (struct reader_options){.date = "2019-02-14"}, &output);
    assert_string_equal(
        output.data, "1: article\ntitle: Suite\ntext: Texte.\noutlet: Le Pays\ndate: 2019-02-14\n");
    buffer_clear(&output);
    read_file("-", (struct reader_options){0}, &output);
    assert_string_equal(output.data, "failed: standard input is empty\n");
    buffer_free(&output);
    assert_true(dup2(kept, STDIN_FILENO) >= 0);
    close(kept);
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    struct buffer output = {0};
    read_file("missing.txt", (struct reader_options){0}, &output);
    read_file(".", (struct reader_options){0}, &output);
    assert_string_equal(output.data, "failed: cannot open missing.txt: No such file or directory\n"
                                     "failed: cannot read .: Is a directory\n");
    buffer_free(&output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests),
        cmocka_unit_test(source_lines),
        cmocka_unit_test(json_lines),
        cmocka_unit_test(encodings),
        cmocka_unit_test(too_long_articles_are_dropped),
        cmocka_unit_test(the_limit_is_exact),
        cmocka_unit_test(endless_text_without_source_line),
        cmocka_unit_test(too_long_json),
        cmocka_unit_test(too_long_title),
        cmocka_unit_test(what_is_no_text),
        cmocka_unit_test(what_is_no_text_in_parts),
        cmocka_unit_test(too_many_values),
        cmocka_unit_test(too_long_names),
        cmocka_unit_test(block_borders),
        cmocka_unit_test(standard_input),
        cmocka_unit_test(what_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, files_enter, files_leave);
}
