/* Tree to superset query. */
#include "plan.h"

#include <stdlib.h>

#include "database.h"
#include "memory.h"
#include "rank.h"
#include "schema.h"

struct planner {
    const struct query_terms *terms;
    enum plan_mode mode;
    bool looks_up;  /* the articles of stems: the formula is wide, and the plan wants them */
    bool in_phrase; /* its words are as written, not in any form */
    struct names *names;
    struct plan *plan;
    enum status status; /* the first failure */
    struct error *error;
};

void plan_free(struct plan *plan)
{
    formula_free(plan->formula);
    for (size_t i = 0; i < plan->leaf_count; i++) {
        prefix_free(&plan->leaves[i].prefix);
        docid_list_free(&plan->leaves[i].articles);
    }
    free(plan->leaves);
    key_table_free(&plan->leaf_table);
    *plan = (struct plan){0};
}

const struct plan_leaf *plan_find_leaf(const struct plan *plan, const struct node *node)
{
    uint32_t number = key_table_find(&plan->leaf_table, (uint32_t)node_hash(node));
    if (number == KEY_TABLE_NONE)
        return NULL;
    if (node_equal(plan->leaves[number].node, node))
        return &plan->leaves[number];
    for (size_t i = 0; i < plan->leaf_count; i++) /* another one has its hash */
        if (node_equal(plan->leaves[i].node, node))
            return &plan->leaves[i];
    return NULL;
}

static struct plan_leaf *add_leaf(struct planner *planner, const struct node *node)
{
    struct plan *plan = planner->plan;
    plan->leaves = memory_grow(plan->leaves, &plan->leaf_capacity, plan->leaf_count + 1,
                               sizeof *plan->leaves);
    key_table_add(&plan->leaf_table, (uint32_t)node_hash(node), (uint32_t)plan->leaf_count);
    plan->leaves[plan->leaf_count] = (struct plan_leaf){.node = node};
    return &plan->leaves[plan->leaf_count++];
}

/* -- What the tree needs --------------------------------------------------------------------- */

enum plan_mode plan_mode_below(const struct node *node, enum plan_mode mode)
{
    return node->kind == NODE_NOT || node->kind == NODE_NEEDED ? PLAN_ALL : mode;
}

bool plan_is_stop_word(const struct node *node)
{
    return node->kind == NODE_WORD && node->word->stop && !node->exact;
}

/* The parser bounds how deep a tree is; the first word ends it. */
bool plan_is_condition(const struct node *node)
{
    switch (node->kind) {
    case NODE_NAME:
    case NODE_DATE:
        return true;
    case NODE_LIST:
    case NODE_AND:
    case NODE_OR:
    case NODE_NOT:
    case NODE_NEEDED:
        for (size_t i = 0; i < node->count; i++)
            if (!plan_is_condition(node->children[i]))
                return false;
        return true;
    default:
        return false;
    }
}

/* The field of what a node asks for: of the first leaf below it. */
static enum query_field field_of(const struct node *node)
{
    while (node->count > 0 && (node->kind == NODE_LIST || node->kind == NODE_AND ||
                               node->kind == NODE_OR || node->kind == NODE_NEEDED))
        node = node->children[0];
    return node->field;
}

unsigned plan_content(const struct node *list)
{
    unsigned content = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct node *child = list->children[i];
        if (!plan_is_stop_word(child) && child->kind != NODE_NOT && !plan_is_condition(child))
            content |= 1U << field_of(child);
    }
    return content;
}

unsigned plan_compound_content(const struct node *compound)
{
    for (size_t i = 1; i < compound->count; i++)
        if (!plan_is_stop_word(compound->children[i]))
            return 1U << compound->field;
    return 0;
}

bool plan_is_optional(unsigned content, const struct node *child)
{
    if (!plan_is_stop_word(child))
        return false;
    return child->field == FIELD_ANY ? content != 0 : (content >> child->field & 1) != 0;
}

bool plan_leaves_out(unsigned content, const struct node *node, size_t child)
{
    bool is_whole = node->kind == NODE_COMPOUND && child == 0;
    return !is_whole && plan_is_optional(content, node->children[child]);
}

bool plan_is_loose(const struct node *list, const struct node *child, enum plan_mode mode)
{
    if (mode != PLAN_ANY || list->kind != NODE_LIST || child->kind != NODE_PHRASE ||
        child->children[0]->exact || (child->joined && child->joined->count == 1))
        return false;
    for (size_t i = 0; i < child->count; i++)
        if (!child->children[i]->word->stop)
            return true;
    return false;
}

/* The fields of a node in which its stop words are not asked for. */
static unsigned content_of(const struct node *node, enum plan_mode mode)
{
    if (node->kind == NODE_LIST)
        return plan_content(node);
    return node->kind == NODE_COMPOUND && mode == PLAN_ANY ? plan_compound_content(node) : 0;
}

static bool any_asked(const struct node *node, enum plan_mode mode,
                      bool (*is)(const struct node *node));

/* The same of a loose phrase, whose units are asked for, but for stop words. */
static bool any_unit_asked(const struct node *phrase, enum plan_mode mode,
                           bool (*is)(const struct node *node))
{
    const struct node *units = node_joined(phrase);
    for (size_t i = 0; i < units->count; i++)
        if (!plan_is_stop_word(units->children[i]) && any_asked(units->children[i], mode, is))
            return true;
    return false;
}

/* Whether a node, or one below it that is asked for, `is` of a kind. */
static bool any_asked(const struct node *node, enum plan_mode mode,
                      bool (*is)(const struct node *node))
{
    enum plan_mode below = plan_mode_below(node, mode);
    unsigned content = content_of(node, mode);
    if (is(node))
        return true;
    for (size_t i = 0; i < node->count; i++) {
        const struct node *child = node->children[i];
        if (plan_leaves_out(content, node, i))
            continue;
        if (plan_is_loose(node, child, below) ? any_unit_asked(child, below, is)
                                              : any_asked(child, below, is))
            return true;
    }
    return false;
}

/* All articles are its formula, or may be. */
static bool is_wide(const struct node *node)
{
    return node->kind == NODE_PREFIX ||
           (node->kind == NODE_WORD && !schema_has_stem_term(node->word));
}

static bool needs_record(const struct node *node)
{
    return node->kind == NODE_PHRASE || node->kind == NODE_NEAR ||
           (node->kind == NODE_WORD && node->exact) || is_wide(node);
}

bool plan_needs_check(const struct node *node, enum plan_mode mode)
{
    return any_asked(node, mode, needs_record);
}

bool plan_can_relax(const struct node *root)
{
    size_t parts = 0, needed = 0;
    if (root->kind == NODE_NOT)
        return false;
    unsigned content = plan_content(root);
    for (size_t i = 0; i < root->count; i++) {
        const struct node *child = root->children[i];
        if (plan_can_relax(child))
            return true;
        needed += child->kind == NODE_NEEDED;
        parts += child->kind != NODE_NOT && child->kind != NODE_NEEDED &&
                 !plan_is_condition(child) && !plan_is_optional(content, child);
    }
    return root->kind == NODE_LIST && parts > 0 && parts + needed > 1;
}

/* -- Leaves ---------------------------------------------------------------------------------- */

static enum status ask_articles(struct planner *planner, const struct french_word *word,
                                struct docid_list *articles)
{
    struct queries queries = {0};
    struct xapian_query *query = queries_term(&queries, SCHEMA_STEM, word->stem);
    enum status status = queries_finish(&queries, planner->error);
    if (status == STATUS_OK)
        status = docids_find(planner->names->database, query, UINT32_MAX, articles, planner->error);
    xapian_query_free(query);
    return status;
}

/* The same, without Xapian's matcher. */
static enum status read_postings(struct planner *planner, const struct french_word *word,
                                 struct docid_list *articles)
{
    const struct posting_list *list = NULL;
    struct buffer term = {0};
    char *message = NULL;
    schema_stem_term(SCHEMA_STEM, word, &term);
    enum xapian_status read = postings_read(planner->plan->postings, buffer_str(&term), &list,
                                            &message);
    buffer_free(&term);
    if (read != XAPIAN_OK)
        return database_error(planner->error, NULL, read, message);
    articles->docids = memory_resize(NULL, list->count, sizeof *list->docids);
    articles->count = articles->capacity = list->count;
    for (size_t i = 0; i < list->count; i++)
        articles->docids[i] = list->docids[i];
    return STATUS_OK;
}

/* Finds the articles that have the word's stem: a formula that is wide finds others too, in which
 * the key of another stem may be the same. Measured: of 22,500 queries with many function words six
 * found some articles more or fewer. */
static void look_up_stem(struct planner *planner, const struct node *node)
{
    if (planner->in_phrase || node->exact || !schema_has_stem_term(node->word) ||
        planner->status != STATUS_OK || plan_find_leaf(planner->plan, node))
        return;
    struct docid_list articles = {0};
    planner->status = planner->plan->postings ? read_postings(planner, node->word, &articles)
                                              : ask_articles(planner, node->word, &articles);
    add_leaf(planner, node)->articles = articles;
}

/* The articles with the word's stem, which may be NULL: unknown; all where it has no term. The
 * first stage is BM25+ with weights of our own: Xapian multiplies by the logarithm of (N + 1) / df,
 * so each term is scaled by its weight over that. */
static struct formula *plan_stem(struct planner *planner, const struct node *node,
                                 const struct query_stem *stem, double weight)
{
    double scale = 0;
    if (planner->looks_up)
        look_up_stem(planner, node);
    if (!schema_has_stem_term(node->word))
        return formula_all();
    if (stem && stem->document_frequency > 0)
        scale = weight / first_stage_weight(planner->terms->documents, stem->document_frequency);
    struct formula *query = formula_scaled(formula_term(SCHEMA_STEM, node->word), scale);
    query->frequency = stem ? stem->document_frequency : 0;
    if (node->field == FIELD_TITLE)
        query = formula_pair(XAPIAN_FILTER, query, formula_term(SCHEMA_TITLE_STEM, node->word));
    return query;
}

/* The same, `times` the stem's weight. */
static struct formula *plan_word(struct planner *planner, const struct node *node, unsigned times)
{
    const struct query_stem *stem = query_terms_stem(planner->terms, node->word);
    return plan_stem(planner, node, stem, stem ? stem->weight * times : 0);
}

static struct formula *plan_prefix(struct planner *planner, const struct node *node)
{
    char *message = NULL;
    const struct plan_leaf *known = plan_find_leaf(planner->plan, node);
    if (planner->status != STATUS_OK)
        return NULL;
    if (known)
        return formula_share(known->prefix.formula);
    struct plan_leaf *leaf = add_leaf(planner, node);
    enum xapian_status status = prefix_expand(
        planner->names->database, planner->names->french, node->text,
        node->field == FIELD_TITLE ? SCHEMA_TITLE_STEM : SCHEMA_STEM, planner->terms->documents,
        &leaf->prefix, &message);
    if (status != XAPIAN_OK)
        planner->status = database_error(planner->error, NULL, status, message);
    return formula_share(leaf->prefix.formula);
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
    if (planner->plan->needs_check && !plan_find_leaf(planner->plan, node))
        planner->status = docids_find(planner->names->database, query, UINT32_MAX,
                                      &add_leaf(planner, node)->articles, planner->error);
    struct formula *formula = formula_xapian(query);
    const struct plan_leaf *leaf = plan_find_leaf(planner->plan, node);
    if (formula && leaf) {
        formula->is_known = true;
        formula->known = leaf->articles;
    }
    return formula;
}

/* -- Inner nodes ----------------------------------------------------------------------------- */

static struct formula *plan_node(struct planner *planner, const struct node *node);

/* How often each child of a node, from `begin` on, stands there, or 0 when an earlier one is the
 * same: what stands twice weighs twice, and is asked for once. Owned by the caller: free(). */
static unsigned *count_children(const struct node *node, size_t begin)
{
    unsigned *times = memory_allocate(node->count, sizeof *times);
    struct key_table known = {0};
    for (size_t i = begin; i < node->count; i++) {
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
    unsigned *times = count_children(node, first);
    for (size_t i = first; i < node->count; i++)
        if (times[i] > 0)
            formula_list_add(&list, plan_times(planner, node->children[i], times[i]));
    free(times);
    return formula_combined(operator_, &list);
}

/* The parts of a list or of an AND, by what they do. */
struct list_parts {
    unsigned content;               /* of a list: plan_content() */
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
        struct formula *unwanted = plan_node(planner, child);
        if (plan_needs_check(child, planner->mode)) { /* what to take away is not known yet */
            formula_free(unwanted);                   /* planned for the check to have its leaves */
            unwanted = NULL;
        }
        formula_list_add(&parts->unwanted, unwanted);
        return;
    }
    struct formula_list *into = &parts->needed;
    if (plan_is_optional(parts->content, child))
        into = &parts->welcome;
    else if (plan_is_condition(child))
        into = &parts->conditions;
    else if (list->kind == NODE_LIST && planner->mode == PLAN_ANY && child->kind != NODE_NEEDED)
        into = &parts->optional;
    if (plan_is_loose(list, child, planner->mode)) {
        const struct node *units = node_joined(child);
        for (size_t i = 0; i < units->count; i++)
            if (!plan_is_stop_word(units->children[i]))
                formula_list_add(into, plan_times(planner, units->children[i], times));
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
    struct list_parts parts = {.content = list->kind == NODE_LIST ? plan_content(list) : 0};
    unsigned *times = count_children(list, 0);
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

/* The whole of a compound; it weighs for the parts where not all of them stand, of those that have
 * terms. */
static struct formula *plan_whole(struct planner *planner, const struct node *compound)
{
    const struct node *whole = compound->children[0];
    const struct query_stem *stem = query_terms_stem(planner->terms, whole->word);
    bool lone_weighs = stem && stem->whole_weight > 0 && stem->document_frequency > 0;
    if (!lone_weighs)
        return plan_stem(planner, whole, stem, stem ? stem->whole_more : 0);
    struct formula *more = NULL; /* else the parts find its other articles */
    if (stem->whole_more > 0)
        more = plan_stem(planner, whole, stem, stem->whole_more);
    struct formula *lone = plan_stem(planner, whole, stem, stem->whole_weight);
    struct formula *parts = plan_children(planner, compound, 1, XAPIAN_AND);
    return formula_pair(XAPIAN_OR, more, formula_pair(XAPIAN_AND_NOT, lone, parts));
}

/* Any part of a compound, but for stop words beside others. */
static struct formula *plan_any_part(struct planner *planner, const struct node *compound)
{
    struct formula_list parts = {0};
    unsigned content = plan_compound_content(compound);
    for (size_t i = 1; i < compound->count; i++)
        if (!plan_is_optional(content, compound->children[i]))
            formula_list_add(&parts, plan_node(planner, compound->children[i]));
    return formula_combined(XAPIAN_OR, &parts);
}

static struct formula *plan_compound(struct planner *planner, const struct node *node)
{
    struct formula *parts = planner->mode == PLAN_ANY ? plan_any_part(planner, node)
                                                      : plan_children(planner, node, 1, XAPIAN_AND);
    return formula_pair(XAPIAN_OR, plan_whole(planner, node), parts);
}

/* Of a compound in it the whole or all parts, however loose the rest of the query is. */
static struct formula *plan_phrase(struct planner *planner, const struct node *node)
{
    enum plan_mode mode = planner->mode;
    bool in_phrase = planner->in_phrase;
    planner->mode = PLAN_ALL;
    planner->in_phrase = true;
    struct formula *formula = plan_children(planner, node_joined(node), 0, XAPIAN_AND);
    planner->mode = mode;
    planner->in_phrase = in_phrase;
    return formula;
}

/* What is needed or unwanted. */
static struct formula *plan_as_typed(struct planner *planner, const struct node *node)
{
    enum plan_mode mode = planner->mode;
    planner->mode = plan_mode_below(node, mode);
    struct formula *formula = plan_node(planner, node->children[0]);
    planner->mode = mode;
    return formula;
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
        return plan_phrase(planner, node);
    case NODE_NEAR:
        return plan_children(planner, node, 0, XAPIAN_AND);
    case NODE_LIST:
    case NODE_AND:
        return plan_list(planner, node);
    case NODE_OR:
        return plan_children(planner, node, 0, XAPIAN_OR);
    case NODE_NOT: /* what is to be taken away; stands beside others, the parser lets none alone
                      through */
    case NODE_NEEDED:
        return plan_as_typed(planner, node);
    }
    return NULL;
}

enum status plan_make(const struct node *root, const struct query_terms *terms, enum plan_mode mode,
                      struct names *names, struct plan *plan, struct error *error)
{
    struct planner planner = {.terms = terms,
                              .mode = mode,
                              .names = names,

                              .plan = plan,
                              .error = error};
    plan->needs_check |= plan_needs_check(root, mode);
    planner.looks_up = plan->looks_up && any_asked(root, mode, is_wide);
    formula_free(plan->formula);
    plan->formula = plan_node(&planner, root);
    return planner.status;
}
