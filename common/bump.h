/* A bump allocator: memory in the order in which it is asked for, block after block. A block is
 * used again when all that was taken from it is given back.
 *
 * For a process that makes and frees millions of small things in turn, as Xapian does with the
 * nodes of its trees: what is made together lies together, without gaps and without a head each,
 * and giving it back touches a number and no list. One for the process, since what allocates is
 * C++'s own operator new (xapian_c.cc), which has nothing to pass on; for one thread. */
#ifndef REVUE_BUMP_H
#define REVUE_BUMP_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Begins to give memory, `bytes` in all, a multiple of 64 KiB; they take none until they are used.
 * Where the process's addresses are limited, the system has none, or it has begun, nothing changes.
 */
void bump_begin(size_t bytes);

/* `size` bytes, aligned for anything, as they are. NULL: there are none here, take them elsewhere:
 * it was not begun, `size` is large, or all of it is in use. */
void *bump_take(size_t size);

/* Gives back what bump_take() gave; false: `memory` is of elsewhere. */
bool bump_give_back(void *memory);

#ifdef __cplusplus
}
#endif

#endif
