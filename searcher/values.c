/* A stream of values beside a list of candidates. */
#include "values.h"

#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "memory.h"
#include "ordering.h"

static int compare_docids(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* From so many on the bytes of their docids are sorted, at a tenth of what comparisons cost. */
#define MANY 256

static void sort_many(struct candidate *candidates, size_t count)
{
    struct candidate *sorted = memory_resize(NULL, count, sizeof *sorted);
    uint32_t *rests = memory_resize(NULL, count, 2 * sizeof *rests);
    uint32_t *order = rests + count;
    for (size_t i = 0; i < count; i++) {
        rests[i] = UINT32_MAX - candidates[i].docid;
        order[i] = (uint32_t)i;
    }
    ordering_by_greatest(rests, count, order);
    for (size_t i = 0; i < count; i++)
        sorted[i] = candidates[order[i]];
    memcpy(candidates, sorted, count * sizeof *sorted);
    free(sorted);
    free(rests);
}

void values_sort(struct candidate *candidates, size_t count)
{
    size_t sorted = 1; /* a scan gives them in order */
    while (sorted < count && candidates[sorted - 1].docid <= candidates[sorted].docid)
        sorted++;
    if (sorted < count && count >= MANY)
        sort_many(candidates, count);
    else if (sorted < count)
        qsort(candidates, count, sizeof *candidates, compare_docids);
}

/* How many values are rather passed over than skipped, for which the tables are asked anew. Most
 * stand close together, records of words by one or two in an entry. */
static xapian_docid near_enough(enum schema_slot slot)
{
    return slot == SCHEMA_SLOT_FORWARD || slot == SCHEMA_SLOT_ARTICLE ? 1 : 32;
}

/* Moves the stream from the value of `*at` to that of `docid`, or behind where there is none. */
static enum xapian_status move_to(struct xapian_values *values, xapian_docid docid,
                                  xapian_docid near, xapian_docid *at, struct str *value,
                                  char **message)
{
    enum xapian_status status = XAPIAN_OK;
    if (docid - *at > near)
        status = xapian_values_skip_to(values, docid, message);
    while (status == XAPIAN_OK && *at < docid)
        status = xapian_values_next(values, at, &value->data, &value->length, message);
    return status;
}

enum status values_for_each(const struct xapian_database *database, enum schema_slot slot,
                            struct candidate *candidates, size_t count,
                            void (*take)(void *context, struct candidate *candidate,
                                         struct str value),
                            void *context, struct error *error)
{
    struct xapian_values *values = NULL;
    xapian_docid at = 0; /* where the stream stands; 0: before the first */
    struct str value = STR("");
    char *message = NULL;
    enum xapian_status status = xapian_database_values(database, slot, &values, &message);
    for (size_t i = 0; i < count && (status == XAPIAN_OK || status == XAPIAN_END); i++) {
        if (status == XAPIAN_OK)
            status = move_to(values, candidates[i].docid, near_enough(slot), &at, &value, &message);
        bool there = status == XAPIAN_OK && at == candidates[i].docid;
        take(context, &candidates[i], there ? value : STR(""));
    }
    xapian_values_free(values);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, NULL, status, message);
}
