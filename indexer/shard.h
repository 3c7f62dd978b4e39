/* Tasks of the bulk builder: a batch of articles becomes a shard, shards become one database.
 *
 * A task is bytes, made by one process and done by another. A word has its SCHEMA_WORD term in the
 * shard whose maker met it first, and beyond SHARED_WORDS_MOST words in others, too; but for that,
 * the same task gives the same database. */
#ifndef REVUE_SHARD_H
#define REVUE_SHARD_H

#include "article.h"
#include "document.h"
#include "error.h"
#include "shared_words.h"
#include "xapian_c.h"

/* So many bytes of articles are made and then written, for each different word of theirs takes a
 * kilobyte until it is committed; a longer article by itself. */
#define SHARD_WRITE_BYTES ((size_t)512 << 10)

/* Appends an article, which has its id, and the docid that it is to have. */
void shard_pack(xapian_docid docid, const struct article *article, struct buffer *batch);

/* What makes shards: one a process. */
struct shard_maker;

/* Both borrowed; `words` is shared by all makers whose shards become one database. Owned by the
 * caller: shard_maker_free(). */
struct shard_maker *shard_maker_new(const struct analysers *analysers, struct shared_words *words);
void shard_maker_free(struct shard_maker *maker);

/* Makes the database of a batch at `path`, where nothing is. It is not synced: a shard is no
 * database that anybody relies on. */
enum status shard_make(struct shard_maker *maker, struct str batch, const char *path,
                       struct error *error);

#endif
