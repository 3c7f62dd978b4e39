/* Memory in the order in which it is asked for. There is one for the process, so the order of the
 * tests counts: the first sees what is before bump_begin(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "bump.h"
#include "random.h"

#define RANGE_BYTES ((size_t)32 << 20)

static void nothing_comes_before_it_begins(void **state)
{
    char elsewhere = 0;
    (void)state;
    assert_null(bump_take(16));
    assert_false(bump_give_back(&elsewhere));
    assert_false(bump_give_back(NULL));
    bump_begin(RANGE_BYTES);
    bump_begin(RANGE_BYTES);
    assert_non_null(bump_take(16));
}

static void what_is_asked_for_in_turn_lies_side_by_side(void **state)
{
    (void)state;
    char *first = bump_take(40);
    char *second = bump_take(0);
    char *third = bump_take(1);
    assert_ptr_equal(second, first + 48);
    assert_ptr_equal(third, second + 16);
    assert_int_equal((uintptr_t)third % _Alignof(max_align_t), 0);
    assert_true(bump_give_back(first) && bump_give_back(second) && bump_give_back(third));
}

static void what_is_large_comes_from_elsewhere(void **state)
{
    char *elsewhere = malloc(513);
    (void)state;
    assert_null(bump_take(513));
    assert_null(bump_take(SIZE_MAX));
    assert_false(bump_give_back(elsewhere));
    assert_false(bump_give_back(NULL));
    free(elsewhere);
}

/* 100 MB in turn need no more addresses than a block or two have. */
static void what_is_given_back_is_used_again(void **state)
{
    (void)state;
    uintptr_t least = UINTPTR_MAX;
    uintptr_t most = 0;
    for (size_t i = 0; i < 200000; i++) {
        char *taken = bump_take(512);
        least = (uintptr_t)taken < least ? (uintptr_t)taken : least;
        most = (uintptr_t)taken > most ? (uintptr_t)taken : most;
        assert_true(bump_give_back(taken));
    }
    assert_true(most - least < ((size_t)256 << 10));
}

#define HELD 5000

/* Sizes and lives at random: what is held keeps its bytes, so that nothing is given twice. */
static void what_is_held_is_given_to_nobody_else(void **state)
{
    static unsigned char *held[HELD];
    static size_t sizes[HELD];
    uint32_t seed = 7;
    (void)state;
    for (size_t i = 0; i < 100 * HELD; i++) {
        size_t at = random_below(&seed, HELD);
        unsigned char *old = held[at];
        if (old) {
            for (size_t j = 0; j < sizes[at]; j++)
                assert_int_equal(old[j], at % 251);
            assert_true(bump_give_back(old));
        }
        sizes[at] = random_below(&seed, 513);
        held[at] = bump_take(sizes[at]);
        memset(held[at], (int)(at % 251), sizes[at]);
    }
    for (size_t at = 0; at < HELD; at++)
        assert_true(!held[at] || bump_give_back(held[at]));
}

static void it_ends_with_no_more(void **state)
{
    size_t count = 0;
    (void)state;
    while (bump_take(512))
        count++;
    assert_in_range(count, RANGE_BYTES / 2 / 512, RANGE_BYTES / 512);
    assert_null(bump_take(512));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_comes_before_it_begins),
        cmocka_unit_test(what_is_asked_for_in_turn_lies_side_by_side),
        cmocka_unit_test(what_is_large_comes_from_elsewhere),
        cmocka_unit_test(what_is_given_back_is_used_again),
        cmocka_unit_test(what_is_held_is_given_to_nobody_else),
        cmocka_unit_test(it_ends_with_no_more),
    };
    return cmocka_run_group_tests_name("bump", tests, NULL, NULL);
}
