/* The whole sentences around a place of a text. */
#ifndef REVUE_SENTENCE_EXTENT_H
#define REVUE_SENTENCE_EXTENT_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* A table without a full stop is no sentence to show whole. */
#define SENTENCE_MOST_BYTES 4096

struct sentence_extent {
    uint32_t start, end;         /* bytes of the text; no white space at the beginning */
    bool cut_before, cut_behind; /* a sentence of more than SENTENCE_MOST_BYTES was cut there */
};

/* The sentences that hold bytes [start, end) of `text` (valid UTF-8), and `sentences` more on
 * either side. */
struct sentence_extent sentence_extent_around(struct str text, size_t start, size_t end,
                                              size_t sentences);

#endif
