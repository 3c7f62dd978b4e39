/* A hash table from term to its postings, emptied when it has grown too large. */
#include "postings.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"

/* How many bytes of postings are kept: at eight bytes each, all of 30,000 articles of
 * 300 words. Measured: the median of words3.tsv is .26 ms, .36 when none is kept. */
#define KEPT_BYTES ((size_t)64 << 20)

/* A longer list is kept only when it is asked for again: new memory for it costs about as much as
 * reading it. Measured: the 200 commonest words with OU between them take 60 ms, 130 when all are
 * kept.
 */
#define KEPT_AT_ONCE 1000

struct entry {
    struct buffer term; /* data NULL: the place is free */
    bool counted;       /* the next two are known */
    uint32_t frequency;
    uint64_t occurrences;
    bool asked; /* the list was asked for */
    bool read;  /* it is kept */
    struct posting_list list;
};

struct postings {
    const struct xapian_database *database;
    struct entry *entries; /* a power of two of places, at most half of them taken */
    size_t capacity;
    size_t count;
    size_t bytes;
    struct posting_list passing; /* the last that is not kept */
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
    free(postings->passing.docids);
    free(postings->passing.counts);
    free(postings->entries);
    free(postings);
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

/* Reads a term's postings into a list that has room for `most`. */
static enum xapian_status read_list(const struct xapian_database *database, struct str term,
                                    struct posting_list *list, size_t most, char **message)
{
    struct xapian_postings *read = NULL;
    enum xapian_status status = xapian_database_postings(database, term.data, term.length, &read,
                                                         message);
    list->count = 0;
    if (status == XAPIAN_OK && most > 0)
        status = xapian_postings_read(read, most, list->docids, list->counts, NULL, &list->count,
                                      message);
    xapian_postings_free(read);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

/* The list that is not kept, with room for `most` postings. */
static struct posting_list *passing_list(struct postings *postings, size_t most)
{
    struct posting_list *list = &postings->passing;
    list->docids = memory_grow(list->docids, &postings->docid_capacity, most, sizeof *list->docids);
    list->counts = memory_grow(list->counts, &postings->count_capacity, most, sizeof *list->counts);
    return list;
}

/* The entry of a term, perhaps a new one, with room for `bytes` more of it. Others are forgotten
 * when there are too many. */
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

enum xapian_status postings_read(struct postings *postings, struct str term, uint32_t frequency,
                                 const struct posting_list **list, char **message)
{
    struct entry *entry = find(postings, term);
    if (entry->read) {
        *list = &entry->list;
        return XAPIAN_OK;
    }
    enum xapian_status status = XAPIAN_OK;
    if (frequency == POSTINGS_UNKNOWN && entry->counted)
        frequency = entry->frequency;
    if (frequency == POSTINGS_UNKNOWN)
        status = xapian_database_frequency(postings->database, term.data, term.length, &frequency,
                                           NULL, message);
    if (status != XAPIAN_OK)
        return status;
    bool kept = entry->asked || frequency <= KEPT_AT_ONCE;
    size_t bytes = (size_t)frequency * (sizeof *entry->list.docids + sizeof *entry->list.counts);
    entry = entry_of(postings, term, kept ? bytes : 0);
    entry->asked = true;
    struct posting_list *read = kept ? &entry->list : passing_list(postings, frequency);
    if (kept) {
        read->docids = memory_resize(NULL, frequency, sizeof *read->docids);
        read->counts = memory_resize(NULL, frequency, sizeof *read->counts);
    }
    status = read_list(postings->database, term, read, frequency, message);
    if (status != XAPIAN_OK && kept) {
        free(read->docids);
        free(read->counts);
        *read = (struct posting_list){0};
    }
    entry->read = kept && status == XAPIAN_OK;
    *list = read;
    return status;
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
