/* A hash table with open addressing and linear probing, never more than half full. */
#include "id_set.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"

struct id_entry {
    uint64_t hash;
    size_t start, length; /* bytes of `ids` */
    size_t line;          /* 0: free */
};

/* The entry of `id`, or the free one where it belongs. */
static struct id_entry *find_entry(const struct id_set *set, struct str id, uint64_t hash)
{
    size_t mask = set->capacity - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct id_entry *entry = &set->entries[i];
        if (entry->line == 0)
            return entry;
        struct str known = str_of(set->ids.data + entry->start, entry->length);
        if (entry->hash == hash && str_equal(known, id))
            return entry;
    }
}

static void grow(struct id_set *set)
{
    struct id_set grown = *set;
    grown.capacity = set->capacity ? 2 * set->capacity : 64;
    grown.entries = memory_allocate(grown.capacity, sizeof *grown.entries);
    for (size_t i = 0; i < set->capacity; i++) {
        const struct id_entry *entry = &set->entries[i];
        struct str id = str_of(set->ids.data + entry->start, entry->length);
        if (entry->line != 0)
            *find_entry(&grown, id, entry->hash) = *entry;
    }
    free(set->entries);
    *set = grown;
}

size_t id_set_add(struct id_set *set, struct str id, size_t line)
{
    if (2 * set->count >= set->capacity)
        grow(set);
    uint64_t hash = hash_bytes(id, 0);
    struct id_entry *entry = find_entry(set, id, hash);
    if (entry->line != 0)
        return entry->line;
    *entry = (struct id_entry){hash, set->ids.length, id.length, line};
    buffer_append(&set->ids, id);
    set->count++;
    return 0;
}

void id_set_free(struct id_set *set)
{
    free(set->entries);
    buffer_free(&set->ids);
    *set = (struct id_set){0};
}
