/* Values of many articles, read by several threads: as values_for_each(), for work on each value
 * that takes longer than reading it.
 *
 * A handle of Xapian's is for one thread at a time, so each of the others opens the database once
 * more. Where that shows another state, for somebody wrote to it meanwhile, it is not used, and the
 * other threads do the whole. */
#ifndef REVUE_VALUE_THREADS_H
#define REVUE_VALUE_THREADS_H

#include "error.h"
#include "rank.h"
#include "schema.h"
#include "str.h"
#include "xapian_c.h"

/* How many threads at most; on no machine more than it has processors. */
#define VALUE_THREADS 4

/* Of one state of `database` (borrowed), one shard on this machine that stands at `path`: reopened,
 * it needs new ones. Owned by the caller: value_threads_free(). */
struct value_threads *value_threads_new(const char *path, const struct xapian_database *database);
void value_threads_free(struct value_threads *threads);

/* How many threads so many candidates are worth, at least 1. `threads` NULL: 1. */
size_t value_threads_count(const struct value_threads *threads, size_t candidates);

/* Reads the values of `slot` of the candidates, which are in order of docid, by as many threads as
 * there are `contexts`, at most value_threads_count(). Each hands its candidates, in order, to
 * `take` with a context of its own; a candidate without a value gets an empty str. */
enum status
value_threads_for_each(struct value_threads *threads, enum schema_slot slot,
                       struct candidate *candidates, size_t count,
                       void (*take)(void *context, struct candidate *candidate, struct str value),
                       void *const *contexts, size_t context_count, struct error *error);

#endif
