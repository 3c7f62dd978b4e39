/* Without weights hits come in the order of their docids. */
#include "docids.h"

#include <stdlib.h>

#include "database.h"
#include "memory.h"

void docid_list_free(struct docid_list *list)
{
    free(list->docids);
    *list = (struct docid_list){0};
}

static enum xapian_status read_hits(const struct xapian_mset *mset, struct docid_list *list,
                                    char **message)
{
    enum xapian_status status = XAPIAN_OK;
    list->count = 0;
    list->docids = memory_grow(list->docids, &list->capacity, xapian_mset_size(mset),
                               sizeof *list->docids);
    for (uint32_t i = 0; i < xapian_mset_size(mset) && status == XAPIAN_OK; i++)
        status = xapian_mset_hit(mset, i, &list->docids[list->count++], NULL, message);
    return status;
}

enum status docids_find(const struct xapian_database *database, const struct xapian_query *query,
                        uint32_t most, struct docid_list *list, struct error *error)
{
    struct xapian_enquire *enquire = NULL;
    struct xapian_weight *weight = NULL;
    struct xapian_mset *mset = NULL;
    char *message = NULL;
    uint32_t documents = 0;
    enum xapian_status status = xapian_database_count(database, &documents, &message);
    if (most > documents)
        most = documents;
    if (status == XAPIAN_OK)
        status = xapian_enquire_new(database, &enquire, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_set_query(enquire, query, &message);
    if (status == XAPIAN_OK)
        status = xapian_weight_new_boolean(&weight, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_set_weight(enquire, weight, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_get_mset(enquire, 0, most, most, &mset, &message);
    if (status == XAPIAN_OK)
        status = read_hits(mset, list, &message);
    xapian_mset_free(mset);
    xapian_weight_free(weight);
    xapian_enquire_free(enquire);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}
