/* The postings of terms, whole, and how many there are, kept once they were read: a batch asks for
 * common words again and again. */
#ifndef REVUE_POSTINGS_H
#define REVUE_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "str.h"
#include "xapian_c.h"

/* The articles that have a term, in order of docid, and how often each has it. */
struct posting_list {
    xapian_docid *docids;
    uint32_t *counts; /* the term's wdf */
    size_t count;
};

/* Postings of one state of `database` (borrowed): reopened, it needs new ones. Owned by the caller:
 * postings_free(). */
struct postings *postings_new(const struct xapian_database *database);
void postings_free(struct postings *postings);

/* Says that a query begins: of one query's postings, only so many are kept at their first reading.
 */
void postings_begin_query(struct postings *postings);

/* The postings of a term, empty when no article has it; borrowed until the next call. */
enum xapian_status postings_read(struct postings *postings, struct str term,
                                 const struct posting_list **list, char **message);

/* How many articles have a term, and how often it stands in them. `postings` may be NULL: then the
 * database is asked, of any shards. */
enum xapian_status postings_count(struct postings *postings, const struct xapian_database *database,
                                  struct str term, uint32_t *frequency, uint64_t *occurrences,
                                  char **message);

/* Reads the docids of the articles from `first` on, `most` of them at most, and their lengths where
 * `lengths` is not NULL; sets `*count`, 0 after a failure. */
enum xapian_status postings_read_articles(const struct xapian_database *database,
                                          xapian_docid first, size_t most, xapian_docid *docids,
                                          uint32_t *lengths, size_t *count, char **message);

#endif
