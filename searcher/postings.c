/* A hash table from term to its postings, emptied when it has grown too large. */
#include "postings.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "key_table.h"
#include "memory.h"

/* How many bytes of postings are kept: at eight bytes each, all of 30,000 articles of
 * 300 words. Measured: the median of words3.tsv is .26 ms, .36 when none is kept. */
#define KEPT_BYTES ((size_t)64 << 20)

/* So much of that is kept of one query's postings; of more, only what is asked for again, by this
 * query or another: most words of a long text are not. */
#define KEPT_BYTES_OF_QUERY (KEPT_BYTES / 8)

/* Of so many terms it is remembered that they were asked for. */
#define ASKED_TERMS 65536

/* How many postings are read at once. */
#define READ_AT_ONCE 4096

struct entry {
    struct buffer term; /* data NULL: the place is free */
    bool counted;       /* the next two are known */
    uint32_t frequency;
    uint64_t occurrences;
    bool read; /* the list is known */
    struct posting_list list;
};

struct postings {
    const struct xapian_database *database;
    struct entry *entries; /* a power of two of places, at most half of them taken */
    size_t capacity;
    size_t count;
    size_t bytes;
    size_t bytes_of_query;       /* kept since postings_begin_query() */
    struct key_table asked;      /* hashes of terms that were read and not kept */
    struct posting_list scratch; /* of those, the last one */
    size_t docid_capacity, count_capacity;
};

struct postings *postings_new(const struct xapian_database *database)
{
    struct postings *postings = memory_allocate(1, sizeof *postings);
    postings->database = database;
    postings->capacity = 64;
    postings->entries = memory_allocate(postings->capacity, sizeof *postings->entries);
    return postings;
}

static void forget(struct postings *postings)
{
    for (size_t i = 0; i < postings->capacity; i++) {
        struct entry *entry = &postings->entries[i];
        buffer_free(&entry->term);
        free(entry->list.docids);
        free(entry->list.counts);
        *entry = (struct entry){0};
    }
    postings->count = 0;
    postings->bytes = 0;
}

void postings_free(struct postings *postings)
{
    if (!postings)
        return;
    forget(postings);
    free(postings->entries);
    key_table_free(&postings->asked);
    free(postings->scratch.docids);
    free(postings->scratch.counts);
    free(postings);
}

void postings_begin_query(struct postings *postings)
{
    postings->bytes_of_query = 0;
    if (postings->asked.count > ASKED_TERMS)
        key_table_clear(&postings->asked);
}

/* The entry of a term, or the free place for it. */
static struct entry *find(const struct postings *postings, struct str term)
{
    size_t mask = postings->capacity - 1;
    size_t at = (size_t)hash_bytes(term, 0);
    for (;; at++) {
        struct entry *entry = &postings->entries[at & mask];
        if (!entry->term.data || str_equal(buffer_str(&entry->term), term))
            return entry;
    }
}

static void grow(struct postings *postings)
{
    struct postings old = *postings;
    postings->capacity *= 2;
    postings->entries = memory_allocate(postings->capacity, sizeof *postings->entries);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.entries[i].term.data)
            *find(postings, buffer_str(&old.entries[i].term)) = old.entries[i];
    free(old.entries);
}

/* Reads a term's postings into the working memory. */
static enum xapian_status read_list(struct postings *postings, struct str term, char **message)
{
    struct posting_list *list = &postings->scratch;
    struct xapian_postings *read = NULL;
    size_t count = READ_AT_ONCE;
    enum xapian_status status = xapian_database_postings(postings->database, term.data, term.length,
                                                         &read, message);
    for (list->count = 0; status == XAPIAN_OK && count == READ_AT_ONCE; list->count += count) {
        size_t needed = list->count + READ_AT_ONCE;
        list->docids = memory_grow(list->docids, &postings->docid_capacity, needed,
                                   sizeof *list->docids);
        list->counts = memory_grow(list->counts, &postings->count_capacity, needed,
                                   sizeof *list->counts);
        count = 0;
        status = xapian_postings_read(read, READ_AT_ONCE, list->docids + list->count,
                                      list->counts + list->count, NULL, &count, message);
    }
    xapian_postings_free(read);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

/* The entry of a term, perhaps a new one, with room for so many bytes of postings. Others are
 * forgotten when there are too many. */
static struct entry *entry_of(struct postings *postings, struct str term, size_t bytes)
{
    if (postings->bytes + bytes > KEPT_BYTES)
        forget(postings);
    postings->bytes += bytes;
    struct entry *entry = find(postings, term);
    if (entry->term.data)
        return entry;
    if (2 * (postings->count + 1) > postings->capacity) {
        grow(postings);
        entry = find(postings, term);
    }
    buffer_append(&entry->term, term);
    postings->count++;
    postings->bytes += sizeof *entry + term.length;
    return entry;
}

/* Whether a term's postings of so many bytes are worth keeping. */
static bool is_kept(struct postings *postings, struct str term, size_t bytes)
{
    if (postings->bytes_of_query + bytes <= KEPT_BYTES_OF_QUERY)
        return true;
    uint32_t key = (uint32_t)hash_bytes(term, 0);
    if (key_table_find(&postings->asked, key) != KEY_TABLE_NONE)
        return true;
    key_table_add(&postings->asked, key, 0);
    return false;
}

/* A copy of `count` numbers of 32 bits, owned by the caller. */
static void *copy_numbers(const void *numbers, size_t count)
{
    void *copy = memory_resize(NULL, count, sizeof(uint32_t));
    if (count > 0)
        memcpy(copy, numbers, count * sizeof(uint32_t));
    return copy;
}

/* Keeps the postings that were read. */
static const struct posting_list *keep(struct postings *postings, struct str term, size_t bytes)
{
    const struct posting_list *read = &postings->scratch;
    struct entry *entry = entry_of(postings, term, bytes);
    postings->bytes_of_query += bytes;
    entry->list.docids = copy_numbers(read->docids, read->count);
    entry->list.counts = copy_numbers(read->counts, read->count);
    entry->list.count = read->count;
    entry->read = true;
    return &entry->list;
}

enum xapian_status postings_read(struct postings *postings, struct str term,
                                 const struct posting_list **list, char **message)
{
    const struct entry *entry = find(postings, term);
    *list = &entry->list;
    if (entry->read)
        return XAPIAN_OK;
    enum xapian_status status = read_list(postings, term, message);
    if (status != XAPIAN_OK)
        return status;
    const struct posting_list *read = &postings->scratch;
    size_t bytes = read->count * (sizeof *read->docids + sizeof *read->counts);
    *list = is_kept(postings, term, bytes) ? keep(postings, term, bytes) : read;
    return XAPIAN_OK;
}

enum xapian_status postings_count(struct postings *postings, const struct xapian_database *database,
                                  struct str term, uint32_t *frequency, uint64_t *occurrences,
                                  char **message)
{
    struct entry *entry = postings ? find(postings, term) : NULL;
    if (entry && entry->counted) {
        *frequency = entry->frequency;
        *occurrences = entry->occurrences;
        return XAPIAN_OK;
    }
    enum xapian_status status = xapian_database_frequency(database, term.data, term.length,
                                                          frequency, occurrences, message);
    if (!postings || status != XAPIAN_OK)
        return status;
    entry = entry_of(postings, term, 0);
    entry->counted = true;
    entry->frequency = *frequency;
    entry->occurrences = *occurrences;
    return XAPIAN_OK;
}

enum xapian_status postings_read_articles(const struct xapian_database *database,
                                          xapian_docid first, size_t most, xapian_docid *docids,
                                          uint32_t *lengths, size_t *count, char **message)
{
    struct xapian_postings *postings = NULL;
    *count = 0;
    enum xapian_status status = xapian_database_postings(database, "", 0, &postings, message);
    if (status == XAPIAN_OK)
        status = xapian_postings_skip_to(postings, first > 0 ? first : 1, message);
    if (status == XAPIAN_OK)
        status = xapian_postings_read(postings, most, docids, NULL, lengths, count, message);
    xapian_postings_free(postings);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}
