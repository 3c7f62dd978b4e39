/* Radix sort: byte by byte, the last one first. Of texts the first eight bytes are sorted so, and
 * compared is only what is equal in them: a tenth of what qsort() costs for 70,000 names. */
#include "ordering.h"

#include <stdlib.h>

#include "memory.h"

struct item {
    uint64_t key;
    uint32_t number;
};

/* Puts the items in order by a byte of their keys. False, with nothing done, when all have the same
 * one. */
static bool sort_by_byte(const struct item *items, size_t count, unsigned shift,
                         struct item *sorted)
{
    size_t ends[257] = {0}; /* where the items of each byte go, one further */
    for (size_t i = 0; i < count; i++)
        ends[(items[i].key >> shift & 0xFF) + 1]++;
    if (ends[(items[0].key >> shift & 0xFF) + 1] == count)
        return false;
    for (size_t byte = 1; byte < 257; byte++)
        ends[byte] += ends[byte - 1];
    for (size_t i = 0; i < count; i++)
        sorted[ends[items[i].key >> shift & 0xFF]++] = items[i];
    return true;
}

/* Returns the items in order: they, or what was in `spare`. */
static struct item *sort_items(struct item *items, size_t count, struct item *spare)
{
    for (unsigned shift = 0; shift < 64 && count > 0; shift += 8)
        if (sort_by_byte(items, count, shift, spare)) {
            struct item *sorted = spare;
            spare = items;
            items = sorted;
        }
    return items;
}

void ordering_by_greatest(const uint32_t *values, size_t count, uint32_t *order)
{
    struct item *items = memory_resize(NULL, count, 2 * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct item){UINT32_MAX - values[order[i]], order[i]};
    const struct item *sorted = sort_items(items, count, items + count);
    for (size_t i = 0; i < count; i++)
        order[i] = sorted[i].number;
    free(items);
}

/* -- Texts ----------------------------------------------------------------------------------- */

struct text {
    struct str text;
    uint32_t number;
};

static int compare_texts(const void *a, const void *b)
{
    const struct text *x = a;
    const struct text *y = b;
    int order = str_compare(x->text, y->text);
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

/* Up to so many are put in order one by one. */
#define FEW 8

/* Puts few of them, which are in order of their numbers, in that of their texts. */
static void insert_texts(const struct str *texts, size_t count, uint32_t *order)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t number = order[i];
        size_t at = i;
        for (; at > 0 && str_compare(texts[order[at - 1]], texts[number]) > 0; at--)
            order[at] = order[at - 1];
        order[at] = number;
    }
}

/* Puts those in order that begin with the same bytes. */
static void sort_alike(const struct str *texts, size_t count, uint32_t *order)
{
    if (count <= FEW) {
        insert_texts(texts, count, order);
        return;
    }
    struct text *alike = memory_resize(NULL, count, sizeof *alike);
    for (size_t i = 0; i < count; i++)
        alike[i] = (struct text){texts[order[i]], order[i]};
    qsort(alike, count, sizeof *alike, compare_texts);
    for (size_t i = 0; i < count; i++)
        order[i] = alike[i].number;
    free(alike);
}

void ordering_by_text(const struct str *texts, size_t count, uint32_t *order)
{
    struct item *items = memory_resize(NULL, count, 2 * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct item){str_beginning(texts[i]), (uint32_t)i};
    const struct item *sorted = sort_items(items, count, items + count);
    for (size_t i = 0; i < count; i++)
        order[i] = sorted[i].number;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && sorted[end].key == sorted[first].key; end++)
            ;
        if (end - first > 1)
            sort_alike(texts, end - first, order + first);
    }
    free(items);
}
