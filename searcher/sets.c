/* Postings into sets, and sets into sets. A formula is as deep as the query's tree, which the
 * parser bounds. */
#include "sets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "best.h"
#include "bits.h"
#include "database.h"
#include "heap.h"
#include "language.h"
#include "match.h"
#include "memory.h"

/* How many articles' lengths are read at once. Less than in a scan: what is rare comes here, too.
 */
#define LENGTHS_BLOCK 256

/* Articles, by docid. */
struct set {
    uint64_t *has;   /* a bit an article */
    double *weights; /* where `has`; elsewhere anything */
};

struct sets {
    const struct xapian_database *database;
    struct postings *postings; /* borrowed */
    uint32_t documents;
    xapian_docid last;
    size_t words;           /* of a set's `has` */
    double *saturations;    /* by docid: how often a term must stand there for half of its weight */
    bool *lengths_known;    /* by block of docids: the saturations are there */
    size_t lengths_unknown; /* how many blocks are not */
    double average_length;
    struct set *scratch; /* not in use */
    size_t scratch_count, scratch_capacity;
};

/* A run over one formula. What fails is kept, and ends it. */
struct run {
    struct sets *sets;
    enum status status;
    struct error *error;
};

/* Keeps what reading the database failed with. */
static void note(struct run *run, enum xapian_status read, char *message)
{
    if (read != XAPIAN_OK)
        run->status = database_error(run->error, _("the database"), read, message);
}

struct sets *sets_new(const struct xapian_database *database, struct postings *postings)
{
    struct sets *sets = memory_allocate(1, sizeof *sets);
    sets->database = database;
    sets->postings = postings;
    return sets;
}

void sets_free(struct sets *sets)
{
    if (!sets)
        return;
    for (size_t i = 0; i < sets->scratch_count; i++) {
        free(sets->scratch[i].has);
        free(sets->scratch[i].weights);
    }
    free(sets->scratch);
    free(sets->lengths_known);
    free(sets->saturations);
    free(sets);
}

/* An empty set, to be given back. */
static struct set take(struct sets *sets)
{
    struct set set;
    if (sets->scratch_count == 0) {
        set.has = memory_allocate(sets->words, sizeof *set.has);
        set.weights = memory_allocate(64 * sets->words, sizeof *set.weights);
        return set;
    }
    set = sets->scratch[--sets->scratch_count];
    memset(set.has, 0, sets->words * sizeof *set.has);
    return set;
}

static void give_back(struct sets *sets, struct set set)
{
    sets->scratch = memory_grow(sets->scratch, &sets->scratch_capacity, sets->scratch_count + 1,
                                sizeof *sets->scratch);
    sets->scratch[sets->scratch_count++] = set;
}

static void add_docid(struct set *set, xapian_docid docid, double weight)
{
    if (set->weights)
        set->weights[docid] = bits_have(set->has, docid) ? set->weights[docid] + weight : weight;
    bits_add(set->has, docid);
}

/* Calls for each bit of a word of a set: its place, from the least on. */
#define EACH_BIT(place, bits)                                                                      \
    for (uint64_t rest_ = (bits), place;                                                           \
         rest_ && (place = (uint64_t)__builtin_ctzll(rest_), true); rest_ &= rest_ - 1)

/* -- The database ---------------------------------------------------------------------------- */

static void open_database(struct run *run)
{
    struct sets *sets = run->sets;
    uint64_t total = 0;
    char *message = NULL;
    enum xapian_status read = xapian_database_last_docid(sets->database, &sets->last, &message);
    if (read == XAPIAN_OK)
        read = xapian_database_count(sets->database, &sets->documents, &message);
    if (read == XAPIAN_OK)
        read = xapian_database_total_length(sets->database, &total, &message);
    note(run, read, message);
    if (run->status != STATUS_OK)
        return;
    sets->average_length = sets->documents > 0 ? (double)total / sets->documents : 0;
    sets->words = (size_t)sets->last / 64 + 1;
    sets->saturations = memory_allocate((size_t)sets->last + 1, sizeof *sets->saturations);
    sets->lengths_unknown = sets->last / LENGTHS_BLOCK + 1;
    sets->lengths_known = memory_allocate(sets->lengths_unknown, sizeof *sets->lengths_known);
}

/* Reads the lengths of the articles of the block that `docid` is in. */
static void read_lengths(struct run *run, xapian_docid docid)
{
    struct sets *sets = run->sets;
    xapian_docid docids[LENGTHS_BLOCK];
    uint32_t lengths[LENGTHS_BLOCK];
    size_t count = 0;
    char *message = NULL;
    enum xapian_status read = postings_read_articles(sets->database, docid - docid % LENGTHS_BLOCK,
                                                     LENGTHS_BLOCK, docids, lengths, &count,
                                                     &message);
    note(run, read, message);
    for (size_t i = 0; i < count && docids[i] <= sets->last; i++) {
        double length = lengths[i] / sets->average_length;
        sets->saturations[docids[i]] = FIRST_STAGE_K1 *
                                       (1 - FIRST_STAGE_B + FIRST_STAGE_B * length);
    }
    if (run->status != STATUS_OK)
        return;
    sets->lengths_known[docid / LENGTHS_BLOCK] = true;
    sets->lengths_unknown--;
}

/* Reads the lengths of articles in order of docid, as far as they are not known. */
static void need_lengths(struct run *run, const xapian_docid *docids, size_t count)
{
    const struct sets *sets = run->sets;
    for (size_t i = 0; i < count && sets->lengths_unknown > 0 && run->status == STATUS_OK; i++)
        if (!sets->lengths_known[docids[i] / LENGTHS_BLOCK])
            read_lengths(run, docids[i]);
}

static void add_all(struct run *run, struct set into)
{
    struct sets *sets = run->sets;
    if (sets->documents == sets->last) {
        for (xapian_docid docid = 1; docid <= sets->last; docid++)
            add_docid(&into, docid, 0);
        return;
    }
    xapian_docid *docids = memory_allocate(sets->documents, sizeof *docids);
    size_t count = 0;
    char *message = NULL;
    enum xapian_status read = postings_read_articles(sets->database, 1, sets->documents, docids,
                                                     NULL, &count, &message);
    note(run, read, message);
    for (size_t i = 0; i < count && docids[i] <= sets->last; i++)
        add_docid(&into, docids[i], 0);
    free(docids);
}

/* -- Terms ----------------------------------------------------------------------------------- */

/* What Xapian's BM25+ gives an article for a term that `frequency` articles have. */
static double term_weight(const struct sets *sets, double frequency)
{
    return log((sets->documents + 1.0) / frequency);
}

/* The share of a term's weight that an article gets whose length is known. */
static double part_of(const struct sets *sets, xapian_docid docid, double times)
{
    return (FIRST_STAGE_K1 + 1) * times / (sets->saturations[docid] + times) + FIRST_STAGE_DELTA;
}

static const struct posting_list *read_term(struct run *run, const struct formula *term)
{
    const struct posting_list *list = NULL;
    char *message = NULL;
    if (run->status != STATUS_OK)
        return NULL;
    enum xapian_status read = postings_read(run->sets->postings, buffer_str(&term->term), &list,
                                            &message);
    note(run, read, message);
    return run->status == STATUS_OK && list->count > 0 ? list : NULL;
}

static void add_term(struct run *run, const struct formula *term, double factor, struct set into)
{
    const struct sets *sets = run->sets;
    const struct posting_list *list = read_term(run, term);
    size_t count = list ? list->count : 0;
    while (count > 0 && list->docids[count - 1] > sets->last) /* damaged */
        count--;
    if (count == 0)
        return;
    if (into.weights) {
        factor *= term_weight(sets, (double)list->count);
        need_lengths(run, list->docids, count);
    }
    for (size_t i = 0; i < count; i++) {
        xapian_docid docid = list->docids[i];
        add_docid(&into, docid, into.weights ? factor * part_of(sets, docid, list->counts[i]) : 0);
    }
}

/* -- Synonyms -------------------------------------------------------------------------------- */

/* How many articles Xapian believes to have any of the terms: it joins the two of the least
 * frequency until one is left, and takes them for independent. */
static double believed_frequency(const struct sets *sets, double *frequencies, size_t count)
{
    for (size_t at = count / 2; at-- > 0;)
        heap_sift_down(frequencies, count, at);
    while (count > 1) {
        double least = frequencies[0];
        frequencies[0] = frequencies[--count];
        heap_sift_down(frequencies, count, 0);
        double next = frequencies[0];
        frequencies[0] = floor(least + next - least * next / sets->documents + .5);
        heap_sift_down(frequencies, count, 0);
    }
    return frequencies[0];
}

/* Terms that weigh as if they were one. */
static void add_synonyms(struct run *run, const struct formula *formula, double factor,
                         struct set into)
{
    struct sets *sets = run->sets;
    struct set times = take(sets); /* how often an article has any */
    double *frequencies = memory_allocate(formula->count, sizeof *frequencies);
    size_t count = 0;
    for (size_t i = 0; i < formula->count; i++) {
        const struct posting_list *list = read_term(run, formula->children[i]);
        if (!list)
            continue;
        frequencies[count++] = (double)list->count;
        for (size_t j = 0; j < list->count; j++)
            if (list->docids[j] <= sets->last)
                add_docid(&times, list->docids[j], list->counts[j]);
    }
    if (count > 0)
        factor *= term_weight(sets, believed_frequency(sets, frequencies, count));
    for (size_t i = 0; count > 0 && i < sets->words; i++)
        EACH_BIT(bit, times.has[i])
        {
            xapian_docid docid = (xapian_docid)(64 * i + bit);
            need_lengths(run, &docid, 1);
            add_docid(&into, docid, factor * part_of(sets, docid, times.weights[docid]));
        }
    free(frequencies);
    give_back(sets, times);
}

/* -- Operators ------------------------------------------------------------------------------- */

static void add(struct run *run, const struct formula *formula, double factor, struct set into);

/* Articles of a query that only Xapian can run. */
static void add_found(struct run *run, const struct formula *formula, struct set into)
{
    struct found found = {0};
    run->status = match_all(run->sets->database, formula->query, false, &found, run->error);
    for (size_t i = 0; run->status == STATUS_OK && i < found.count; i++)
        if (found.candidates[i].docid <= run->sets->last)
            add_docid(&into, found.candidates[i].docid, 0);
    free(found.candidates);
}

/* Leaves in `left` what the operator leaves of both. */
static void join(const struct sets *sets, enum xapian_operator operator_, struct set left,
                 struct set right)
{
    bool adds = left.weights && right.weights;
    for (size_t i = 0; i < sets->words; i++) {
        uint64_t both = left.has[i] & right.has[i];
        if (adds)
            EACH_BIT(bit, both)
        left.weights[64 * i + bit] += right.weights[64 * i + bit];
        if (operator_ == XAPIAN_AND || operator_ == XAPIAN_FILTER)
            left.has[i] = both;
        else if (operator_ == XAPIAN_AND_NOT)
            left.has[i] &= ~right.has[i];
    }
}

static void add_set(const struct sets *sets, struct set set, struct set into)
{
    for (size_t i = 0; i < sets->words; i++) {
        if (into.weights)
            EACH_BIT(bit, set.has[i])
            {
                xapian_docid docid = (xapian_docid)(64 * i + bit);
                add_docid(&into, docid, set.weights ? set.weights[docid] : 0);
            }
        into.has[i] |= set.has[i];
    }
}

static bool is_empty(const struct sets *sets, struct set set)
{
    for (size_t i = 0; i < sets->words; i++)
        if (set.has[i])
            return false;
    return true;
}

/* Children of which the first is narrowed, or weighs more, by the others. */
static void add_joined(struct run *run, const struct formula *formula, double factor,
                       struct set into)
{
    struct sets *sets = run->sets;
    enum xapian_operator operator_ = formula->operator_;
    bool adds = into.weights && (operator_ == XAPIAN_AND || operator_ == XAPIAN_AND_MAYBE);
    struct set left = take(sets);
    struct set kept = left;
    if (!into.weights)
        left.weights = NULL;
    add(run, formula->children[0], factor, left);
    for (size_t i = 1; i < formula->count && !is_empty(sets, left); i++) {
        if (operator_ == XAPIAN_AND_MAYBE && !adds)
            break;
        struct set right = take(sets);
        add(run, formula->children[i], factor,
            (struct set){right.has, adds ? right.weights : NULL});
        join(sets, operator_, left, (struct set){right.has, adds ? right.weights : NULL});
        give_back(sets, right);
    }
    add_set(sets, left, into);
    give_back(sets, kept);
}

/* So few children are taken as they come. */
#define FEW_CHILDREN 16

static int compare_formulas(const void *a, const void *b)
{
    const struct formula *x = *(const struct formula *const *)a;
    const struct formula *y = *(const struct formula *const *)b;
    return str_compare(buffer_str(&x->term), buffer_str(&y->term));
}

/* All children, by their terms where they are many: neighbours stand in one block of the table. */
static void add_any(struct run *run, const struct formula *formula, double factor, struct set into)
{
    struct formula **children = formula->children;
    if (formula->count > FEW_CHILDREN) {
        children = memory_allocate(formula->count, sizeof(struct formula *));
        memcpy(children, formula->children, formula->count * sizeof(struct formula *));
        qsort(children, formula->count, sizeof(struct formula *), compare_formulas);
    }
    for (size_t i = 0; i < formula->count; i++)
        add(run, children[i], factor, into);
    if (children != formula->children)
        free(children);
}

/* Adds what the formula finds, and its weight times `factor` where `into` has weights. */
static void add(struct run *run, const struct formula *formula, double factor, struct set into)
{
    if (run->status != STATUS_OK)
        return;
    factor *= formula->factor;
    switch (formula->kind) {
    case FORMULA_TERM:
        add_term(run, formula, factor, into);
        return;
    case FORMULA_ALL:
        add_all(run, into);
        return;
    case FORMULA_XAPIAN:
        add_found(run, formula, into);
        return;
    case FORMULA_JOINED:
        break;
    }
    if (formula->operator_ == XAPIAN_SYNONYM && into.weights && factor > 0)
        add_synonyms(run, formula, factor, into);
    else if (formula->operator_ == XAPIAN_OR || formula->operator_ == XAPIAN_SYNONYM)
        add_any(run, formula, factor, into);
    else
        add_joined(run, formula, factor, into);
}

/* -- The best -------------------------------------------------------------------------------- */

static void take_best(const struct sets *sets, struct set set, size_t most, struct found *found)
{
    struct best best = {0};
    for (size_t i = 0; i < sets->words; i++)
        found->total += (size_t)__builtin_popcountll(set.has[i]);
    best_begin(&best, most < found->total ? most : 0);
    for (size_t i = 0; set.weights && most < found->total && i < sets->words; i++)
        EACH_BIT(bit, set.has[i])
    best_offer(&best, (float)set.weights[64 * i + bit]);
    float least = best_least(&best);
    best_free(&best);
    found->candidates = memory_allocate(found->total, sizeof *found->candidates);
    for (size_t i = 0; i < sets->words; i++)
        EACH_BIT(bit, set.has[i])
        {
            xapian_docid docid = (xapian_docid)(64 * i + bit);
            float weight = set.weights ? (float)set.weights[docid] : 0;
            if (weight >= least)
                found->candidates[found->count++] = (struct candidate){
                    .docid = docid, .first = (double)weight, .score = (double)weight};
        }
}

enum status sets_find(struct sets *sets, const struct formula *formula, bool weighed, size_t most,
                      struct found *found, struct error *error)
{
    struct run run = {.sets = sets, .error = error};
    if (!sets->saturations)
        open_database(&run);
    if (run.status != STATUS_OK)
        return run.status;
    struct set set = take(sets);
    struct set used = {set.has, weighed ? set.weights : NULL};
    add(&run, formula, 1, used);
    if (run.status == STATUS_OK)
        take_best(sets, used, most, found);
    give_back(sets, set);
    return run.status;
}
