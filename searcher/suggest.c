/* Suggestions. Which words are near is near_words.h's business, whether a suggestion is taken that
 * of who asks. */
#include "suggest.h"

#include <stdlib.h>

#include "database.h"
#include "doubling.h"
#include "key_table.h"
#include "memory.h"
#include "near_words.h"
#include "nearest.h"
#include "parse.h"
#include "schema.h"
#include "unicode.h"

/* Words with fewer letters are near to too many others. */
#define LEAST_LETTERS 3

/* -- One word -------------------------------------------------------------------------------------
 */

static size_t count_letters(struct str word)
{
    size_t letters = 0;
    for (size_t at = 0; at < word.length;)
        letters += unicode_kind(unicode_next(word, &at)) == CHARACTER_LETTER;
    return letters;
}

/* The most common of the words seen. */
struct choice {
    const struct names *names;
    const struct french_word *word;
    uint32_t frequency;
    struct buffer term;
};

/* How many articles have the word's stem; of a function word that some have, all. */
static enum xapian_status count_articles(struct choice *choice, const struct french_word *word,
                                         uint32_t *articles, char **message)
{
    const struct xapian_database *database = choice->names->database;
    buffer_clear(&choice->term);
    if (schema_has_stem_term(word))
        schema_stem_term(SCHEMA_STEM, word, &choice->term);
    else
        schema_term(SCHEMA_WORD, word->folded, &choice->term);
    enum xapian_status status = xapian_database_frequency(
        database, choice->term.data, choice->term.length, articles, NULL, message);
    if (status == XAPIAN_OK && *articles > 0 && !schema_has_stem_term(word))
        status = xapian_database_count(database, articles, message);
    return status;
}

/* Takes the word if more articles have it; a stop word only of so many bytes or more. */
static enum status take_word(struct choice *choice, struct str near, size_t stop_bytes,
                             struct error *error)
{
    const struct french_word *word = french_word_of(choice->names->french, near);
    uint32_t frequency = 0;
    char *message = NULL;
    if (!word || (word->stop && near.length < stop_bytes))
        return STATUS_OK;
    enum xapian_status status = count_articles(choice, word, &frequency, &message);
    if (status != XAPIAN_OK)
        return database_error(error, NULL, status, message);
    if (frequency > choice->frequency) {
        choice->frequency = frequency;
        choice->word = word;
    }
    return STATUS_OK;
}

static enum status take_near(void *context, struct str near, struct error *error)
{
    return take_word(context, near, SIZE_MAX, error);
}

/* An article's apostrophe left out: lotan is l'Otan, not lota; lautre is a stop word of four
 * letters or more. */
static enum status find_elided(struct choice *choice, struct str folded, struct error *error)
{
    struct str rest = str_after(folded, 1);
    if (!strchr("ld", folded.data[0]) || rest.length < 3 || !strchr("aeiouyh", rest.data[0]))
        return STATUS_OK;
    return take_word(choice, rest, 4, error);
}

/* A letter doubled or not is the likeliest error: chommage is chômage, not hommage. Most others are
 * one edit, and to look one edit around takes a tenth of two, two a quarter of three. */
enum status suggest_word(const struct names *names, const struct french_word *word,
                         const struct french_word **nearest, struct error *error)
{
    struct choice choice = {.names = names};
    size_t allowed = edit_distance_allowed(word->folded);
    enum status status = STATUS_OK;
    if (count_letters(word->folded) < LEAST_LETTERS)
        allowed = 0;
    else
        status = doubling_find(names, word, &choice.word, error);
    if (choice.word && choice.word->stop)
        choice.word = NULL;
    if (allowed > 0 && !choice.word && status == STATUS_OK)
        status = find_elided(&choice, word->folded, error);
    for (size_t most = 1; most <= allowed && !choice.word && status == STATUS_OK; most++)
        status = near_words_find(names->database, word->folded, most, take_near, &choice, error);
    *nearest = choice.word;
    buffer_free(&choice.term);
    return status;
}

/* -- The words of a query -------------------------------------------------------------------------
 */

/* What is looked for in the tree: words that no article has. */
struct finder {
    const struct xapian_database *database;
    const struct french_word **unknown; /* a word of each stem that none has */
    size_t unknown_count;
    struct key_table unknown_stems; /* the first of them with each stem_key */
    struct suggestions *found;      /* not yet with what is near */
    size_t words, hinted;           /* found, those repeated counted once */
    enum xapian_status status;      /* the first failure */
    char *message;
};

static void list_unknown(struct finder *finder, const struct query_terms *terms)
{
    finder->unknown = memory_allocate(terms->stem_count, sizeof(struct french_word *));
    for (size_t i = 0; i < terms->stem_count; i++)
        if (terms->stems[i].document_frequency == 0) {
            key_table_add(&finder->unknown_stems, terms->stems[i].word->stem_key,
                          (uint32_t)finder->unknown_count);
            finder->unknown[finder->unknown_count++] = terms->stems[i].word;
        }
}

static bool has_no_article(const struct finder *finder, const struct french_word *word)
{
    uint32_t first = key_table_find(&finder->unknown_stems, word->stem_key);
    if (first == KEY_TABLE_NONE)
        return false;
    for (size_t i = first; i < finder->unknown_count; i++)
        if (str_equal(finder->unknown[i]->stem, word->stem))
            return true;
    return false;
}

/* Whether the list of words does not have the word. */
static bool is_unlisted(struct finder *finder, const struct french_word *word)
{
    struct buffer term = {0};
    uint32_t frequency = 1;
    schema_term(SCHEMA_WORD, word->folded, &term);
    if (finder->status == XAPIAN_OK)
        finder->status = xapian_database_frequency(finder->database, term.data, term.length,
                                                   &frequency, NULL, &finder->message);
    buffer_free(&term);
    return frequency == 0;
}

/* An article that has another form of the word has it, unless it has to be as written. */
static bool is_unknown(struct finder *finder, const struct node *node, bool as_written)
{
    return has_no_article(finder, node->word) || (as_written && is_unlisted(finder, node->word));
}

/* What was found for the same word before, or NULL. */
static const struct suggestion *find_same(const struct suggestions *found,
                                          const struct french_word *word)
{
    for (size_t i = 0; i < found->count; i++)
        if (str_equal(found->suggestions[i].node->word->folded, word->folded))
            return &found->suggestions[i];
    return NULL;
}

static void add_place(struct finder *finder, const struct node *node, bool hint)
{
    struct suggestions *found = finder->found;
    bool repeated = find_same(found, node->word);
    size_t *words = hint ? &finder->hinted : &finder->words;
    if (!repeated && *words == (hint ? SUGGEST_MOST_HINTED : SUGGEST_MOST_WORDS))
        return;
    *words += !repeated;
    found->suggestions = memory_grow(found->suggestions, &found->capacity, found->count + 1,
                                     sizeof *found->suggestions);
    found->suggestions[found->count++] = (struct suggestion){
        .node = node, .repeated = repeated, .hint = hint};
}

/* The parser bounds how deep a tree is. */
static void find_places(struct finder *finder, const struct node *node, bool in_phrase)
{
    bool has_whole = node->kind == NODE_COMPOUND;
    bool as_written = in_phrase || node->exact;
    if (node->kind == NODE_NOT || (has_whole && !is_unknown(finder, node->children[0], as_written)))
        return;
    if (node->kind == NODE_WORD && !node->word->stop)
        add_place(finder, node, !is_unknown(finder, node, as_written));
    node = node_joined(node);
    for (size_t i = has_whole; i < node->count; i++)
        find_places(finder, node->children[i], in_phrase || node->kind == NODE_PHRASE);
}

/* Fills in what is near, and drops the places for which nothing is. */
static enum status find_near(struct suggestions *found, const struct names *names,
                             struct error *error)
{
    enum status status = STATUS_OK;
    size_t count = found->count;
    found->count = 0;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct suggestion suggestion = found->suggestions[i];
        const struct french_word *word = suggestion.node->word;
        const struct suggestion *same = suggestion.repeated ? find_same(found, word) : NULL;
        if (same)
            suggestion.word = same->word;
        else if (suggestion.hint)
            status = doubling_find(names, word, &suggestion.word, error);
        else if (!suggestion.repeated)
            status = suggest_word(names, word, &suggestion.word, error);
        if (suggestion.word)
            found->suggestions[found->count++] = suggestion;
    }
    return status;
}

enum status suggest_words(const struct query *query, const struct query_terms *terms,
                          const struct names *names, struct suggestions *suggestions,
                          struct error *error)
{
    struct finder finder = {.database = names->database, .found = suggestions};
    list_unknown(&finder, terms);
    if (query->root)
        find_places(&finder, query->root, false);
    free(finder.unknown);
    key_table_free(&finder.unknown_stems);
    if (finder.status != XAPIAN_OK)
        return database_error(error, NULL, finder.status, finder.message);
    return find_near(suggestions, names, error);
}

void suggestions_free(struct suggestions *suggestions)
{
    free(suggestions->suggestions);
    *suggestions = (struct suggestions){0};
}

/* -- The query with them --------------------------------------------------------------------------
 */

static bool is_suggested(const struct suggestions *suggestions, const struct node *node)
{
    for (size_t i = 0; i < suggestions->count; i++)
        if (node->kind == NODE_WORD && !suggestions->suggestions[i].hint &&
            str_equal(suggestions->suggestions[i].word->folded, node->word->folded))
            return true;
    return false;
}

/* Lets what is exact and has a suggestion in it be in any form; a phrase is exact as a whole. The
 * parser bounds how deep a tree is. */
static void loosen(struct node *node, const struct suggestions *suggestions)
{
    bool suggested = is_suggested(suggestions, node);
    if (suggested)
        node->exact = false;
    for (size_t i = 0; i < node->count; i++) {
        loosen(node->children[i], suggestions);
        suggested |= node->kind == NODE_PHRASE && is_suggested(suggestions, node->children[i]);
    }
    for (size_t i = 0; i < node->count && suggested; i++)
        node->children[i]->exact = false;
}

/* Appends the query's text with the suggestions in it. */
static void replace_words(const struct query *query, const struct suggestions *suggestions,
                          struct buffer *text)
{
    struct str typed = buffer_str(&query->text);
    size_t at = 0;
    for (size_t i = 0; i < suggestions->count; i++) {
        const struct suggestion *suggestion = &suggestions->suggestions[i];
        if (suggestion->hint)
            continue;
        buffer_append(text, str_of(typed.data + at, suggestion->node->start - at));
        buffer_append(text, suggestion->word->folded);
        at = suggestion->node->end;
    }
    buffer_append(text, str_after(typed, at));
}

static bool has_only_hints(const struct suggestions *suggestions)
{
    for (size_t i = 0; i < suggestions->count; i++)
        if (!suggestions->suggestions[i].hint)
            return false;
    return true;
}

/* Parses the query with the suggestions in it; leaves it without a root where it is none. */
static void parse_corrected(const struct query *query, const struct suggestions *suggestions,
                            struct french *french, struct query *corrected)
{
    struct buffer text = {0};
    struct error error = {0};
    size_t place;
    replace_words(query, suggestions, &text);
    if (query_parse(french, buffer_str(&text), corrected, &place, &error) == STATUS_OK &&
        corrected->root)
        loosen(corrected->root, suggestions);
    error_free(&error);
    buffer_free(&text);
}

/* What the user did not type is no error of the user's. */
static enum status run_corrected(struct search *search, const struct query *corrected,
                                 const struct search_options *options, struct names *names,
                                 struct error *error)
{
    struct error own = {0};
    enum status status = search_run(search, corrected->root, options, names, &own);
    if (status == STATUS_INPUT)
        status = STATUS_OK;
    if (status != STATUS_OK)
        error_set(error, status, "%s", error_message(&own));
    error_free(&own);
    return status;
}

enum status suggest_correct(const struct query *query, const struct suggestions *suggestions,
                            const struct search_options *options, struct names *names,
                            struct search *search, struct query *corrected, struct error *error)
{
    struct search second = {0};
    enum status status = STATUS_OK;
    if (!has_only_hints(suggestions))
        parse_corrected(query, suggestions, names->french, corrected);
    if (corrected->root)
        status = run_corrected(&second, corrected, options, names, error);
    if (second.total > 0) {
        struct search first = *search;
        *search = second;
        second = first;
    } else {
        corrected->root = NULL;
    }
    search_free(&second);
    return status;
}
