/* Where sentences end: the cases of sentences.txt, and what holds for any text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "cases.h"
#include "random.h"
#include "sentence.h"
#include "unicode.h"

/* Copies `marked` without its bars. */
static void remove_bars(struct str marked, struct buffer *text)
{
    for (size_t i = 0; i < marked.length; i++)
        if (marked.data[i] != '|')
            buffer_append_char(text, marked.data[i]);
}

/* Copies `text` with a bar at each end of a sentence but the last. */
static void mark_sentences(struct str text, struct buffer *marked)
{
    for (size_t at = 0; at < text.length;) {
        if (sentence_ends(text, at))
            buffer_append_char(marked, '|');
        size_t start = at;
        unicode_next(text, &at);
        buffer_append(marked, str_of(text.data + start, at - start));
    }
}

static bool check_sentences(void *context, const char *where, const struct str *fields,
                            size_t count)
{
    (void)context;
    struct buffer text = {0};
    struct buffer found = {0};
    assert_int_equal(count, 1);
    remove_bars(fields[0], &text);
    mark_sentences(buffer_str(&text), &found);
    bool passed = str_equal(buffer_str(&found), fields[0]);
    if (!passed)
        fprintf(stderr, "%s: expected %.*s\n%s: found    %s\n", where, STR_FORMAT(fields[0]), where,
                found.data);
    if (!sentence_ends(buffer_str(&text), text.length)) {
        fprintf(stderr, "%s: no sentence ends at the end\n", where);
        passed = false;
    }
    buffer_free(&found);
    buffer_free(&text);
    return passed;
}

static void cases_of_sentences(void **state)
{
    (void)state;
    assert_int_equal(cases_run("sentences.txt", check_sentences, NULL), 0);
}

static void no_sentence_in_nothing(void **state)
{
    (void)state;
    assert_false(sentence_ends(STR(""), 0));
    assert_false(sentence_ends(STR(" \n\n "), 3));
    assert_false(sentence_ends(STR("Fin. "), 5));
    assert_true(sentence_ends(STR("Fin. "), 4));
}

static void append_random_text(uint32_t *seed, struct buffer *text)
{
    static const char *const parts[] = {
        "mot",  "Le",     "M", "J", "O.N.U", "12", "2", "e\u0301", "\u0301", "北", "😀",    "km/h",
        "www.", "\u2019", "'", ".", "!",     "?",  "…", "...",     "«",      "»",  "“",    "”",
        "\"",   "(",      ")", "-", "–",     ",",  ":", " ",       "\u00a0", "\n", "\n\n",
    };
    size_t count = next_random(seed) % 40;
    for (size_t i = 0; i < count; i++)
        buffer_append(text, str_from(parts[next_random(seed) % (sizeof parts / sizeof *parts)]));
}

/* A sentence ends where a text does, and never in or behind white space. */
static void random_texts(void **state)
{
    (void)state;
    uint32_t seed = 3;
    struct buffer buffer = {0};
    for (int i = 0; i < 20000; i++) {
        buffer_clear(&buffer);
        append_random_text(&seed, &buffer);
        struct str text = buffer_str(&buffer);
        bool behind_space = true;
        for (size_t at = 0; at < text.length;) {
            assert_false(behind_space && sentence_ends(text, at));
            behind_space = unicode_kind(unicode_next(text, &at)) == CHARACTER_SPACE;
        }
        assert_true(sentence_ends(text, text.length) != behind_space);
    }
    buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_of_sentences),
        cmocka_unit_test(no_sentence_in_nothing),
        cmocka_unit_test(random_texts),
    };
    return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
