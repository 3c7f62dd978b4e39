/* An article's words that have terms, in the order of their stems' terms, which Xapian takes
 * fastest. */
#ifndef REVUE_STEM_ORDER_H
#define REVUE_STEM_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "article_words.h"

/* A word of the article, to be a posting of its stem. */
struct stemmed {
    /* The stem's first eight bytes as a number, which decide most comparisons. Of a stem of the
     * vocabulary, those of its term: the first begins with the bits 100, as no stem's does. */
    uint64_t leading;
    const struct article_word *word; /* borrowed */
};

/* Zeroed is empty; reused from article to article; stem_order_free() it. */
struct stem_order {
    struct stemmed *stems; /* first what is not of the vocabulary, then what is */
    size_t count, capacity;
    struct stemmed *sorting; /* internal: as many, while they are sorted */
    size_t sorting_capacity;
};

/* Replaces what is in the order by those of the words whose stem has a term. */
void stem_order_make(struct stem_order *order, const struct article_words *words);

/* Where the words of the stem that begins at `first` end, and how often they stand in title and
 * text. */
size_t stem_order_end(const struct stem_order *order, size_t first, uint32_t *title_count,
                      uint32_t *text_count);

void stem_order_free(struct stem_order *order);

#endif
