/* Dates, by the cases in tests/date.txt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "cases.h"
#include "date.h"

static bool check_case(void *context, const char *where, const struct str *fields, size_t count)
{
    (void)context;
    char result[2 * DATE_BYTES + 2] = "no";
    struct date_range range;
    assert_int_equal(count, 3);
    if (str_equal(fields[0], STR("range")) && date_parse_range(fields[1], &range))
        snprintf(result, sizeof result, "%s %s", range.first, range.last);
    else if (str_equal(fields[0], STR("day")))
        date_parse_day(fields[1], result);
    else if (str_equal(fields[0], STR("name")))
        date_find(fields[1], result);
    if (str_equal(str_from(result), fields[2]))
        return true;
    print_error("%s: \"%.*s\" gives %s, not %.*s\n", where, STR_FORMAT(fields[1]), result,
                STR_FORMAT(fields[2]));
    return false;
}

static void cases(void **state)
{
    (void)state;
    assert_int_equal(cases_run("date.txt", check_case, NULL), 0);
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
