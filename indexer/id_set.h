/* The ids that a file has given so far, each with its line. Exact: it keeps the ids themselves. */
#ifndef REVUE_ID_SET_H
#define REVUE_ID_SET_H

#include <stddef.h>
#include <stdint.h>

#include "str.h"

struct id_entry;

/* Zeroed is empty. */
struct id_set {
    struct id_entry *entries; /* open addressing, a power of two of them */
    size_t capacity;
    size_t count;
    struct buffer ids; /* one behind the other */
};

/* The line that gave `id`; 0 when none did, and then `line` (not 0) has given it from now on. */
size_t id_set_add(struct id_set *set, struct str id, size_t line);

void id_set_free(struct id_set *set);

#endif
