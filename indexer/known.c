/* Open addressing with linear probing, never more than three quarters full. */
#include "known.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"

static uint64_t id_hash(struct str id)
{
    uint64_t hash = hash_bytes(id, 0);
    return hash + (hash == 0);
}

static uint64_t fingerprint_hash(struct str fingerprint)
{
    uint64_t hash = hash_bytes(fingerprint, 0);
    return fingerprint.length == 0 ? 0 : hash + (hash == 0);
}

/* The entry of the id, or the free one where it belongs. */
static struct known_entry *find(const struct known *known, uint64_t id)
{
    size_t mask = known->capacity - 1;
    size_t i = (size_t)id & mask;
    while (known->entries[i].id != 0 && known->entries[i].id != id)
        i = (i + 1) & mask;
    return &known->entries[i];
}

struct known_entry *known_find(const struct known *known, struct str id)
{
    struct known_entry *entry = known->count > 0 ? find(known, id_hash(id)) : NULL;
    return entry && entry->id != 0 ? entry : NULL;
}

bool known_is_same(const struct known_entry *entry, struct str fingerprint)
{
    return entry->fingerprint != 0 && entry->fingerprint == fingerprint_hash(fingerprint);
}

static void grow(struct known *known)
{
    struct known grown = {.capacity = known->capacity ? 2 * known->capacity : 1024,
                          .count = known->count};
    grown.entries = memory_allocate(grown.capacity, sizeof *grown.entries);
    for (size_t i = 0; i < known->capacity; i++)
        if (known->entries[i].id != 0)
            *find(&grown, known->entries[i].id) = known->entries[i];
    free(known->entries);
    *known = grown;
}

void known_add(struct known *known, struct str id, struct str fingerprint)
{
    if (4 * (known->count + 1) > 3 * known->capacity)
        grow(known);
    uint64_t hash = id_hash(id);
    *find(known, hash) = (struct known_entry){hash, fingerprint_hash(fingerprint)};
    known->count++;
}

void known_free(struct known *known)
{
    free(known->entries);
    *known = (struct known){0};
}
