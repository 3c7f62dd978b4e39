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

struct records {
    const struct xapian_database *database;
    struct xapian_values *values; /* of this pass; NULL before it reads */
    xapian_docid at;              /* where they stand; 0 before the first, UINT32_MAX at the end */
    struct str *kept;             /* by docid; data NULL: not kept; the bytes are ours */
    size_t kept_count;
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
    for (size_t i = 0; i < records->kept_count; i++) {
        free((char *)records->kept[i].data);
        records->kept[i] = (struct str){0};
    }
    records->kept_bytes = 0;
}

void records_free(struct records *records)
{
    if (!records)
        return;
    forget(records);
    free(records->kept);
    xapian_values_free(records->values);
    free(records);
}

void records_begin(struct records *records)
{
    xapian_values_free(records->values);
    records->values = NULL;
    records->at = 0;
}

static const struct str *keep(struct records *records, xapian_docid docid, struct str record)
{
    if (records->kept_bytes + record.length > KEPT_BYTES)
        forget(records);
    if (docid >= records->kept_count) {
        size_t count = (size_t)docid + docid / 2 + 1;
        records->kept = memory_resize(records->kept, count, sizeof *records->kept);
        memset(records->kept + records->kept_count, 0,
               (count - records->kept_count) * sizeof *records->kept);
        records->kept_count = count;
    }
    records->kept[docid] = str_of(memory_copy(record.data, record.length), record.length);
    records->kept_bytes += record.length;
    return &records->kept[docid];
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
    *record = STR("");
    if (docid < records->kept_count && records->kept[docid].data) {
        *record = records->kept[docid];
        return XAPIAN_OK;
    }
    if (records->at > docid)
        return XAPIAN_OK;
    struct str value = {0};
    enum xapian_status status = move_to(records, docid, &value, message);
    if (status == XAPIAN_OK && records->at == docid)
        *record = *keep(records, docid, value);
    if (status == XAPIAN_END)
        records->at = UINT32_MAX;
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

void records_expect(const struct records *records, xapian_docid docid)
{
    if (docid >= records->kept_count)
        return;
    struct str record = records->kept[docid];
    size_t most = record.length < EXPECTED_BYTES ? record.length : EXPECTED_BYTES;
    for (size_t at = 0; at < most; at += CACHE_LINE)
        __builtin_prefetch(record.data + at);
}
