/* Compounds by their joined form, in phrases and distances: the answer is the same as that of the
 * tokens read one by one, however long the article is and whatever else is asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "check.h"
#include "made_records.h"
#include "memory.h"
#include "parse.h"
#include "random.h"

#define ROUNDS      1000
#define TOKENS      12
#define MANY        300 /* words that make a record's numbers wide */
#define DISTANCE    2
#define LONG_PHRASE 6 /* words that are near another */

/* A word, and how it is asked for. */
static const struct {
    const char *written, *asked;
} words[] = {
    {"le", "le"},
    {"vole", "vole"},
    {"zor-7", "zor7"},
    {"zor7", "zor7"},
    {"zor-7-bis", "zor7bis"},
    {"bis", "bis"},
    {"7", "7"},
    {"zor", "zor"},
    {"S-300", "s300"},
    {"week-end", "weekend"},
    {"week-ends", "weekends"},
    {"weekend", "weekend"},
    {"Pêche-Zorg", "pêchezorg"},
    {"end", "end"},
    {"R&D", "rd"},
    {"qui", "qui"},
    {"O’Zorg", "ozorg"},
    {"St-Zorgny", "stzorgny"},
    {"zor-bis-quai", "zorbisquai"},
    {"zor-bis-quai-port", "zorbisquaiport"},
    {"F-16-C", "f16c"},
    {"Zor-d’Hères", "zordhères"},
    {"Zor-Bis-d’Hères", "zorbisdhères"},
    {"St-Zor-de-Luz", "stzordeluz"},
    {"rez-de-zorgnes", "rezdezorgne"},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

struct fixture {
    struct made_records records;
    struct plan plan; /* has looked up nothing */
    struct buffer text, query;
    uint32_t chosen[TOKENS]; /* the words of the article, but for those that make it long */
    uint32_t count;
    uint32_t seed;
    bool is_compound; /* the query, outside quotation marks */
};

static int make_fixture(void **state)
{
    struct fixture *fixture = memory_allocate(1, sizeof *fixture);
    made_records_make(&fixture->records);
    fixture->seed = 11;
    *state = fixture;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *fixture = *state;
    made_records_free(&fixture->records);
    buffer_free(&fixture->text);
    buffer_free(&fixture->query);
    free(fixture);
    return 0;
}

/* -- Articles and queries --------------------------------------------------------------------- */

static uint32_t any_word(struct fixture *fixture)
{
    return random_below(&fixture->seed, COUNT(words));
}

/* Makes the record; the compounds stand in the title, or in the text before, between or behind many
 * words, or there are few. */
static void make_article(struct fixture *fixture)
{
    struct made_records *records = &fixture->records;
    uint32_t kind = random_below(&fixture->seed, 5);
    struct buffer *text = &fixture->text;
    buffer_clear(text);
    for (uint32_t i = 0; (kind == 1 || kind == 2) && i < MANY; i++)
        buffer_append_format(text, "mot%u ", i);
    fixture->count = 1 + random_below(&fixture->seed, TOKENS);
    for (uint32_t i = 0; i < fixture->count; i++) {
        fixture->chosen[i] = any_word(fixture);
        buffer_append_format(text, "%s ", words[fixture->chosen[i]].written);
    }
    for (uint32_t i = 0; (kind == 2 || kind == 3) && i < MANY; i++)
        buffer_append_format(text, "mots%u ", i);
    struct str title = kind == 4 ? buffer_str(text) : STR("Un vole");
    french_tokenise(records->french, title, &records->title);
    french_tokenise(records->french, kind == 4 ? STR("vole le bis") : buffer_str(text),
                    &records->text);
    article_words_collect(&records->words, &records->title, &records->text);
    buffer_clear(&records->record);
    forward_build(&records->words, &records->record);
}

/* Appends the `index`th word of the article from `first` on, now and then another. */
static void append_asked(struct fixture *fixture, bool quoted, uint32_t first, uint32_t index)
{
    uint32_t word = fixture->chosen[(first + index) % fixture->count];
    if (random_below(&fixture->seed, 8) == 0)
        word = any_word(fixture);
    bool as_written = quoted && random_below(&fixture->seed, 2) == 0;
    buffer_append_format(&fixture->query, "%s ",
                         as_written ? words[word].written : words[word].asked);
}

/* A word or a phrase near a word behind it, in the article or not. */
static void append_near(struct fixture *fixture, uint32_t first)
{
    struct buffer *query = &fixture->query;
    uint32_t count = 1 + random_below(&fixture->seed, LONG_PHRASE);
    if (count > 1)
        buffer_append_char(query, '"');
    for (uint32_t i = 0; i < count; i++)
        append_asked(fixture, count > 1, first, i);
    if (count > 1)
        buffer_append_char(query, '"');
    buffer_append_format(query, " PROCHE/%u ", 1 + random_below(&fixture->seed, DISTANCE));
    append_asked(fixture, false, first, count + random_below(&fixture->seed, 3));
}

/* One to three words in quotation marks, one without, or two by a distance. */
static void make_part(struct fixture *fixture)
{
    static const char *const before[] = {"\"", "titre:\"", "=\""};
    struct buffer *query = &fixture->query;
    uint32_t count = random_below(&fixture->seed, 5);
    uint32_t first = random_below(&fixture->seed, fixture->count);
    buffer_clear(query);
    if (count == 4) {
        uint32_t word = fixture->chosen[first];
        uint32_t other = word ^ random_below(&fixture->seed, 2); /* some are the same in one word */
        buffer_append(query, str_from(words[other < COUNT(words) ? other : word].written));
        return;
    }
    if (count > 0) {
        buffer_append(query, str_from(before[random_below(&fixture->seed, 3)]));
        for (uint32_t i = 0; i < count; i++)
            append_asked(fixture, true, first, i);
        buffer_append_char(query, '"');
        return;
    }
    append_near(fixture, first);
}

/* -- What the tokens say ---------------------------------------------------------------------- */

static bool is_word(const struct node *node, bool written_form, const struct french_word *word)
{
    if (node->exact)
        return str_equal(node->word->spelling, word->spelling);
    return written_form ? str_equal(node->word->folded, word->folded)
                        : str_equal(node->word->stem, word->stem);
}

/* The token behind the parts of one. */
static size_t behind(const struct french_tokens *tokens, size_t at)
{
    const uint32_t end = tokens->tokens[at].end;
    for (at++; at < tokens->count && tokens->tokens[at].start < end;)
        at++;
    return at;
}

/* The token behind what stands at `at` and is this word, or 0. */
static size_t follow(const struct french_tokens *tokens, size_t at, const struct node *node,
                     bool written_form)
{
    if (at >= tokens->count)
        return 0;
    if (is_word(node, written_form, tokens->tokens[at].word))
        return behind(tokens, at);
    at += tokens->tokens[at].kind == FRENCH_COMPOUND;
    return at < tokens->count && is_word(node, written_form, tokens->tokens[at].word) ? at + 1 : 0;
}

/* The token behind the words when they stand at `at`, or 0. */
static size_t follow_words(const struct french_tokens *tokens, size_t at, const struct node *phrase)
{
    for (size_t i = 0; i < phrase->count; i++) {
        const struct node *word = phrase->children[i];
        at = follow(tokens, at, word->kind == NODE_COMPOUND ? word->children[0] : word, true);
        if (at == 0)
            return 0;
    }
    return at;
}

/* The same of a phrase, or of a word near something. */
static size_t follow_part(const struct french_tokens *tokens, size_t at, const struct node *part)
{
    if (part->kind != NODE_PHRASE)
        return follow(tokens, at, part, false);
    size_t after = follow_words(tokens, at, part);
    return after == 0 && part->joined ? follow_words(tokens, at, part->joined) : after;
}

static bool has_phrase(const struct french_tokens *tokens, const struct node *phrase)
{
    for (size_t first = 0; first < tokens->count; first++)
        if (follow_part(tokens, first, phrase) > 0)
            return true;
    return false;
}

static uint32_t place_of(const struct french_tokens *tokens, size_t at)
{
    uint32_t place = 0;
    for (size_t i = 0; i < at && i < tokens->count; i++)
        place += tokens->tokens[i].kind == FRENCH_WORD;
    return place;
}

static bool has_near(const struct french_tokens *tokens, const struct node *near)
{
    for (size_t a = 0; a < tokens->count; a++)
        for (size_t b = 0; b < tokens->count; b++) {
            size_t after_a = follow_part(tokens, a, near->children[0]);
            size_t after_b = follow_part(tokens, b, near->children[1]);
            if (after_a == 0 || after_b == 0)
                continue;
            uint32_t first = place_of(tokens, a), end = place_of(tokens, after_a);
            uint32_t other = place_of(tokens, b), other_end = place_of(tokens, after_b);
            if ((other >= end && other - end < near->distance) ||
                (first >= other_end && first - other_end < near->distance))
                return true;
        }
    return false;
}

static bool has_word(const struct french_tokens *tokens, const struct node *word)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (is_word(word, false, tokens->tokens[i].word))
            return true;
    return false;
}

/* A word, or a compound by its whole or all its parts. */
static bool has_anywhere(const struct made_records *records, const struct node *node)
{
    bool all = node->kind == NODE_COMPOUND;
    if (node->kind == NODE_WORD)
        return has_word(&records->title, node) || has_word(&records->text, node);
    for (size_t i = 1; i < node->count; i++)
        all = all && has_anywhere(records, node->children[i]);
    return all || has_anywhere(records, node->children[0]);
}

static bool means(const struct fixture *fixture, const struct node *node)
{
    const struct made_records *records = &fixture->records;
    if (node->kind == NODE_WORD || node->kind == NODE_COMPOUND)
        return has_anywhere(records, node);
    if (node->kind == NODE_NEAR)
        return has_near(&records->title, node) || has_near(&records->text, node);
    return has_phrase(&records->title, node) ||
           (node->field != FIELD_TITLE && has_phrase(&records->text, node));
}

/* -- The check -------------------------------------------------------------------------------- */

static struct query parse(struct fixture *fixture, struct str text)
{
    struct query query = {0};
    struct error error = {0};
    size_t place;
    if (query_parse(fixture->records.french, text, &query, &place, &error) != STATUS_OK)
        fail_msg("%.*s: %s", STR_FORMAT(text), error_message(&error));
    return query;
}

static void open_for(struct fixture *fixture, const struct checker *checker)
{
    assert_true(forward_open_below(buffer_str(&fixture->records.record),
                                   checker_numbers_end(checker), fixture->records.forward));
}

/* `query` alone, or with others that no article has. Parts of a compound are marked wherever they
 * stand, other things where they match. */
static void assert_checked(struct fixture *fixture, struct str text, bool expected)
{
    struct query query = parse(fixture, text);
    struct checker *checker = checker_new(query.root, PLAN_ALL, &fixture->plan);
    struct token_matches found = {0};
    open_for(fixture, checker);
    if (checker_matches(checker, 1, fixture->records.forward) != expected)
        fail_msg("%.*s %s, in: %s", STR_FORMAT(text), expected ? "is not found" : "is found",
                 fixture->text.data);
    open_for(fixture, checker);
    checker_find(checker, fixture->records.forward, &found);
    if (expected ? found.count == 0 : found.count > 0 && !fixture->is_compound)
        fail_msg("%.*s is marked %zu times, in: %s", STR_FORMAT(text), found.count,
                 fixture->text.data);
    token_matches_free(&found);
    checker_free(checker);
    query_free(&query);
}

/* A part and twenty phrases that no article has. */
static void append_beside(struct str part, struct buffer *beside)
{
    buffer_append_format(beside, "(absent OU %.*s", STR_FORMAT(part));
    for (uint32_t i = 0; i < 20; i++)
        buffer_append_format(beside, " OU \"absent%u absent%u\"", i, i + 1);
    buffer_append_char(beside, ')');
}

static struct str slice(struct str text, const struct node *node)
{
    return str_before(str_after(text, node->start), node->end - node->start);
}

/* The query and, when it is one of a distance, each of its parts, beside others. */
static void assert_checked_beside(struct fixture *fixture, const struct node *node, bool expected)
{
    struct buffer beside = {0};
    struct str text = buffer_str(&fixture->query);
    append_beside(text, &beside);
    assert_checked(fixture, buffer_str(&beside), expected);
    if (node->kind == NODE_NEAR) {
        buffer_clear(&beside);
        append_beside(slice(text, node->children[0]), &beside);
        buffer_append_format(&beside, " PROCHE/%u ", node->distance);
        append_beside(slice(text, node->children[1]), &beside);
        assert_checked(fixture, buffer_str(&beside), expected);
    }
    buffer_free(&beside);
}

static void joined_forms_stand_where_compounds_do(void **state)
{
    struct fixture *fixture = *state;
    size_t found = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        make_article(fixture);
        make_part(fixture);
        struct query query = parse(fixture, buffer_str(&fixture->query));
        bool expected = means(fixture, query.root);
        fixture->is_compound = query.root->kind == NODE_COMPOUND;
        found += expected;
        assert_checked(fixture, buffer_str(&fixture->query), expected);
        assert_checked_beside(fixture, query.root, expected);
        query_free(&query);
    }
    assert_true(found > ROUNDS / 4 && found < 3 * ROUNDS / 4);
}

/* What is marked of a phrase: its words, and of a joined form the whole. */
static void wholes_are_marked(void **state)
{
    static const struct {
        const char *query;
        uint32_t tokens[4]; /* and no others: the title has one */
        size_t count;
    } cases[] = {
        {"\"voici le f16 vole\"", {1, 2, 3, 6}, 4},
        {"\"le f16\"", {2, 3}, 2},
        {"\"f16\"", {3}, 1},
        {"\"le F-16\"", {2, 3, 4, 5}, 4},
        {"s300 PROCHE/1 Caracas", {8, 11}, 2},
        {"\"les s300\" PROCHE/1 Caracas", {7, 8, 11}, 3},
        {"S-300 PROCHE/1 Caracas", {8, 9, 10, 11}, 4},
    };
    struct fixture *fixture = *state;
    struct made_records *records = &fixture->records;
    french_tokenise(records->french, STR("Un"), &records->title);
    french_tokenise(records->french, STR("Voici le F-16 vole. Les S-300 Caracas."), &records->text);
    article_words_collect(&records->words, &records->title, &records->text);
    forward_build(&records->words, &records->record);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct query query = parse(fixture, str_from(cases[i].query));
        struct checker *checker = checker_new(query.root, PLAN_ALL, &fixture->plan);
        struct token_matches found = {0};
        open_for(fixture, checker);
        checker_find(checker, fixture->records.forward, &found);
        if (found.count != cases[i].count)
            fail_msg("%s: %zu marks", cases[i].query, found.count);
        for (size_t mark = 0; mark < found.count; mark++)
            if (found.matches[mark].token != cases[i].tokens[mark])
                fail_msg("%s: mark %zu is of token %u", cases[i].query, mark,
                         found.matches[mark].token);
        token_matches_free(&found);
        checker_free(checker);
        query_free(&query);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(joined_forms_stand_where_compounds_do, make_fixture,
                                        free_fixture),
        cmocka_unit_test_setup_teardown(wholes_are_marked, make_fixture, free_fixture),
    };
    return cmocka_run_group_tests_name("check_wholes", tests, NULL, NULL);
}
