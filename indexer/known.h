/* Which articles are there and what of them, without a look into the database: hashes of ids, each
 * with the hash of the article's fingerprint. A hash of 64 bits is taken for what it hashes: among
 * ten million ids, two share one with a chance of 3 in 10^6. */
#ifndef REVUE_KNOWN_H
#define REVUE_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"
#include "xapian_c.h"

struct known_entry {
    uint64_t id; /* 0: free */
    uint64_t fingerprint;
};

/* Zeroed is empty. */
struct known {
    struct known_entry *entries;
    size_t capacity; /* a power of two */
    size_t count;
};

/* The entry of the id; NULL when it is not known. Lives until the next known_add. */
struct known_entry *known_find(const struct known *known, struct str id);

/* Whether the entry's article had this fingerprint. */
bool known_is_same(const struct known_entry *entry, struct str fingerprint);

/* The id was not known. An empty fingerprint is the same as no other. */
void known_add(struct known *known, struct str id, struct str fingerprint);

/* Makes it hold all articles of the database; false where they cannot all be read: then it is
 * empty. */
bool known_load(struct known *known, const struct xapian_database *database);

/* Empties it and frees its memory. */
void known_free(struct known *known);

#endif
