/* Several processes put words into one set: each word is new to exactly one of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "shared_words.h"

#define PROCESSES 4
#define WORDS     50000

/* Word `i` of so many, and whether it was new. */
static bool add(struct shared_words *words, size_t i)
{
    char word[32];
    int length = snprintf(word, sizeof word, "mot%zu", i);
    return shared_words_add(words, str_of(word, (size_t)length));
}

static void a_word_is_new_once(void **state)
{
    struct shared_words *words = shared_words_new(SHARED_WORDS_MOST);
    (void)state;
    assert_true(shared_words_add(words, STR("mot")));
    assert_false(shared_words_add(words, STR("mot")));
    assert_true(shared_words_add(words, STR("")));
    assert_false(shared_words_add(words, STR("")));
    shared_words_free(words);
    shared_words_free(NULL);
}

/* Each begins elsewhere, so that they meet. How many were new to it goes through the pipe. */
static void a_word_is_new_to_one_process(void **state)
{
    struct shared_words *words = shared_words_new(SHARED_WORDS_MOST);
    int ends[2];
    size_t new_in_all = 0;
    (void)state;
    assert_int_equal(pipe(ends), 0);
    for (size_t process = 0; process < PROCESSES; process++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child > 0)
            continue;
        size_t count = 0;
        for (size_t i = 0; i < WORDS; i++)
            count += add(words, (i + process * (WORDS / PROCESSES)) % WORDS);
        _exit(write(ends[1], &count, sizeof count) == sizeof count ? 0 : 1);
    }
    for (size_t process = 0; process < PROCESSES; process++) {
        size_t count;
        int result;
        assert_int_equal(read(ends[0], &count, sizeof count), sizeof count);
        assert_true(wait(&result) > 0 && WIFEXITED(result) && WEXITSTATUS(result) == 0);
        new_in_all += count;
    }
    assert_int_equal(new_in_all, WORDS);
    assert_false(add(words, 0));
    close(ends[0]);
    close(ends[1]);
    shared_words_free(words);
}

static void a_full_set_keeps_what_it_has(void **state)
{
    size_t most = (size_t)3 << 10;
    struct shared_words *words = shared_words_new(most);
    (void)state;
    for (size_t i = 0; i < most; i++)
        if (!add(words, i))
            most++; /* two words have one hash */
    assert_true(add(words, most));
    assert_true(add(words, most));
    assert_false(add(words, 7));
    shared_words_free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_new_once),
        cmocka_unit_test(a_word_is_new_to_one_process),
        cmocka_unit_test(a_full_set_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
