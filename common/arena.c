/* Blocks in a list; what is longer than one has one of its own. */
#include "arena.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "memory.h"

#define BLOCK_BYTES ((size_t)64 << 10)

struct arena_block {
    struct arena_block *next;
    size_t used, size; /* of bytes */
    max_align_t bytes[];
};

/* Takes so many bytes that begin at a multiple of `unit`. */
static void *take(struct arena *arena, size_t bytes, size_t unit)
{
    struct arena_block *block = arena->blocks;
    size_t start = block ? (block->used + unit - 1) / unit * unit : 0;
    if (!block || start > block->size || block->size - start < bytes) {
        size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
        if (size > SIZE_MAX - sizeof *block)
            memory_out();
        block = memory_resize(NULL, 1, sizeof *block + size);
        block->next = arena->blocks;
        block->size = size;
        arena->blocks = block;
        start = 0;
    }
    block->used = start + bytes;
    return (char *)block->bytes + start;
}

void *arena_take(struct arena *arena, size_t bytes)
{
    void *taken = take(arena, bytes, sizeof(max_align_t));
    memset(taken, 0, bytes);
    return taken;
}

struct str arena_keep(struct arena *arena, struct str text)
{
    char *copy = take(arena, text.length + 1, 1);
    if (text.length)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
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
