/* Running a search.
 *
 * Ordered by relevance and without a check, the best few come from a scan of the words' postings or
 * from Xapian's matcher; else all that match are fetched, checked against their forward records,
 * and sorted here. The best of the first stage are then ranked again. */
#include "search.h"

#include <stdlib.h>

#include "accents.h"
#include "forward.h"
#include "function_score.h"
#include "match.h"
#include "memory.h"
#include "queries.h"
#include "rank.h"
#include "scan.h"
#include "schema.h"
#include "sets.h"
#include "sort.h"
#include "values.h"

void search_free(struct search *search)
{
    checker_free(search->checker);
    plan_free(&search->plan);
    query_terms_free(&search->terms);
    free(search->hits);
    free(search->parts);
    free(search->all);
    *search = (struct search){0};
}

/* What a thread checks candidates by. */
struct checking {
    const struct node *root;
    enum plan_mode mode;
    const struct plan *plan;
    struct checker *checker;          /* NULL: not made yet */
    struct function_score *by_record; /* NULL: the first stage weighs, or nothing has to */
};

/* A candidate that is not what the tree means loses its docid. */
static void check_candidate(void *context, struct candidate *candidate, struct str record)
{
    struct checking *checking = context;
    struct forward forward;
    if (!checking->checker)
        checking->checker = checker_new(checking->root, checking->mode, checking->plan);
    bool opened = checking->by_record
                      ? forward_open(record, &forward)
                      : forward_open_below(record, checker_numbers_end(checking->checker),
                                           &forward);
    if (!opened || !checker_matches(checking->checker, candidate->docid, &forward))
        candidate->docid = 0;
    else if (checking->by_record)
        candidate->score = function_score_read(checking->by_record, &forward);
}

static void drop_failed(struct found *found)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++)
        if (found->candidates[i].docid != 0)
            found->candidates[kept++] = found->candidates[i];
    found->count = found->total = kept;
}

/* Leaves the candidates that the tree really means, with a score by their records where they are to
 * be `weighed` and the first stage gives none. */
static enum status check(struct search *search, const struct node *root, bool weighed,
                         struct value_threads *threads, const struct xapian_database *database,
                         struct found *found, struct error *error)
{
    bool by_record = weighed && found->count > RANK_CANDIDATES;
    struct checking checking[VALUE_THREADS];
    void *contexts[VALUE_THREADS];
    size_t count = value_threads_count(threads, found->count);
    for (size_t i = 0; i < count; i++) {
        checking[i] = (struct checking){.root = root,
                                        .mode = search->mode,
                                        .plan = &search->plan,
                                        .by_record = by_record ? function_score_new(&search->terms)
                                                               : NULL};
        contexts[i] = &checking[i];
    }
    values_sort(found->candidates, found->count);
    enum status status = count > 1
                             ? value_threads_for_each(threads, SCHEMA_SLOT_FORWARD,
                                                      found->candidates, found->count,
                                                      check_candidate, contexts, count, error)
                             : values_for_each(database, SCHEMA_SLOT_FORWARD, found->candidates,
                                               found->count, check_candidate, &checking[0], error);
    search->checker = checking[0].checker;
    for (size_t i = 1; i < count; i++)
        checker_free(checking[i].checker);
    for (size_t i = 0; i < count; i++)
        function_score_free(checking[i].by_record);
    drop_failed(found);
    return status;
}

/* How many of the best are needed for the page, at least those that are ranked again. */
static uint32_t needed(const struct search_options *options, const struct query_terms *terms)
{
    uint32_t documents = terms->documents;
    if (options->sort == SEARCH_BY_RELEVANCE && accents_are_typed(terms))
        return documents; /* those that have them may be any */
    if (options->limit == 0 || options->offset > documents || options->limit > documents)
        return documents;
    size_t most = options->offset + options->limit;
    most = most < RANK_CANDIDATES ? RANK_CANDIDATES : most;
    return most < documents ? (uint32_t)most : documents;
}

/* How many hits there are up to the page's end. */
static size_t page_end(const struct search_options *options, size_t count)
{
    bool all = options->limit == 0 || options->offset > count || options->limit > count;
    return all ? count : options->offset + options->limit;
}

static enum status rank_again(const struct search *search, const struct search_options *options,
                              struct found *found, size_t count, bool *ambiguous,
                              struct error *error)
{
    for (size_t i = 0; search->parts && i < count; i++)
        found->candidates[i].parts = search->parts + i * RANK_PARTS;
    return rank_candidates(&search->terms, options->records, found->candidates, count, ambiguous,
                           error);
}

/* The best by the first stage are ranked again; what follows them follows still, for what the first
 * stage gives alone is never more. */
static enum status order_by_relevance(const struct search *search,
                                      const struct search_options *options,
                                      const struct xapian_database *database, struct found *found,
                                      struct error *error)
{
    enum status status = STATUS_OK;
    size_t most = page_end(options, found->count);
    if (search->terms.token_count == 0)
        return sort_by_score(database, found->candidates, found->count, most, error);
    if (found->count > RANK_CANDIDATES)
        status = sort_select_by_score(database, found->candidates, found->count, RANK_CANDIDATES,
                                      error);
    rank_by_first(found->candidates, found->count);
    size_t best = rank_best(found->candidates, found->count);
    bool ambiguous = false;
    if (status == STATUS_OK)
        status = rank_again(search, options, found, best, &ambiguous, error);
    size_t first = best;
    if (status == STATUS_OK && ambiguous && accents_are_typed(&search->terms))
        status = accents_bring(&search->terms, database, found, &best, error);
    if (status == STATUS_OK && best > first)
        status = rank_again(search, options, found, best, &ambiguous, error);
    if (status == STATUS_OK)
        status = sort_by_score(database, found->candidates, found->count, most, error);
    return status;
}

static enum status order(const struct search *search, const struct search_options *options,
                         const struct xapian_database *database, struct found *found,
                         struct error *error)
{
    static const uint32_t slots[] = {[SEARCH_BY_DATE] = SCHEMA_SLOT_DATE,
                                     [SEARCH_BY_DATE_DESCENDING] = SCHEMA_SLOT_DATE,
                                     [SEARCH_BY_TITLE] = SCHEMA_SLOT_TITLE,
                                     [SEARCH_BY_OUTLET] = SCHEMA_SLOT_OUTLET};
    if (options->sort == SEARCH_BY_RELEVANCE)
        return order_by_relevance(search, options, database, found, error);
    return sort_by_value(database, slots[options->sort], options->sort == SEARCH_BY_DATE_DESCENDING,
                         found->candidates, found->count, needed(options, &search->terms), error);
}

static void take_page(struct search *search, const struct search_options *options,
                      const struct found *found)
{
    size_t first = options->offset < found->count ? options->offset : found->count;
    size_t count = found->count - first;
    if (options->limit > 0 && options->limit < count)
        count = options->limit;
    search->total = found->total;
    search->count = count;
    search->hits = memory_allocate(count, sizeof *search->hits);
    for (size_t i = 0; i < count; i++) {
        const struct candidate *from = &found->candidates[first + i];
        search->hits[i] = (struct search_hit){from->docid, from->score, from->first, from->parts};
    }
}

/* Keeps all that match, for counts over them. A scan gives the best of them only, and all apart. */
static void keep_all(struct search *search, const struct scanner *scanner,
                     const struct found *found)
{
    if (scanner) {
        search->all = scan_take_all(scanner, &search->all_count);
        return;
    }
    search->all_count = found->count;
    search->all = memory_allocate(found->count, sizeof *search->all);
    for (size_t i = 0; i < found->count; i++)
        search->all[i] = found->candidates[i];
    values_sort(search->all, search->all_count);
}

/* By Xapian's matcher: the best `most` of the formula's articles that pass the filter, or all. */
static enum status match(const struct formula *formula, const struct xapian_query *filter,
                         bool weighed, size_t most, const struct xapian_database *database,
                         struct found *found, struct error *error)
{
    struct queries queries = {0};
    struct xapian_query *copy = NULL;
    struct xapian_query *query = formula_query(formula, &queries);
    if (filter && queries.status == XAPIAN_OK)
        queries.status = xapian_query_new_scaled(filter, 0, &copy, &queries.message);
    query = queries_pair(&queries, XAPIAN_FILTER, query, copy);
    enum status status = queries_finish(&queries, error);
    if (status == STATUS_OK && most < UINT32_MAX)
        status = match_best(database, query, (uint32_t)most, found, error);
    else if (status == STATUS_OK)
        status = match_all(database, query, weighed, found, error);
    xapian_query_free(query);
    return status;
}

/* By the formula of the plan, and with the check where that finds too much. */
static enum status find_planned(struct search *search, const struct node *root,
                                const struct xapian_query *filter, bool weighed,
                                const struct search_options *options,
                                const struct xapian_database *database, struct found *found,
                                struct error *error)
{
    const struct formula *formula = search->plan.formula;
    enum status status = STATUS_OK;
    size_t most = UINT32_MAX;
    if (weighed && !search->plan.needs_check && !options->keep_all)
        most = needed(options, &search->terms);
    if (options->sets && formula && !filter)
        status = sets_find(options->sets, formula, weighed, most, found, error);
    else if (formula)
        status = match(formula, filter, weighed, most, database, found, error);
    if (status == STATUS_OK && search->plan.needs_check)
        status = check(search, root, weighed, options->value_threads, database, found, error);
    return status;
}

static enum status find(struct search *search, const struct node *root, enum plan_mode mode,
                        const struct search_options *options, struct names *names,
                        struct error *error)
{
    struct xapian_query *filter = NULL;
    struct found found = {0};
    bool weighed = root && options->sort == SEARCH_BY_RELEVANCE;
    search->mode = mode;
    search->plan.looks_up = true;
    search->plan.postings = options->postings;
    enum status status = filters_query(options->filters, names, &filter, error);
    if (status != STATUS_OK)
        return status;
    bool scanned = weighed && !filter && options->scanner && scan_can(root, mode);
    if (root && !scanned)
        status = plan_make(root, &search->terms, mode, names, &search->plan, error);
    if (!root)
        search->plan.formula = formula_all();
    if (status == STATUS_OK && scanned)
        status = scan_run(options->scanner, root, &search->terms, needed(options, &search->terms),
                          &found, error);
    else if (status == STATUS_OK)
        status = find_planned(search, root, filter, weighed && !options->unordered, options,
                              names->database, &found, error);
    if (status == STATUS_OK && options->keep_all)
        keep_all(search, scanned ? options->scanner : NULL, &found);
    if (status == STATUS_OK && !options->unordered)
        status = order(search, options, names->database, &found, error);
    if (status == STATUS_OK)
        take_page(search, options, &found);
    if (status == STATUS_OK && root && search->count > 0 && !search->checker)
        search->checker = checker_new(root, mode, &search->plan);
    free(found.candidates);
    xapian_query_free(filter);
    return status;
}

/* Of a mode that found nothing; what the plan looked up serves the next. */
static void forget_mode(struct search *search)
{
    checker_free(search->checker);
    search->checker = NULL;
    free(search->hits);
    search->hits = NULL;
    free(search->all);
    search->all = NULL;
    search->plan.needs_check = false;
}

enum status search_run(struct search *search, const struct node *root,
                       const struct search_options *options, struct names *names,
                       struct error *error)
{
    if (options->postings)
        postings_begin_query(options->postings);
    enum status status = query_terms_collect(root, names->database, options->postings,
                                             &search->terms, error);
    if (status != STATUS_OK)
        return status;
    if (options->explain)
        search->parts = memory_allocate(2 * (size_t)RANK_CANDIDATES,
                                        RANK_PARTS * sizeof *search->parts);
    enum plan_mode mode = options->words == SEARCH_ANY ? PLAN_ANY : PLAN_ALL;
    status = find(search, root, mode, options, names, error);
    if (status != STATUS_OK || search->total > 0 || options->words != SEARCH_RELAX || !root ||
        !plan_can_relax(root))
        return status;
    forget_mode(search);
    status = find(search, root, PLAN_ANY, options, names, error);
    search->relaxed = search->total > 0;
    return status;
}
