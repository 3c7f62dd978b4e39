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

enum status values_for_each(const struct xapian_database *database, enum schema_slot slot,
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
            if (at + 1 < candidates[i].docid) /* the next one is there faster */
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
               : database_error(error, _("the database"), status, message);
}
