/* An arena: much that is small and freed together. */
#ifndef REVUE_ARENA_H
#define REVUE_ARENA_H

#include "str.h"

/* Zeroed is empty; arena_free() it. */
struct arena {
    struct arena_block *blocks; /* internal: owned, the one that is being filled first */
};

/* Zeroed memory, aligned for anything. It stays where it is until the arena is freed. */
void *arena_take(struct arena *arena, size_t bytes);

/* A copy of the text, with a NUL behind it, likewise. */
struct str arena_keep(struct arena *arena, struct str text);

/* Hands what `from` holds to `arena`; `from` is empty then. */
void arena_join(struct arena *arena, struct arena *from);

void arena_free(struct arena *arena);

#endif
