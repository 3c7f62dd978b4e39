/* Tree to superset query. */
#include "plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "forward.h"
#include "key_table.h"
#include "language.h"
#include "memory.h"
#include "schema.h"
#include "words.h"

struct planner {
    const struct query_terms *terms;
    enum plan_mode mode;
    struct names *names;
    struct plan *plan;
    enum status status; /* the first failure */
    struct error *error;
};

void plan_free(struct plan *plan)
{
    formula_free(plan->formula);
    for (size_t i = 0; i < plan->leaf_count; i++) {
        free(plan->leaves[i].words);
        free(plan->leaves[i].articles);
    }
    free(plan->leaves);
    *plan = (struct plan){0};
}

/* Whether two prefixes, names or dates ask for the same. */
static bool is_same_leaf(const struct node *a, const struct node *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->field != b->field)
        return false;
    return a->kind == NODE_DATE ? strcmp(a->dates.first, b->dates.first) == 0 &&
                                      strcmp(a->dates.last, b->dates.last) == 0
                                : str_equal(a->text, b->text);
}

const struct plan_leaf *plan_find_leaf(const struct plan *plan, const struct node *node)
{
    for (size_t i = 0; i < plan->leaf_count; i++)
        if (is_same_leaf(plan->leaves[i].node, node))
            return &plan->leaves[i];
    return NULL;
}

static struct plan_leaf *add_leaf(struct planner *planner, const struct node *node)
{
    struct plan *plan = planner->plan;
    plan->leaves = memory_grow(plan->leaves, &plan->leaf_capacity, plan->leaf_count + 1,
                               sizeof *plan->leaves);
    plan->leaves[plan->leaf_count] = (struct plan_leaf){.node = node};
    return &plan->leaves[plan->leaf_count++];
}

/* -- What the tree needs --------------------------------------------------------------------- */

static bool needs_check(const struct node *node, enum plan_mode mode)
{
    if (node->kind == NODE_PHRASE || node->kind == NODE_NEAR || node->kind == NODE_PREFIX ||
        (node->kind == NODE_WORD && node->exact))
        return true;
    for (size_t i = 0; i < node->count; i++)
        if (!plan_is_loose(node, node->children[i], mode) && needs_check(node->children[i], mode))
            return true;
    return false;
}

bool plan_is_stop_word(const struct node *node)
{
    return node->kind == NODE_WORD && node->word->stop && !node->exact;
}

static bool is_condition(const struct node *node)
{
    return node->kind == NODE_NAME || node->kind == NODE_DATE;
}

bool plan_has_content(const struct node *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct node *child = list->children[i];
        if (!plan_is_stop_word(child) && child->kind != NODE_NOT && !is_condition(child))
            return true;
    }
    return false;
}

bool plan_is_optional(bool has_content, const struct node *child)
{
    return has_content && plan_is_stop_word(child);
}

bool plan_is_loose(const struct node *list, const struct node *child, enum plan_mode mode)
{
    if (mode != PLAN_ANY || list->kind != NODE_LIST || child->kind != NODE_PHRASE)
        return false;
    for (size_t i = 0; i < child->count; i++)
        if (!child->children[i]->word->stop)
            return true;
    return false;
}

bool plan_can_relax(const struct node *root)
{
    size_t parts = 0, needed = 0;
    if (root->kind == NODE_NOT)
        return false;
    bool has_content = plan_has_content(root);
    for (size_t i = 0; i < root->count; i++) {
        const struct node *child = root->children[i];
        if (plan_can_relax(child))
            return true;
        needed += child->kind == NODE_NEEDED;
        parts += child->kind != NODE_NOT && child->kind != NODE_NEEDED && !is_condition(child) &&
                 !plan_is_optional(has_content, child);
    }
    return root->kind == NODE_LIST && parts > 0 && parts + needed > 1;
}

/* -- Leaves ---------------------------------------------------------------------------------- */

/* The first stage is BM25+ with weights of our own: Xapian multiplies by the logarithm of
 * (N + 1) / df, so each term is scaled by its weight over that. */
static double scale_of(const struct query_terms *terms, const struct query_stem *stem)
{
    if (!stem || stem->weight <= 0 || stem->document_frequency == 0)
        return 0;
    return stem->weight / log((terms->documents + 1.0) / stem->document_frequency);
}

/* The articles with the word's stem, `times` its weight. */
static struct formula *plan_word(struct planner *planner, const struct node *node, unsigned times)
{
    double scale = scale_of(planner->terms, query_terms_stem(planner->terms, node->word)) * times;
    struct formula *query = formula_scaled(formula_term(SCHEMA_STEM, node->word->stem), scale);
    if (node->field == FIELD_TITLE)
        query = formula_pair(XAPIAN_FILTER, query,
                             formula_term(SCHEMA_TITLE_STEM, node->word->stem));
    return query;
}

/* So few words of a prefix are joined without a thought. */
#define PREFIX_FEW_WORDS 100

/* The words of a prefix, as they are read, and the terms that they are asked for by. */
struct expansion {
    struct planner *planner;
    struct plan_leaf *leaf;
    size_t capacity;
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
    const struct planner *planner = expansion->planner;
    enum xapian_status status = XAPIAN_OK;
    while (expansion->counted < expansion->terms.count && status == XAPIAN_OK) {
        const struct buffer *term = &expansion->terms.formulas[expansion->counted++]->term;
        uint32_t documents = 0;
        status = xapian_database_frequency(planner->names->database, term->data, term->length,
                                           &documents, NULL, message);
        expansion->postings += documents;
    }
    expansion->everywhere = expansion->postings >= planner->terms->documents;
    return status;
}

/* A word's key for the check, and its stem, unless it is known that these are everywhere: to find
 * it is what costs. Words in byte order have equal stems near each other mostly; a stem twice does
 * no harm. */
static enum xapian_status expand_word(struct expansion *expansion, struct str folded,
                                      char **message)
{
    struct plan_leaf *leaf = expansion->leaf;
    struct french_word keys = {.folded = folded};
    words_set_keys(&keys);
    leaf->words = memory_grow(leaf->words, &expansion->capacity, leaf->word_count + 1,
                              sizeof *leaf->words);
    leaf->words[leaf->word_count++] = forward_key_of(&keys);
    if (expansion->everywhere)
        return XAPIAN_OK;
    const struct french_word *word = french_word_of(expansion->planner->names->french, folded);
    if (word && !str_equal(word->stem, expansion->stem)) {
        expansion->stem = word->stem;
        formula_list_add(&expansion->terms, formula_term(expansion->kind, word->stem));
    }
    return leaf->word_count > PREFIX_FEW_WORDS ? count_postings(expansion, message) : XAPIAN_OK;
}

/* Collects the words that begin with the prefix. */
static enum xapian_status expand_prefix(struct expansion *expansion, char **message)
{
    const struct xapian_database *database = expansion->planner->names->database;
    struct buffer prefix = {0};
    struct xapian_terms *terms = NULL;
    const char *term;
    size_t length;
    schema_term(SCHEMA_WORD, expansion->leaf->node->text, &prefix);
    enum xapian_status status = xapian_database_terms(database, prefix.data, prefix.length, &terms,
                                                      message);
    while (status == XAPIAN_OK &&
           (status = xapian_terms_next(terms, &term, &length, message)) == XAPIAN_OK)
        status = expand_word(expansion, schema_term_text(SCHEMA_WORD, str_of(term, length)),
                             message);
    xapian_terms_free(terms);
    buffer_free(&prefix);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

static struct formula *plan_prefix(struct planner *planner, const struct node *node)
{
    struct expansion expansion = {
        .planner = planner,
        .leaf = add_leaf(planner, node),
        .kind = node->field == FIELD_TITLE ? SCHEMA_TITLE_STEM : SCHEMA_STEM,
    };
    char *message = NULL;
    if (planner->status != STATUS_OK)
        return NULL;
    enum xapian_status status = expand_prefix(&expansion, &message);
    struct formula *formula = formula_combined(XAPIAN_SYNONYM, &expansion.terms);
    if (status != XAPIAN_OK)
        planner->status = database_error(planner->error, _("the database"), status, message);
    if (status == XAPIAN_OK && formula && !expansion.everywhere)
        return formula;
    formula_free(formula);
    return expansion.everywhere ? formula_all() : formula_nothing();
}

static int compare_docids(const void *a, const void *b)
{
    xapian_docid x = *(const xapian_docid *)a;
    xapian_docid y = *(const xapian_docid *)b;
    return (x > y) - (x < y);
}

/* Lists the articles of a condition, for the check. */
static enum status list_articles(struct planner *planner, const struct xapian_query *query,
                                 struct plan_leaf *leaf)
{
    struct xapian_enquire *enquire = NULL;
    struct xapian_mset *mset = NULL;
    uint32_t documents = planner->terms->documents;
    char *message = NULL;
    double weight;
    enum xapian_status status = xapian_enquire_new(planner->names->database, &enquire, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_set_query(enquire, query, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_get_mset(enquire, 0, documents, documents, &mset, &message);
    if (status == XAPIAN_OK) {
        leaf->article_count = xapian_mset_size(mset);
        leaf->articles = memory_allocate(leaf->article_count, sizeof *leaf->articles);
    }
    for (uint32_t i = 0; i < leaf->article_count && status == XAPIAN_OK; i++)
        status = xapian_mset_hit(mset, i, &leaf->articles[i], &weight, &message);
    if (leaf->article_count > 0)
        qsort(leaf->articles, leaf->article_count, sizeof *leaf->articles, compare_docids);
    xapian_mset_free(mset);
    xapian_enquire_free(enquire);
    return status == XAPIAN_OK ? STATUS_OK
                               : database_error(planner->error, _("the database"), status, message);
}

static struct formula *plan_condition(struct planner *planner, const struct node *node)
{
    struct xapian_query *query = NULL;
    if (planner->status != STATUS_OK)
        return NULL;
    planner->status = node->kind == NODE_DATE ? dates_query(&node->dates, &query, planner->error)
                                              : names_query(planner->names, node->field, node->text,
                                                            &query, planner->error);
    if (planner->status != STATUS_OK)
        return NULL;
    if (planner->plan->needs_check)
        planner->status = list_articles(planner, query, add_leaf(planner, node));
    return formula_xapian(query);
}

/* -- Inner nodes ----------------------------------------------------------------------------- */

static struct formula *plan_node(struct planner *planner, const struct node *node);

/* How often each child of a node stands there, or 0 when an earlier child is the same: what stands
 * twice weighs twice, and is asked for once. Owned by the caller: free(). */
static unsigned *count_children(const struct node *node)
{
    unsigned *times = memory_allocate(node->count, sizeof *times);
    struct key_table known = {0};
    for (size_t i = 0; i < node->count; i++) {
        uint32_t key = (uint32_t)node_hash(node->children[i]);
        uint32_t first = key_table_find(&known, key);
        if (first == KEY_TABLE_NONE) {
            key_table_add(&known, key, (uint32_t)i);
            first = (uint32_t)i;
        }
        times[node_equal(node->children[first], node->children[i]) ? first : i]++;
    }
    key_table_free(&known);
    return times;
}

/* A child that stands there so often. */
static struct formula *plan_times(struct planner *planner, const struct node *child, unsigned times)
{
    if (child->kind == NODE_WORD)
        return plan_word(planner, child, times);
    struct formula *query = plan_node(planner, child);
    return times > 1 ? formula_scaled(query, times) : query;
}

/* All children from `first` on, by one operator. */
static struct formula *plan_children(struct planner *planner, const struct node *node, size_t first,
                                     enum xapian_operator operator_)
{
    struct formula_list list = {0};
    unsigned *times = count_children(node);
    for (size_t i = first; i < node->count; i++)
        if (times[i] > 0)
            formula_list_add(&list, plan_times(planner, node->children[i], times[i]));
    free(times);
    return formula_combined(operator_, &list);
}

/* The parts of a list or of an AND, by what they do. */
struct list_parts {
    bool has_content;               /* a list that plan_has_content() */
    struct formula_list needed;     /* all of these */
    struct formula_list optional;   /* any of these, when relaxed */
    struct formula_list welcome;    /* weigh where they are: stop words that score */
    struct formula_list conditions; /* all of these, without weight */
    struct formula_list unwanted;   /* none of these */
};

static void sort_child(struct planner *planner, const struct node *list, const struct node *child,
                       unsigned times, struct list_parts *parts)
{
    if (child->kind == NODE_NOT) {
        struct formula *unwanted = plan_node(planner, child->children[0]);
        if (needs_check(child, planner->mode)) { /* what to take away is not known yet */
            formula_free(unwanted);              /* planned for the check to have its leaves */
            unwanted = NULL;
        }
        formula_list_add(&parts->unwanted, unwanted);
        return;
    }
    struct formula_list *into = &parts->needed;
    if (plan_is_optional(parts->has_content, child))
        into = &parts->welcome;
    else if (is_condition(child))
        into = &parts->conditions;
    else if (list->kind == NODE_LIST && planner->mode == PLAN_ANY && child->kind != NODE_NEEDED)
        into = &parts->optional;
    if (plan_is_loose(list, child, planner->mode)) {
        for (size_t i = 0; i < child->count; i++)
            if (!child->children[i]->word->stop)
                formula_list_add(into, plan_word(planner, child->children[i], times));
        return;
    }
    if (child->kind != NODE_WORD || child->exact) {
        formula_list_add(into, plan_times(planner, child, times));
        return;
    }
    const struct query_stem *stem = query_terms_stem(planner->terms, child->word);
    if ((into != &parts->welcome || (stem && stem->weight > 0)))
        formula_list_add(into, plan_word(planner, child, times));
}

static struct formula *plan_list(struct planner *planner, const struct node *list)
{
    struct list_parts parts = {.has_content = list->kind == NODE_LIST && plan_has_content(list)};
    unsigned *times = count_children(list);
    for (size_t i = 0; i < list->count; i++)
        if (times[i] > 0)
            sort_child(planner, list, list->children[i], times[i], &parts);
    free(times);
    struct formula *needed = formula_combined(XAPIAN_AND, &parts.needed);
    struct formula *optional = formula_combined(XAPIAN_OR, &parts.optional);
    struct formula *query = formula_pair(XAPIAN_AND_MAYBE, needed, optional);
    struct formula *welcome = formula_combined(XAPIAN_OR, &parts.welcome);
    query = query ? formula_pair(XAPIAN_AND_MAYBE, query, welcome) : welcome;
    query = formula_pair(XAPIAN_FILTER, query, formula_combined(XAPIAN_AND, &parts.conditions));
    struct formula *unwanted = formula_combined(XAPIAN_OR, &parts.unwanted);
    return query ? formula_pair(XAPIAN_AND_NOT, query, unwanted) : unwanted;
}

static struct formula *plan_compound(struct planner *planner, const struct node *node)
{
    struct formula *whole = plan_word(planner, node->children[0], 1);
    enum xapian_operator of_parts = planner->mode == PLAN_ANY ? XAPIAN_OR : XAPIAN_AND;
    return formula_pair(XAPIAN_OR, whole, plan_children(planner, node, 1, of_parts));
}

static struct formula *plan_node(struct planner *planner, const struct node *node)
{
    switch (node->kind) {
    case NODE_WORD:
        return plan_word(planner, node, 1);
    case NODE_PREFIX:
        return plan_prefix(planner, node);
    case NODE_NAME:
    case NODE_DATE:
        return plan_condition(planner, node);
    case NODE_COMPOUND:
        return plan_compound(planner, node);
    case NODE_PHRASE:
    case NODE_NEAR:
        return plan_children(planner, node, 0, XAPIAN_AND);
    case NODE_LIST:
    case NODE_AND:
        return plan_list(planner, node);
    case NODE_OR:
        return plan_children(planner, node, 0, XAPIAN_OR);
    case NODE_NOT: /* alone; the parser lets none through */
        return NULL;
    case NODE_NEEDED:
        return plan_node(planner, node->children[0]);
    }
    return NULL;
}

enum status plan_make(const struct node *root, const struct query_terms *terms, enum plan_mode mode,
                      struct names *names, struct plan *plan, struct error *error)
{
    struct planner planner = {
        .terms = terms, .mode = mode, .names = names, .plan = plan, .error = error};
    plan->needs_check |= needs_check(root, mode);
    plan->formula = plan_node(&planner, root);
    return planner.status;
}
