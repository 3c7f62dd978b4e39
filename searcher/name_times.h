/* When each of the most frequent names was in the news. */
#ifndef REVUE_NAME_TIMES_H
#define REVUE_NAME_TIMES_H

#include "collected_names.h"
#include "search.h"

/* Zeroed is empty; name_times_free() it. */
struct name_times {
    const struct collected_names *names; /* borrowed; the first of them */
    size_t name_count;
    bool yearly;        /* else monthly: where there would be more than TIMELINE_MONTHS */
    uint32_t first;     /* of the periods, as period.h counts them */
    size_t periods;     /* months or years from the first that has a hit to the last; 0: no dates */
    uint32_t *articles; /* of the first name by period, of the second ... */
};

/* Counts the articles of the `most` first names in all hits of `search`; those without a date are
 * in no period. */
enum status name_times_count(const struct search *search, const struct xapian_database *database,
                             const struct collected_names *names, size_t most,
                             struct name_times *times, struct error *error);
void name_times_free(struct name_times *times);

/* Appends the name of a period, "2019" or "2019-02". */
void name_times_append_period(const struct name_times *times, size_t period, struct buffer *text);

#endif
