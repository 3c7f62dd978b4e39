/* The memory that malloc() hands out, in large pages, and tables. */
#ifndef REVUE_LARGE_PAGES_H
#define REVUE_LARGE_PAGES_H

#include <stddef.h>

/* Asks the system for large pages for all of the heap but its first `small_bytes`, so many as
 * programs need that are to start fast, for a large page is cleared as a whole. Blocks of more than
 * `block_bytes`, at most 32 MiB, are no part of the heap, and go back to the system when freed.
 * Called once, before much is allocated. Where there are no large pages, or another malloc(),
 * nothing changes. */
void large_pages_prepare(size_t small_bytes, size_t block_bytes);

/* memory_allocate() in large pages, where the system has them and the table fills some: for one
 * that is read here and there, where a page's address would have to be looked up each time. */
void *large_pages_table(size_t count, size_t size);

#endif
