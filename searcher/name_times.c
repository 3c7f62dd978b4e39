/* The months of all hits, then the names of each hit. */
#include "name_times.h"

#include <stdlib.h>

#include "facets.h"
#include "memory.h"
#include "period.h"
#include "schema.h"
#include "values.h"

#define NO_DATE UINT32_MAX

/* The months since the year 0 of the hits, in their order. */
struct months {
    uint32_t *months;
    size_t count;
};

static void read_month(void *context, struct candidate *candidate, struct str value)
{
    struct months *months = context;
    uint32_t *month = &months->months[months->count++];
    (void)candidate;
    if (!period_read_month(value, month))
        *month = NO_DATE;
}

/* From the first to the last month; years when these are many. */
static void set_periods(const struct months *months, struct name_times *times)
{
    uint32_t first = NO_DATE;
    uint32_t last = 0;
    for (size_t i = 0; i < months->count; i++)
        if (months->months[i] != NO_DATE) {
            first = months->months[i] < first ? months->months[i] : first;
            last = months->months[i] > last ? months->months[i] : last;
        }
    if (first == NO_DATE)
        return;
    times->yearly = last - first >= TIMELINE_MONTHS;
    times->first = times->yearly ? first / 12 : first;
    times->periods = (times->yearly ? last / 12 : last) - times->first + 1;
}

static void count_article(struct name_times *times, size_t article, uint32_t month)
{
    const struct collected_names *names = times->names;
    size_t period = (times->yearly ? month / 12 : month) - times->first;
    for (size_t i = article > 0 ? names->ends[article - 1] : 0; i < names->ends[article]; i++)
        if (names->members[i] < times->name_count)
            times->articles[names->members[i] * times->periods + period]++;
}

enum status name_times_count(const struct search *search, const struct xapian_database *database,
                             const struct collected_names *names, size_t most,
                             struct name_times *times, struct error *error)
{
    struct months months = {.months = memory_allocate(search->all_count, sizeof(uint32_t))};
    times->names = names;
    times->name_count = most > 0 && most < names->count ? most : names->count;
    enum status status = values_for_each(database, SCHEMA_SLOT_DATE, search->all, search->all_count,
                                         read_month, &months, error);
    if (status == STATUS_OK)
        set_periods(&months, times);
    if (times->periods > 0)
        times->articles = memory_allocate(times->name_count * times->periods, sizeof(uint32_t));
    for (size_t i = 0; times->periods > 0 && i < months.count; i++)
        if (months.months[i] != NO_DATE)
            count_article(times, i, months.months[i]);
    free(months.months);
    return status;
}

void name_times_free(struct name_times *times)
{
    free(times->articles);
    *times = (struct name_times){0};
}

void name_times_append_period(const struct name_times *times, size_t period, struct buffer *text)
{
    period_append(times->first + (uint32_t)period, times->yearly, text);
}
