/* The forward records of articles, kept once they were read.
 *
 * A record lies in one or two blocks of a B-tree, each of which Xapian asks the system for anew:
 * for a batch of queries that read a hundred records each, half of the time. */
#ifndef REVUE_RECORDS_H
#define REVUE_RECORDS_H

#include "str.h"
#include "xapian_c.h"

/* Records of one state of `database` (borrowed): reopened, it needs new ones. Owned by the caller:
 * records_free(). */
struct records *records_new(const struct xapian_database *database);
void records_free(struct records *records);

/* Begins a pass over articles in ascending order of docid. */
void records_begin(struct records *records);

/* The record of an article, borrowed until the next call; empty when it has none. Within a pass,
 * docids may not go down. */
enum xapian_status records_read(struct records *records, xapian_docid docid, struct str *record,
                                char **message);

/* Says that this article is read soon, so that a record that is kept comes into the processor's
 * cache. Measured: without it a third of the time over a record is waiting for memory. */
void records_expect(const struct records *records, xapian_docid docid);

#endif
