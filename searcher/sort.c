/* Sorting what was found; what is equal is ordered by id, so that shards and machines agree. */
#include "sort.h"

#include <stdlib.h>

#include "memory.h"
#include "unicode.h"
#include "values.h"

/* A candidate with what it is sorted by, and then by. */
struct sortable {
    struct candidate candidate;
    struct str key, id;
};

/* -- The first of many ------------------------------------------------------------------------ */

typedef int compare_function(const void *a, const void *b);

/* What is partly sorted: objects of any size. */
struct array {
    char *objects;
    size_t size;
    compare_function *compare;
};

static void swap(const struct array *array, size_t a, size_t b)
{
    char *x = array->objects + a * array->size;
    char *y = array->objects + b * array->size;
    for (size_t i = 0; i < array->size; i++) {
        char kept = x[i];
        x[i] = y[i];
        y[i] = kept;
    }
}

static bool is_before(const struct array *array, size_t a, size_t b)
{
    return array->compare(array->objects + a * array->size, array->objects + b * array->size) < 0;
}

/* Moves the object at `at` down to its place in a heap of `count`, whose last in order is first. */
static void sift_down(const struct array *array, size_t at, size_t count)
{
    for (;;) {
        size_t last = 2 * at + 1;
        if (last >= count)
            return;
        if (last + 1 < count && is_before(array, last, last + 1))
            last++;
        if (!is_before(array, at, last))
            return;
        swap(array, at, last);
        at = last;
    }
}

/* Brings the `most` of more objects that come first to the front; the last of them is the first. */
static void select_first(const struct array *array, size_t count, size_t most)
{
    for (size_t at = most / 2; at-- > 0;)
        sift_down(array, at, most);
    for (size_t i = most; most > 0 && i < count; i++)
        if (is_before(array, i, 0)) {
            swap(array, i, 0);
            sift_down(array, 0, most);
        }
}

/* Brings the `most` objects that come first to the front, in order; the others follow in none. */
static void sort_first(void *objects, size_t count, size_t size, size_t most,
                       compare_function *compare)
{
    const struct array array = {objects, size, compare};
    if (most < count) {
        select_first(&array, count, most);
        count = most;
    }
    qsort(objects, count, size, compare);
}

/* -- By value --------------------------------------------------------------------------------- */

/* Reads values of candidates one behind the other; they are placed when all are there. */
struct reading {
    bool folds; /* the values are names as written */
    struct buffer bytes;
    size_t *ends;
    size_t count;
};

static void take_value(void *context, struct candidate *candidate, struct str value)
{
    struct reading *reading = context;
    (void)candidate;
    if (reading->folds)
        unicode_fold(value, &reading->bytes);
    else
        buffer_append(&reading->bytes, value);
    reading->ends[reading->count++] = reading->bytes.length;
}

static enum status read_values(const struct xapian_database *database, enum schema_slot slot,
                               struct candidate *candidates, size_t count, struct reading *reading,
                               struct error *error)
{
    reading->ends = memory_allocate(count, sizeof *reading->ends);
    buffer_reserve(&reading->bytes, count); /* so that there are bytes, if none */
    return values_for_each(database, slot, candidates, count, take_value, reading, error);
}

static struct str value_at(const struct reading *reading, size_t index)
{
    size_t start = index > 0 ? reading->ends[index - 1] : 0;
    return str_of(reading->bytes.data + start, reading->ends[index] - start);
}

static int compare_ascending(const void *a, const void *b)
{
    const struct sortable *x = a;
    const struct sortable *y = b;
    if ((x->key.length == 0) != (y->key.length == 0))
        return x->key.length == 0 ? 1 : -1;
    int order = str_compare(x->key, y->key);
    return order != 0 ? order : str_compare(x->id, y->id);
}

static int compare_descending(const void *a, const void *b)
{
    const struct sortable *x = a;
    const struct sortable *y = b;
    if ((x->key.length == 0) != (y->key.length == 0))
        return x->key.length == 0 ? 1 : -1;
    int order = str_compare(y->key, x->key);
    return order != 0 ? order : str_compare(x->id, y->id);
}

enum status sort_by_value(const struct xapian_database *database, uint32_t slot, bool descending,
                          struct candidate *candidates, size_t count, size_t most,
                          struct error *error)
{
    if (count < 2)
        return STATUS_OK;
    struct sortable *sortables = memory_allocate(count, sizeof *sortables);
    struct reading keys = {.folds = slot == SCHEMA_SLOT_OUTLET}, ids = {0};
    enum status status = STATUS_OK;
    values_sort(candidates, count);
    if (slot != SORT_BY_ID)
        status = read_values(database, (enum schema_slot)slot, candidates, count, &keys, error);
    if (status == STATUS_OK)
        status = read_values(database, SCHEMA_SLOT_ID, candidates, count, &ids, error);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        sortables[i] = (struct sortable){
            candidates[i], slot != SORT_BY_ID ? value_at(&keys, i) : STR(""), value_at(&ids, i)};
    if (status == STATUS_OK)
        sort_first(sortables, count, sizeof *sortables, most,
                   descending ? compare_descending : compare_ascending);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        candidates[i] = sortables[i].candidate;
    buffer_free(&keys.bytes);
    buffer_free(&ids.bytes);
    free(keys.ends);
    free(ids.ends);
    free(sortables);
    return status;
}

/* -- By score --------------------------------------------------------------------------------- */

static int compare_scores(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* Brings those that score as much as the last of the first `most` behind it; returns where they
 * end. */
static size_t gather_equals(struct candidate *candidates, size_t count, size_t most)
{
    size_t end = most;
    for (size_t i = most; i < count; i++) {
        struct candidate candidate = candidates[i];
        if (candidate.score != candidates[most - 1].score)
            continue;
        candidates[i] = candidates[end];
        candidates[end++] = candidate;
    }
    return end;
}

enum status sort_by_score(const struct xapian_database *database, struct candidate *candidates,
                          size_t count, size_t most, struct error *error)
{
    enum status status = STATUS_OK;
    if (count == 0 || most == 0)
        return status;
    if (most > count)
        most = count;
    sort_first(candidates, count, sizeof *candidates, most, compare_scores);
    size_t end = gather_equals(candidates, count, most);
    for (size_t first = 0, last; first < most && status == STATUS_OK; first = last) {
        last = first + 1;
        while (last < end && candidates[last].score == candidates[first].score)
            last++;
        status = sort_by_value(database, SORT_BY_ID, false, candidates + first, last - first,
                               most - first, error);
    }
    return status;
}

enum status sort_select_by_score(const struct xapian_database *database,
                                 struct candidate *candidates, size_t count, size_t most,
                                 struct error *error)
{
    const struct array array = {(char *)candidates, sizeof *candidates, compare_scores};
    if (most == 0 || most >= count)
        return STATUS_OK;
    select_first(&array, count, most);
    struct candidate last = candidates[0];
    candidates[0] = candidates[most - 1];
    candidates[most - 1] = last;
    size_t end = gather_equals(candidates, count, most);
    if (end == most)
        return STATUS_OK;
    size_t first = 0; /* of those that score as much as the last */
    for (size_t i = 0; i < most; i++) {
        struct candidate candidate = candidates[i];
        if (candidate.score == last.score)
            continue;
        candidates[i] = candidates[first];
        candidates[first++] = candidate;
    }
    return sort_by_value(database, SORT_BY_ID, false, candidates + first, end - first, most - first,
                         error);
}
