/* From a prefix to words, and from words to terms. */
#include "prefix.h"

#include <stdlib.h>

#include "forward.h"
#include "hash.h"
#include "memory.h"
#include "rank.h"
#include "vocabulary.h"
#include "words.h"

/* So few words are joined without a thought. */
#define FEW_WORDS 100

/* A term that the database has, or that was looked for there. */
struct stem {
    size_t start, length; /* of the term, in `terms` */
    uint32_t frequency;   /* articles that have it */
    bool wanted;          /* a word has the stem */
};

/* The terms of one kind with a beginning, read in their order as far as they are needed: that costs
 * less than to look for the stem of each word, and of thousands most are not there, for few words
 * stand in titles. Other terms, and those that a number stands for, are looked for. */
struct stems {
    const struct xapian_database *database;
    struct buffer beginning;
    struct xapian_terms *read;
    bool ended;
    struct buffer terms; /* one behind the other */
    struct stem *stems;
    size_t count, capacity;
    struct key_table table; /* from a term's hash to its number */
    size_t last;            /* the number of the term read last, counted from 1 */
};

/* The words as they are read. */
struct expansion {
    struct french *french;
    struct prefix *prefix;
    uint32_t documents;
    enum schema_term kind;
    struct buffer term; /* of the word in hand */
    struct stems stems;
    uint64_t postings; /* of the stems that words have */
    bool everywhere;   /* these are as many as there are articles */
    bool has_function_word;
};

/* -- Stems ----------------------------------------------------------------------------------- */

static void free_stems(struct stems *stems)
{
    xapian_terms_free(stems->read);
    buffer_free(&stems->beginning);
    buffer_free(&stems->terms);
    free(stems->stems);
    key_table_free(&stems->table);
}

static struct str term_of(const struct stems *stems, size_t number)
{
    return str_of(stems->terms.data + stems->stems[number].start, stems->stems[number].length);
}

static struct stem *add_stem(struct stems *stems, struct str term, uint32_t frequency)
{
    stems->stems = memory_grow(stems->stems, &stems->capacity, stems->count + 1,
                               sizeof *stems->stems);
    struct stem *stem = &stems->stems[stems->count];
    *stem = (struct stem){stems->terms.length, term.length, frequency, false};
    buffer_append(&stems->terms, term);
    key_table_add(&stems->table, (uint32_t)hash_bytes(term, 0), (uint32_t)stems->count++);
    return stem;
}

/* NULL: it was not added. */
static struct stem *known_stem(const struct stems *stems, struct str term)
{
    uint32_t number = key_table_find(&stems->table, (uint32_t)hash_bytes(term, 0));
    if (number == KEY_TABLE_NONE)
        return NULL;
    if (str_equal(term_of(stems, number), term))
        return &stems->stems[number];
    for (size_t i = 0; i < stems->count; i++) /* another one has its hash */
        if (str_equal(term_of(stems, i), term))
            return &stems->stems[i];
    return NULL;
}

/* Reads the database's terms up to this one. */
static enum xapian_status read_stems(struct stems *stems, struct str term, char **message)
{
    enum xapian_status status = XAPIAN_OK;
    struct str read = {0};
    uint32_t frequency;
    if (!stems->read)
        status = xapian_database_terms(stems->database, stems->beginning.data,
                                       stems->beginning.length, &stems->read, message);
    while (status == XAPIAN_OK && !stems->ended &&
           (stems->last == 0 || str_compare(term_of(stems, stems->last - 1), term) < 0)) {
        status = xapian_terms_next(stems->read, &read.data, &read.length, message);
        if (status == XAPIAN_OK)
            status = xapian_terms_frequency(stems->read, &frequency, message);
        if (status != XAPIAN_OK)
            break;
        add_stem(stems, read, frequency);
        stems->last = stems->count;
    }
    stems->ended |= status == XAPIAN_END;
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

/* The stem of a term; NULL when no article has it. */
static enum xapian_status find_stem(struct stems *stems, struct str term, struct stem **stem,
                                    char **message)
{
    bool in_order = str_starts(term, buffer_str(&stems->beginning));
    uint32_t frequency = 0;
    enum xapian_status status = in_order ? read_stems(stems, term, message) : XAPIAN_OK;
    *stem = known_stem(stems, term);
    if (status != XAPIAN_OK || in_order || *stem)
        return status;
    status = xapian_database_frequency(stems->database, term.data, term.length, &frequency, NULL,
                                       message);
    *stem = add_stem(stems, term, frequency);
    return status;
}

/* How many articles have any of the stems that are wanted, if they stand in articles independently
 * of each other. */
static double estimate_articles(const struct stems *stems, double documents)
{
    double without = 1;
    for (size_t i = 0; i < stems->count; i++)
        if (stems->stems[i].wanted)
            without *= 1 - stems->stems[i].frequency / documents;
    return documents * (1 - without);
}

/* The terms that were wanted, as they were added. Each weighs as one that all these articles have:
 * a rare form is worth no more than a common one. Xapian's synonyms would do that as well, but by
 * an estimate that each shard makes for itself. */
static struct formula *join_stems(const struct stems *stems, double documents)
{
    struct formula_list list = {0};
    double weight = first_stage_weight(documents, estimate_articles(stems, documents));
    for (size_t i = 0; i < stems->count; i++) {
        const struct stem *stem = &stems->stems[i];
        if (!stem->wanted || stem->frequency == 0)
            continue;
        struct formula *formula = formula_of_term(term_of(stems, i), stem->frequency);
        formula_list_add(&list, formula_scaled(formula, weight / first_stage_weight(
                                                                     documents, stem->frequency)));
    }
    return formula_combined(XAPIAN_OR, &list);
}

/* -- Words ----------------------------------------------------------------------------------- */

static void add_key(struct prefix *prefix, const struct french_word *word)
{
    const uint32_t key = forward_key_of(word);
    const uint32_t top = forward_top_of(word);
    if (!prefix->lower_halves)
        prefix->lower_halves = memory_allocate(BITS_WORDS(UINT16_MAX + 1), sizeof(uint64_t));
    bits_add(prefix->lower_halves, (uint16_t)key);
    key_table_add(&prefix->keys, key, top);
    if (key_table_find(&prefix->keys, key) != top)
        key_table_place(&prefix->keys, key)->number = FORWARD_ANY_TOP;
    prefix->words++;
}

/* Wants the stem of a word, and counts its postings the first time. */
static enum xapian_status want_stem(struct expansion *expansion, const struct french_word *word,
                                    char **message)
{
    struct stem *stem;
    buffer_clear(&expansion->term);
    schema_stem_term(expansion->kind, word, &expansion->term);
    enum xapian_status status = find_stem(&expansion->stems, buffer_str(&expansion->term), &stem,
                                          message);
    if (status != XAPIAN_OK || !stem || stem->wanted)
        return status;
    stem->wanted = true;
    expansion->postings += stem->frequency;
    return XAPIAN_OK;
}

/* A word's key for the check, and its stem, unless it is known that these are everywhere. To join
 * thousands of terms then costs more than to let the check look at every article. Measured on
 * 34,060 articles: pr*, 2,100 words, 136 ms joined. */
static enum xapian_status add_word(struct expansion *expansion, struct str folded, char **message)
{
    struct french_word keys = {.folded = folded};
    const struct french_word *word = NULL;
    if (!expansion->everywhere)
        word = french_word_of(expansion->french, folded);
    if (!word)
        words_set_keys(&keys);
    add_key(expansion->prefix, word ? word : &keys);
    enum xapian_status status = XAPIAN_OK;
    if (word && schema_has_stem_term(word))
        status = want_stem(expansion, word, message);
    expansion->has_function_word |= word && !schema_has_stem_term(word);
    expansion->everywhere = expansion->prefix->words > FEW_WORDS &&
                            expansion->postings >= expansion->documents;
    return status;
}

static enum xapian_status read_words(struct expansion *expansion, struct str text, char **message)
{
    struct buffer start = {0};
    struct xapian_terms *terms = NULL;
    const char *term;
    size_t length;
    schema_term_beginning(SCHEMA_WORD, text, &start);
    enum xapian_status status = xapian_database_terms(expansion->stems.database, start.data,
                                                      start.length, &terms, message);
    while (status == XAPIAN_OK &&
           (status = xapian_terms_next(terms, &term, &length, message)) == XAPIAN_OK)
        status = add_word(expansion, schema_term_text(SCHEMA_WORD, str_of(term, length)), message);
    xapian_terms_free(terms);
    buffer_free(&start);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

static void find_common(struct prefix *prefix)
{
    prefix->common = memory_allocate(BITS_WORDS(VOCABULARY_WORDS + 1), sizeof(uint64_t));
    for (uint32_t number = 1; number <= VOCABULARY_WORDS; number++)
        if (prefix_has(prefix, vocabulary_word_key(number), vocabulary_tables.word_tops[number]))
            bits_add(prefix->common, number);
}

enum xapian_status prefix_expand(const struct xapian_database *database, struct french *french,
                                 struct str text, enum schema_term kind, uint32_t documents,
                                 struct prefix *prefix, char **message)
{
    struct expansion expansion = {.french = french,
                                  .prefix = prefix,
                                  .documents = documents,
                                  .kind = kind,
                                  .stems = {.database = database}};
    schema_term_beginning(kind, text, &expansion.stems.beginning);
    enum xapian_status status = read_words(&expansion, text, message);
    struct formula *stems = expansion.everywhere ? NULL : join_stems(&expansion.stems, documents);
    if (expansion.everywhere || expansion.has_function_word)
        stems = formula_pair(XAPIAN_OR, formula_all(), stems);
    prefix->formula = stems ? stems : formula_nothing();
    find_common(prefix);
    free_stems(&expansion.stems);
    buffer_free(&expansion.term);
    return status;
}

void prefix_free(struct prefix *prefix)
{
    key_table_free(&prefix->keys);
    free(prefix->lower_halves);
    free(prefix->common);
    formula_free(prefix->formula);
    *prefix = (struct prefix){0};
}
