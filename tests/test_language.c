/* Translating without a catalog: English, and numbers as ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "error.h"
#include "language.h"

static void english_is_itself(void **state)
{
    (void)state;
    assert_string_equal(language_translate("unclosed quotation mark"), "unclosed quotation mark");
    assert_string_equal(_("no message of ours"), "no message of ours");
    assert_string_equal(N_("marked"), "marked");
}

static void nothing_stays_nothing(void **state)
{
    (void)state;
    assert_string_equal(language_translate(""), "");
}

static void one_is_singular(void **state)
{
    static const struct {
        size_t count;
        const char *expected;
    } cases[] = {{0, "articles"}, {1, "article"}, {2, "articles"}, {SIZE_MAX, "articles"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(language_translate_count("article", "articles", cases[i].count),
                            cases[i].expected);
}

static void errors_keep_what_they_quote(void **state)
{
    struct error error = {0};
    (void)state;
    error_set(&error, STATUS_INPUT, "--%s: %s is more than %lld", "limit", "12", 9LL);
    error_set(&error, STATUS_INPUT, "%s\n%s", error_message(&error), "below");
    assert_string_equal(error_message(&error), "--limit: 12 is more than 9\nbelow");
    error_free(&error);
}

static void numbers_do_not_follow_the_locale(void **state)
{
    char text[16];
    (void)state;
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("LANGUAGE", "", 1);
    language_begin();
    snprintf(text, sizeof text, "%.2f", 1234.5);
    assert_string_equal(text, "1234.50");
    assert_string_equal(language_translate("unclosed quotation mark"), "unclosed quotation mark");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_is_itself),
        cmocka_unit_test(nothing_stays_nothing),
        cmocka_unit_test(one_is_singular),
        cmocka_unit_test(errors_keep_what_they_quote),
        cmocka_unit_test(numbers_do_not_follow_the_locale),
    };
    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
