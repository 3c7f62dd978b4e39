/* Dunning's log-likelihood ratio of each name. */
#include "associations.h"

#include <math.h>
#include <stdlib.h>

#include "database.h"
#include "language.h"
#include "memory.h"
#include "schema.h"

/* Observed times the logarithm of observed by expected. */
static double surprise(size_t observed, size_t row, size_t column, size_t all)
{
    if (observed == 0)
        return 0;
    double expected = (double)row * (double)column / (double)all;
    return (double)observed * log((double)observed / expected);
}

double associations_likelihood(size_t both, size_t hits, size_t everywhere, size_t articles)
{
    size_t others = articles - hits;
    size_t without = articles - everywhere;
    return 2 * (surprise(both, hits, everywhere, articles) +
                surprise(hits - both, hits, without, articles) +
                surprise(everywhere - both, others, everywhere, articles) +
                surprise(others - (everywhere - both), others, without, articles));
}

static int compare(const void *a, const void *b)
{
    const struct association *x = a;
    const struct association *y = b;
    if (x->likelihood > y->likelihood || x->likelihood < y->likelihood)
        return x->likelihood > y->likelihood ? -1 : 1;
    return str_compare(x->name->name, y->name->name);
}

static bool is_one_of(struct str folded, const struct str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(folded, list[i]))
            return true;
    return false;
}

/* Adds the name if the hits have it more often than all articles do. */
static enum xapian_status compare_name(const struct hit_names *names, size_t index,
                                       struct names *lookup, struct str folded, uint32_t articles,
                                       struct associations *associations, char **message)
{
    struct buffer term = {0};
    uint32_t everywhere = 0;
    const struct hit_name *name = &names->names[index];
    size_t hits = names->article_count;
    schema_term(SCHEMA_ENTITY, folded, &term);
    enum xapian_status status = xapian_database_frequency(lookup->database, term.data, term.length,
                                                          &everywhere, NULL, message);
    buffer_free(&term);
    if (status != XAPIAN_OK || everywhere < name->articles ||
        (double)name->articles * articles <= (double)everywhere * (double)hits)
        return status;
    associations->associations[associations->count++] = (struct association){
        name, everywhere, associations_likelihood(name->articles, hits, everywhere, articles)};
    return status;
}

enum status associations_find(const struct hit_names *names, struct names *lookup,
                              const struct str *without, size_t without_count,
                              struct associations *associations, struct error *error)
{
    struct buffer folded = {0};
    uint32_t articles = 0;
    char *message = NULL;
    enum xapian_status status = xapian_database_count(lookup->database, &articles, &message);
    associations->associations = memory_allocate(names->count, sizeof(struct association));
    for (size_t i = 0; i < names->count && status == XAPIAN_OK; i++) {
        buffer_clear(&folded);
        french_fold_name(lookup->french, names->names[i].name, &folded);
        if (!is_one_of(buffer_str(&folded), without, without_count))
            status = compare_name(names, i, lookup, buffer_str(&folded), articles, associations,
                                  &message);
    }
    buffer_free(&folded);
    if (associations->count > 1)
        qsort(associations->associations, associations->count, sizeof(struct association), compare);
    return status == XAPIAN_OK ? STATUS_OK
                               : database_error(error, _("the database"), status, message);
}

void associations_free(struct associations *associations)
{
    free(associations->associations);
    *associations = (struct associations){0};
}
