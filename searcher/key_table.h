/* Numbers by 32-bit keys: what a linear search does for a few words, for the thousands of a pasted
 * text. */
#ifndef REVUE_KEY_TABLE_H
#define REVUE_KEY_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define KEY_TABLE_NONE UINT32_MAX

struct key_entry {
    uint32_t key, number; /* KEY_TABLE_NONE: the place is free */
};

/* Zeroed is empty; key_table_free() it. */
struct key_table {
    struct key_entry *entries; /* a power of two of places, at most half of them taken */
    size_t places;
    size_t count;
};

/* The place of a key in a table that has any, or the free one for it. */
static inline struct key_entry *key_table_place(const struct key_table *table, uint32_t key)
{
    size_t at = (key ^ key >> 15) * 0x9E3779B1U;
    for (;; at++) {
        struct key_entry *entry = &table->entries[at & (table->places - 1)];
        if (entry->number == KEY_TABLE_NONE || entry->key == key)
            return entry;
    }
}

/* The number of a key; KEY_TABLE_NONE when it has none. */
static inline uint32_t key_table_find(const struct key_table *table, uint32_t key)
{
    return table->count == 0 ? KEY_TABLE_NONE : key_table_place(table, key)->number;
}

/* Gives a key its number, unless it has one. `number` is not KEY_TABLE_NONE. */
void key_table_add(struct key_table *table, uint32_t key, uint32_t number);

/* Forgets all keys and keeps the memory. */
void key_table_clear(struct key_table *table);

void key_table_free(struct key_table *table);

#endif
