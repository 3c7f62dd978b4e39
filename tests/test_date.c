/* Dates, by the cases in tests/date.txt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "date.h"
#include "files.h"

static void read_date(struct str kind, struct str text, struct buffer *result)
{
    char day[DATE_BYTES + 1];
    struct date_range range;
    if (str_equal(kind, STR("range")) && date_parse_range(text, &range))
        buffer_append_format(result, "%s %s", range.first, range.last);
    else if ((str_equal(kind, STR("day")) && date_parse_day(text, day)) ||
             (str_equal(kind, STR("name")) && date_find(text, day)))
        buffer_append_format(result, "%s", day);
    else
        buffer_append(result, STR("no"));
}

static void cases(void **state)
{
    (void)state;
    struct buffer path = {0}, text = {0}, result = {0};
    size_t count = 0, failures = 0;
    buffer_append_format(&path, "%s/date.txt", getenv("TESTS"));
    assert_true(files_read(path.data, &text));
    for (struct str rest = buffer_str(&text); rest.data;) {
        struct str line = str_cut(&rest, '\n');
        struct str kind = str_cut(&(struct str){line.data, line.length}, ' ');
        size_t bar = str_find(line, STR(" | "));
        if (line.length == 0 || line.data[0] == '#')
            continue;
        assert_true(bar < line.length);
        bool empty = kind.length == bar;
        struct str date = empty ? STR("") : str_after(str_before(line, bar), kind.length + 1);
        buffer_clear(&result);
        read_date(kind, date, &result);
        bool good = str_equal(buffer_str(&result), str_after(line, bar + 3));
        if (!good)
            print_error("%.*s, not %s\n", STR_FORMAT(line), result.data);
        failures += !good;
        count++;
    }
    buffer_free(&path);
    buffer_free(&text);
    buffer_free(&result);
    assert_true(count > 90);
    assert_int_equal(failures, 0);
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    char day[DATE_BYTES + 1] = "unchanged";
    assert_false(date_parse_day(STR("14 f\xe9vrier 2019"), day));
    assert_false(date_parse_day((struct str){"2019-02-14\0", 11}, day));
    assert_string_equal(day, "unchanged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(bytes_that_are_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
