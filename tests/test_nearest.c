/* The banded edit distance: known cases, and every pair of short words against the plain matrix. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "nearest.h"

static void known_distances(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        size_t most, distance;
    } cases[] = {
        {"", "", 0, 0},
        {"", "abc", 3, 3},
        {"abc", "", 2, 3},
        {"venezuela", "venezuela", 0, 0},
        {"venezuella", "venezuela", 2, 1}, /* one left out */
        {"venezuela", "venezuella", 1, 1}, /* one added */
        {"venizuela", "venezuela", 1, 1},  /* one changed */
        {"venezulea", "venezuela", 1, 1},  /* neighbours swapped */
        {"outlte", "outlet", 1, 1},
        {"madruo", "maduro", 3, 1},
        {"ba", "ab", 1, 1},
        {"ca", "abc", 3, 3}, /* a swapped pair is not edited again */
        {"kitten", "sitting", 3, 3},
        {"kitten", "sitting", 2, 3}, /* more than 2 */
        {"kitten", "sitting", 0, 1}, /* more than 0 */
        {"abcdef", "uvwxyz", 5, 6},
        {"abcdef", "uvwxyz", 6, 6},
        {"abcdef", "uvwxyz", 100, 6},
        {"abcdef", "uvwxyz", SIZE_MAX, 6},
        {"a", "abcdefgh", 3, 4}, /* lengths alone */
        {"été", "ete", 3, 2},    /* code points, not bytes */
        {"pêche", "péché", 3, 2},
        {"œuvre", "oeuvre", 3, 2},
        {"Paris", "paris", 1, 1},    /* case counts: the caller folds */
        {"e\u0301", "\u00e9", 3, 2}, /* so do forms of a letter */
        {"😀😁", "😁😀", 1, 1},
        {"\xff", "\xfe", 2, 1}, /* bytes that are not UTF-8 are letters of their own */
        {"a\xc3", "a\xc3", 1, 0},
        {"a\xc3", "aé", 1, 1},
        {"\xe9t\xe9", "été", 3, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str a = str_from(cases[i].a), b = str_from(cases[i].b);
        size_t distance = edit_distance(a, b, cases[i].most);
        if (distance != cases[i].distance)
            fail_msg("case %zu, %s and %s: %zu", i, cases[i].a, cases[i].b, distance);
        assert_int_equal(edit_distance(b, a, cases[i].most), cases[i].distance);
    }
}

enum { WORD = 5, LETTERS = 3, WORDS = 364 /* of up to five letters of three: (3^6 - 1) / 2 */ };

/* The number-th word over a, b, c, by length and then by letters; returns its length. */
static size_t make_word(size_t number, char word[WORD])
{
    size_t length = 0, count = 1;
    for (; number >= count; length++) {
        number -= count;
        count *= LETTERS;
    }
    for (size_t i = 0; i < length; i++, number /= LETTERS)
        word[i] = (char)('a' + number % LETTERS);
    return length;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The definition: the whole matrix. */
static size_t plain_distance(struct str a, struct str b)
{
    size_t matrix[WORD + 1][WORD + 1];
    for (size_t i = 0; i <= a.length; i++) {
        for (size_t j = 0; j <= b.length; j++) {
            matrix[i][j] = i + j;
            if (i == 0 || j == 0)
                continue;
            matrix[i][j] = matrix[i - 1][j - 1] + (a.data[i - 1] != b.data[j - 1]);
            matrix[i][j] = least(matrix[i][j], matrix[i - 1][j] + 1);
            matrix[i][j] = least(matrix[i][j], matrix[i][j - 1] + 1);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
                matrix[i][j] = least(matrix[i][j], matrix[i - 2][j - 2] + 1);
        }
    }
    return matrix[a.length][b.length];
}

static void all_short_words_against_the_matrix(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        for (size_t j = 0; j < WORDS; j++) {
            char first[WORD], second[WORD];
            struct str a = str_of(first, make_word(i, first));
            struct str b = str_of(second, make_word(j, second));
            size_t distance = plain_distance(a, b);
            size_t most = (i + j) % (WORD + 2);
            if (edit_distance(a, b, most) != least(distance, most + 1))
                fail_msg("%.*s and %.*s, at most %zu: not %zu", STR_FORMAT(a), STR_FORMAT(b), most,
                         distance);
        }
    }
}

static void long_words(void **state)
{
    (void)state;
    struct buffer a = {0}, b = {0};
    for (int i = 0; i < 100000; i++) {
        buffer_append_char(&a, (char)('a' + i % 7));
        buffer_append_char(&b, (char)('a' + i % 7));
    }
    b.data[50000] = 'z';
    buffer_append(&b, STR("é"));
    assert_int_equal(edit_distance(buffer_str(&a), buffer_str(&b), 3), 2);
    assert_int_equal(edit_distance(buffer_str(&a), buffer_str(&b), 1), 2);
    buffer_free(&a);
    buffer_free(&b);
}

static void what_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(edit_distance_allowed(STR("")), 1);
    assert_int_equal(edit_distance_allowed(STR("abcd")), 1);
    assert_int_equal(edit_distance_allowed(STR("abcde")), 2);
    assert_int_equal(edit_distance_allowed(STR("abcdefgh")), 2);
    assert_int_equal(edit_distance_allowed(STR("abcdefghi")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_distances),
        cmocka_unit_test(all_short_words_against_the_matrix),
        cmocka_unit_test(long_words),
        cmocka_unit_test(what_is_allowed),
    };
    return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
