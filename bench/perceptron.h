/* The averaged perceptron (Collins, 2002) that learns the model's weights from tagged sequences.
 *
 * Whole numbers and a fixed order throughout: the same sequences give the same weights. */
#ifndef REVUE_BENCH_PERCEPTRON_H
#define REVUE_BENCH_PERCEPTRON_H

#include "name_model.h"

/* Tokens that are tagged together. */
struct sequence {
    size_t first, count;
    uint32_t article; /* the number of its article, from 0, not descending */
};

/* Zeroed is empty. */
struct sequences {
    struct sequence *sequences;
    size_t count, capacity;
    uint32_t *rows;  /* of the features: `features` a token */
    size_t features; /* of each token the same number */
    uint8_t *gold;   /* the right tag of each token */
    size_t token_count, row_capacity, gold_capacity;
};

/* Adds a sequence of `count` tokens with room for their rows and right tags, to be filled: those of
 * its tokens begin at sequences->rows and ->gold by its `first`. */
struct sequence *sequences_add(struct sequences *sequences, size_t count, uint32_t article);

void sequences_free(struct sequences *sequences);

/* Learns and sets the model's rows and transitions; its rows must be allocated. */
void perceptron_train(const struct sequences *sequences, struct name_model *model);

#endif
