/* Has the disk begin with the tables of a database while they are made, so that little is left to
 * wait for when Xapian syncs them at the end. */
#ifndef REVUE_WRITEBACK_H
#define REVUE_WRITEBACK_H

struct writeback;

/* Begins a thread for the tables that come to be in `folder`, which is borrowed. NULL when there
 * can be none: nothing is lost but time. Owned by the caller: writeback_end(). */
struct writeback *writeback_begin(const char *folder);

/* Ends it. NULL is allowed. */
void writeback_end(struct writeback *writeback);

#endif
