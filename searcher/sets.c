/* Postings into sets, and sets into sets. A formula is as deep as the query's tree, which the
 * parser bounds. */
#include "sets.h"

#include <stdlib.h>
#include <string.h>

#include "best.h"
#include "database.h"
#include "docid_set.h"
#include "docids.h"
#include "hash.h"
#include "key_table.h"
#include "memory.h"
#include "saturation.h"

/* A term that a formula asks for more than once, as a set. */
struct kept_term {
    struct str term;      /* in the formula */
    struct docid_set set; /* weights as part_of() */
    size_t frequency;
};

/* Among numbers of kept terms: asked for once, and not kept. */
#define ASKED_ONCE (KEY_TABLE_NONE - 1)

/* So many bytes of them are kept. Measured: phrases of 23 stop words, each with each. */
#define KEPT_BYTES ((size_t)16 << 20)

struct sets {
    const struct xapian_database *database;
    struct postings *postings; /* borrowed */
    uint32_t documents;
    xapian_docid last;
    struct saturations saturations;
    struct docid_pool pool;
    struct key_table asked; /* of this formula, by hash: a number in `kept`, or ASKED_ONCE */
    struct kept_term *kept;
    size_t kept_count, kept_capacity;
};

/* A run over one formula. What fails is kept, and ends it. */
struct run {
    struct sets *sets;
    bool weighed;
    enum status status;
    struct error *error;
};

/* Keeps what reading the database failed with. */
static void note(struct run *run, enum xapian_status read, char *message)
{
    if (read != XAPIAN_OK)
        run->status = database_error(run->error, NULL, read, message);
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
    docid_pool_free(&sets->pool);
    key_table_free(&sets->asked);
    free(sets->kept);
    saturations_free(&sets->saturations);
    free(sets);
}

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
    sets->pool.words = (size_t)sets->last / 64 + 1;
    saturations_begin(&sets->saturations, sets->database, sets->last,
                      sets->documents > 0 ? (double)total / sets->documents : 0);
}

/* Makes the lengths of articles known, in order of docid. */
static void need_lengths(struct run *run, const xapian_docid *docids, size_t count)
{
    char *message = NULL;
    if (run->status == STATUS_OK)
        note(run, saturations_need(&run->sets->saturations, docids, count, &message), message);
}

static void add_all(struct run *run, struct docid_set into)
{
    struct sets *sets = run->sets;
    if (sets->documents == sets->last) {
        for (xapian_docid docid = 1; docid <= sets->last; docid++)
            docid_set_add(&into, docid, 0);
        return;
    }
    xapian_docid *docids = memory_allocate(sets->documents, sizeof *docids);
    size_t count = 0;
    char *message = NULL;
    enum xapian_status read = postings_read_articles(sets->database, 1, sets->documents, docids,
                                                     NULL, &count, &message);
    note(run, read, message);
    for (size_t i = 0; i < count && docids[i] <= sets->last; i++)
        docid_set_add(&into, docids[i], 0);
    free(docids);
}

/* -- Terms ----------------------------------------------------------------------------------- */

/* The share of a term's weight that an article gets whose length is known. */
static double part_of(const struct sets *sets, xapian_docid docid, double times)
{
    return (FIRST_STAGE_K1 + 1) * times / (sets->saturations.of[docid] + times) + FIRST_STAGE_DELTA;
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

/* Adds the articles of a list with `factor` times what part_of() says. */
static void add_list(struct run *run, const struct posting_list *list, double factor,
                     struct docid_set into)
{
    const struct sets *sets = run->sets;
    size_t count = list->count;
    while (count > 0 && list->docids[count - 1] > sets->last) /* damaged */
        count--;
    if (into.weights)
        need_lengths(run, list->docids, count);
    for (size_t i = 0; i < count; i++) {
        xapian_docid docid = list->docids[i];
        docid_set_add(&into, docid,
                      into.weights ? factor * part_of(sets, docid, list->counts[i]) : 0);
    }
}

static void add_term(struct run *run, const struct formula *term, double factor,
                     struct docid_set into)
{
    const struct posting_list *list = read_term(run, term);
    if (list)
        add_list(run, list, factor * first_stage_weight(run->sets->documents, (double)list->count),
                 into);
}

/* -- Terms that are asked for again ----------------------------------------------------------- */

/* The set of a term that has been asked for before; NULL where reading its postings is as good, and
 * of other formulas. */
static const struct kept_term *keep_term(struct run *run, const struct formula *term)
{
    struct sets *sets = run->sets;
    if (term->kind != FORMULA_TERM)
        return NULL;
    struct str text = buffer_str(&term->term);
    uint32_t key = (uint32_t)hash_bytes(text, 0);
    uint32_t number = key_table_find(&sets->asked, key);
    if (number == KEY_TABLE_NONE) {
        key_table_add(&sets->asked, key, ASKED_ONCE);
        return NULL;
    }
    if (number != ASKED_ONCE)
        return str_equal(sets->kept[number].term, text) ? &sets->kept[number] : NULL;
    const struct posting_list *list = read_term(run, term);
    size_t bytes = 65 * sets->pool.words * sizeof(uint64_t);
    if (!list || list->count < sets->pool.words || sets->kept_count * bytes > KEPT_BYTES)
        return NULL;
    sets->kept = memory_grow(sets->kept, &sets->kept_capacity, sets->kept_count + 1,
                             sizeof *sets->kept);
    struct kept_term *kept = &sets->kept[sets->kept_count];
    *kept = (struct kept_term){text, docid_pool_take(&sets->pool), list->count};
    add_list(run, list, 1,
             (struct docid_set){kept->set.has, run->weighed ? kept->set.weights : NULL});
    key_table_place(&sets->asked, key)->number = (uint32_t)sets->kept_count++;
    return kept;
}

static void forget_terms(struct sets *sets)
{
    while (sets->kept_count > 0)
        docid_pool_give_back(&sets->pool, sets->kept[--sets->kept_count].set);
    key_table_clear(&sets->asked);
}

/* -- Operators ------------------------------------------------------------------------------- */

static void add(struct run *run, const struct formula *formula, double factor,
                struct docid_set into);

/* Articles of a query that only Xapian can run. */
static void add_found(struct run *run, const struct formula *formula, struct docid_set into)
{
    struct docid_list asked = {0};
    const struct docid_list *found = formula->is_known ? &formula->known : &asked;
    if (!formula->is_known)
        run->status = docids_find(run->sets->database, formula->query, UINT32_MAX, &asked,
                                  run->error);
    for (size_t i = 0; run->status == STATUS_OK && i < found->count; i++)
        if (found->docids[i] <= run->sets->last)
            docid_set_add(&into, found->docids[i], 0);
    docid_list_free(&asked);
}

/* A set to be joined with another. */
struct operand {
    struct docid_view view;
    struct docid_set own; /* to be given back; its `has` is NULL where the view is of a kept term */
};

static struct operand own_operand(struct docid_set own, bool weighed)
{
    return (struct operand){{own.has, weighed ? own.weights : NULL, 1}, own};
}

static struct operand kept_operand(const struct sets *sets, const struct kept_term *kept,
                                   double factor, bool weighed)
{
    factor *= first_stage_weight(sets->documents, (double)kept->frequency);
    return (struct operand){{kept->set.has, weighed ? kept->set.weights : NULL, factor},
                            {NULL, NULL}};
}

/* What a formula finds; `kept` is its keep_term(). */
static struct operand operand_of(struct run *run, const struct formula *formula,
                                 const struct kept_term *kept, double factor, bool weighed)
{
    if (kept)
        return kept_operand(run->sets, kept, factor * formula->factor, weighed);
    struct docid_set own = docid_pool_take(&run->sets->pool);
    add(run, formula, factor, (struct docid_set){own.has, weighed ? own.weights : NULL});
    return own_operand(own, weighed);
}

static void drop_operand(struct sets *sets, struct operand operand)
{
    if (operand.own.has)
        docid_pool_give_back(&sets->pool, operand.own);
}

/* What the operator leaves of both, which are dropped. */
static struct operand join(struct sets *sets, enum xapian_operator operator_, struct operand left,
                           struct operand right)
{
    struct docid_set both = docid_pool_take(&sets->pool);
    bool weighed = left.view.weights;
    docid_set_join(sets->pool.words, operator_, left.view, right.view,
                   (struct docid_set){both.has, weighed ? both.weights : NULL});
    drop_operand(sets, left);
    drop_operand(sets, right);
    return own_operand(both, weighed);
}

/* Leaves in a set what the operator leaves of it beside a term, which needs no set of its own. */
static void narrow(struct run *run, enum xapian_operator operator_, struct docid_set left,
                   const struct formula *term, double factor, bool adds)
{
    struct sets *sets = run->sets;
    const struct posting_list *list = read_term(run, term);
    struct docid_set both = docid_pool_take(&sets->pool);
    if (list)
        factor *= first_stage_weight(sets->documents, (double)list->count);
    for (size_t i = 0; list && i < list->count; i++) {
        xapian_docid docid = list->docids[i];
        if (docid > sets->last || !bits_have(left.has, docid))
            continue;
        bits_add(both.has, docid);
        if (!adds)
            continue;
        need_lengths(run, &docid, 1);
        left.weights[docid] += factor * part_of(sets, docid, list->counts[i]);
    }
    docid_set_keep(sets->pool.words, operator_, left, both.has);
    docid_pool_give_back(&sets->pool, both);
}

/* The child to begin with: of an AND the term that the fewest articles have. */
static size_t first_child(const struct formula *formula)
{
    size_t first = 0;
    for (size_t i = 1; formula->operator_ == XAPIAN_AND && i < formula->count; i++) {
        uint32_t least = formula->children[first]->frequency;
        uint32_t frequency = formula->children[i]->frequency;
        if (frequency > 0 && (least == 0 || frequency < least))
            first = i;
    }
    return first;
}

/* Adds what is left of all children, and drops it. */
static void add_operand(struct sets *sets, struct operand operand, struct docid_set into)
{
    struct docid_view itself = {operand.view.has, NULL, 0};
    docid_set_join(sets->pool.words, XAPIAN_AND, operand.view, itself, into);
    drop_operand(sets, operand);
}

/* Children of which the first is narrowed, or weighs more, by the others. */
static void add_joined(struct run *run, const struct formula *formula, double factor,
                       struct docid_set into)
{
    struct sets *sets = run->sets;
    enum xapian_operator operator_ = formula->operator_;
    bool adds = into.weights && (operator_ == XAPIAN_AND || operator_ == XAPIAN_AND_MAYBE);
    if (operator_ == XAPIAN_AND_MAYBE && !adds) {
        add(run, formula->children[0], factor, into);
        return;
    }
    size_t first = first_child(formula);
    const struct formula *child = formula->children[first];
    struct operand left = operand_of(run, child, keep_term(run, child), factor, into.weights);
    for (size_t i = 1; i < formula->count && !docid_set_is_empty(sets->pool.words, left.view.has);
         i++) {
        child = formula->children[i <= first ? i - 1 : i];
        const struct kept_term *kept = keep_term(run, child);
        if (child->kind == FORMULA_TERM && !kept && left.own.has) {
            narrow(run, operator_, left.own, child, factor * child->factor, adds);
            continue;
        }
        struct operand right = operand_of(run, child, kept, factor, adds);
        if (i + 1 < formula->count) {
            left = join(sets, operator_, left, right);
            continue;
        }
        docid_set_join(sets->pool.words, operator_, left.view, right.view, into);
        drop_operand(sets, right);
        drop_operand(sets, left);
        return;
    }
    add_operand(sets, left, into);
}

/* So few children are taken as they come. */
#define FEW_CHILDREN 16

/* All children, in order where they are many. */
static void add_any(struct run *run, const struct formula *formula, double factor,
                    struct docid_set into)
{
    struct formula **children = formula->children;
    if (formula->count > FEW_CHILDREN) {
        children = memory_allocate(formula->count, sizeof(struct formula *));
        memcpy(children, formula->children, formula->count * sizeof(struct formula *));
        formula_sort(children, formula->count);
    }
    for (size_t i = 0; i < formula->count; i++)
        add(run, children[i], factor, into);
    if (children != formula->children)
        free(children);
}

/* Adds what the formula finds, and its weight times `factor` where `into` has weights. */
static void add(struct run *run, const struct formula *formula, double factor,
                struct docid_set into)
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
    if (formula->operator_ == XAPIAN_OR)
        add_any(run, formula, factor, into);
    else
        add_joined(run, formula, factor, into);
}

/* -- The best -------------------------------------------------------------------------------- */

static void take_best(const struct sets *sets, struct docid_set set, size_t most,
                      struct found *found)
{
    struct best best = {0};
    for (size_t i = 0; i < sets->pool.words; i++)
        found->total += (size_t)__builtin_popcountll(set.has[i]);
    best_begin(&best, most < found->total ? most : 0);
    for (size_t i = 0; set.weights && most < found->total && i < sets->pool.words; i++)
        EACH_BIT(bit, set.has[i])
            best_offer(&best, (float)set.weights[64 * i + bit]);
    float least = best_least(&best);
    best_free(&best);
    found->candidates = memory_allocate(found->total, sizeof *found->candidates);
    for (size_t i = 0; i < sets->pool.words; i++)
        EACH_BIT(bit, set.has[i]) {
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
    struct run run = {.sets = sets, .weighed = weighed, .error = error};
    if (!sets->saturations.of)
        open_database(&run);
    if (run.status != STATUS_OK)
        return run.status;
    struct docid_set set = docid_pool_take(&sets->pool);
    struct docid_set used = {set.has, weighed ? set.weights : NULL};
    add(&run, formula, 1, used);
    if (run.status == STATUS_OK)
        take_best(sets, used, most, found);
    docid_pool_give_back(&sets->pool, set);
    forget_terms(sets);
    return run.status;
}
