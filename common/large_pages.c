/* A heap that grows at once, so that large pages can be asked for. What is not touched takes no
 * memory. */
#include "large_pages.h"

#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* How much the heap has before it grows a second time, without large pages then. */
#define HEAP_BYTES ((size_t)128 << 20)

/* So much of it stays in small pages: most queries need no more, and a large page is cleared as a
 * whole. */
#define SMALL_BYTES ((size_t)4 << 20)

#define LARGE_PAGE ((uintptr_t)2 << 20)

/* Blocks of more than this are no part of the heap; the most that malloc() takes. */
#define HEAP_BLOCK_BYTES (32 << 20)

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)

void large_pages_prepare(void)
{
    uintptr_t begin = (uintptr_t)sbrk(0);
    mallopt(M_MMAP_THRESHOLD, HEAP_BLOCK_BYTES);
    mallopt(M_TRIM_THRESHOLD, INT32_MAX);
    mallopt(M_TOP_PAD, (int)HEAP_BYTES);
    void *volatile grows = malloc(SMALL_BYTES); /* volatile: or the compiler leaves it out */
    free(grows);
    uintptr_t end = (uintptr_t)sbrk(0) & ~(LARGE_PAGE - 1);
    begin = (begin + SMALL_BYTES + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
    if (begin < end)
        madvise((void *)begin, end - begin, MADV_HUGEPAGE);
}

#else

void large_pages_prepare(void)
{
}

#endif
