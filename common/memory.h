/* Memory that is there or the program ends.
 *
 * A small allocation does not fail on the systems we run on; input that could ask for a large one
 * is bounded by its reader. What an ingest has committed is safe whenever the process ends, so
 * running out of memory is treated as a crash: one line on standard error, exit status 2. */
#ifndef REVUE_MEMORY_H
#define REVUE_MEMORY_H

#include <stddef.h>

/* `count` objects of `size` bytes, zeroed; never NULL. Owned by the caller: free(). */
void *memory_allocate(size_t count, size_t size);

/* Resizes `block` (NULL allowed) to `count` objects of `size` bytes; never NULL, new bytes
 * undefined. */
void *memory_resize(void *block, size_t count, size_t size);

/* Makes room in a growing array: returns `array`, moved if need be, with room for at least `needed`
 * objects of `size` bytes, and updates `*capacity` (in objects). Growth is geometric. */
void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size);

/* A copy of `length` bytes with a NUL after them. Owned by the caller: free(). */
char *memory_copy(const char *data, size_t length);

/* Gives what was freed back to the system: behind something huge. */
void memory_give_back(void);

/* Ends the program as the calls above do: for a library that reports its own want of memory. */
_Noreturn void memory_out(void);

#endif
