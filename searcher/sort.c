/* Sorting what was found; what is equal is ordered by id, so that shards and machines agree. */
#include "sort.h"

#include <stdlib.h>

#include "memory.h"
#include "values.h"

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
    return (x->docid > y->docid) - (x->docid < y->docid);
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

enum status sort_by_value(const struct xapian_database *database, uint32_t slot, bool descending,
                          struct candidate *candidates, size_t count, struct error *error)
{
    if (count < 2)
        return STATUS_OK;
    struct sortable *sortables = memory_allocate(count, sizeof *sortables);
    struct sortable *next = sortables;
    enum status status = STATUS_OK;
    values_sort(candidates, count);
    if (slot != SORT_BY_ID)
        status = values_for_each(database, (enum schema_slot)slot, candidates, count, take_key,
                                 &next, error);
    else
        for (size_t i = 0; i < count; i++)
            sortables[i].candidate = candidates[i];
    next = sortables;
    if (status == STATUS_OK)
        status = values_for_each(database, SCHEMA_SLOT_ID, candidates, count, take_id, &next,
                                 error);
    qsort(sortables, count, sizeof *sortables, descending ? compare_descending : compare_ascending);
    for (size_t i = 0; i < count; i++) {
        candidates[i] = sortables[i].candidate;
        buffer_free(&sortables[i].key);
        buffer_free(&sortables[i].id);
    }
    free(sortables);
    return status;
}

enum status sort_by_score(const struct xapian_database *database, struct candidate *candidates,
                          size_t count, size_t most, struct error *error)
{
    enum status status = STATUS_OK;
    if (count == 0)
        return status;
    qsort(candidates, count, sizeof *candidates, compare_scores);
    if (most > count)
        most = count;
    for (size_t first = 0, last; first < most && status == STATUS_OK; first = last) {
        last = first + 1;
        while (last < count && candidates[last].score == candidates[first].score)
            last++;
        status = sort_by_value(database, SORT_BY_ID, false, candidates + first, last - first,
                               error);
    }
    return status;
}
