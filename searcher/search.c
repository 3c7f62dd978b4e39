/* Running a search.
 *
 * Ordered by relevance and without a check, the best few come straight from Xapian; else all that
 * match are fetched, checked against their forward records, and sorted here. The best of the first
 * stage are then ranked again. Equal scores are ordered by id, so that shards and machines agree.
 */
#include "search.h"

#include <stdlib.h>

#include "database.h"
#include "forward.h"
#include "memory.h"
#include "queries.h"
#include "rank.h"
#include "scan.h"
#include "schema.h"

struct found {
    struct candidate *candidates;
    size_t count;
    size_t total;
};

void search_free(struct search *search)
{
    checker_free(search->checker);
    plan_free(&search->plan);
    query_terms_free(&search->terms);
    free(search->hits);
    free(search->parts);
    *search = (struct search){0};
}

/* -- First stage ----------------------------------------------------------------------------- */

/* What to fetch: the best `most` articles, or the first ones when they are not weighed. */
struct wanted {
    bool weighed;
    uint32_t most;
    double least; /* what they weigh at least */
};

static enum xapian_status set_up(struct xapian_enquire *enquire, const struct xapian_query *query,
                                 struct wanted wanted, char **message)
{
    struct xapian_weight *weight = NULL;
    enum xapian_status status = wanted.weighed ? xapian_weight_new_bm25_plus(
                                                     FIRST_STAGE_K1, 0, 0, FIRST_STAGE_B, 0,
                                                     FIRST_STAGE_DELTA, &weight, message)
                                               : xapian_weight_new_boolean(&weight, message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_set_query(enquire, query, message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_set_weight(enquire, weight, message);
    if (status == XAPIAN_OK && wanted.least > 0)
        status = xapian_enquire_set_cutoff(enquire, 0, wanted.least, message);
    xapian_weight_free(weight);
    return status;
}

/* A weight is a sum whose last bits depend on the order in which Xapian adds; shards may differ. */
static double rounded(double weight)
{
    return (double)(float)weight;
}

/* Xapian is made to look at all articles (`check_at_least`): what it leaves out when it may is not
 * only what cannot be among the best, for its bounds of BM25+ are too low here and there. Measured:
 * of 3,000 queries, four lost articles of the best 200; the time is the same. */
static enum status fetch(const struct xapian_database *database, const struct xapian_query *query,
                         struct wanted wanted, struct found *found, struct error *error)
{
    struct xapian_enquire *enquire = NULL;
    struct xapian_mset *mset = NULL;
    char *message = NULL;
    enum xapian_status status = xapian_enquire_new(database, &enquire, &message);
    if (status == XAPIAN_OK)
        status = set_up(enquire, query, wanted, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_get_mset(enquire, 0, wanted.most, UINT32_MAX, &mset, &message);
    if (status == XAPIAN_OK) {
        found->count = xapian_mset_size(mset);
        found->total = xapian_mset_estimate(mset);
        free(found->candidates);
        found->candidates = memory_allocate(found->count, sizeof *found->candidates);
    }
    for (uint32_t i = 0; i < found->count && status == XAPIAN_OK; i++) {
        struct candidate *candidate = &found->candidates[i];
        status = xapian_mset_hit(mset, i, &candidate->docid, &candidate->first, &message);
        candidate->first = rounded(candidate->first);
        candidate->score = candidate->first;
    }
    xapian_mset_free(mset);
    xapian_enquire_free(enquire);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, "the database", status, message);
}

/* More than any rounding, and less than two weights that differ. */
#define ROUNDING 1e-6

/* Fetches the best `wanted.most` and, where those behind them weigh as much as the last of them,
 * these too: the id says which of them come first. */
static enum status fetch_best(const struct xapian_database *database,
                              const struct xapian_query *query, struct wanted wanted,
                              struct found *found, struct error *error)
{
    uint32_t most = wanted.most;
    wanted.most = most + 1;
    enum status status = fetch(database, query, wanted, found, error);
    if (status != STATUS_OK || found->count <= most)
        return status;
    const struct candidate *last = &found->candidates[most - 1];
    if (last[0].first > last[1].first)
        return STATUS_OK;
    size_t total = found->total;
    wanted.least = last->first * (1 - ROUNDING);
    wanted.most = UINT32_MAX;
    status = fetch(database, query, wanted, found, error);
    found->total = total;
    return status;
}

enum status search_weigh(const struct xapian_database *database, const struct xapian_query *query,
                         struct str id, bool *found, double *score, struct error *error)
{
    struct queries queries = {0};
    struct xapian_query *copy = NULL;
    struct found article = {0};
    *found = false;
    *score = 0;
    if (!query)
        return STATUS_OK;
    queries.status = xapian_query_new_scaled(query, 1, &copy, &queries.message);
    struct xapian_query *one = queries_pair(&queries, XAPIAN_FILTER, copy,
                                            queries_term(&queries, SCHEMA_ID, id));
    enum status status = queries_finish(&queries, error);
    if (status == STATUS_OK)
        status = fetch(database, one, (struct wanted){true, 1, 0}, &article, error);
    if (status == STATUS_OK && article.count > 0) {
        *found = true;
        *score = article.candidates[0].first;
    }
    free(article.candidates);
    xapian_query_free(one);
    return status;
}

/* -- Check ----------------------------------------------------------------------------------- */

static int compare_docids(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* Reads the values of `slot` of the candidates, which are in docid order, and hands each to `take`.
 * A candidate without one gets an empty str. */
static enum status for_each_value(const struct xapian_database *database, enum schema_slot slot,
                                  struct candidate *candidates, size_t count,
                                  void (*take)(void *context, struct candidate *candidate,
                                               struct str value),
                                  void *context, struct error *error)
{
    struct xapian_values *values = NULL;
    xapian_docid at = 0; /* where the stream stands; 0: before the first */
    const char *bytes = NULL;
    size_t length = 0;
    char *message = NULL;
    enum xapian_status status = xapian_database_values(database, slot, &values, &message);
    for (size_t i = 0; i < count && (status == XAPIAN_OK || status == XAPIAN_END); i++) {
        if (status == XAPIAN_OK && at < candidates[i].docid) {
            status = xapian_values_skip_to(values, candidates[i].docid, &message);
            if (status == XAPIAN_OK)
                status = xapian_values_next(values, &at, &bytes, &length, &message);
        }
        bool there = status == XAPIAN_OK && at == candidates[i].docid;
        take(context, &candidates[i], there ? str_of(bytes, length) : STR(""));
    }
    xapian_values_free(values);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, "the database", status, message);
}

struct checking {
    struct checker *checker;
    struct candidate *kept;
    size_t count;
};

static void check_candidate(void *context, struct candidate *candidate, struct str record)
{
    struct checking *checking = context;
    struct forward forward;
    struct candidate copy = *candidate; /* what is kept moves to the front */
    if (forward_open(record, &forward) && checker_matches(checking->checker, copy.docid, &forward))
        checking->kept[checking->count++] = copy;
}

/* Leaves the candidates that the tree really means. */
static enum status check(const struct xapian_database *database, struct checker *checker,
                         struct found *found, struct error *error)
{
    if (found->count == 0)
        return STATUS_OK;
    struct checking checking = {checker, found->candidates, 0};
    qsort(found->candidates, found->count, sizeof *found->candidates, compare_docids);
    enum status status = for_each_value(database, SCHEMA_SLOT_FORWARD, found->candidates,
                                        found->count, check_candidate, &checking, error);
    found->count = checking.count;
    found->total = checking.count;
    return status;
}

/* -- Order ----------------------------------------------------------------------------------- */

/* A candidate with what it is sorted by. */
struct sortable {
    struct candidate candidate;
    struct buffer key; /* of a sort by value */
    struct buffer id;  /* only where scores or keys are equal */
};

static void take_key(void *context, struct candidate *candidate, struct str value)
{
    struct sortable **next = context;
    (*next)->candidate = *candidate;
    buffer_append(&(*next)->key, value);
    ++*next;
}

static void take_id(void *context, struct candidate *candidate, struct str value)
{
    struct sortable **next = context;
    (void)candidate;
    buffer_append(&(*next)->id, value);
    ++*next;
}

static int compare_by_id(const struct sortable *a, const struct sortable *b)
{
    return str_compare(buffer_str(&a->id), buffer_str(&b->id));
}

static int compare_scores(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return compare_docids(a, b);
}

static int compare_ascending(const void *a, const void *b)
{
    const struct sortable *x = a;
    const struct sortable *y = b;
    if ((x->key.length == 0) != (y->key.length == 0))
        return x->key.length == 0 ? 1 : -1;
    int order = str_compare(buffer_str(&x->key), buffer_str(&y->key));
    return order != 0 ? order : compare_by_id(x, y);
}

static int compare_descending(const void *a, const void *b)
{
    const struct sortable *x = a;
    const struct sortable *y = b;
    if ((x->key.length == 0) != (y->key.length == 0))
        return x->key.length == 0 ? 1 : -1;
    int order = str_compare(buffer_str(&y->key), buffer_str(&x->key));
    return order != 0 ? order : compare_by_id(x, y);
}

/* Sorts candidates by a slot's value and then by id; without a slot (UINT32_MAX) by id alone. */
static enum status sort_by_value(const struct xapian_database *database, uint32_t slot,
                                 bool descending, struct candidate *candidates, size_t count,
                                 struct error *error)
{
    if (count < 2)
        return STATUS_OK;
    struct sortable *sortables = memory_allocate(count, sizeof *sortables);
    struct sortable *next = sortables;
    enum status status = STATUS_OK;
    qsort(candidates, count, sizeof *candidates, compare_docids);
    if (slot != UINT32_MAX)
        status = for_each_value(database, (enum schema_slot)slot, candidates, count, take_key,
                                &next, error);
    else
        for (size_t i = 0; i < count; i++)
            sortables[i].candidate = candidates[i];
    next = sortables;
    if (status == STATUS_OK)
        status = for_each_value(database, SCHEMA_SLOT_ID, candidates, count, take_id, &next, error);
    qsort(sortables, count, sizeof *sortables, descending ? compare_descending : compare_ascending);
    for (size_t i = 0; i < count; i++) {
        candidates[i] = sortables[i].candidate;
        buffer_free(&sortables[i].key);
        buffer_free(&sortables[i].id);
    }
    free(sortables);
    return status;
}

/* Sorts by score, and runs of one score by id. */
static enum status sort_by_score(const struct xapian_database *database,
                                 struct candidate *candidates, size_t count, struct error *error)
{
    enum status status = STATUS_OK;
    if (count == 0)
        return status;
    qsort(candidates, count, sizeof *candidates, compare_scores);
    for (size_t first = 0, last; first < count && status == STATUS_OK; first = last) {
        last = first + 1;
        while (last < count && candidates[last].score == candidates[first].score)
            last++;
        status = sort_by_value(database, UINT32_MAX, false, candidates + first, last - first,
                               error);
    }
    return status;
}

/* The best by the first stage are ranked again; what follows them follows still, for what the first
 * stage gives alone is never more. */
static enum status order_by_relevance(const struct search *search,
                                      const struct search_options *options,
                                      const struct xapian_database *database, struct found *found,
                                      struct error *error)
{
    enum status status = STATUS_OK;
    if (found->count > RANK_CANDIDATES || search->terms.token_count == 0)
        status = sort_by_score(database, found->candidates, found->count, error);
    if (search->terms.token_count == 0)
        return status;
    rank_by_first(found->candidates, found->count);
    size_t best = rank_best(found->candidates, found->count);
    for (size_t i = 0; search->parts && i < best; i++)
        found->candidates[i].parts = search->parts + i * RANK_PARTS;
    if (status == STATUS_OK)
        status = rank_candidates(&search->terms, options->records, found->candidates, best, error);
    if (status == STATUS_OK)
        status = sort_by_score(database, found->candidates, found->count, error);
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
                         found->candidates, found->count, error);
}

/* -- All together ---------------------------------------------------------------------------- */

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

/* How many of the best are needed for the page, at least those that are ranked again. */
static uint32_t needed(const struct search_options *options, uint32_t documents)
{
    if (options->limit == 0 || options->offset > documents || options->limit > documents)
        return documents;
    size_t most = options->offset + options->limit;
    most = most < RANK_CANDIDATES ? RANK_CANDIDATES : most;
    return most < documents ? (uint32_t)most : documents;
}

/* By the query of the plan, and with the check where that finds too much. */
static enum status find_planned(struct search *search, struct xapian_query *query, bool weighed,
                                const struct search_options *options,
                                const struct xapian_database *database, struct found *found,
                                struct error *error)
{
    uint32_t documents = search->terms.documents;
    bool best = weighed && !search->plan.needs_check;
    struct wanted wanted = {weighed, best ? needed(options, documents) : documents, 0};
    enum status status = STATUS_OK;
    if (query)
        status = best ? fetch_best(database, query, wanted, found, error)
                      : fetch(database, query, wanted, found, error);
    if (status == STATUS_OK && search->plan.needs_check)
        status = check(database, search->checker, found, error);
    return status;
}

static enum status find(struct search *search, const struct node *root, enum plan_mode mode,
                        const struct search_options *options, struct names *names,
                        struct error *error)
{
    struct queries queries = {0};
    struct xapian_query *query = NULL;
    struct xapian_query *filter = NULL;
    struct found found = {0};
    bool weighed = root && options->sort == SEARCH_BY_RELEVANCE;
    search->mode = mode;
    enum status status = filters_query(options->filters, names, &filter, error);
    if (status != STATUS_OK)
        return status;
    bool scanned = weighed && !filter && options->scanner && scan_can(root, mode);
    if (root && !scanned)
        status = plan_make(root, &search->terms, mode, names, &search->plan, error);
    if (root)
        search->checker = checker_new(root, mode, &search->plan);
    query = root ? search->plan.query : queries_scaled(&queries, queries_all(&queries), 0);
    search->plan.query = NULL;
    query = queries_pair(&queries, XAPIAN_FILTER, query, filter);
    if (status == STATUS_OK)
        status = queries_finish(&queries, error);
    if (status == STATUS_OK && scanned)
        status = scan_run(options->scanner, root, &search->terms,
                          needed(options, search->terms.documents), &found.candidates, &found.count,
                          &found.total, error);
    else if (status == STATUS_OK)
        status = find_planned(search, query, weighed, options, names->database, &found, error);
    if (status == STATUS_OK)
        status = order(search, options, names->database, &found, error);
    if (status == STATUS_OK)
        take_page(search, options, &found);
    free(found.candidates);
    xapian_query_free(query);
    return status;
}

static void forget_plan(struct search *search)
{
    checker_free(search->checker);
    search->checker = NULL;
    plan_free(&search->plan);
    free(search->hits);
    search->hits = NULL;
}

enum status search_run(struct search *search, const struct node *root,
                       const struct search_options *options, struct names *names,
                       struct error *error)
{
    enum status status = query_terms_collect(root, names->database, &search->terms, error);
    if (status != STATUS_OK)
        return status;
    if (options->explain)
        search->parts = memory_allocate(RANK_CANDIDATES, RANK_PARTS * sizeof *search->parts);
    enum plan_mode mode = options->words == SEARCH_ANY ? PLAN_ANY : PLAN_ALL;
    status = find(search, root, mode, options, names, error);
    if (status != STATUS_OK || search->total > 0 || options->words != SEARCH_RELAX || !root ||
        !plan_can_relax(root))
        return status;
    forget_plan(search);
    status = find(search, root, PLAN_ANY, options, names, error);
    search->relaxed = search->total > 0;
    return status;
}
