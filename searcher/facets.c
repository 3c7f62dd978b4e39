/* Counting facets: the values of all hits, one slot after the other, each in one pass. */
#include "facets.h"

#include <stdbool.h>
#include <stdlib.h>

#include "language.h"
#include "memory.h"
#include "period.h"
#include "schema.h"
#include "values.h"

static const struct {
    const char *name;
    enum schema_slot slot;
    bool dated;
} table[FACET_KINDS] = {
    [FACET_OUTLET] = {N_("outlet"), SCHEMA_SLOT_OUTLET, false},
    [FACET_ENTITY] = {N_("entity"), SCHEMA_SLOT_ENTITIES, false},
    [FACET_AUTHOR] = {N_("author"), SCHEMA_SLOT_AUTHOR, false},
    [FACET_SECTION] = {N_("section"), SCHEMA_SLOT_SECTION, false},
    [FACET_YEAR] = {N_("year"), SCHEMA_SLOT_DATE, true},
    [FACET_MONTH] = {N_("month"), SCHEMA_SLOT_DATE, true},
};

const char *facet_name(enum facet_kind kind)
{
    return table[kind].name;
}

const char *facet_title(enum facet_kind kind)
{
    return language_translate(table[kind].name);
}

/* -- Lists ----------------------------------------------------------------------------------- */

enum status facet_list_read(const struct option_use *use, struct facet_list *kinds,
                            struct error *error)
{
    const char *names[FACET_KINDS + 1] = {0};
    size_t chosen[FACET_KINDS];
    for (size_t i = 0; i < FACET_KINDS; i++)
        names[i] = table[i].name;
    enum status status = option_choices(use, names, chosen, &kinds->count, error);
    for (size_t i = 0; i < kinds->count; i++)
        kinds->kinds[i] = (enum facet_kind)chosen[i];
    return status;
}

/* -- Counting -------------------------------------------------------------------------------- */

static void count_date(struct facet *facet, struct str value)
{
    char month[] = "YYYY-MM";
    uint32_t number;
    if (!period_read_month(value, &number)) /* damaged */
        return;
    memcpy(month, value.data, 4);
    if (facet->kind == FACET_MONTH)
        memcpy(month + 5, value.data + 4, 2);
    tally_add(&facet->tally, str_of(month, facet->kind == FACET_MONTH ? 7 : 4));
}

static void count_value(void *context, struct candidate *candidate, struct str value)
{
    struct facet *facet = context;
    (void)candidate;
    if (table[facet->kind].dated)
        count_date(facet, value);
    else if (value.length > 0)
        tally_add(&facet->tally, value);
}

static int compare_names(const void *a, const void *b)
{
    const struct tally_row *x = a;
    const struct tally_row *y = b;
    return str_compare(x->name, y->name);
}

static int compare_counts(const void *a, const void *b)
{
    const struct tally_row *x = a;
    const struct tally_row *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return str_compare(x->name, y->name);
}

static enum status count_facet(const struct search *search, const struct xapian_database *database,
                               struct facet *facet, struct error *error)
{
    enum status status = values_for_each(database, table[facet->kind].slot, search->all,
                                         search->all_count, count_value, facet, error);
    if (facet->tally.count > 1)
        qsort(facet->tally.rows, facet->tally.count, sizeof *facet->tally.rows,
              table[facet->kind].dated ? compare_names : compare_counts);
    return status;
}

/* The names are in order and each there once. */
static void take_names(struct collected_names *names, struct tally *tally)
{
    tally->rows = memory_resize(NULL, names->count, sizeof *tally->rows);
    tally->count = tally->capacity = names->count;
    for (size_t i = 0; i < names->count; i++)
        tally->rows[i] = (struct tally_row){names->names[i].name,
                                            (uint32_t)names->names[i].articles, 0};
    arena_join(&tally->texts, &names->texts);
}

/* Counts the names of the hits. */
static enum status count_names(const struct search *search, struct names *lookup,
                               struct facet *facet, struct error *error)
{
    struct collected_names names = {0};
    struct name_source source;
    enum status status = names_source(lookup, &source, error);
    if (status == STATUS_OK)
        status = hit_names_read(search, &source, facet->choice, &names, error);
    if (status == STATUS_OK)
        take_names(&names, &facet->tally);
    collected_names_free(&names);
    return status;
}

enum status facets_count(const struct search *search, struct names *lookup,
                         const struct facet_list *kinds, struct facets *facets, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < kinds->count && status == STATUS_OK; i++) {
        struct facet *facet = &facets->facets[i];
        *facet = (struct facet){.kind = kinds->kinds[i], .choice = kinds->choice};
        facets->count = i + 1;
        status = facet->kind == FACET_ENTITY ? count_names(search, lookup, facet, error)
                                             : count_facet(search, lookup->database, facet, error);
    }
    return status;
}

void facet_free(struct facet *facet)
{
    tally_free(&facet->tally);
}

void facets_free(struct facets *facets)
{
    for (size_t i = 0; i < facets->count; i++)
        facet_free(&facets->facets[i]);
    facets->count = 0;
}

/* -- Timelines ------------------------------------------------------------------------------- */

/* The number of a row's month or year, and its name; the database's dates are of 0001 to 9999. */
static unsigned number_of(enum facet_kind kind, struct str name)
{
    unsigned number = 0;
    for (size_t i = 0; i < 4; i++)
        number = 10 * number + (unsigned)(name.data[i] - '0');
    if (kind == FACET_MONTH)
        number = 12 * number + 10 * (unsigned)(name.data[5] - '0') +
                 (unsigned)(name.data[6] - '0') - 1;
    return number;
}

/* How many months or years the rows, which are in order, reach over. */
static size_t span_of(const struct facet *facet)
{
    const struct tally *tally = &facet->tally;
    if (tally->count == 0)
        return 0;
    return number_of(facet->kind, tally->rows[tally->count - 1].name) -
           number_of(facet->kind, tally->rows[0].name) + 1;
}

/* Gives each month or year between the first and the last a row. */
static void fill_gaps(struct facet *facet)
{
    size_t span = span_of(facet);
    if (span == facet->tally.count)
        return;
    unsigned first = number_of(facet->kind, facet->tally.rows[0].name);
    struct tally filled = {0};
    struct buffer name = {0};
    size_t next = 0; /* of the rows that there were */
    for (unsigned i = 0; i < span; i++) {
        buffer_clear(&name);
        period_append(first + i, facet->kind == FACET_YEAR, &name);
        tally_add(&filled, buffer_str(&name));
        bool there = next < facet->tally.count &&
                     str_equal(facet->tally.rows[next].name, buffer_str(&name));
        filled.rows[i].count = there ? facet->tally.rows[next++].count : 0;
    }
    buffer_free(&name);
    tally_free(&facet->tally);
    facet->tally = filled;
}

enum status timeline_count(const struct search *search, const struct xapian_database *database,
                           enum timeline_unit unit, struct facet *timeline, struct error *error)
{
    timeline->kind = unit == TIMELINE_YEARLY ? FACET_YEAR : FACET_MONTH;
    enum status status = count_facet(search, database, timeline, error);
    if (status == STATUS_OK && unit == TIMELINE_FITTING && span_of(timeline) > TIMELINE_MONTHS) {
        facet_free(timeline);
        timeline->kind = FACET_YEAR;
        status = count_facet(search, database, timeline, error);
    }
    if (status == STATUS_OK)
        fill_gaps(timeline);
    return status;
}
