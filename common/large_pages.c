/* A heap that grows at once, so that large pages can be asked for. What is not touched takes no
 * memory. */
#include "large_pages.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "memory.h"

/* How much the heap has before it grows a second time, without large pages then. */
#define HEAP_BYTES ((size_t)128 << 20)

/* More than the heap has to begin with. */
#define GROWING ((size_t)256 << 10)

#define LARGE_PAGE ((size_t)2 << 20)

void *large_pages_table(size_t count, size_t size)
{
#ifdef MADV_HUGEPAGE
    size_t bytes = count * size;
    if (size > 0 && count <= SIZE_MAX / size && bytes > 0 && bytes % LARGE_PAGE == 0) {
        void *table = aligned_alloc(LARGE_PAGE, bytes);
        if (!table)
            memory_out();
        madvise(table, bytes, MADV_HUGEPAGE);
        return memset(table, 0, bytes);
    }
#endif
    return memory_allocate(count, size);
}

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)

void large_pages_prepare(size_t small_bytes, size_t block_bytes)
{
    uintptr_t begin = (uintptr_t)sbrk(0);
    mallopt(M_MMAP_THRESHOLD, (int)block_bytes);
    mallopt(M_TRIM_THRESHOLD, INT32_MAX);
    mallopt(M_TOP_PAD, (int)HEAP_BYTES);
    void *volatile grows = malloc(GROWING); /* volatile: or the compiler leaves it out */
    free(grows);
    uintptr_t end = (uintptr_t)sbrk(0) & ~(uintptr_t)(LARGE_PAGE - 1);
    begin = (begin + small_bytes + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
    if (begin < end)
        madvise((void *)begin, end - begin, MADV_HUGEPAGE);
}

#else

void large_pages_prepare(size_t small_bytes, size_t block_bytes)
{
    (void)block_bytes;
    (void)small_bytes;
}

#endif
