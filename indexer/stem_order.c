/* Most words are of the vocabulary and are sorted by their numbers, without comparing. */
#include "stem_order.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "schema.h"
#include "vocabulary.h"

static struct str stem_of(const struct stemmed *stemmed)
{
    return stemmed->word->word->stem;
}

#define COMMON_SHIFT 48 /* of a common stem's number in `leading` */

/* Whether the stem is one of the vocabulary. */
static bool is_common(const struct stemmed *stemmed)
{
    return stemmed->leading >> 61 == 4;
}

static int compare_stems(const void *a, const void *b)
{
    const struct stemmed *left = a;
    const struct stemmed *right = b;
    if (left->leading != right->leading)
        return left->leading < right->leading ? -1 : 1;
    return is_common(left) ? 0 : str_compare(stem_of(left), stem_of(right));
}

static uint64_t leading_bytes(const struct french_word *word)
{
    if (word->common_stem != VOCABULARY_NONE) /* a term of numbers stands behind those of letters */
        return 1ULL << 63 | (uint64_t)word->common_stem << COMMON_SHIFT;
    return str_beginning(word->stem);
}

#define DIGIT_BITS 7 /* two digits are a number of the vocabulary */
#define DIGITS     (1U << DIGIT_BITS)

static unsigned digit_of(const struct stemmed *stemmed, unsigned shift)
{
    return (unsigned)(stemmed->leading >> shift) % DIGITS;
}

/* From one array to another, in the order of a digit, and else as they were. */
static void sort_by_digit(const struct stemmed *from, size_t count, unsigned shift,
                          struct stemmed *to)
{
    size_t places[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        places[digit_of(&from[i], shift) + 1]++;
    for (size_t digit = 1; digit < DIGITS; digit++)
        places[digit] += places[digit - 1];
    for (size_t i = 0; i < count; i++)
        to[places[digit_of(&from[i], shift)]++] = from[i];
}

void stem_order_make(struct stem_order *order, const struct article_words *words)
{
    size_t others = 0;
    size_t common = 0;
    order->stems = memory_grow(order->stems, &order->capacity, words->count, sizeof *order->stems);
    order->sorting = memory_grow(order->sorting, &order->sorting_capacity, words->count,
                                 sizeof *order->sorting);
    for (size_t i = 0; i < words->count; i++) {
        const struct article_word *word = &words->words[i];
        if (!schema_has_stem_term(word->word))
            continue;
        struct stemmed next = {leading_bytes(word->word), word};
        if (is_common(&next))
            order->sorting[common++] = next;
        else
            order->stems[others++] = next;
    }
    struct stemmed *behind = order->stems + others;
    order->count = others + common;
    if (others > 0)
        qsort(order->stems, others, sizeof *order->stems, compare_stems);
    memcpy(behind, order->sorting, common * sizeof *behind);
    sort_by_digit(behind, common, COMMON_SHIFT, order->sorting);
    sort_by_digit(order->sorting, common, COMMON_SHIFT + DIGIT_BITS, behind);
}

size_t stem_order_end(const struct stem_order *order, size_t first, uint32_t *title_count,
                      uint32_t *text_count)
{
    const struct stemmed *stems = order->stems;
    size_t end = first;
    *title_count = *text_count = 0;
    while (end < order->count && compare_stems(&stems[first], &stems[end]) == 0) {
        *title_count += stems[end].word->title_count;
        *text_count += stems[end++].word->text_count;
    }
    return end;
}

void stem_order_free(struct stem_order *order)
{
    free(order->stems);
    free(order->sorting);
    *order = (struct stem_order){0};
}
