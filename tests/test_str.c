/* Slices and buffers, and what many texts are kept, counted and put in order by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "arena.h"
#include "error.h"
#include "memory.h"
#include "ordering.h"
#include "str.h"
#include "tally.h"

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

static void numbers_have_their_digits(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_append_number(&buffer, 0);
    buffer_append_char(&buffer, ' ');
    buffer_append_number(&buffer, 1020);
    buffer_append_char(&buffer, ' ');
    buffer_append_number(&buffer, UINT64_MAX);
    assert_string_equal(buffer.data, "0 1020 18446744073709551615");
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

static void an_arena_keeps_texts(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct arena other = {0};
    char *large = memory_allocate(100000, 1);
    memset(large, 'a', 100000);
    struct str first = arena_keep(&arena, STR("premier"));
    struct str whole = arena_keep(&arena, str_of(large, 100000));
    struct str last = arena_keep(&other, STR(""));
    arena_join(&arena, &other);
    assert_null(other.blocks);
    assert_string_equal(first.data, "premier");
    assert_true(str_equal(whole, str_of(large, 100000)));
    assert_string_equal(last.data, "");
    arena_free(&arena);
    free(large);
}

static void a_tally_counts_by_kind(void **state)
{
    (void)state;
    struct tally tally = {0};
    for (int i = 0; i < 3000; i++) {
        char name[24];
        int length = snprintf(name, sizeof name, "%d", i % 1000 * 10007);
        assert_int_equal(tally_add(&tally, str_of(name, (size_t)length)), i % 1000);
    }
    assert_int_equal(tally_add_kind(&tally, 'a', STR("10007")), 1000);
    assert_int_equal(tally_add(&tally, STR("")), 1001);
    assert_int_equal(tally.count, 1002);
    assert_int_equal(tally.rows[1].count, 3);
    assert_int_equal(tally.rows[1000].count, 1);
    tally_free(&tally);
}

/* Name by name and in steps a tally counts the same, with room made or without. */
static void a_tally_counts_in_steps(void **state)
{
    (void)state;
    struct tally one = {0};
    struct tally steps = {0};
    assert_int_equal(tally_guess(&steps, 1), 0);
    tally_fetch(&steps, 1);
    tally_reserve(&steps, 300);
    for (int i = 0; i < 3000; i++) {
        char text[24];
        struct str name = str_of(text, (size_t)snprintf(text, sizeof text, "%d", i * i % 1009));
        char kind = i % 3 > 0 ? 'a' : 'b';
        uint32_t hash = tally_hash(kind, name);
        size_t row = tally_add_kind(&one, kind, name);
        tally_fetch(&steps, hash);
        size_t guess = i % 5 > 0 ? tally_guess(&steps, hash) : (size_t)i % 7;
        assert_int_equal(tally_add_guessed(&steps, kind, name, hash, guess), row);
        assert_int_equal(tally_guess(&steps, hash), row);
    }
    assert_int_equal(steps.count, one.count);
    for (size_t i = 0; i < one.count; i++) {
        assert_true(str_equal(steps.rows[i].name, one.rows[i].name));
        assert_int_equal(steps.rows[i].count, one.rows[i].count);
    }
    tally_free(&steps);
    tally_free(&one);
}

/* Through sizes that are got in other ways: nothing is lost, and what is to be zero is. */
static void large_blocks_keep_their_bytes(void **state)
{
    (void)state;
    const size_t count = 3000000;
    uint32_t *numbers = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < count; i++) {
        numbers = memory_grow(numbers, &capacity, i + 1, sizeof *numbers);
        numbers[i] = (uint32_t)i * 7;
    }
    assert_true(capacity >= count);
    numbers[capacity - 1] = 0;
    for (size_t i = 0; i < count; i += 511)
        assert_int_equal(numbers[i], i * 7);
    numbers = memory_resize(numbers, 1000, sizeof *numbers);
    assert_int_equal(numbers[999], 6993);
    free(numbers);
    for (size_t bytes = 1 << 16; bytes < 1 << 24; bytes = bytes * 2 + 1) {
        char *zeroed = memory_allocate(bytes, 1);
        for (size_t i = 0; i < bytes; i += 509)
            assert_int_equal(zeroed[i], 0);
        assert_int_equal(zeroed[bytes - 1], 0);
        memset(zeroed, 1, bytes);
        free(zeroed);
    }
}

/* Texts of a few letters, so that many are equal or begin alike. */
static void texts_and_numbers_in_order(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct arena arena = {0};
    struct str texts[COUNT];
    uint32_t order[COUNT], values[COUNT];
    uint32_t seed = 1;
    for (size_t i = 0; i < COUNT; i++) {
        char text[12];
        size_t length = (seed = seed * 1664525 + 1013904223) >> 8 & 1 ? 2 : 11;
        for (size_t at = 0; at < length; at++)
            text[at] =
                (char)"a\0\xC3"[(seed = seed * 1664525 + 1013904223) >> 20 & (at < 8 ? 0 : 1)];
        text[1] = (char)(seed >> 24 & 0xF3);
        texts[i] = arena_keep(&arena, str_of(text, length));
        values[i] = seed % 7 * 300;
    }
    ordering_by_text(texts, COUNT, order);
    for (size_t i = 1; i < COUNT; i++) {
        int compared = str_compare(texts[order[i - 1]], texts[order[i]]);
        assert_true(compared < 0 || (compared == 0 && order[i - 1] < order[i]));
    }
    ordering_by_greatest(values, COUNT, order);
    for (size_t i = 1; i < COUNT; i++) {
        uint32_t before = order[i - 1];
        assert_true(values[before] >= values[order[i]]);
        if (values[before] == values[order[i]])
            assert_true(str_compare(texts[before], texts[order[i]]) <= 0);
    }
    ordering_by_text(texts, 0, order);
    ordering_by_greatest(values, 0, order);
    arena_free(&arena);
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
        cmocka_unit_test(numbers_have_their_digits),
        cmocka_unit_test(an_error_may_quote_itself),
        cmocka_unit_test(an_arena_keeps_texts),
        cmocka_unit_test(a_tally_counts_by_kind),
        cmocka_unit_test(a_tally_counts_in_steps),
        cmocka_unit_test(large_blocks_keep_their_bytes),
        cmocka_unit_test(texts_and_numbers_in_order),
    };
    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
