/* Dunning's log-likelihood ratio of each name. */
#include "associations.h"

#include <math.h>
#include <stdlib.h>

#include "database.h"
#include "families.h"
#include "memory.h"
#include "schema.h"
#include "stored_name.h"

/* Observed times the logarithm of observed by expected. */
static double surprise(size_t observed, size_t row, size_t column, size_t all)
{
    if (observed == 0)
        return 0;
    double expected = (double)row * (double)column / (double)all;
    return (double)observed * log((double)observed / expected);
}

/* G² of a table of two by two: `both` of `hits` and `everywhere` of `articles` have the name. */
static double likelihood(size_t both, size_t hits, size_t everywhere, size_t articles)
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

/* Whether the name is one of those asked about; a discovered one may be a longer or shorter way to
 * write it. */
static bool is_asked(const struct collected_name *name, struct str folded, const struct str *asked,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(folded, asked[i]) ||
            (name->discovered &&
             (family_is_longer(folded, asked[i]) || family_is_longer(asked[i], folded))))
            return true;
    return false;
}

/* How many articles of all have the name. */
static enum status count_everywhere(const struct collected_name *name,
                                    struct family_reader *families, struct str folded,
                                    size_t *everywhere, struct error *error)
{
    struct buffer term = {0};
    uint32_t articles = 0;
    char *message = NULL;
    if (name->discovered)
        return stored_name_count(families, folded, everywhere, error);
    schema_term(SCHEMA_ENTITY, folded, &term);
    enum xapian_status status = xapian_database_frequency(families->source.database, term.data,
                                                          term.length, &articles, NULL, &message);
    buffer_free(&term);
    *everywhere = articles;
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

/* Adds the name if the hits have it more often than all articles do. */
static void compare_name(const struct collected_names *names, size_t index, size_t everywhere,
                         uint32_t articles, struct associations *associations)
{
    const struct collected_name *name = &names->names[index];
    size_t hits = names->article_count;
    if (everywhere < name->articles ||
        (double)name->articles * articles <= (double)everywhere * (double)hits)
        return;
    associations->associations[associations->count++] = (struct association){
        name, everywhere, likelihood(name->articles, hits, everywhere, articles)};
}

enum status associations_find(const struct collected_names *names, struct names *lookup,
                              const struct str *without, size_t without_count,
                              struct associations *associations, struct error *error)
{
    struct buffer folded = {0};
    struct family_reader families = {0};
    uint32_t articles = 0;
    char *message = NULL;
    enum xapian_status counted = xapian_database_count(lookup->database, &articles, &message);
    enum status status = counted == XAPIAN_OK ? STATUS_OK
                                              : database_error(error, NULL, counted, message);
    if (status == STATUS_OK)
        status = names_source(lookup, &families.source, error);
    associations->associations = memory_allocate(names->count, sizeof(struct association));
    for (size_t i = 0; i < names->count && status == STATUS_OK; i++) {
        const struct collected_name *name = &names->names[i];
        size_t everywhere = 0;
        buffer_clear(&folded);
        french_fold_name(lookup->french, name->name, &folded);
        if (is_asked(name, buffer_str(&folded), without, without_count))
            continue;
        status = count_everywhere(name, &families, buffer_str(&folded), &everywhere, error);
        if (status == STATUS_OK)
            compare_name(names, i, everywhere, articles, associations);
    }
    family_reader_close(&families);
    buffer_free(&folded);
    if (associations->count > 1)
        qsort(associations->associations, associations->count, sizeof(struct association), compare);
    return status;
}

void associations_free(struct associations *associations)
{
    free(associations->associations);
    *associations = (struct associations){0};
}
