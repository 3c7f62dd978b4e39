/* Builds a database out of many articles, fast: worker processes make small databases (shards) of
 * them beside each other, which are merged into one.
 *
 * Measured: 78 MB of articles take 12 s of two processors' time so, 7 s by the clock; put one by
 * one into a database that grows, they took 26 s of one when this took 15. Memory is bounded: one
 * batch and 8 MB of words here, one batch and its shard a worker, and a batch with a long article
 * while there is no other. */
#ifndef REVUE_BUILDER_H
#define REVUE_BUILDER_H

#include "analysers.h"
#include "article.h"
#include "error.h"
#include "xapian_c.h"

struct builder;

struct builder_options {
    const char *folder; /* where the shards go: there, empty, removed by the caller in the end */
    unsigned jobs;      /* worker processes, at least 1 */
    uint64_t bytes;     /* about what all articles have, if that is known, or 0 */
    const struct analysers *analysers;
};

/* `options` is copied, what it points to is borrowed. Owned by the caller: builder_free(), which
 * stops the workers and leaves the folder as it is. */
struct builder *builder_new(const struct builder_options *options);
void builder_free(struct builder *builder);

/* Takes an article, which has its id, and the docid it will have: greater than those before. An
 * error may be that of an earlier article's shard. */
enum status builder_add(struct builder *builder, xapian_docid docid, const struct article *article,
                        struct error *error);

/* Gives back what memory the workers hold, once they have done what they are at. What fails then,
 * the next call tells. */
void builder_rest(struct builder *builder);

/* Builds what was added, and with the database at `base` (its metadata, its articles, whose docids
 * are below all that were added) makes one database at `path`, where nothing is. The caller syncs
 * it. To be called once; with a failure, `path` is of no use. */
enum status builder_finish(struct builder *builder, const char *base, const char *path,
                           struct error *error);

#endif
