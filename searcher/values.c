/* A stream of values beside a list of candidates. */
#include "values.h"

#include <stdlib.h>

#include "database.h"
#include "language.h"

static int compare_docids(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

void values_sort(struct candidate *candidates, size_t count)
{
    size_t sorted = 1; /* a scan gives them in order */
    while (sorted < count && candidates[sorted - 1].docid <= candidates[sorted].docid)
        sorted++;
    if (sorted < count)
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
               : database_error(error, _("the database"), status, message);
}
