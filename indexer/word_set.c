/* Open addressing with linear probing, never more than half full. */
#include "word_set.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"

enum { FREE = 0, REMOVED = 1, FIRST_HASH = 2 };

/* Where the hash is, or the free place where it belongs. */
static uint64_t *find(const struct word_set *set, uint64_t hash)
{
    size_t mask = set->capacity - 1;
    size_t i = (size_t)hash & mask;
    while (set->hashes[i] != FREE && set->hashes[i] != hash)
        i = (i + 1) & mask;
    return &set->hashes[i];
}

static void grow(struct word_set *set)
{
    struct word_set grown = {.capacity = set->capacity ? 2 * set->capacity : 1024};
    grown.hashes = memory_allocate(grown.capacity, sizeof *grown.hashes);
    for (size_t i = 0; i < set->capacity; i++)
        if (set->hashes[i] >= FIRST_HASH) {
            *find(&grown, set->hashes[i]) = set->hashes[i];
            grown.count++;
        }
    free(set->hashes);
    *set = grown;
}

uint64_t word_set_hash(struct str word)
{
    uint64_t hash = hash_bytes(word, 0);
    return hash < FIRST_HASH ? hash + FIRST_HASH : hash;
}

bool word_set_add(struct word_set *set, struct str word)
{
    if (2 * set->count >= set->capacity)
        grow(set);
    uint64_t hash = word_set_hash(word);
    uint64_t *place = find(set, hash);
    if (*place == hash)
        return false;
    *place = hash;
    set->count++;
    return true;
}

bool word_set_has(const struct word_set *set, struct str word)
{
    return set->count > 0 && *find(set, word_set_hash(word)) != FREE;
}

void word_set_remove(struct word_set *set, struct str word)
{
    if (word_set_has(set, word))
        *find(set, word_set_hash(word)) = REMOVED;
}

void word_set_free(struct word_set *set)
{
    free(set->hashes);
    *set = (struct word_set){0};
}
