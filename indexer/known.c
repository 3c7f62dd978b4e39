/* Open addressing with linear probing, never more than three quarters full. */
#include "known.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"
#include "schema.h"

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

/* -- All of a database ------------------------------------------------------------------------ */

static void add_unless_known(struct known *known, struct str id, struct str fingerprint)
{
    if (!known_find(known, id))
        known_add(known, id, fingerprint);
}

/* Reads the ids and fingerprints of all articles; XAPIAN_END when it got to the end. */
static enum xapian_status read_all(struct known *known, struct xapian_values *ids,
                                   struct xapian_values *fingerprints)
{
    xapian_docid docid;
    xapian_docid other;
    const char *id;
    const char *fingerprint;
    size_t id_length;
    size_t length;
    for (;;) {
        enum xapian_status status = xapian_values_next(ids, &docid, &id, &id_length, NULL);
        if (status == XAPIAN_OK)
            status = xapian_values_next(fingerprints, &other, &fingerprint, &length, NULL);
        if (status == XAPIAN_OK && docid != other)
            return XAPIAN_CORRUPT; /* one of the two is missing somewhere */
        if (status != XAPIAN_OK)
            return status;
        add_unless_known(known, str_of(id, id_length), str_of(fingerprint, length));
    }
}

bool known_load(struct known *known, const struct xapian_database *database)
{
    struct xapian_values *ids = NULL;
    struct xapian_values *fingerprints = NULL;
    uint32_t articles = 0;
    known_free(known);
    enum xapian_status status = xapian_database_count(database, &articles, NULL);
    if (status == XAPIAN_OK)
        status = xapian_database_values(database, SCHEMA_SLOT_ID, &ids, NULL);
    if (status == XAPIAN_OK)
        status = xapian_database_values(database, SCHEMA_SLOT_FINGERPRINT, &fingerprints, NULL);
    if (status == XAPIAN_OK)
        status = read_all(known, ids, fingerprints);
    xapian_values_free(ids);
    xapian_values_free(fingerprints);
    bool all = status == XAPIAN_END && known->count >= articles;
    if (!all)
        known_free(known);
    return all;
}
