/* Blocks in a list; a text that is longer than one has one of its own. */
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>

#include "memory.h"

#define BLOCK_BYTES ((size_t)64 << 10)

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    char bytes[];
};

static struct arena_block *new_block(struct arena_block *next, size_t bytes)
{
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        memory_out();
    struct arena_block *block = memory_resize(NULL, 1, sizeof *block + size);
    block->next = next;
    block->used = 0;
    block->size = size;
    return block;
}

struct str arena_keep(struct arena *arena, struct str text)
{
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used <= text.length)
        block = arena->blocks = new_block(block, text.length + 1);
    char *copy = block->bytes + block->used;
    if (text.length)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    block->used += text.length + 1;
    return str_of(copy, text.length);
}

void arena_join(struct arena *arena, struct arena *from)
{
    struct arena_block **end = &arena->blocks;
    while (*end)
        end = &(*end)->next;
    *end = from->blocks;
    from->blocks = NULL;
}

void arena_free(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}
