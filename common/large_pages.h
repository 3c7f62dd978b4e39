/* The memory that malloc() hands out, in large pages. */
#ifndef REVUE_LARGE_PAGES_H
#define REVUE_LARGE_PAGES_H

/* Asks the system for large pages for all but the heap's beginning; called once, before much is
 * allocated. Where there are none, or another malloc(), nothing changes. */
void large_pages_prepare(void);

#endif
