/* Xapian's enquire, with BM25+ and the weights of the plan. */
#include "match.h"

#include <stdlib.h>

#include "database.h"
#include "memory.h"
#include "queries.h"
#include "schema.h"

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
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

/* More than any rounding, and less than two weights that differ. */
#define ROUNDING 1e-6

enum status match_all(const struct xapian_database *database, const struct xapian_query *query,
                      bool weighed, struct found *found, struct error *error)
{
    return fetch(database, query, (struct wanted){weighed, UINT32_MAX, 0}, found, error);
}

enum status match_best(const struct xapian_database *database, const struct xapian_query *query,
                       uint32_t most, struct found *found, struct error *error)
{
    struct wanted wanted = {true, most + 1, 0};
    enum status status = fetch(database, query, wanted, found, error);
    if (status != STATUS_OK || found->count <= most || most == 0)
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

enum status match_weigh(const struct xapian_database *database, const struct xapian_query *query,
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
