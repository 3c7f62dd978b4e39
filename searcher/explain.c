/* Taking scores apart. */
#include "explain.h"

#include <stdlib.h>

#include "forward.h"
#include "match.h"
#include "memory.h"

/* -- The query ------------------------------------------------------------------------------- */

static void take_label(struct explainer *explainer, const struct node *word)
{
    const struct query_terms *terms = &explainer->search->terms;
    struct str *label = &explainer->labels[query_terms_stem(terms, word->word) - terms->stems];
    if (!label->data)
        *label = word->typed;
}

static void take_prefix(struct explainer *explainer, const struct node *node)
{
    const struct plan_leaf *leaf = plan_find_leaf(&explainer->search->plan, node);
    explainer->prefixes = memory_grow(explainer->prefixes, &explainer->prefix_capacity,
                                      explainer->prefix_count + 1, sizeof *explainer->prefixes);
    struct explained_prefix *prefix = &explainer->prefixes[explainer->prefix_count++];
    *prefix = (struct explained_prefix){.node = node, .words = leaf ? leaf->prefix.words : 0};
    query_print(node, &prefix->label);
}

/* Labels and prefixes. The parser bounds how deep a tree is. */
static void collect(struct explainer *explainer, const struct node *node)
{
    if (node->kind == NODE_NOT)
        return;
    if (node->kind == NODE_WORD)
        take_label(explainer, node);
    if (node->kind == NODE_PREFIX)
        take_prefix(explainer, node);
    node = node_joined(node);
    for (size_t i = 0; i < node->count; i++)
        collect(explainer, node->children[i]);
}

/* Plans the query so that no stem but `only` weighs. */
static enum status plan_alone(struct explainer *explainer, size_t only, struct error *error)
{
    struct query_terms terms = explainer->search->terms;
    struct plan plan = {0};
    terms.stems = memory_allocate(terms.stem_count, sizeof *terms.stems);
    for (size_t i = 0; i < terms.stem_count; i++) {
        terms.stems[i] = explainer->search->terms.stems[i];
        if (i != only)
            terms.stems[i].weight = terms.stems[i].whole_weight = terms.stems[i].whole_more = 0;
    }
    enum status status = plan_make(explainer->root, &terms, explainer->search->mode,
                                   explainer->names, &plan, error);
    struct queries queries = {0};
    explainer->alone[only] = formula_query(plan.formula, &queries);
    if (status == STATUS_OK)
        status = queries_finish(&queries, error);
    plan_free(&plan);
    free(terms.stems);
    return status;
}

enum status explainer_open(struct explainer *explainer, const struct search *search,
                           const struct node *root, enum search_sort sort, struct names *names,
                           struct error *error)
{
    *explainer = (struct explainer){.search = search, .root = root, .names = names};
    size_t stems = search->terms.stem_count;
    enum status status = STATUS_OK;
    explainer->evidence = evidence_new(&search->terms);
    if (!root)
        return status;
    if (stems > EXPLAIN_MOST_WORDS)
        return error_set(error, STATUS_INPUT,
                         "a query of %zu words is not explained; leave out all but %d of them",
                         stems, EXPLAIN_MOST_WORDS);
    explainer->scored = sort == SEARCH_BY_RELEVANCE;
    explainer->alone = memory_allocate(stems + 1, sizeof(struct xapian_query *));
    explainer->labels = memory_allocate(stems, sizeof *explainer->labels);
    collect(explainer, root);
    for (size_t i = 0; i < stems && status == STATUS_OK; i++)
        if (search->terms.stems[i].weight + search->terms.stems[i].whole_weight +
                search->terms.stems[i].whole_more >
            0)
            status = plan_alone(explainer, i, error);
    if (explainer->prefix_count > 0 && status == STATUS_OK)
        status = plan_alone(explainer, stems, error);
    return status;
}

void explainer_free(struct explainer *explainer)
{
    for (size_t i = 0; explainer->alone && i <= explainer->search->terms.stem_count; i++)
        xapian_query_free(explainer->alone[i]);
    free(explainer->alone);
    evidence_free(explainer->evidence);
    for (size_t i = 0; i < explainer->prefix_count; i++)
        buffer_free(&explainer->prefixes[i].label);
    free(explainer->labels);
    free(explainer->prefixes);
    *explainer = (struct explainer){0};
}

/* -- A hit ----------------------------------------------------------------------------------- */

void explanation_free(struct explanation *explanation)
{
    for (size_t i = 0; i < explanation->word_count; i++)
        forms_free(&explanation->words[i].forms);
    for (size_t i = 0; i < explanation->prefix_count; i++)
        forms_free(&explanation->prefixes[i]);
    free(explanation->words);
    free(explanation->prefixes);
    free(explanation->adjacent);
    free(explanation->near);
    *explanation = (struct explanation){0};
}

static void find_forms(const struct explainer *explainer, const struct tokenised *article,
                       struct explanation *explanation)
{
    const struct query_terms *terms = &explainer->search->terms;
    if (!explanation->words) {
        explanation->word_count = terms->stem_count;
        explanation->prefix_count = explainer->prefix_count;
        explanation->words = memory_allocate(terms->stem_count, sizeof *explanation->words);
        explanation->prefixes = memory_allocate(explainer->prefix_count,
                                                sizeof *explanation->prefixes);
    }
    for (size_t i = 0; i < terms->stem_count; i++)
        forms_find(article, (struct form_pattern){FORM_OF_STEM, terms->stems[i].word, STR("")},
                   &explanation->words[i].forms);
    for (size_t i = 0; i < explainer->prefix_count; i++)
        forms_find(article, form_pattern_of(explainer->prefixes[i].node),
                   &explanation->prefixes[i]);
}

/* None where the second stage did not count them. */
static void copy_counts(const struct evidence_pairs *pairs, bool ranked_again, uint32_t **counts)
{
    *counts = memory_resize(*counts, pairs->count, sizeof **counts);
    for (size_t i = 0; i < pairs->count; i++)
        (*counts)[i] = ranked_again ? pairs->pairs[i].count : 0;
}

/* What the second stage sees in the article; nothing when its record cannot be read. */
static void read_evidence(const struct explainer *explainer, struct str record,
                          struct explanation *explanation)
{
    struct evidence *evidence = explainer->evidence;
    struct forward forward;
    if (!forward_open(record, &forward))
        forward = (struct forward){0};
    evidence_read(evidence, &forward);
    copy_counts(&evidence->adjacent, explanation->ranked_again, &explanation->adjacent);
    copy_counts(&evidence->near, explanation->ranked_again, &explanation->near);
    explanation->length = evidence->length;
    explanation->relative_length = evidence_relative_length(&explainer->search->terms,
                                                            evidence->length);
}

static void copy_parts(const struct search_hit *found, struct explanation *explanation)
{
    explanation->ranked_again = found->parts != NULL;
    for (int part = 0; part < RANK_PARTS; part++)
        explanation->parts[part] = found->parts ? found->parts[part] : 0;
    if (!found->parts)
        explanation->parts[RANK_STEM] = found->score;
}

/* The first stage's score of the article with what weighs in `alone[which]`. */
static enum status weigh_alone(const struct explainer *explainer, size_t which, struct str id,
                               double *score, struct error *error)
{
    bool found;
    *score = 0;
    if (!explainer->scored || !explainer->alone[which])
        return STATUS_OK;
    return match_weigh(explainer->names->database, explainer->alone[which], id, &found, score,
                       error);
}

enum status explainer_explain(const struct explainer *explainer, const struct search_hit *found,
                              const struct hit_reader *reader, const struct hit *hit,
                              struct explanation *explanation, struct error *error)
{
    const struct tokenised article = {&hit->article, &reader->title, &reader->text};
    size_t stems = explainer->search->terms.stem_count;
    struct str id = buffer_str(&hit->id);
    double *prefixes = &explanation->prefix_part;
    explanation->hit = found;
    copy_parts(found, explanation);
    find_forms(explainer, &article, explanation);
    read_evidence(explainer, buffer_str(&hit->forward_record), explanation);
    enum status status = weigh_alone(explainer, stems, id, prefixes, error);
    for (size_t i = 0; i < stems && status == STATUS_OK; i++) {
        struct explained_word *word = &explanation->words[i];
        word->part = 0;
        if (word->forms.count == 0)
            continue;
        status = weigh_alone(explainer, i, id, &word->part, error);
        word->part = word->part > *prefixes ? word->part - *prefixes : 0;
    }
    return status;
}
