/* A table from docid to bytes, emptied when it has grown too large. */
#include "records.h"

#include <stdlib.h>

#include "memory.h"
#include "schema.h"

/* How many bytes of records are kept: all of 30,000 articles of 300 words. Measured: the median of
 * words3.tsv over them is .25 ms, .62 when none is kept. */
#define KEPT_BYTES ((size_t)64 << 20)

/* How much of a record that is expected is fetched: all of most. */
#define EXPECTED_BYTES 4096
#define CACHE_LINE     64

/* So many articles' records are found by one pointer: a query reads a hundred far apart. */
#define BLOCK 32

struct records {
    const struct xapian_database *database;
    struct xapian_values *values; /* of this pass; NULL before it reads */
    xapian_docid at;              /* where they stand; 0 before the first, UINT32_MAX at the end */
    /* By docid: blocks, NULL where nothing of one is kept, of records, whose data is NULL where it
     * is not kept. The bytes are ours. */
    struct str **blocks;
    size_t block_count;
    size_t kept_bytes;
};

struct records *records_new(const struct xapian_database *database)
{
    struct records *records = memory_allocate(1, sizeof *records);
    records->database = database;
    return records;
}

static void forget(struct records *records)
{
    for (size_t i = 0; i < records->block_count; i++) {
        for (size_t j = 0; records->blocks[i] && j < BLOCK; j++)
            free((char *)records->blocks[i][j].data);
        free(records->blocks[i]);
        records->blocks[i] = NULL;
    }
    records->kept_bytes = 0;
}

void records_free(struct records *records)
{
    if (!records)
        return;
    forget(records);
    free(records->blocks);
    xapian_values_free(records->values);
    free(records);
}

void records_begin(struct records *records)
{
    xapian_values_free(records->values);
    records->values = NULL;
    records->at = 0;
}

/* The record that is kept of an article; its data is NULL where none is. */
static struct str kept(const struct records *records, xapian_docid docid)
{
    size_t block = docid / BLOCK;
    if (block >= records->block_count || !records->blocks[block])
        return (struct str){0};
    return records->blocks[block][docid % BLOCK];
}

static struct str keep(struct records *records, xapian_docid docid, struct str record)
{
    size_t block = docid / BLOCK;
    if (records->kept_bytes + record.length > KEPT_BYTES)
        forget(records);
    if (block >= records->block_count) {
        size_t count = block + block / 2 + 1;
        records->blocks = memory_resize(records->blocks, count, sizeof(struct str *));
        memset(records->blocks + records->block_count, 0,
               (count - records->block_count) * sizeof(struct str *));
        records->block_count = count;
    }
    if (!records->blocks[block])
        records->blocks[block] = memory_allocate(BLOCK, sizeof(struct str));
    struct str *place = &records->blocks[block][docid % BLOCK];
    *place = str_of(memory_copy(record.data, record.length), record.length);
    records->kept_bytes += record.length;
    return *place;
}

/* Moves the values to the article, or behind where it has none. */
static enum xapian_status move_to(struct records *records, xapian_docid docid, struct str *value,
                                  char **message)
{
    enum xapian_status status = XAPIAN_OK;
    if (!records->values)
        status = xapian_database_values(records->database, SCHEMA_SLOT_FORWARD, &records->values,
                                        message);
    if (status == XAPIAN_OK)
        status = xapian_values_skip_to(records->values, docid, message);
    if (status == XAPIAN_OK)
        status = xapian_values_next(records->values, &records->at, &value->data, &value->length,
                                    message);
    return status;
}

enum xapian_status records_read(struct records *records, xapian_docid docid, struct str *record,
                                char **message)
{
    *record = kept(records, docid);
    if (record->data)
        return XAPIAN_OK;
    *record = STR("");
    if (records->at > docid)
        return XAPIAN_OK;
    struct str value = {0};
    enum xapian_status status = move_to(records, docid, &value, message);
    if (status == XAPIAN_OK && records->at == docid)
        *record = keep(records, docid, value);
    if (status == XAPIAN_END)
        records->at = UINT32_MAX;
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

void records_expect(const struct records *records, xapian_docid docid)
{
    struct str record = kept(records, docid);
    size_t most = record.length < EXPECTED_BYTES ? record.length : EXPECTED_BYTES;
    for (size_t at = 0; at < most; at += CACHE_LINE)
        __builtin_prefetch(record.data + at);
}
