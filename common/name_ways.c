/* Sorting the ways to write names, and joining those that are the same. */
#include "name_ways.h"

#include <stdlib.h>

static int compare_texts(const void *a, const void *b)
{
    const struct name_way *x = a;
    const struct name_way *y = b;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    return str_compare(x->name, y->name);
}

static int compare_ways(const void *a, const void *b)
{
    const struct name_way *x = a;
    const struct name_way *y = b;
    if (x->owner == y->owner && x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return compare_texts(a, b);
}

size_t name_ways_join(struct name_way *ways, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(ways, count, sizeof *ways, compare_texts);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && compare_texts(&ways[kept - 1], &ways[i]) == 0)
            ways[kept - 1].articles += ways[i].articles;
        else
            ways[kept++] = ways[i];
    }
    return kept;
}

void name_ways_order(struct collected_names *names, const uint32_t *to)
{
    for (size_t i = 0; i < names->way_count; i++)
        names->ways[i].owner = to[names->ways[i].owner];
    names->way_count = name_ways_join(names->ways, names->way_count);
    if (names->way_count > 1)
        qsort(names->ways, names->way_count, sizeof *names->ways, compare_ways);
    for (size_t i = names->way_count; i-- > 0;) {
        struct collected_name *name = &names->names[names->ways[i].owner];
        name->first_way = i;
        name->way_count++;
    }
}
