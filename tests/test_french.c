/* The French analysis: text to tokens and stems, by the cases of french.txt and stems.txt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <utf8proc.h>

#include "analyser.h"
#include "cases.h"
#include "french.h"
#include "french_check.h"
#include "memory.h"
#include "random.h"
#include "stem.h"
#include "unicode.h"

static void print_tokens(const struct french_tokens *tokens, struct buffer *out)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct french_token *token = &tokens->tokens[i];
        if (token->kind == FRENCH_COMPOUND)
            buffer_append_format(out, "%s[%.*s]", i ? " " : "", STR_FORMAT(token->word->folded));
        else if (token->word->stop)
            buffer_append_format(out, "%s(%.*s)", i ? " " : "", STR_FORMAT(token->word->folded));
        else
            buffer_append_format(out, "%s%.*s", i ? " " : "", STR_FORMAT(token->word->folded));
    }
}

static bool check_tokens(void *context, const char *where, const struct str *fields, size_t count)
{
    struct french_tokens tokens = {0};
    struct buffer found = {0};
    assert_int_equal(count, 2);
    french_tokenise(context, fields[0], &tokens);
    print_tokens(&tokens, &found);
    bool passed = str_equal(buffer_str(&found), fields[1]);
    if (!passed)
        fprintf(stderr, "%s: expected %.*s\n%s: found    %s\n", where, STR_FORMAT(fields[1]), where,
                found.data ? found.data : "");
    buffer_free(&found);
    french_tokens_free(&tokens);
    return passed;
}

static void cases_of_text(void **state)
{
    assert_int_equal(cases_run("french.txt", check_tokens, *state), 0);
}

static struct str word_stem(struct stemmer *stemmer, struct str word, struct buffer *keep)
{
    buffer_clear(keep);
    buffer_append(keep, stemmer_stem(stemmer, word));
    return buffer_str(keep);
}

/* `= a b c`: all stems equal; `! a b c`: no two stems equal. */
static bool check_family(void *context, const char *where, const struct str *fields, size_t count)
{
    struct buffer first_stem = {0};
    struct buffer stem = {0};
    bool passed = true;
    assert_int_equal(count, 1);
    struct str rest = fields[0];
    bool same = str_equal(str_cut(&rest, ' '), STR("="));
    struct str first = str_cut(&rest, ' ');
    word_stem(context, first, &first_stem);
    while (rest.data) {
        struct str word = str_cut(&rest, ' ');
        if (str_equal(word_stem(context, word, &stem), buffer_str(&first_stem)) == same)
            continue;
        fprintf(stderr, "%s: %.*s has the stem %s, %.*s has %s\n", where, STR_FORMAT(first),
                first_stem.data, STR_FORMAT(word), stem.data);
        passed = false;
    }
    buffer_free(&first_stem);
    buffer_free(&stem);
    return passed;
}

static void families_of_stems(void **state)
{
    (void)state;
    struct stemmer *stemmer = stemmer_new();
    assert_int_equal(cases_run("stems.txt", check_family, stemmer), 0);
    stemmer_free(stemmer);
}

static void ranges_and_positions(void **state)
{
    struct french_tokens tokens = {0};
    struct str text = STR("L\u2019\u00c9TAT d\u2019Isra\u00ebl, O.N.U. et S-300.");
    static const struct {
        const char *written;
        uint32_t position;
        bool capital;
    } expected[] = {
        {"\u00c9TAT", 0, true}, {"Isra\u00ebl", 1, true}, {"O.N.U.", 2, true}, {"et", 3, false},
        {"S-300", 4, true},     {"S", 4, true},           {"300", 5, false},
    };
    french_tokenise(*state, text, &tokens);
    assert_int_equal(tokens.count, sizeof expected / sizeof *expected);
    uint32_t position = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct french_token *token = &tokens.tokens[i];
        assert_true(str_equal(str_of(text.data + token->start, token->end - token->start),
                              str_from(expected[i].written)));
        assert_int_equal(position, expected[i].position);
        position += token->kind == FRENCH_WORD;
        assert_int_equal(token->capital, expected[i].capital);
    }
    assert_int_equal(tokens.positions, 6);
    french_tokens_free(&tokens);
}

static void spelling_keeps_accents(void **state)
{
    struct french_tokens tokens = {0};
    french_tokenise(*state, STR("P\u00caCHE pe\u0302che peche"), &tokens);
    assert_int_equal(tokens.count, 3);
    assert_true(str_equal(tokens.tokens[0].word->spelling, STR("p\u00eache")));
    assert_int_equal(tokens.tokens[0].word->spelling_key, tokens.tokens[1].word->spelling_key);
    assert_int_equal(tokens.tokens[0].word->folded_key, tokens.tokens[2].word->folded_key);
    assert_int_not_equal(tokens.tokens[0].word->spelling_key, tokens.tokens[2].word->spelling_key);
    french_tokens_free(&tokens);
}

static void long_words_are_cut(void **state)
{
    struct french_tokens tokens = {0};
    struct buffer text = {0};
    for (int i = 0; i < 10000; i++)
        buffer_append(&text, STR("\u0436")); /* two bytes, its own folded form */
    french_tokenise(*state, buffer_str(&text), &tokens);
    assert_int_equal(tokens.count, 1);
    assert_int_equal(tokens.tokens[0].word->folded.length, FRENCH_MAX_WORD_BYTES);
    assert_int_equal(tokens.tokens[0].end, 20000);
    french_tokens_free(&tokens);
    buffer_free(&text);
}

/* Part by part a text has the tokens that it has at once, whatever the parts' length. */
static void assert_parts_are_the_whole(struct french *french, struct str text)
{
    struct french_tokens whole = {0}, part = {0};
    french_tokenise(french, text, &whole);
    for (size_t bytes = 1; bytes < 40; bytes += 6) {
        struct french_place place = {0};
        size_t count = 0;
        for (size_t end = bytes; place.at < text.length; end += bytes) {
            french_tokenise_part(french, text, &place, end < text.length ? end : text.length,
                                 &part);
            assert_true(count + part.count <= whole.count);
            for (size_t i = 0; i < part.count; i++)
                assert_memory_equal(&part.tokens[i], &whole.tokens[count + i], sizeof *part.tokens);
            count += part.count;
        }
        assert_int_equal(count, whole.count);
    }
    french_tokens_free(&whole);
    french_tokens_free(&part);
}

static void parts_are_the_whole(void **state)
{
    struct buffer text = {0};
    assert_parts_are_the_whole(*state,
                               STR("L\u2019\u00c9TAT a 1 000 000 S-300, St Malo d\u2019O.N.U."));
    for (int i = 0; i < 400; i++)
        buffer_append(&text, i % 7 ? STR("mot-") : STR("l\u2019"));
    buffer_append(&text, STR("fin S-300"));
    assert_parts_are_the_whole(*state, buffer_str(&text));
    buffer_free(&text);
}

/* A word of hundreds of joined ones is no compound, and neither is its end. */
static void long_groups_are_no_compounds(void **state)
{
    struct buffer text = {0};
    struct french_tokens tokens = {0};
    for (uint32_t words = 5; words < 200; words++) {
        buffer_clear(&text);
        for (uint32_t i = 0; i < words; i++)
            buffer_append(&text, i > 0 ? STR("-R2") : STR("R2"));
        french_tokenise(*state, buffer_str(&text), &tokens);
        assert_int_equal(tokens.count, words);
        assert_int_equal(tokens.positions, words);
    }
    french_tokens_free(&tokens);
    buffer_free(&text);
}

static void append_random_text(uint32_t *seed, struct buffer *text)
{
    static const char *const pieces[] = {
        "a",      "É",      "e\u0301",
        "œ",      "ß",      "İ",
        "\u00ad", "\u200b", "'",
        "\u2019", "-",      "\u2011",
        ".",      ",",      "/",
        "&",      " ",      "\u00a0",
        "1",      "000",    "l",
        "d",      "st",     "aujourd",
        "北",     "ก",      "\u0e33",
        "ж",      "½",      "²",
        "\u0149", "\u01c5", "\u1e9b\u0323",
        "\ufb03", "\uac00", "\u3371",
        "😀",      "\n",
    };
    size_t count = next_random(seed) % 12;
    for (size_t i = 0; i < count; i++)
        buffer_append(text, str_from(pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]));
}

static void folding_twice_changes_nothing(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        struct buffer text = {0};
        struct buffer once = {0};
        struct buffer twice = {0};
        append_random_text(&seed, &text);
        unicode_fold(buffer_str(&text), &once);
        unicode_fold(buffer_str(&once), &twice);
        if (!str_equal(buffer_str(&once), buffer_str(&twice)))
            fail_msg("%s folds to %s, that to %s", text.data, once.data, twice.data);
        buffer_free(&text);
        buffer_free(&once);
        buffer_free(&twice);
    }
}

static void every_character_folds_to_itself_again(void **state)
{
    (void)state;
    for (int32_t code_point = 0x80; code_point < 0x30000; code_point++) {
        if (code_point >= 0xD800 && code_point < 0xE000)
            continue;
        struct buffer text = {0};
        struct buffer once = {0};
        struct buffer twice = {0};
        utf8proc_uint8_t utf8[4];
        utf8proc_ssize_t bytes = utf8proc_encode_char(code_point, utf8);
        buffer_append(&text, str_of((const char *)utf8, (size_t)bytes));
        unicode_fold(buffer_str(&text), &once);
        unicode_fold(buffer_str(&once), &twice);
        if (!str_equal(buffer_str(&once), buffer_str(&twice)))
            fail_msg("U+%04X folds to %s, that to %s", (unsigned)code_point, once.data, twice.data);
        buffer_free(&text);
        buffer_free(&once);
        buffer_free(&twice);
    }
}

/* Texts put together of pieces, and with a byte of another in them. */
static void tokens_of_any_text(void **state)
{
    uint32_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        struct buffer text = {0};
        append_random_text(&seed, &text);
        if (i % 4 == 0 && text.length > 0)
            text.data[next_random(&seed) % text.length] = (char)(next_random(&seed) % 256);
        const char *flaw = french_flaw(*state, buffer_str(&text));
        if (flaw)
            fail_msg("%s: %.*s", flaw, STR_FORMAT(buffer_str(&text)));
        buffer_free(&text);
    }
}

/* Appends the folded words of the tokens, parted by spaces. */
static void append_folded(struct french *french, struct str name, struct buffer *folded)
{
    struct french_tokens tokens = {0};
    french_tokenise(french, name, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.tokens[i].kind == FRENCH_COMPOUND)
            continue;
        buffer_append(folded, folded->length > 0 ? STR(" ") : STR(""));
        buffer_append(folded, tokens.tokens[i].word->folded);
    }
    french_tokens_free(&tokens);
}

static void append_random_name(uint32_t *seed, struct buffer *name)
{
    static const char *const pieces[] = {"St", "ste", "S", "t", " ", " ",      "-",     "Jean",
                                         "œ",  "Œ",   ".", "1", "’", "\u0301", "\u017f"};
    for (size_t i = next_random(seed) % 8; i-- > 0;) {
        uint32_t piece = next_random(seed) % 64;
        char latin[] = {(char)0xC3, (char)(0x80 + next_random(seed) % 64), '\0'};
        buffer_append(name, str_from(piece < sizeof pieces / sizeof *pieces ? pieces[piece]
                                     : piece % 8 == 0                       ? " "
                                                                            : latin));
    }
    for (size_t i = next_random(seed) % 16 == 0 ? 70 : 0; i-- > 0;)
        buffer_append_char(name, 'b');
}

static void names_fold_as_their_tokens(void **state)
{
    uint32_t seed = 3;
    for (int i = 0; i < 20000; i++) {
        struct buffer name = {0};
        struct buffer folded = {0};
        struct buffer wanted = {0};
        append_random_name(&seed, &name);
        french_fold_name(*state, buffer_str(&name), &folded);
        append_folded(*state, buffer_str(&name), &wanted);
        if (!str_equal(buffer_str(&folded), buffer_str(&wanted)))
            fail_msg("%s folds to %s, its tokens to %s", name.data, folded.data, wanted.data);
        buffer_free(&name);
        buffer_free(&folded);
        buffer_free(&wanted);
    }
}

/* The text of each case, whole, without its beginning and without its end. */
static bool check_parts(void *context, const char *where, const struct str *fields, size_t count)
{
    assert_true(count >= 1);
    const char *flaw = NULL;
    for (size_t at = 0; at <= fields[0].length && !flaw; at++) {
        flaw = french_flaw(context, str_after(fields[0], at));
        if (!flaw)
            flaw = french_flaw(context, str_before(fields[0], at));
    }
    if (flaw)
        fprintf(stderr, "%s: %s\n", where, flaw);
    return flaw == NULL;
}

static void tokens_of_parts_of_the_cases(void **state)
{
    assert_int_equal(cases_run("french.txt", check_parts, *state), 0);
}

/* Each owner of a word's mark collects it once. */
static void a_word_is_collected_once(void **state)
{
    struct french *french = french_new();
    uint16_t owner = french_new_owner(french);
    (void)state;
    assert_true(french_collect(french_word_of(french, STR("mot")), owner));
    assert_false(french_collect(french_word_of(french, STR("mot")), owner));
    assert_true(french_collect(french_word_of(french, STR("autre")), owner));
    assert_true(french_collect(french_word_of(french, STR("mot")), french_new_owner(french)));
    for (uint32_t others = 0; others < UINT16_MAX; others++)
        french_new_owner(french);
    assert_true(french_collect(french_word_of(french, STR("mot")), owner)); /* that number's next */
    french_free(french);
}

static void names_fold(void **state)
{
    struct buffer folded = {0};
    french_fold_name(*state, STR("L\u2019Opinion \u2013 \u00c9dition S-300"), &folded);
    assert_string_equal(folded.data, "opinion edition s 300");
    buffer_free(&folded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_of_text),
        cmocka_unit_test(families_of_stems),
        cmocka_unit_test(ranges_and_positions),
        cmocka_unit_test(spelling_keeps_accents),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(parts_are_the_whole),
        cmocka_unit_test(long_groups_are_no_compounds),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(every_character_folds_to_itself_again),
        cmocka_unit_test(tokens_of_any_text),
        cmocka_unit_test(tokens_of_parts_of_the_cases),
        cmocka_unit_test(a_word_is_collected_once),
        cmocka_unit_test(names_fold),
        cmocka_unit_test(names_fold_as_their_tokens),
    };
    return cmocka_run_group_tests_name("french", tests, analyser_make, analyser_free);
}
