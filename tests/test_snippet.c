/* Snippets: the cases of snippets.txt, what holds for any text, and that no passage is better than
 * the one chosen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "analyser.h"
#include "cases.h"
#include "french.h"
#include "memory.h"
#include "random.h"
#include "snippet.h"
#include "terminal.h"
#include "unicode.h"

/* -- Snippets -------------------------------------------------------------------------------- */

/* A query's words, each with its weight. */
struct query_word {
    struct french_tokens tokens;
    double weight;
};

#define MAX_QUERY_WORDS 16

/* Reads `base militaire^3`. */
static size_t read_query(struct french *french, struct str query, struct query_word *words)
{
    size_t count = 0;
    while (query.length) {
        assert_true(count < MAX_QUERY_WORDS);
        struct str weight = str_cut(&query, ' ');
        struct str word = str_cut(&weight, '^');
        words[count].weight = weight.data ? strtod(weight.data, NULL) : 1;
        french_tokenise(french, word, &words[count].tokens);
        count++;
    }
    return count;
}

/* Whether the token is one of the word's, by its stem. */
static bool is_match(const struct french_token *token, const struct query_word *word)
{
    for (size_t i = 0; i < word->tokens.count; i++)
        if (word->tokens.tokens[i].word->stem_key == token->word->stem_key)
            return true;
    return false;
}

struct matches {
    struct snippet_match *matches;
    size_t count;
    size_t capacity;
};

static void add_match(struct matches *matches, size_t token, size_t key, double weight)
{
    matches->matches = memory_grow(matches->matches, &matches->capacity, matches->count + 1,
                                   sizeof *matches->matches);
    matches->matches[matches->count++] = (struct snippet_match){
        .token = (uint32_t)token,
        .key = (uint32_t)key,
        .weight = weight,
    };
}

static void find_matches(const struct french_tokens *tokens, const struct query_word *words,
                         size_t count, struct matches *matches)
{
    for (size_t i = 0; i < tokens->count; i++)
        for (size_t word = 0; word < count; word++)
            if (is_match(&tokens->tokens[i], &words[word]))
                add_match(matches, i, word, words[word].weight);
}

/* Copies the snippet with [ ] around its highlights. */
static void mark_highlights(const struct snippet *snippet, struct buffer *marked)
{
    struct str text = buffer_str(&snippet->text);
    size_t at = 0;
    for (size_t i = 0; i < snippet->count; i++) {
        const struct highlight *highlight = &snippet->highlights[i];
        buffer_append(marked, str_of(text.data + at, highlight->start - at));
        buffer_append_format(marked, "[%.*s]", (int)highlight->length,
                             text.data + highlight->start);
        at = highlight->start + highlight->length;
    }
    buffer_append(marked, str_after(text, at));
}

/* A case of snippets.txt, or of contexts.txt, whose first field counts sentences. */
static bool check_case(struct french *french, const char *where, const struct str *fields,
                       size_t count, bool in_context)
{
    struct query_word words[MAX_QUERY_WORDS] = {0};
    struct french_tokens tokens = {0};
    struct matches matches = {0};
    struct snippet snippet = {0};
    struct buffer found = {0};
    assert_int_equal(count, 4);
    size_t size = strtoul(fields[0].data, NULL, 10);
    size_t columns = in_context ? SIZE_MAX : size;
    size_t word_count = read_query(french, fields[1], words);
    french_tokenise(french, fields[2], &tokens);
    find_matches(&tokens, words, word_count, &matches);
    if (in_context)
        snippet_make_context(fields[2], &tokens, matches.matches, matches.count, 40, size,
                             &snippet);
    else
        snippet_make(fields[2], &tokens, matches.matches, matches.count, columns, &snippet);
    mark_highlights(&snippet, &found);
    bool passed = str_equal(buffer_str(&found), fields[3]);
    if (!passed)
        fprintf(stderr, "%s: expected %.*s\n%s: found    %s\n", where, STR_FORMAT(fields[3]), where,
                found.data);
    if (terminal_width_of(buffer_str(&snippet.text)) > columns) {
        fprintf(stderr, "%s: wider than %zu columns\n", where, columns);
        passed = false;
    }
    for (size_t i = 0; i < word_count; i++)
        french_tokens_free(&words[i].tokens);
    french_tokens_free(&tokens);
    free(matches.matches);
    snippet_free(&snippet);
    buffer_free(&found);
    return passed;
}

static bool check_snippet(void *context, const char *where, const struct str *fields, size_t count)
{
    return check_case(context, where, fields, count, false);
}

static bool check_context(void *context, const char *where, const struct str *fields, size_t count)
{
    return check_case(context, where, fields, count, true);
}

static void cases_of_snippets(void **state)
{
    assert_int_equal(cases_run("snippets.txt", check_snippet, *state), 0);
}

static void cases_of_contexts(void **state)
{
    assert_int_equal(cases_run("contexts.txt", check_context, *state), 0);
}

/* -- Any text -------------------------------------------------------------------------------- */

/* A text, and some of its tokens as matches. */
struct sample {
    struct buffer text;
    struct french_tokens tokens;
    struct matches matches;
    size_t columns;
    struct snippet snippet;
};

static void sample_free(struct sample *sample)
{
    buffer_free(&sample->text);
    french_tokens_free(&sample->tokens);
    free(sample->matches.matches);
    snippet_free(&sample->snippet);
}

static void sample_clear(struct sample *sample)
{
    buffer_clear(&sample->text);
    sample->matches.count = 0;
}

static void append_random_text(uint32_t *seed, struct buffer *text)
{
    static const char *const pieces[] = {
        "mot",
        "e\u0301te\u0301",
        "l\u2019arme\u0301e",
        "S-300",
        "O.N.U.",
        "1\u202f000",
        "2 500",
        "3,5",
        "北京",
        "ไทย",
        "😀",
        "Москва",
        "M.",
        "G. W.",
        "aujourd\u2019hui",
        "http://exemple.org/page?x=1",
        "\u0301",
        "\u200b",
        "anticonstitutionnellement",
        "R&D",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\u00a0",
        ". ",
        ".",
        "\u00a0!",
        " ?",
        "…",
        "« ",
        " »",
        "\u00a0»",
        "\"",
        "(",
        ")",
        ", ",
        "–",
        "=====",
        "Le ",
        "Un",
    };
    size_t count = next_random(seed) % 60;
    for (size_t i = 0; i < count; i++)
        buffer_append(text, str_from(pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]));
}

static void sample_random(struct french *french, uint32_t *seed, struct sample *sample)
{
    sample_clear(sample);
    append_random_text(seed, &sample->text);
    french_tokenise(french, buffer_str(&sample->text), &sample->tokens);
    uint32_t rarity = next_random(seed) % 12 + 1;
    for (size_t i = 0; i < sample->tokens.count; i++)
        while (next_random(seed) % rarity == 1)
            add_match(&sample->matches, i, next_random(seed) % 5, next_random(seed) % 4);
    sample->columns = next_random(seed) % 100;
}

static void sample_make(struct sample *sample)
{
    snippet_make(buffer_str(&sample->text), &sample->tokens, sample->matches.matches,
                 sample->matches.count, sample->columns, &sample->snippet);
}

static bool on_border(struct str text, size_t at)
{
    return at == text.length || (at < text.length && ((unsigned char)text.data[at] & 0xC0) != 0x80);
}

/* The highlight's text folds to the word of a match at `*match` or behind; moves `*match` there. */
static bool highlights_match(const struct sample *sample, struct str marked, size_t *match)
{
    struct buffer folded = {0};
    unicode_fold(marked, &folded);
    for (; *match < sample->matches.count; ++*match) {
        const struct french_token *token =
            &sample->tokens.tokens[sample->matches.matches[*match].token];
        if (str_equal(str_clip(buffer_str(&folded), FRENCH_MAX_WORD_BYTES), token->word->folded))
            break;
    }
    buffer_free(&folded);
    return *match < sample->matches.count;
}

static void check_highlights(const struct sample *sample)
{
    const struct snippet *snippet = &sample->snippet;
    struct str text = buffer_str(&snippet->text);
    size_t at = 0;
    size_t match = 0;
    for (size_t i = 0; i < snippet->count; i++) {
        size_t start = snippet->highlights[i].start;
        size_t end = start + snippet->highlights[i].length;
        assert_true(start >= at && start < end && end <= text.length);
        assert_true(on_border(text, start) && on_border(text, end));
        if (!highlights_match(sample, str_of(text.data + start, end - start), &match))
            fail_msg("highlight %zu of \"%s\" is no match in \"%s\"", i, text.data,
                     sample->text.data);
        match++;
        at = end;
    }
}

/* The text as a line, and where in the text each of its bytes comes from. */
struct line {
    struct buffer text;
    size_t *source;
};

static void line_add(struct line *line, struct str bytes, size_t source)
{
    for (size_t i = 0; i < bytes.length; i++)
        line->source[line->text.length + i] = source + i;
    buffer_append(&line->text, bytes);
}

/* Where the white space at `at` ends; whether it is more than no-break spaces. */
static size_t spaces_end(struct str text, size_t at, bool *plain)
{
    size_t end = at;
    *plain = false;
    while (at < text.length) {
        int32_t point = unicode_next(text, &at);
        if (unicode_kind(point) != CHARACTER_SPACE)
            break;
        *plain |= point != 0xA0 && point != 0x202F;
        end = at;
    }
    return end;
}

static struct line line_make(struct str text)
{
    struct line line = {.source = memory_allocate(text.length + 1, sizeof *line.source)};
    size_t next;
    for (size_t at = 0; at < text.length; at = next) {
        bool plain;
        size_t end = spaces_end(text, at, &plain);
        next = at;
        unicode_next(text, &next);
        line_add(&line, plain ? STR(" ") : str_of(text.data + at, next - at), at);
        if (end > at)
            next = end;
    }
    line.source[line.text.length] = text.length;
    return line;
}

static bool in_token(const struct french_tokens *tokens, size_t at)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->tokens[i].start < at && at < tokens->tokens[i].end)
            return true;
    return false;
}

/* Whether the part stands in the line somewhere where neither end is inside a token. */
static bool line_has(const struct line *line, const struct french_tokens *tokens, struct str part)
{
    struct str rest = buffer_str(&line->text);
    while (rest.length) {
        size_t found = str_find(rest, part);
        if (found == rest.length)
            return false;
        size_t start = (size_t)(rest.data - line->text.data) + found;
        if (!in_token(tokens, line->source[start]) &&
            !in_token(tokens, line->source[start + part.length]))
            return true;
        rest = str_after(rest, found + 1);
    }
    return part.length == 0;
}

/* The snippet is a part of the text's line, but for a "…" at either end, and cuts no token. */
static void check_part(const struct sample *sample)
{
    struct str part = buffer_str(&sample->snippet.text);
    struct str dots = STR("…");
    struct line line = line_make(buffer_str(&sample->text));
    bool found = line_has(&line, &sample->tokens, part);
    if (!found && str_ends(part, dots)) {
        part = str_before(part, part.length - dots.length);
        found = line_has(&line, &sample->tokens, part);
    }
    if (!found && str_starts(part, dots))
        found = line_has(&line, &sample->tokens, str_after(part, dots.length));
    part = buffer_str(&sample->snippet.text);
    if (!found && str_starts(part, dots))
        found = line_has(&line, &sample->tokens, str_after(part, dots.length));
    if (!found)
        fail_msg("\"%s\" is no part of \"%s\"", part.data, line.text.data);
    buffer_free(&line.text);
    free(line.source);
}

/* Whether the token is a part of a compound. */
static bool is_part(const struct french_tokens *tokens, const struct french_token *token)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->tokens[i].kind == FRENCH_COMPOUND && &tokens->tokens[i] != token &&
            tokens->tokens[i].start <= token->start && token->end <= tokens->tokens[i].end)
            return true;
    return false;
}

/* What a match needs besides itself: "…" on both sides and an elided article. */
#define ROOM_AROUND 9

/* A passage that fits has a highlight if any can. */
static void check_any_highlight(const struct sample *sample)
{
    for (size_t i = 0; sample->snippet.count == 0 && i < sample->matches.count; i++) {
        const struct french_token *token = &sample->tokens.tokens[sample->matches.matches[i].token];
        struct str written = str_of(sample->text.data + token->start, token->end - token->start);
        if (terminal_width_of(written) + ROOM_AROUND <= sample->columns &&
            !is_part(&sample->tokens, token))
            fail_msg("\"%s\" has no highlight, %.*s fits", sample->snippet.text.data,
                     STR_FORMAT(written));
    }
}

static void check_sample(const struct sample *sample)
{
    struct str text = buffer_str(&sample->snippet.text);
    if (terminal_width_of(text) > sample->columns)
        fail_msg("\"%s\" is wider than %zu columns", text.data, sample->columns);
    check_highlights(sample);
    check_part(sample);
    check_any_highlight(sample);
}

/* The context is made of whole sentences, and marks what matched. */
static void check_whole_sentences(struct sample *sample, size_t sentences)
{
    snippet_make_context(buffer_str(&sample->text), &sample->tokens, sample->matches.matches,
                         sample->matches.count, sample->columns, sentences, &sample->snippet);
    check_highlights(sample);
    struct line line = line_make(buffer_str(&sample->text));
    struct str all = str_trim(buffer_str(&line.text));
    struct str part = buffer_str(&sample->snippet.text);
    size_t at = str_find(buffer_str(&line.text), part);
    if (at == line.text.length && part.length > 0)
        fail_msg("\"%s\" is no part of \"%s\"", part.data, line.text.data);
    if (sentences == 100)
        assert_true(str_equal(all, str_trim(part)));
    buffer_free(&line.text);
    free(line.source);
}

static void random_texts(void **state)
{
    uint32_t seed = 1;
    struct sample sample = {0};
    for (int i = 0; i < 20000; i++) {
        sample_random(*state, &seed, &sample);
        sample_make(&sample);
        check_sample(&sample);
        check_whole_sentences(&sample, 1);
        check_whole_sentences(&sample, 100);
    }
    sample_free(&sample);
}

/* -- The choice ------------------------------------------------------------------------------ */

/* Texts of words of three letters: some are matches, and the last letter is their key. */
#define KEYS 5

/* What a passage with these counts of matches weighs, in quarters. */
static double passage_weight(const size_t *counts, const double *weights)
{
    double weight = 0;
    for (size_t key = 0; key < KEYS; key++)
        weight += counts[key] == 0 ? 0 : counts[key] == 1 ? 4 * weights[key] : 5 * weights[key];
    return weight;
}

static void sample_words(struct french *french, uint32_t *seed, const double *weights,
                         struct sample *sample)
{
    static const char *const ends[] = {" ", " ", " ", " ", ", ", ". ", "\n\n"};
    sample_clear(sample);
    size_t count = next_random(seed) % 60 + 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t key = next_random(seed) % (3 * KEYS);
        buffer_append_format(&sample->text, "%sz%c%s", i % 7 ? "z" : "Z",
                             (char)('a' + (key < KEYS ? key : KEYS)),
                             ends[next_random(seed) % (sizeof ends / sizeof *ends)]);
        if (key < KEYS)
            add_match(&sample->matches, i, key, weights[key]);
    }
    french_tokenise(french, buffer_str(&sample->text), &sample->tokens);
    assert_int_equal(sample->tokens.count, count);
    sample->columns = next_random(seed) % 60 + 8;
}

/* The weight of the heaviest passage that fits with "…" on both sides, by trying each. */
static double heaviest_passage(const struct sample *sample, const double *weights)
{
    double heaviest = 0;
    for (size_t first = 0; first < sample->matches.count; first++) {
        size_t counts[KEYS] = {0};
        for (size_t last = first; last < sample->matches.count; last++) {
            counts[sample->matches.matches[last].key]++;
            uint32_t start = sample->tokens.tokens[sample->matches.matches[first].token].start;
            uint32_t end = sample->tokens.tokens[sample->matches.matches[last].token].end;
            if (end + 1 - start + 2 > sample->columns) /* with a comma or a full stop */
                break;
            double weight = passage_weight(counts, weights);
            if (weight > heaviest)
                heaviest = weight;
        }
    }
    return heaviest;
}

static double snippet_weight(const struct snippet *snippet, const double *weights)
{
    size_t counts[KEYS] = {0};
    for (size_t i = 0; i < snippet->count; i++)
        counts[snippet->text.data[snippet->highlights[i].start + 2] - 'a']++;
    return passage_weight(counts, weights);
}

static void no_passage_is_heavier(void **state)
{
    uint32_t seed = 5;
    struct sample sample = {0};
    for (int i = 0; i < 20000; i++) {
        double weights[KEYS];
        for (size_t key = 0; key < KEYS; key++)
            weights[key] = next_random(&seed) % 4 + 1;
        sample_words(*state, &seed, weights, &sample);
        sample_make(&sample);
        check_sample(&sample);
        double found = snippet_weight(&sample.snippet, weights);
        double heaviest = heaviest_passage(&sample, weights);
        if (found < heaviest)
            fail_msg("\"%s\" weighs %g, a passage of \"%s\" in %zu columns %g",
                     sample.snippet.text.data, found, sample.text.data, sample.columns, heaviest);
    }
    sample_free(&sample);
}

/* -- Large texts ----------------------------------------------------------------------------- */

/* Each would take minutes if some step went over the text anew from every word. */
static void large_texts_take_no_longer(void **state)
{
    static const char *const parts[] = {
        "mot ", "mot",      "a ", "=",      ".",     ". ",      "...",    "« ",      "» ",
        "\"",   "\u0301",   " ",  "\u00a0", "\n",    "O.N.U. ", "O.N.U.", "J.-",     "l\u2019",
        "1 ",   "100 000 ", "北", "S-300 ", "S-300", "Non ! ",  "fin.Le", "\u200b ", "www.a.b/",
    };
    struct sample sample = {.columns = 160};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        sample_clear(&sample);
        while (sample.text.length < (size_t)200 << 10)
            buffer_append(&sample.text, str_from(parts[i]));
        french_tokenise(*state, buffer_str(&sample.text), &sample.tokens);
        for (size_t token = 0; token < sample.tokens.count; token++)
            add_match(&sample.matches, token, token % 3, 1);
        sample_make(&sample);
        assert_true(terminal_width_of(buffer_str(&sample.snippet.text)) <= sample.columns);
        assert_true(sample.snippet.text.length <= 20 * sample.columns);
        snippet_make_context(buffer_str(&sample.text), &sample.tokens, sample.matches.matches,
                             sample.matches.count, sample.columns, 10, &sample.snippet);
    }
    sample_free(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_of_snippets),
        cmocka_unit_test(cases_of_contexts),
        cmocka_unit_test(random_texts),
        cmocka_unit_test(no_passage_is_heavier),
        cmocka_unit_test(large_texts_take_no_longer),
    };
    return cmocka_run_group_tests_name("snippet", tests, analyser_make, analyser_free);
}
