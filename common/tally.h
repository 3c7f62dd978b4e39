/* How often each name occurs. */
#ifndef REVUE_TALLY_H
#define REVUE_TALLY_H

#include <stdint.h>

#include "arena.h"
#include "str.h"

struct tally_row {
    struct str name; /* owned by the tally */
    uint32_t count;
    char kind;
};

/* Zeroed is empty; tally_free() it. */
struct tally {
    struct tally_row *rows; /* in order of their first appearance */
    size_t count;
    size_t capacity;
    struct arena texts;        /* the rows' names */
    struct tally_place *table; /* internal: by hash */
    size_t table_size;
};

/* Counts one more of `name`; returns the index of its row. */
size_t tally_add(struct tally *tally, struct str name);

/* The same where the same name of another kind has a row of its own; tally_add() is of kind 0. */
size_t tally_add_kind(struct tally *tally, char kind, struct str name);

/* Makes room for so many names. */
void tally_reserve(struct tally *tally, size_t names);

/* The same in steps, for many names at once: the hash, of which the table's place is fetched into
 * the cache; then the row that probably has the name, and is to be fetched likewise, or one behind
 * the last. */
uint32_t tally_hash(char kind, struct str name);
void tally_fetch(const struct tally *tally, uint32_t hash);
size_t tally_guess(const struct tally *tally, uint32_t hash);
size_t tally_add_hashed(struct tally *tally, char kind, struct str name, uint32_t hash);
size_t tally_add_guessed(struct tally *tally, char kind, struct str name, uint32_t hash,
                         size_t guess);

void tally_free(struct tally *tally);

#endif
