/* From a prefix to words, and from words to terms. */
#include "prefix.h"

#include <stdlib.h>

#include "forward.h"
#include "memory.h"
#include "vocabulary.h"
#include "words.h"

/* So few words are joined without a thought. */
#define FEW_WORDS 100

/* The words as they are read. */
struct expansion {
    const struct xapian_database *database;
    struct french *french;
    struct prefix *prefix;
    uint32_t documents;
    enum schema_term kind;
    struct str stem; /* of the last word */
    struct formula_list terms;
    size_t counted; /* terms whose postings are counted */
    uint64_t postings;
    bool everywhere;
};

/* Notes whether the stems have as many postings as there are articles. To join thousands of terms
 * then costs more than to let the check look at every article. Measured on 34,060 articles: pr*,
 * 2,100 words, 136 ms joined. */
static enum xapian_status count_postings(struct expansion *expansion, char **message)
{
    enum xapian_status status = XAPIAN_OK;
    struct formula **terms = expansion->terms.formulas;
    size_t count = expansion->terms.count;
    formula_sort(terms + expansion->counted, count - expansion->counted);
    while (expansion->counted < count && expansion->postings < expansion->documents &&
           status == XAPIAN_OK) {
        const struct buffer *term = &terms[expansion->counted++]->term;
        uint32_t documents = 0;
        status = xapian_database_frequency(expansion->database, term->data, term->length,
                                           &documents, NULL, message);
        expansion->postings += documents;
    }
    expansion->everywhere = expansion->postings >= expansion->documents;
    return status;
}

/* Whether so many terms are new that they are worth being put in order, to be counted. */
static bool has_many_new(const struct expansion *expansion)
{
    return expansion->prefix->words > FEW_WORDS && expansion->terms.count >= 2 * expansion->counted;
}

static void add_key(struct prefix *prefix, struct str folded)
{
    struct french_word keys = {.folded = folded};
    words_set_keys(&keys);
    uint32_t key = forward_key_of(&keys);
    if (!prefix->lower_halves)
        prefix->lower_halves = memory_allocate(BITS_WORDS(UINT16_MAX + 1), sizeof(uint64_t));
    bits_add(prefix->lower_halves, (uint16_t)key);
    key_table_add(&prefix->keys, key, 0);
    prefix->words++;
}

/* A word's key for the check, and its stem, unless it is known that these are everywhere: to find
 * it is what costs. Words in byte order have equal stems near each other mostly; a stem twice does
 * no harm. */
static enum xapian_status add_word(struct expansion *expansion, struct str folded, char **message)
{
    add_key(expansion->prefix, folded);
    if (expansion->everywhere)
        return XAPIAN_OK;
    const struct french_word *word = french_word_of(expansion->french, folded);
    if (word && !str_equal(word->stem, expansion->stem)) {
        expansion->stem = word->stem;
        formula_list_add(&expansion->terms, formula_term(expansion->kind, word->stem));
    }
    return has_many_new(expansion) ? count_postings(expansion, message) : XAPIAN_OK;
}

static enum xapian_status read_words(struct expansion *expansion, struct str text, char **message)
{
    struct buffer start = {0};
    struct xapian_terms *terms = NULL;
    const char *term;
    size_t length;
    schema_term(SCHEMA_WORD, text, &start);
    enum xapian_status status = xapian_database_terms(expansion->database, start.data, start.length,
                                                      &terms, message);
    while (status == XAPIAN_OK &&
           (status = xapian_terms_next(terms, &term, &length, message)) == XAPIAN_OK)
        status = add_word(expansion, schema_term_text(SCHEMA_WORD, str_of(term, length)), message);
    xapian_terms_free(terms);
    buffer_free(&start);
    if (status != XAPIAN_END)
        return status;
    return expansion->prefix->words > FEW_WORDS ? count_postings(expansion, message) : XAPIAN_OK;
}

static void find_common(struct prefix *prefix)
{
    const struct vocabulary_tables *tables = &vocabulary_tables;
    prefix->common = memory_allocate(BITS_WORDS(VOCABULARY_WORDS + 1), sizeof(uint64_t));
    for (uint32_t number = 1; number <= VOCABULARY_WORDS; number++)
        if (prefix_has(prefix,
                       (uint32_t)tables->prefix_keys[number] << 16 | tables->word_keys[number]))
            bits_add(prefix->common, number);
}

enum xapian_status prefix_expand(const struct xapian_database *database, struct french *french,
                                 struct str text, enum schema_term kind, uint32_t documents,
                                 struct prefix *prefix, char **message)
{
    struct expansion expansion = {.database = database,
                                  .french = french,
                                  .prefix = prefix,
                                  .documents = documents,
                                  .kind = kind};
    enum xapian_status status = read_words(&expansion, text, message);
    struct formula *terms = formula_combined(XAPIAN_SYNONYM, &expansion.terms);
    find_common(prefix);
    prefix->formula = expansion.everywhere ? formula_all() : terms ? terms : formula_nothing();
    if (prefix->formula != terms)
        formula_free(terms);
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
