/* A hash table of names and their counts; its rows stay an array, to be sorted in the end. */
#include "tally.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"

/* Beside the row's number a part of its hash, so that most other rows need not be looked at. */
struct tally_place {
    uint32_t hash;
    uint32_t row; /* from 1; 0: free */
};

static void move_places(struct tally *tally, const struct tally_place *old, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (old[i].row == 0)
            continue;
        size_t at = old[i].hash & (tally->table_size - 1);
        while (tally->table[at].row > 0)
            at = (at + 1) & (tally->table_size - 1);
        tally->table[at] = old[i];
    }
}

/* Keeps at least half of the table free. */
void tally_reserve(struct tally *tally, size_t names)
{
    if (2 * names <= tally->table_size)
        return;
    struct tally_place *old = tally->table;
    size_t size = tally->table_size;
    tally->table_size = size > 0 ? 4 * size : 64;
    while (tally->table_size < 2 * names)
        tally->table_size *= 2;
    tally->table = memory_allocate(tally->table_size, sizeof *tally->table);
    move_places(tally, old, size);
    free(old);
}

/* The place of the name's row in the table, or the free one where it would be. */
static struct tally_place *find_place(const struct tally *tally, char kind, struct str name,
                                      uint32_t hash)
{
    for (size_t at = hash & (tally->table_size - 1);; at = (at + 1) & (tally->table_size - 1)) {
        struct tally_place *place = &tally->table[at];
        if (place->row == 0)
            return place;
        if (place->hash != hash)
            continue;
        const struct tally_row *row = &tally->rows[place->row - 1];
        if (row->kind == kind && str_equal(row->name, name))
            return place;
    }
}

uint32_t tally_hash(char kind, struct str name)
{
    return (uint32_t)hash_bytes(name, (unsigned char)kind);
}

void tally_fetch(const struct tally *tally, uint32_t hash)
{
    if (tally->table_size > 0)
        __builtin_prefetch(&tally->table[hash & (tally->table_size - 1)]);
}

size_t tally_guess(const struct tally *tally, uint32_t hash)
{
    if (tally->table_size == 0)
        return tally->count;
    size_t at = hash & (tally->table_size - 1);
    while (tally->table[at].row > 0 && tally->table[at].hash != hash)
        at = (at + 1) & (tally->table_size - 1);
    return tally->table[at].row > 0 ? tally->table[at].row - 1 : tally->count;
}

size_t tally_add_hashed(struct tally *tally, char kind, struct str name, uint32_t hash)
{
    tally_reserve(tally, tally->count + 1);
    struct tally_place *place = find_place(tally, kind, name, hash);
    if (place->row == 0) {
        tally->rows = memory_grow(tally->rows, &tally->capacity, tally->count + 1,
                                  sizeof *tally->rows);
        tally->rows[tally->count++] = (struct tally_row){arena_keep(&tally->texts, name), 0, kind};
        *place = (struct tally_place){hash, (uint32_t)tally->count};
    }
    tally->rows[place->row - 1].count++;
    return place->row - 1;
}

size_t tally_add_guessed(struct tally *tally, char kind, struct str name, uint32_t hash,
                         size_t guess)
{
    if (guess >= tally->count || tally->rows[guess].kind != kind ||
        !str_equal(tally->rows[guess].name, name))
        return tally_add_hashed(tally, kind, name, hash);
    tally->rows[guess].count++;
    return guess;
}

size_t tally_add_kind(struct tally *tally, char kind, struct str name)
{
    return tally_add_hashed(tally, kind, name, tally_hash(kind, name));
}

size_t tally_add(struct tally *tally, struct str name)
{
    return tally_add_kind(tally, 0, name);
}

void tally_free(struct tally *tally)
{
    free(tally->rows);
    free(tally->table);
    arena_free(&tally->texts);
    *tally = (struct tally){0};
}
