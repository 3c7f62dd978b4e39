/* Blocks stand in one range of addresses, each at a multiple of its size: so an address tells
 * whether it is of here, and which block it is in. */
#include "bump.h"

#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define BLOCK_BYTES ((size_t)64 << 10)

/* What is larger, of Xapian's texts and blocks of tables, would keep whole blocks in use. */
#define MOST_BYTES ((size_t)512)

#define UNIT _Alignof(max_align_t)

struct bump_block {
    struct bump_block *next; /* of the unused ones */
    size_t taken;            /* and not given back */
};

#define FIRST ((sizeof(struct bump_block) + UNIT - 1) / UNIT * UNIT)

static struct {
    char *range;               /* NULL: not begun */
    size_t range_bytes;        /* in all */
    size_t used;               /* that are blocks */
    struct bump_block *unused; /* blocks of which nothing is taken */
    struct bump_block *block;  /* that is being filled */
    char *next, *end;          /* what is left of it */
} bump;

void bump_begin(size_t bytes)
{
    struct rlimit addresses;
    if (bump.range || getrlimit(RLIMIT_AS, &addresses) != 0 ||
        addresses.rlim_cur != RLIM_INFINITY) /* where they are few, others need them */
        return;
    void *reserved = mmap(NULL, bytes + BLOCK_BYTES, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (reserved == MAP_FAILED)
        return;
    bump.range_bytes = bytes;
    bump.range = (char *)reserved + (BLOCK_BYTES - (uintptr_t)reserved % BLOCK_BYTES) % BLOCK_BYTES;
#ifdef MADV_HUGEPAGE
    madvise(bump.range, bytes, MADV_HUGEPAGE);
#endif
}

/* Has another block filled; false: there is none. */
static bool fill_another(void)
{
    struct bump_block *block = bump.unused;
    if (bump.block && bump.block->taken == 0) {
        block = bump.block;
    } else if (block) {
        bump.unused = block->next;
    } else {
        if (!bump.range || bump.used == bump.range_bytes)
            return false;
        block = (struct bump_block *)(void *)(bump.range + bump.used);
        bump.used += BLOCK_BYTES;
    }
    block->taken = 0;
    bump.block = block;
    bump.next = (char *)block + FIRST;
    bump.end = (char *)block + BLOCK_BYTES;
    return true;
}

void *bump_take(size_t size)
{
    if (size > MOST_BYTES)
        return NULL;
    size_t bytes = (size + (size == 0) + UNIT - 1) / UNIT * UNIT;
    if ((size_t)(bump.end - bump.next) < bytes && !fill_another())
        return NULL;
    void *taken = bump.next;
    bump.next += bytes;
    bump.block->taken++;
    return taken;
}

bool bump_give_back(void *memory)
{
    size_t offset = (uintptr_t)memory - (uintptr_t)bump.range;
    if (!bump.range || offset >= bump.range_bytes)
        return false;
    struct bump_block *block = (struct bump_block *)(void *)(bump.range +
                                                             offset / BLOCK_BYTES * BLOCK_BYTES);
    if (--block->taken == 0 && block != bump.block) {
        block->next = bump.unused;
        bump.unused = block;
    }
    return true;
}
