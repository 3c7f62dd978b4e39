/* Slices and buffers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "error.h"
#include "str.h"

static void trimming(void **state)
{
    (void)state;
    assert_true(str_equal(str_trim(STR(" \t\r\n\u00a0 titre \u202f\u00a0\n")), STR("titre")));
    assert_int_equal(str_trim(STR(" \u00a0 ")).length, 0);
    assert_int_equal(str_trim(STR("")).length, 0);
}

static void cutting(void **state)
{
    (void)state;
    struct str rest = STR("a\t\tb");
    assert_true(str_equal(str_cut(&rest, '\t'), STR("a")));
    assert_true(str_equal(str_cut(&rest, '\t'), STR("")));
    assert_non_null(rest.data);
    assert_true(str_equal(str_cut(&rest, '\t'), STR("b")));
    assert_null(rest.data);
    assert_int_equal(str_cut(&rest, '\t').length, 0);
}

static void finding_and_ordering(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("abcabd"), STR("abd")), 3);
    assert_int_equal(str_find(STR("abc"), STR("x")), 3);
    assert_int_equal(str_find(STR(""), STR("")), 0);
    assert_true(str_compare(STR("ab"), STR("abc")) < 0);
    assert_true(str_compare(STR("b"), STR("abc")) > 0);
    assert_int_equal(str_compare(STR("ab"), STR("ab")), 0);
    assert_true(str_starts(STR("abc"), STR("ab")));
    assert_false(str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("abc"), STR("bc")));
}

static void looking_up(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "ab", "b", "été"};
    assert_true(str_among(STR("a"), words, 4));
    assert_true(str_among(STR("été"), words, 4));
    assert_false(str_among(STR("abc"), words, 4));
    assert_false(str_among(STR(""), words, 4));
    assert_false(str_among(STR("a"), words, 0));
}

static void clipping_keeps_characters_whole(void **state)
{
    (void)state;
    assert_true(str_equal(str_clip(STR("été"), 4), STR("ét")));
    assert_true(str_equal(str_clip(STR("été"), 1), STR("")));
    assert_true(str_equal(str_clip(STR("été"), 5), STR("été")));
}

static void buffers_grow(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    for (int i = 0; i < 1000; i++)
        buffer_append_format(&buffer, "%d,", i);
    assert_int_equal(buffer.length, 3890);
    assert_int_equal(buffer.data[buffer.length], '\0');
    buffer_clear(&buffer);
    buffer_append(&buffer, STR(""));
    assert_string_equal(buffer.data, "");
    buffer_free(&buffer);
}

static void an_error_may_quote_itself(void **state)
{
    (void)state;
    struct error error = {0};
    assert_string_equal(error_message(&error), "");
    assert_int_equal(error_set(&error, STATUS_INPUT, "line %d", 3), STATUS_INPUT);
    assert_int_equal(error_set(&error, STATUS_SYSTEM, "f: %s", error_message(&error)),
                     STATUS_SYSTEM);
    assert_string_equal(error_message(&error), "f: line 3");
    error_free(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trimming),
        cmocka_unit_test(cutting),
        cmocka_unit_test(finding_and_ordering),
        cmocka_unit_test(looking_up),
        cmocka_unit_test(clipping_keeps_characters_whole),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(an_error_may_quote_itself),
    };
    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
