/* Growing a table of keys. */
#include "key_table.h"

#include <stdlib.h>

#include "memory.h"

static void resize(struct key_table *table, size_t places)
{
    struct key_table old = *table;
    table->entries = memory_allocate(places, sizeof *table->entries);
    table->places = places;
    for (size_t i = 0; i < places; i++)
        table->entries[i].number = KEY_TABLE_NONE;
    for (size_t i = 0; i < old.places; i++)
        if (old.entries[i].number != KEY_TABLE_NONE)
            *key_table_place(table, old.entries[i].key) = old.entries[i];
    free(old.entries);
}

void key_table_add(struct key_table *table, uint32_t key, uint32_t number)
{
    if (2 * (table->count + 1) > table->places)
        resize(table, table->places > 0 ? 2 * table->places : 16);
    struct key_entry *entry = key_table_place(table, key);
    if (entry->number != KEY_TABLE_NONE)
        return;
    *entry = (struct key_entry){key, number};
    table->count++;
}

void key_table_clear(struct key_table *table)
{
    for (size_t i = 0; table->count > 0 && i < table->places; i++)
        table->entries[i].number = KEY_TABLE_NONE;
    table->count = 0;
}

void key_table_free(struct key_table *table)
{
    free(table->entries);
    *table = (struct key_table){0};
}
