/* The vocabulary, and forward records of articles with few, many and very many words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forward.h"
#include "hash.h"
#include "schema.h"
#include "vocabulary.h"

/* Of the dictionary as schema 3 to 6 have it. */
#define DICTIONARY_HASH 0x8804e3176de198fULL

static struct str spelling_of(uint16_t number)
{
    return str_of(vocabulary_dictionary + vocabulary_tables.spellings[number],
                  vocabulary_tables.spelling_bytes[number]);
}

/* Its number is that of its stem's range and of its folded form's. */
static void every_word(void **state)
{
    (void)state;
    struct french *french = french_new();
    for (uint16_t i = 1; i <= VOCABULARY_WORDS; i++) {
        const struct french_word *word = french_word_of(french, spelling_of(i));
        assert_non_null(word);
        assert_int_equal(word->common, i);
        struct vocabulary_range stem = vocabulary_of_stem(word->stem, word->stem_key);
        struct vocabulary_range folded = vocabulary_of_folded(stem, word->prefix_key >> 16,
                                                              word->folded_key);
        assert_int_equal(word->common_stem, stem.first);
        assert_in_range(i, folded.first, folded.end - 1);
        struct vocabulary_range prefix = vocabulary_of_prefix(vocabulary_tables.prefix_keys[i]);
        bool found = false;
        for (uint16_t place = prefix.first; place < prefix.end; place++)
            found |= vocabulary_tables.by_prefix[place] == i;
        assert_true(found);
    }
    french_free(french);
}

/* Stored data hang on the list: another one is another SCHEMA_VERSION. */
static void pinned(void **state)
{
    (void)state;
    const struct str dictionary = str_of(vocabulary_dictionary, vocabulary_dictionary_bytes);
    assert_int_equal(SCHEMA_VERSION, 6);
    assert_int_equal(hash_bytes(dictionary, 0), DICTIONARY_HASH);
}

static void unknown_words(void **state)
{
    (void)state;
    struct french *french = french_new();
    const struct french_word *word = french_word_of(french, STR("zygomatiquement"));
    assert_int_equal(word->common, VOCABULARY_NONE);
    word = french_word_of(french, STR("")); /* nothing remains */
    assert_null(word);
    struct vocabulary_range range = vocabulary_of_stem(STR(""), 0);
    assert_int_equal(range.first, range.end);
    french_free(french);
}

static void terms(void **state)
{
    (void)state;
    struct french *french = french_new();
    struct buffer term = {0};
    struct buffer same = {0};
    struct buffer shown = {0};
    static const char *const words[] = {"de", "présidente", "zygomatiques", "ж"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct french_word *word = french_word_of(french, str_from(words[i]));
        buffer_clear(&term);
        buffer_clear(&same);
        buffer_clear(&shown);
        schema_stem_term(SCHEMA_STEM, word, &term);
        schema_term(SCHEMA_STEM, word->stem, &same);
        assert_true(str_equal(buffer_str(&term), buffer_str(&same)));
        assert_true(word->common_stem == VOCABULARY_NONE || term.length == 3);
        schema_show_term(buffer_str(&term), &shown);
        assert_int_equal(shown.data[0], 'Z');
        assert_true(str_equal(str_after(buffer_str(&shown), 1), word->stem));
    }
    buffer_free(&term);
    buffer_free(&same);
    buffer_free(&shown);
    french_free(french);
}

/* However few numbers are asked for, these are there, and what follows them is too. */
static void assert_opens_below(struct str record, const struct forward *whole)
{
    for (uint32_t end = 0; end <= VOCABULARY_WORDS + 1; end += 1 + end / 8) {
        struct forward forward;
        assert_true(forward_open_below(record, end, &forward));
        assert_in_range(forward.numbered, 0, whole->common);
        if (forward.numbered < whole->common)
            assert_true(forward_number(whole, forward.numbered) >= end);
        assert_memory_equal(forward.numbers, whole->numbers,
                            forward.numbered * sizeof *forward.numbers);
        for (uint32_t word = 0; word < whole->words; word += 1 + word / 4)
            assert_int_equal(forward_find_word_key(&forward, word), forward_word_key(whole, word));
        assert_ptr_equal(forward.tokens, whole->tokens);
        assert_int_equal(forward_common_from(&forward, end),
                         forward_common_from(whole, end) < forward.numbered
                             ? forward_common_from(whole, end)
                             : forward.numbered);
    }
    assert_false(
        forward_open_below(str_before(record, record.length - 1), 0, &(struct forward){0}));
}

/* A text of this many distinct words, every other one of the vocabulary, each twice; parted so that
 * none is elided before the next. */
static void append_text(size_t words, struct buffer *text)
{
    for (size_t i = 0; i < 2 * words; i++) {
        size_t word = i % words;
        if (word % 2 == 0)
            buffer_append(text, spelling_of((uint16_t)(word + 1)));
        else
            buffer_append_format(text, "éx%zuz", word);
        buffer_append(text, STR(", "));
    }
}

static void assert_same_words(const struct article_words *words, const struct forward *forward)
{
    assert_int_equal(forward->words, words->count);
    assert_int_equal(forward->text_tokens, words->text_tokens);
    for (uint32_t i = 0; i < forward->text_tokens; i++) {
        const struct article_word *word = &words->words[words->tokens[i]];
        uint32_t number = forward_token(forward, i);
        assert_in_range(number, 0, words->count - 1);
        assert_int_equal(forward_word_key(forward, number), forward_key_of(word->word));
        assert_int_equal(forward_stem_key(forward, number), forward_stem_of(word->word));
        assert_true(forward_is_spelt(forward, number, word->word));
        assert_int_equal(forward_is_compound(forward, number), word->class == WORD_COMPOUND);
        assert_int_equal(forward_is_plain(forward, number),
                         word->word->spelling.data == word->word->folded.data);
    }
}

static void records(void **state)
{
    (void)state;
    static const struct {
        size_t words;
        uint8_t width;
    } articles[] = {{1, 8}, {255, 8}, {256, 8}, {257, 12}, {258, 12}, {4096, 12}, {4097, 16}};
    struct french *french = french_new();
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        struct buffer text = {0};
        struct buffer record = {0};
        struct french_tokens title = {0};
        struct french_tokens tokens = {0};
        struct article_words words = {0};
        struct forward forward;
        append_text(articles[i].words, &text);
        french_tokenise(french, buffer_str(&text), &tokens);
        article_words_collect(&words, &title, &tokens);
        assert_int_equal(words.count, articles[i].words);
        forward_build(&words, &record);
        assert_true(forward_open(buffer_str(&record), &forward));
        assert_int_equal(forward.width, articles[i].width);
        assert_same_words(&words, &forward);
        assert_opens_below(buffer_str(&record), &forward);
        assert_false(forward_open(str_before(buffer_str(&record), record.length - 1), &forward));
        article_words_free(&words);
        french_tokens_free(&tokens);
        buffer_free(&text);
        buffer_free(&record);
    }
    french_free(french);
}

/* Numbers beyond the vocabulary's last, and more of them than it has. */
static void damaged(void **state)
{
    (void)state;
    struct forward forward;
    static const char beyond[] = "\4\10\2\0\0\0\0\2\377\377\0\0\1";
    static const char many[] = "\4\10\377\177\0\0\0\0\2\0\1";
    static const char none[] = "\4\10\0\0\0\0\0\0";
    assert_false(forward_open(str_of(beyond, sizeof beyond - 1), &forward));
    assert_false(forward_open(str_of(many, sizeof many - 1), &forward));
    assert_true(forward_open(str_of(none, sizeof none - 1), &forward));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word), cmocka_unit_test(pinned),  cmocka_unit_test(unknown_words),
        cmocka_unit_test(terms),      cmocka_unit_test(records), cmocka_unit_test(damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
