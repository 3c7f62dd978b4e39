/* Checked allocation; see memory.h for why failure ends the program. */
#include "memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "language.h"

_Noreturn void memory_out(void)
{
    fputs(_("revue: out of memory; what was committed is safe, run the command again\n"), stderr);
    _exit(2); /* in whatever process or thread: what others have buffered is not its own */
}

void *memory_allocate(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block)
        memory_out();
    return block;
}

void *memory_resize(void *block, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_out();
    size_t bytes = count * size;
    void *resized = realloc(block, bytes ? bytes : 1);
    if (!resized)
        memory_out();
    return resized;
}

void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
    if (array && needed <= *capacity)
        return array;
    size_t grown = *capacity < 8 ? 8 : *capacity;
    while (grown < needed) {
        if (grown > SIZE_MAX / 2)
            memory_out();
        grown *= 2;
    }
    *capacity = grown;
    return memory_resize(array, grown, size);
}

char *memory_copy(const char *data, size_t length)
{
    if (length == SIZE_MAX)
        memory_out();
    char *copy = memory_resize(NULL, length + 1, 1);
    if (length)
        memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

void memory_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
