/* Postings into a table of weights, a term at a time. */
#include "scan.h"

#include <stdlib.h>

#include "best.h"
#include "database.h"
#include "key_table.h"
#include "lone_wholes.h"
#include "memory.h"
#include "schema.h"
#include "values.h"

/* How many articles' lengths are read at once. */
#define LENGTHS_BLOCK 4096

/* How many postings are weighed at once. */
#define RUN_LENGTH 256

/* What is known of an article. */
struct slot {
    double weight;   /* in this search, when `search` is its number */
    uint32_t search; /* the last search that found the article */
    uint32_t length;
};

struct scanner {
    const struct xapian_database *database;
    xapian_docid last;
    struct slot *slots;     /* by docid, up to `last` */
    bool *lengths_known;    /* by block of docids */
    size_t lengths_unknown; /* how many blocks are not */
    xapian_docid *found;    /* by this search */
    size_t found_count;
    uint32_t search;
    struct postings *postings; /* borrowed */
    struct buffer term;        /* working memory */
};

struct scan_term {
    const struct query_stem *stem;
    double weight;
    bool finds; /* else it only weighs, where others find */
};

struct scan_compound {
    const struct node *node;
    unsigned times; /* it stands in the query */
};

struct scan_terms {
    struct scan_term *terms;
    size_t count, capacity;
    size_t *by_stem; /* of the query: 0, or one more than its number here */
    struct scan_compound *compounds;
    size_t compound_count, compound_capacity;
    struct key_table compound_table; /* the first of their numbers by node_hash() */
};

struct scanner *scanner_new(const struct xapian_database *database, struct postings *postings)
{
    struct scanner *scanner = memory_allocate(1, sizeof *scanner);
    scanner->database = database;
    scanner->postings = postings;
    return scanner;
}

void scanner_free(struct scanner *scanner)
{
    if (!scanner)
        return;
    free(scanner->slots);
    free(scanner->lengths_known);
    free(scanner->found);
    buffer_free(&scanner->term);
    free(scanner);
}

/* -- The words ------------------------------------------------------------------------------- */

static bool is_plain(const struct node *node)
{
    return node->kind == NODE_WORD && !node->exact && node->field == FIELD_ANY;
}

static bool can_take(const struct node *list, const struct node *child, enum plan_mode mode)
{
    return is_plain(child) ||
           (child->kind == NODE_COMPOUND && child->field == FIELD_ANY && mode == PLAN_ANY) ||
           (child->field == FIELD_ANY && plan_is_loose(list, child, mode));
}

bool scan_can(const struct node *root, enum plan_mode mode)
{
    size_t needed = 0;
    if (plan_needs_check(root, mode))
        return false;
    if (root->kind != NODE_LIST)
        return is_plain(root);
    unsigned content = plan_content(root);
    for (size_t i = 0; i < root->count; i++) {
        if (!can_take(root, root->children[i], mode))
            return false;
        needed += !plan_is_optional(content, root->children[i]);
    }
    return mode == PLAN_ANY || needed == 1;
}

static void add_stem(struct scan_terms *terms, const struct query_terms *query_terms,
                     const struct query_stem *stem, double weight, bool finds)
{
    size_t i = terms->by_stem[stem - query_terms->stems];
    if (!finds && weight <= 0)
        return;
    if (i-- == 0) {
        i = terms->count;
        terms->by_stem[stem - query_terms->stems] = i + 1;
        terms->terms = memory_grow(terms->terms, &terms->capacity, i + 1, sizeof *terms->terms);
        terms->terms[terms->count++] = (struct scan_term){.stem = stem};
    }
    terms->terms[i].weight += weight;
    terms->terms[i].finds |= finds;
}

static void add_word(struct scan_terms *terms, const struct query_terms *query_terms,
                     const struct node *node, bool finds)
{
    const struct query_stem *stem = query_terms_stem(query_terms, node->word);
    add_stem(terms, query_terms, stem, stem->weight, finds);
}

/* Counts a compound; one with the hash of another is by itself each time. */
static void count_compound(struct scan_terms *terms, const struct node *node)
{
    uint32_t key = (uint32_t)node_hash(node);
    uint32_t known = key_table_find(&terms->compound_table, key);
    if (known == KEY_TABLE_NONE)
        key_table_add(&terms->compound_table, key, (uint32_t)terms->compound_count);
    if (known != KEY_TABLE_NONE && node_equal(terms->compounds[known].node, node)) {
        terms->compounds[known].times++;
        return;
    }
    terms->compounds = memory_grow(terms->compounds, &terms->compound_capacity,
                                   terms->compound_count + 1, sizeof *terms->compounds);
    terms->compounds[terms->compound_count++] = (struct scan_compound){node, 1};
}

static void add_compound(struct scan_terms *terms, const struct query_terms *query_terms,
                         const struct node *node)
{
    const struct query_stem *stem = query_terms_stem(query_terms, node->children[0]->word);
    if (stem->whole_more > 0)
        add_stem(terms, query_terms, stem, stem->whole_more, true);
    count_compound(terms, node);
}

/* The words of which any is enough, the parts of compounds too; of a phrase no stop words. */
static void add_words(struct scan_terms *terms, const struct query_terms *query_terms,
                      const struct node *node)
{
    const struct node *units = node_joined(node);
    bool has_whole = node->kind == NODE_COMPOUND;
    unsigned content = has_whole ? plan_compound_content(node) : 0;
    if (has_whole)
        add_compound(terms, query_terms, node);
    for (size_t i = has_whole; i < units->count; i++) {
        const struct node *unit = units->children[i];
        if (unit->kind == NODE_COMPOUND)
            add_words(terms, query_terms, unit);
        else if (has_whole ? !plan_is_optional(content, unit) : !unit->word->stop)
            add_word(terms, query_terms, unit, true);
    }
}

/* The same words, each with the same weight, as the plan's query has. */
static void collect(const struct node *root, const struct query_terms *query_terms,
                    struct scan_terms *terms)
{
    unsigned content = plan_content(root);
    terms->by_stem = memory_allocate(query_terms->stem_count, sizeof *terms->by_stem);
    if (root->kind == NODE_WORD)
        add_word(terms, query_terms, root, true);
    for (size_t i = 0; root->kind == NODE_LIST && i < root->count; i++) {
        const struct node *child = root->children[i];
        if (child->kind == NODE_WORD)
            add_word(terms, query_terms, child, !plan_is_optional(content, child));
        else
            add_words(terms, query_terms, child);
    }
}

/* -- The articles ---------------------------------------------------------------------------- */

static enum xapian_status begin(struct scanner *scanner, char **message)
{
    enum xapian_status status = XAPIAN_OK;
    scanner->found_count = 0;
    if (!scanner->slots) {
        status = xapian_database_last_docid(scanner->database, &scanner->last, message);
        if (status != XAPIAN_OK)
            return status;
        scanner->slots = memory_allocate((size_t)scanner->last + 1, sizeof *scanner->slots);
        scanner->found = memory_resize(NULL, (size_t)scanner->last + 1, sizeof *scanner->found);
        scanner->lengths_unknown = scanner->last / LENGTHS_BLOCK + 1;
        scanner->lengths_known = memory_allocate(scanner->lengths_unknown,
                                                 sizeof *scanner->lengths_known);
    }
    if (++scanner->search == 0) { /* the numbers are used up: begin them anew */
        for (size_t i = 0; i <= scanner->last; i++)
            scanner->slots[i].search = 0;
        scanner->search = 1;
    }
    return status;
}

/* Reads the lengths of the articles of the block that `docid` is in. */
static enum xapian_status read_lengths(struct scanner *scanner, xapian_docid docid, char **message)
{
    size_t count = 0;
    xapian_docid *docids = memory_allocate(LENGTHS_BLOCK, sizeof *docids);
    uint32_t *lengths = memory_allocate(LENGTHS_BLOCK, sizeof *lengths);
    enum xapian_status status = postings_read_articles(scanner->database,
                                                       docid - docid % LENGTHS_BLOCK, LENGTHS_BLOCK,
                                                       docids, lengths, &count, message);
    for (size_t i = 0; i < count && docids[i] <= scanner->last; i++)
        scanner->slots[docids[i]].length = lengths[i];
    free(docids);
    free(lengths);
    scanner->lengths_known[docid / LENGTHS_BLOCK] = status == XAPIAN_OK;
    scanner->lengths_unknown -= status == XAPIAN_OK;
    return status;
}

/* Reads the lengths of a term's articles, as far as they are not known. */
static enum xapian_status need_lengths(struct scanner *scanner, const struct posting_list *list,
                                       char **message)
{
    enum xapian_status status = XAPIAN_OK;
    for (size_t i = 0; i < list->count && status == XAPIAN_OK && scanner->lengths_unknown > 0;
         i++) {
        if (list->docids[i] > scanner->last)
            break;
        if (!scanner->lengths_known[list->docids[i] / LENGTHS_BLOCK])
            status = read_lengths(scanner, list->docids[i], message);
    }
    return status;
}

/* Some of a term's postings, and what they weigh. */
struct run {
    const xapian_docid *docids;
    const uint32_t *counts;
    size_t count;
    double weights[RUN_LENGTH];
};

/* Sums up each posting's weight, without branches, so that some are done at once. */
static void weigh_run(const struct scanner *scanner, struct run *run, double weight,
                      double average_length)
{
    const double by_length = FIRST_STAGE_K1 * FIRST_STAGE_B / average_length;
    const double without_length = FIRST_STAGE_K1 * (1 - FIRST_STAGE_B);
    for (size_t i = 0; i < run->count; i++)
        run->weights[i] = scanner->slots[run->docids[i]].length;
    for (size_t i = 0; i < run->count; i++) {
        double times = (int32_t)run->counts[i];
        run->weights[i] = weight * ((FIRST_STAGE_K1 + 1) * times /
                                        (without_length + by_length * run->weights[i] + times) +
                                    FIRST_STAGE_DELTA);
    }
}

/* Adds what a run weighs; articles that no other term found are found when the term `finds`. */
static void add_run(struct scanner *scanner, const struct run *run, bool finds)
{
    struct slot *slots = scanner->slots;
    uint32_t search = scanner->search;
    size_t found = scanner->found_count;
    for (size_t i = 0; i < run->count; i++) {
        struct slot *slot = &slots[run->docids[i]];
        if (slot->search == search) {
            slot->weight += run->weights[i];
        } else if (finds) {
            *slot = (struct slot){run->weights[i], search, slot->length};
            scanner->found[found++] = run->docids[i];
        }
    }
    scanner->found_count = found;
}

static enum xapian_status weigh_list(struct scanner *scanner, const struct posting_list *list,
                                     double weight, bool finds, double average_length,
                                     char **message)
{
    struct run run;
    enum xapian_status status = need_lengths(scanner, list, message);
    size_t count = status == XAPIAN_OK ? list->count : 0;
    while (count > 0 && list->docids[count - 1] > scanner->last) /* damaged */
        count--;
    for (size_t i = 0; i < count; i += run.count) {
        run.docids = list->docids + i;
        run.counts = list->counts + i;
        run.count = count - i < RUN_LENGTH ? count - i : RUN_LENGTH;
        weigh_run(scanner, &run, weight, average_length);
        add_run(scanner, &run, finds);
    }
    return status;
}

static enum xapian_status weigh_term(struct scanner *scanner, const struct scan_term *term,
                                     double average_length, char **message)
{
    const struct posting_list *list = NULL;
    buffer_clear(&scanner->term);
    schema_stem_term(SCHEMA_STEM, term->stem->word, &scanner->term);
    enum xapian_status status = postings_read(scanner->postings, buffer_str(&scanner->term), &list,
                                              message);
    if (status == XAPIAN_OK)
        status = weigh_list(scanner, list, term->weight, term->finds, average_length, message);
    return status;
}

/* The terms that find, or those that only weigh where others found. */
static enum xapian_status weigh_terms(struct scanner *scanner, const struct scan_terms *terms,
                                      const struct query_terms *query_terms, bool finds,
                                      char **message)
{
    enum xapian_status status = XAPIAN_OK;
    for (size_t i = 0; i < query_terms->stem_count && status == XAPIAN_OK; i++) {
        size_t known = terms->by_stem[query_terms->by_term[i]];
        const struct scan_term *term = known > 0 ? &terms->terms[known - 1] : NULL;
        if (term && term->finds == finds && term->stem->document_frequency > 0)
            status = weigh_term(scanner, term, query_terms->average_length, message);
    }
    return status;
}

/* Compounds in one word, where not all of their parts stand: by these the others are found. */
static enum xapian_status weigh_wholes(struct scanner *scanner, const struct scan_terms *terms,
                                       const struct query_terms *query_terms, char **message)
{
    enum xapian_status status = XAPIAN_OK;
    for (size_t i = 0; i < terms->compound_count && status == XAPIAN_OK; i++) {
        const struct scan_compound *compound = &terms->compounds[i];
        const struct query_stem *stem = query_terms_stem(query_terms,
                                                         compound->node->children[0]->word);
        struct posting_list whole = {0};
        if (stem->document_frequency == 0)
            continue;
        status = lone_wholes_read(scanner->postings, compound->node, &whole, message);
        if (status == XAPIAN_OK)
            status = weigh_list(scanner, &whole, compound->times * stem->whole_weight, true,
                                query_terms->average_length, message);
        lone_wholes_free(&whole);
    }
    return status;
}

/* -- The best -------------------------------------------------------------------------------- */

static void take_best(const struct scanner *scanner, size_t most, struct found *found)
{
    struct best best = {0};
    size_t capacity = 0, kept = 0;
    best_begin(&best, most < scanner->found_count ? most : 0);
    float least = best_least(&best);
    for (size_t i = 0; i < scanner->found_count; i++) {
        float weight = (float)scanner->slots[scanner->found[i]].weight;
        if (weight < least)
            continue;
        best_offer(&best, weight);
        least = best_least(&best);
        found->candidates = memory_grow(found->candidates, &capacity, found->count + 1,
                                        sizeof *found->candidates);
        found->candidates[found->count++] = (struct candidate){
            .docid = scanner->found[i], .first = (double)weight, .score = (double)weight};
    }
    for (size_t i = 0; i < found->count; i++) /* they were the best only so far */
        if ((float)found->candidates[i].first >= least)
            found->candidates[kept++] = found->candidates[i];
    found->count = kept;
    best_free(&best);
}

enum status scan_run(struct scanner *scanner, const struct node *root,
                     const struct query_terms *terms, size_t most, struct found *found,
                     struct error *error)
{
    struct scan_terms words = {0};
    char *message = NULL;
    collect(root, terms, &words);
    enum xapian_status status = begin(scanner, &message);
    if (status == XAPIAN_OK)
        status = weigh_terms(scanner, &words, terms, true, &message);
    if (status == XAPIAN_OK)
        status = weigh_wholes(scanner, &words, terms, &message);
    if (status == XAPIAN_OK)
        status = weigh_terms(scanner, &words, terms, false, &message);
    if (status == XAPIAN_OK) {
        take_best(scanner, most, found);
        found->total = scanner->found_count;
    }
    free(words.terms);
    free(words.by_stem);
    free(words.compounds);
    key_table_free(&words.compound_table);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

struct candidate *scan_take_all(const struct scanner *scanner, size_t *count)
{
    struct candidate *all = memory_allocate(scanner->found_count, sizeof *all);
    *count = 0;
    for (xapian_docid docid = 1; docid <= scanner->last; docid++)
        if (scanner->slots[docid].search == scanner->search)
            all[(*count)++].docid = docid;
    return all;
}
