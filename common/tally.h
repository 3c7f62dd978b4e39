/* How often each name occurs. */
#ifndef REVUE_TALLY_H
#define REVUE_TALLY_H

#include <stdint.h>

#include "str.h"

struct tally_row {
    struct str name; /* owned by the tally */
    uint64_t hash;
    size_t count;
};

/* Zeroed is empty; tally_free() it. */
struct tally {
    struct tally_row *rows; /* in order of their first appearance */
    size_t count;
    size_t capacity;
    size_t *table; /* internal: by hash, the row's number from 1; 0: free */
    size_t table_size;
};

/* Counts one more of `name`; returns the index of its row. */
size_t tally_add(struct tally *tally, struct str name);

void tally_free(struct tally *tally);

#endif
