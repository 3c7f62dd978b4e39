/* Which words of a query score, and how much. */
#include "terms.h"

#include <math.h>
#include <stdlib.h>

#include "database.h"
#include "memory.h"
#include "schema.h"
#include "stop_words.h"

/* Of an article's words, how many there are for each that has a term. Measured: 1.54 in summaries
 * of 380 bytes, 1.67 in articles of 2.3 KB. */
#define WORDS_A_TERM 1.6

/* What a function word is worth where it scores, as many as have it. */
#define FUNCTION_WORD_IDF 0.1

/* How much a stem's burstiness raises its idf. Measured: without it, nDCG@10 is .002 lower. */
#define BURSTINESS 0.3

void query_terms_free(struct query_terms *terms)
{
    free(terms->tokens);
    free(terms->stems);
    free(terms->by_term);
    key_table_free(&terms->by_key);
    *terms = (struct query_terms){0};
}

static bool same_stem(const struct french_word *a, const struct french_word *b)
{
    return a->stem_key == b->stem_key && str_equal(a->stem, b->stem);
}

/* Two stems of one key hardly ever are in one query: then they are searched. */
static uint32_t find_stem(const struct query_terms *terms, const struct french_word *word)
{
    uint32_t known = key_table_find(&terms->by_key, word->stem_key);
    if (known == KEY_TABLE_NONE || same_stem(terms->stems[known].word, word))
        return known;
    for (uint32_t i = known + 1; i < terms->stem_count; i++)
        if (same_stem(terms->stems[i].word, word))
            return i;
    return KEY_TABLE_NONE;
}

static uint32_t add_stem(struct query_terms *terms, const struct french_word *word, bool scored)
{
    uint32_t known = find_stem(terms, word);
    if (known != KEY_TABLE_NONE) {
        terms->stems[known].query_frequency++;
        terms->stems[known].scored |= scored;
        return known;
    }
    key_table_add(&terms->by_key, word->stem_key, (uint32_t)terms->stem_count);
    terms->stems = memory_grow(terms->stems, &terms->stem_capacity, terms->stem_count + 1,
                               sizeof *terms->stems);
    terms->stems[terms->stem_count] = (struct query_stem){
        .word = word, .query_frequency = 1, .scored = scored};
    return (uint32_t)terms->stem_count++;
}

static void add_word(struct query_terms *terms, const struct node *node, size_t parts)
{
    terms->tokens = memory_grow(terms->tokens, &terms->token_capacity, terms->token_count + 1,
                                sizeof *terms->tokens);
    terms->tokens[terms->token_count++] = (struct query_token){
        .word = node->word,
        .stem = add_stem(terms, node->word, parts == 0 && !node->word->stop),
        .position = node->position,
        .parts = (uint32_t)parts,
    };
}

/* The parser bounds how deep a tree is. */
static void collect(const struct node *node, struct query_terms *terms)
{
    if (node->kind == NODE_NOT)
        return;
    if (node->kind == NODE_WORD)
        add_word(terms, node, 0);
    node = node_joined(node);
    for (size_t i = 0; i < node->count; i++)
        if (node->kind == NODE_COMPOUND && i == 0)
            add_word(terms, node->children[0], node->count - 1);
        else
            collect(node->children[i], terms);
}

/* A stem's term, for the order. */
struct stem_term {
    struct str term; /* while they are collected, its data is missing */
    uint32_t stem;
};

static int compare_terms(const void *a, const void *b)
{
    return str_compare(((const struct stem_term *)a)->term, ((const struct stem_term *)b)->term);
}

/* So few terms are asked for in the query's order. */
#define FEW_TERMS 16

/* In the terms' order, as neighbours stand in one block of the database's table. */
static void order_terms(struct query_terms *terms)
{
    struct buffer text = {0};
    terms->by_term = memory_allocate(terms->stem_count, sizeof *terms->by_term);
    for (size_t i = 0; i < terms->stem_count; i++)
        terms->by_term[i] = (uint32_t)i;
    if (terms->stem_count <= FEW_TERMS)
        return;
    struct stem_term *order = memory_allocate(terms->stem_count, sizeof *order);
    for (size_t i = 0; i < terms->stem_count; i++) {
        size_t start = text.length;
        schema_stem_term(SCHEMA_STEM, terms->stems[i].word, &text);
        order[i] = (struct stem_term){{NULL, text.length - start}, (uint32_t)i};
    }
    const char *at = text.data;
    for (size_t i = 0; i < terms->stem_count; at += order[i++].term.length)
        order[i].term.data = at;
    qsort(order, terms->stem_count, sizeof *order, compare_terms);
    for (size_t i = 0; i < terms->stem_count; i++)
        terms->by_term[i] = order[i].stem;
    free(order);
    buffer_free(&text);
}

/* What an occurrence is worth of a stem that scores. */
static double value_of(const struct query_stem *stem, double documents)
{
    if (stem->document_frequency == 0)
        return 0;
    if (!schema_has_stem_term(stem->word))
        return stem->idf;
    double burstiness = log(documents / stem->document_frequency) +
                        log(1 - exp(-(double)stem->occurrences / documents));
    return stem->idf * (1 + BURSTINESS * burstiness);
}

static void weigh(struct query_stem *stem, double documents)
{
    double frequency = stem->document_frequency;
    if (stem->document_frequency == 0)
        return;
    stem->idf = schema_has_stem_term(stem->word)
                    ? log(1 + (documents - frequency + .5) / (frequency + .5))
                    : FUNCTION_WORD_IDF;
    stem->weight = stem->scored ? value_of(stem, documents) : 0;
}

/* Once all stems are weighed. */
static void weigh_wholes(struct query_terms *terms)
{
    for (size_t i = 0; i < terms->token_count; i++) {
        const struct query_token *whole = &terms->tokens[i];
        double weight = 0;
        for (uint32_t part = 1; part <= whole->parts; part++)
            weight += terms->stems[whole[part].stem].weight;
        if (whole->parts == 0)
            continue;
        struct query_stem *stem = &terms->stems[whole->stem];
        stem->whole_weight = weight;
        stem->whole_more = fmax(0, value_of(stem, terms->documents) - weight);
    }
}

static enum xapian_status read_statistics(const struct xapian_database *database,
                                          struct postings *postings, struct query_terms *terms,
                                          char **message)
{
    uint64_t length = 0;
    struct buffer term = {0};
    enum xapian_status status = xapian_database_count(database, &terms->documents, message);
    if (status == XAPIAN_OK)
        status = xapian_database_total_length(database, &length, message);
    for (size_t i = 0; i < terms->stem_count && status == XAPIAN_OK; i++) {
        struct query_stem *stem = &terms->stems[terms->by_term[i]];
        buffer_clear(&term);
        schema_stem_term(SCHEMA_STEM, stem->word, &term);
        if (schema_has_stem_term(stem->word))
            status = postings_count(postings, database, buffer_str(&term),
                                    &stem->document_frequency, &stem->occurrences, message);
        else
            stem->document_frequency = terms->documents;
        weigh(stem, terms->documents);
    }
    weigh_wholes(terms);
    if (terms->documents > 0)
        terms->average_length = (double)length / terms->documents;
    terms->average_words = terms->average_length * WORDS_A_TERM;
    buffer_free(&term);
    return status;
}

/* A query of so few other words uses its stop words that are content too: `avions russes`. */
#define FEW_WORDS 3

/* Which stop words score after all: those of content beside few others; without any other, all. */
static void score_stop_words(struct query_terms *terms)
{
    size_t scored = 0;
    for (size_t i = 0; i < terms->stem_count; i++)
        scored += terms->stems[i].scored;
    if (scored > FEW_WORDS)
        return;
    for (size_t i = 0; i < terms->stem_count; i++) {
        const struct french_word *word = terms->stems[i].word;
        if (scored == 0 || (word->stop && stop_words_have_content(word->folded)))
            terms->stems[i].scored = true;
    }
}

enum status query_terms_collect(const struct node *root, const struct xapian_database *database,
                                struct postings *postings, struct query_terms *terms,
                                struct error *error)
{
    if (root)
        collect(root, terms);
    score_stop_words(terms);
    order_terms(terms);
    char *message = NULL;
    enum xapian_status status = read_statistics(database, postings, terms, &message);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

const struct query_stem *query_terms_stem(const struct query_terms *terms,
                                          const struct french_word *word)
{
    uint32_t known = find_stem(terms, word);
    return known == KEY_TABLE_NONE ? NULL : &terms->stems[known];
}
