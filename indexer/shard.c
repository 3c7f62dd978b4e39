/* From a batch of articles to a small database of its own. */
#include "shard.h"

#include <stdlib.h>

#include "database.h"
#include "memory.h"
#include "pack.h"

/* Documents are made some at a time, then written and committed: what the analysers need and what
 * Xapian needs do not fit into a processor's cache together, nor do the postings of many documents,
 * which Xapian keeps in trees until they are committed. Measured with articles of 2.3 KB, user time
 * of 20 MB: 32 at once 4.1 s, 128 3.9, 512 3.7; with the commit 5 % less. One takes about 20 KB. */
#define MADE_AT_ONCE 256

struct shard_maker {
    struct french *french; /* borrowed */
    struct document_maker *documents;
    struct shared_words *words; /* borrowed: those that have their SCHEMA_WORD term in a shard */
    uint16_t collector;         /* of them: most are marked, and need not be looked for */
    struct article article;
};

void shard_pack(xapian_docid docid, const struct article *article, struct buffer *batch)
{
    pack_number(batch, docid);
    article_append_fields(article, batch);
}

struct shard_maker *shard_maker_new(const struct analysers *analysers, struct shared_words *words)
{
    struct shard_maker *maker = memory_allocate(1, sizeof *maker);
    maker->french = analysers->french;
    maker->documents = document_maker_new(analysers);
    maker->words = words;
    maker->collector = french_new_owner(analysers->french);
    return maker;
}

void shard_maker_free(struct shard_maker *maker)
{
    if (!maker)
        return;
    document_maker_free(maker->documents);
    article_free(&maker->article);
    free(maker);
}

static bool is_known_word(void *context, const struct french_word *word)
{
    struct shard_maker *maker = context;
    return !french_collect(word, maker->collector) || !shared_words_add(maker->words, word->folded);
}

/* Documents made and not written yet. */
struct made {
    struct made_document {
        struct xapian_document *document;
        xapian_docid docid;
    } documents[MADE_AT_ONCE];
    size_t count;
    size_t bytes; /* of their articles */
};

static void free_made(struct made *made)
{
    for (size_t i = 0; i < made->count; i++)
        xapian_document_free(made->documents[i].document);
    made->count = 0;
    made->bytes = 0;
}

static enum status write_made(struct xapian_writable *writable, struct made *made, const char *path,
                              struct error *error)
{
    char *message = NULL;
    enum xapian_status written = XAPIAN_OK;
    for (size_t i = 0; i < made->count && written == XAPIAN_OK; i++)
        written = xapian_writable_replace(writable, made->documents[i].docid,
                                          made->documents[i].document, &message);
    if (written == XAPIAN_OK)
        written = xapian_writable_commit(writable, &message);
    free_made(made);
    return written == XAPIAN_OK ? STATUS_OK : database_error(error, path, written, message);
}

/* Makes the document of the next article of the batch; writes those made before it first, if they
 * are enough. */
static enum status make_next(struct shard_maker *maker, struct unpack *batch,
                             struct xapian_writable *writable, struct made *made, const char *path,
                             struct error *error)
{
    enum status status = STATUS_OK;
    size_t before = batch->rest.length;
    struct made_document next = {.docid = unpack_bounded(batch, UINT32_MAX)};
    article_read_fields(batch, &maker->article);
    size_t bytes = before - batch->rest.length;
    if (batch->failed)
        return error_set(error, STATUS_SYSTEM, "%s: a batch of articles was cut short", path);
    if (made->count == MADE_AT_ONCE || (made->count > 0 && made->bytes + bytes > SHARD_WRITE_BYTES))
        status = write_made(writable, made, path, error);
    french_trim(maker->french);
    if (status == STATUS_OK)
        status = document_make(maker->documents, &maker->article, is_known_word, maker,
                               &next.document, error);
    if (status != STATUS_OK)
        return status;
    made->documents[made->count++] = next;
    made->bytes += bytes;
    return STATUS_OK;
}

enum status shard_make(struct shard_maker *maker, struct str batch, const char *path,
                       struct error *error)
{
    struct xapian_writable *writable;
    struct unpack unpack = {batch, false};
    char *message = NULL;
    enum xapian_status written = xapian_writable_open(
        path, XAPIAN_CREATE | XAPIAN_NO_SYNC | XAPIAN_DANGEROUS, &writable, &message);
    if (written != XAPIAN_OK)
        return database_error(error, path, written, message);
    enum status status = STATUS_OK;
    struct made made = {.count = 0};
    while (status == STATUS_OK && unpack.rest.length > 0)
        status = make_next(maker, &unpack, writable, &made, path, error);
    if (status == STATUS_OK)
        status = write_made(writable, &made, path, error);
    free_made(&made);
    xapian_writable_free(writable);
    return status;
}
