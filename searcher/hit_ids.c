/* Values of the slot of ids, one behind the other. */
#include "hit_ids.h"

#include <stdlib.h>

#include "memory.h"
#include "schema.h"
#include "values.h"

static void take_id(void *context, struct candidate *candidate, struct str value)
{
    struct hit_ids *ids = context;
    (void)candidate;
    buffer_append(&ids->bytes, value);
    ids->ends[ids->count++] = ids->bytes.length;
}

enum status hit_ids_read(const struct search *search, const struct xapian_database *database,
                         struct hit_ids *ids, struct error *error)
{
    ids->hits = memory_allocate(search->count, sizeof *ids->hits);
    ids->ends = memory_allocate(search->count, sizeof *ids->ends);
    for (size_t i = 0; i < search->count; i++)
        ids->hits[i].docid = search->hits[i].docid;
    values_sort(ids->hits, search->count);
    return values_for_each(database, SCHEMA_SLOT_ID, ids->hits, search->count, take_id, ids, error);
}

static int compare_docids(const void *key, const void *hit)
{
    xapian_docid wanted = *(const xapian_docid *)key;
    xapian_docid docid = ((const struct candidate *)hit)->docid;
    return (wanted > docid) - (wanted < docid);
}

struct str hit_ids_find(const struct hit_ids *ids, xapian_docid docid)
{
    const struct candidate *hit = NULL;
    if (ids->count > 0)
        hit = bsearch(&docid, ids->hits, ids->count, sizeof *ids->hits, compare_docids);
    if (!hit)
        return STR("");
    size_t at = (size_t)(hit - ids->hits);
    size_t start = at > 0 ? ids->ends[at - 1] : 0;
    return str_before(str_after(buffer_str(&ids->bytes), start), ids->ends[at] - start);
}

void hit_ids_free(struct hit_ids *ids)
{
    free(ids->hits);
    free(ids->ends);
    buffer_free(&ids->bytes);
    *ids = (struct hit_ids){0};
}
