/* A hash table of names and their counts; its rows stay an array, to be sorted in the end. */
#include "tally.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"

/* The place of the name's row in the table, or the free one where it would be. */
static size_t find_place(const struct tally *tally, struct str name, uint64_t hash)
{
    size_t place = (size_t)hash & (tally->table_size - 1);
    while (tally->table[place] > 0) {
        const struct tally_row *row = &tally->rows[tally->table[place] - 1];
        if (row->hash == hash && str_equal(row->name, name))
            break;
        place = (place + 1) & (tally->table_size - 1);
    }
    return place;
}

/* Keeps at least half of the table free. */
static void make_room(struct tally *tally)
{
    if (2 * (tally->count + 1) <= tally->table_size)
        return;
    tally->table_size = tally->table_size > 0 ? 2 * tally->table_size : 64;
    free(tally->table);
    tally->table = memory_allocate(tally->table_size, sizeof *tally->table);
    for (size_t i = 0; i < tally->count; i++)
        tally->table[find_place(tally, tally->rows[i].name, tally->rows[i].hash)] = i + 1;
}

size_t tally_add(struct tally *tally, struct str name)
{
    uint64_t hash = hash_bytes(name, 0);
    make_room(tally);
    size_t place = find_place(tally, name, hash);
    if (tally->table[place] == 0) {
        tally->rows = memory_grow(tally->rows, &tally->capacity, tally->count + 1,
                                  sizeof *tally->rows);
        struct str own = str_of(memory_copy(name.data, name.length), name.length);
        tally->rows[tally->count++] = (struct tally_row){.name = own, .hash = hash};
        tally->table[place] = tally->count;
    }
    size_t row = tally->table[place] - 1;
    tally->rows[row].count++;
    return row;
}

void tally_free(struct tally *tally)
{
    for (size_t i = 0; i < tally->count; i++)
        free((char *)tally->rows[i].name.data);
    free(tally->rows);
    free(tally->table);
    *tally = (struct tally){0};
}
