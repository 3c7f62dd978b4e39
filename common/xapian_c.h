/* A C binding of libxapian: opaque handles, a status from each call that can fail, no exception.
 *
 * It holds no policy of its own and needs nothing else of this project but bump.h.
 *
 * Statuses and messages. A call that can fail returns a `enum xapian_status` and takes, last, a
 * `char **message`. On XAPIAN_OK and XAPIAN_END the message is left alone. On any other status, and
 * when `message` is not NULL, `*message` becomes Xapian's description of the error (its type, its
 * text, and where known its context and the system's word), owned by the caller (free()), or NULL
 * when there was no memory for it. Other out-parameters are written on XAPIAN_OK only.
 *
 * Ownership. What a function called `..._new`, `..._open` or `..._get` hands out is owned by the
 * caller and given back with the matching `..._free` (NULL allowed). Handles given as arguments are
 * borrowed for the call; Xapian counts references, so a query may be freed once it is part of
 * another, a database once an enquire uses it. Bytes handed out through `const char **data,
 * size_t *length` are borrowed and live until the next call on the same handle.
 *
 * Bytes are not text: terms, values and document data may hold NUL. Where the length is 0, the
 * pointer to bytes given as an argument may be NULL.
 *
 * A handle is for one thread at a time. */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum xapian_status {
    XAPIAN_OK = 0,
    XAPIAN_END,           /* an iterator has nothing more; not an error */
    XAPIAN_NOT_FOUND,     /* DocNotFoundError */
    XAPIAN_NO_DATABASE,   /* DatabaseNotFoundError: nothing there, or no database */
    XAPIAN_LOCKED,        /* DatabaseLockError: another writer holds it */
    XAPIAN_MODIFIED,      /* DatabaseModifiedError: reopen and do it again */
    XAPIAN_CORRUPT,       /* DatabaseCorruptError (but a table cut short is XAPIAN_FAILED) */
    XAPIAN_OTHER_VERSION, /* DatabaseVersionError: made by another Xapian */
    XAPIAN_NETWORK,       /* NetworkError and its kinds: a remote shard does not answer */
    XAPIAN_UNSUPPORTED,   /* FeatureUnavailableError, UnimplementedError */
    XAPIAN_INVALID,       /* InvalidArgumentError, InvalidOperationError, RangeError */
    XAPIAN_MEMORY,        /* std::bad_alloc */
    XAPIAN_FAILED,        /* any other error: DatabaseOpeningError, DatabaseCreateError, ... */
};

struct xapian_database;
struct xapian_writable;
struct xapian_document;
struct xapian_query;
struct xapian_weight;
struct xapian_enquire;
struct xapian_mset;
struct xapian_terms;    /* iterates over terms, in byte order */
struct xapian_postings; /* iterates over the documents of a term, in docid order */
struct xapian_values;   /* iterates over the values of a slot, in docid order */
struct xapian_stemmer;

typedef uint32_t xapian_docid; /* from 1 */

/* The version of the library that runs, as "1.4.22"; static. */
const char *xapian_version(void);

/* Xapian throws here and there where C++ lets nobody catch it (from a destructor, when a block
 * cannot be written). From this call on the process then ends by SIGABRT without the C++ library's
 * message.
 */
void xapian_abort_quietly(void);

/* -- Database, for reading --------------------------------------------------------------------- */

/* Opens what stands at `path`: a database's directory or file, or a stub file. Any other file is
 * read as a stub, so that its first line that does not name a shard is XAPIAN_FAILED; an empty one
 * is a database of no shards. */
enum xapian_status xapian_database_open(const char *path, struct xapian_database **database,
                                        char **message);
/* A database of no shards, to add to. It counts 0 of everything; there is no enquire over it. */
enum xapian_status xapian_database_new(struct xapian_database **database, char **message);
/* Adds every shard of `other` to `database`. */
enum xapian_status xapian_database_add(struct xapian_database *database,
                                       const struct xapian_database *other, char **message);
void xapian_database_free(struct xapian_database *database);

/* Moves to the last committed state; `*changed` (NULL allowed): whether there was a newer one. */
enum xapian_status xapian_database_reopen(struct xapian_database *database, bool *changed,
                                          char **message);

/* The state that a handle of one shard shows, as bytes: two handles have the same where they show
 * the same state of the same database. Owned by the caller: free(). */
enum xapian_status xapian_database_state(const struct xapian_database *database, char **state,
                                         size_t *state_length, char **message);

enum xapian_status xapian_database_count(const struct xapian_database *database,
                                         uint32_t *documents, char **message);
enum xapian_status xapian_database_last_docid(const struct xapian_database *database,
                                              xapian_docid *last, char **message);
/* The sum of all documents' lengths (their terms' wdf). */
enum xapian_status xapian_database_total_length(const struct xapian_database *database,
                                                uint64_t *length, char **message);
enum xapian_status xapian_database_document_length(const struct xapian_database *database,
                                                   xapian_docid docid, uint32_t *length,
                                                   char **message);

/* `*documents`: how many hold the term; `*occurrences`: its wdf summed over them. 0 when none does;
 * either may be NULL. */
enum xapian_status xapian_database_frequency(const struct xapian_database *database,
                                             const char *term, size_t term_length,
                                             uint32_t *documents, uint64_t *occurrences,
                                             char **message);

/* How many documents have a value in `slot`, and the least and greatest of them as bounds (which a
 * deleted document may have left too wide), empty when there is none. `lower` and `upper` have a
 * NUL behind their last byte and are owned by the caller: free(); either may be NULL, with its
 * length. Of several shards with values, the bounds are over all. */
enum xapian_status xapian_database_value_bounds(const struct xapian_database *database,
                                                uint32_t slot, uint32_t *documents, char **lower,
                                                size_t *lower_length, char **upper,
                                                size_t *upper_length, char **message);

/* The metadata of a key: owned by the caller, free(); with a NUL behind its last byte; length 0
 * when there is none. Of several shards, the first one's. */
enum xapian_status xapian_database_metadata(const struct xapian_database *database, const char *key,
                                            size_t key_length, char **value, size_t *value_length,
                                            char **message);
/* The metadata keys that begin with `prefix`. */
enum xapian_status xapian_database_metadata_keys(const struct xapian_database *database,
                                                 const char *prefix, size_t prefix_length,
                                                 struct xapian_terms **keys, char **message);

/* All terms that begin with `prefix`. They have a frequency and no wdf. */
enum xapian_status xapian_database_terms(const struct xapian_database *database, const char *prefix,
                                         size_t prefix_length, struct xapian_terms **terms,
                                         char **message);
/* The documents of `term`; of all documents when it is "". */
enum xapian_status xapian_database_postings(const struct xapian_database *database,
                                            const char *term, size_t term_length,
                                            struct xapian_postings **postings, char **message);
/* The documents that have a value in `slot`, with it. */
enum xapian_status xapian_database_values(const struct xapian_database *database, uint32_t slot,
                                          struct xapian_values **values, char **message);
enum xapian_status xapian_database_document(const struct xapian_database *database,
                                            xapian_docid docid, struct xapian_document **document,
                                            char **message);

/* -- Database, for writing --------------------------------------------------------------------- */

enum xapian_open_flags {
    XAPIAN_OPEN = 0,            /* it must be there */
    XAPIAN_CREATE = 1,          /* it must not be there */
    XAPIAN_CREATE_OR_OPEN = 2,  /* either way */
    XAPIAN_CREATE_OR_EMPTY = 3, /* a new one in any case */
    XAPIAN_NO_SYNC = 0x10,      /* a commit does not wait for the disk */
    XAPIAN_DANGEROUS = 0x20,    /* blocks are changed in place: no readers, no cancel, no crash */
    XAPIAN_NO_TERMLIST = 0x40,  /* no table of a document's terms: nothing can be deleted */
};

/* `flags`: one of the first four, with any of the others. XAPIAN_CREATE_OR_EMPTY empties at once,
 * not at the first commit. */
enum xapian_status xapian_writable_open(const char *path, unsigned flags,
                                        struct xapian_writable **writable, char **message);
/* Closes the database, and so gives the lock back even where an enquire, a document or an iterator
 * still refers to it. What was not committed is lost: Xapian would commit when it closes, but not
 * inside a transaction, so an unfinished one is begun first. With XAPIAN_DANGEROUS what was not
 * committed may already stand in the blocks, and without a commit the database may be unusable. */
void xapian_writable_free(struct xapian_writable *writable);

/* The same database for reading, with what is not committed yet. Borrowed from `writable`. */
struct xapian_database *xapian_writable_database(struct xapian_writable *writable);

/* A change that fails may take with it every change that was not committed yet, those of a
 * transaction too: Xapian clears them all rather than keep half a document. A term too long does;
 * XAPIAN_NOT_FOUND does not. Commit what must stay before, or begin again from the last commit. */

/* `docid` may be NULL. */
enum xapian_status xapian_writable_add(struct xapian_writable *writable,
                                       const struct xapian_document *document, xapian_docid *docid,
                                       char **message);
/* Puts `document` under `docid`, whether or not there was one. */
enum xapian_status xapian_writable_replace(struct xapian_writable *writable, xapian_docid docid,
                                           const struct xapian_document *document, char **message);
enum xapian_status xapian_writable_delete(struct xapian_writable *writable, xapian_docid docid,
                                          char **message);
enum xapian_status xapian_writable_set_metadata(struct xapian_writable *writable, const char *key,
                                                size_t key_length, const char *value,
                                                size_t value_length, char **message);
/* After XAPIAN_OK all changes are on the disk (unless XAPIAN_NO_SYNC). All or none of them: but
 * outside of a transaction Xapian commits by itself after every 10,000 documents added, replaced or
 * deleted (XAPIAN_FLUSH_THRESHOLD in the environment). XAPIAN_INVALID inside a transaction. */
enum xapian_status xapian_writable_commit(struct xapian_writable *writable, char **message);
/* `begin` commits what was not yet. From then on nothing is committed until `commit_transaction`;
 * `cancel` forgets it all. XAPIAN_INVALID: begun inside one, or ended outside of one. */
enum xapian_status xapian_writable_begin_transaction(struct xapian_writable *writable,
                                                     char **message);
enum xapian_status xapian_writable_commit_transaction(struct xapian_writable *writable,
                                                      char **message);
enum xapian_status xapian_writable_cancel_transaction(struct xapian_writable *writable,
                                                      char **message);

/* -- Document ---------------------------------------------------------------------------------- */

enum xapian_status xapian_document_new(struct xapian_document **document, char **message);
void xapian_document_free(struct xapian_document *document);

/* Adds `wdf` to the term's count in the document; 0 makes it a term without weight. A term has 1 to
 * 245 bytes; the upper limit is checked when the document is added. A NUL takes two of the at most
 * 255 bytes of a table's key; a term that so becomes too long is found at the commit only. */
enum xapian_status xapian_document_add_term(struct xapian_document *document, const char *term,
                                            size_t term_length, uint32_t wdf, char **message);
/* XAPIAN_INVALID when the document does not have it. */
enum xapian_status xapian_document_remove_term(struct xapian_document *document, const char *term,
                                               size_t term_length, char **message);
/* An empty value removes it. */
enum xapian_status xapian_document_set_value(struct xapian_document *document, uint32_t slot,
                                             const char *value, size_t value_length,
                                             char **message);
/* Length 0 when there is none. */
enum xapian_status xapian_document_value(struct xapian_document *document, uint32_t slot,
                                         const char **value, size_t *value_length, char **message);
enum xapian_status xapian_document_set_data(struct xapian_document *document, const char *data,
                                            size_t data_length, char **message);
enum xapian_status xapian_document_data(struct xapian_document *document, const char **data,
                                        size_t *data_length, char **message);
/* The document's terms, with their wdf. */
enum xapian_status xapian_document_terms(const struct xapian_document *document,
                                         struct xapian_terms **terms, char **message);

/* -- Iterators --------------------------------------------------------------------------------- */

/* Each call of `next` moves to the next entry, the first to the first: XAPIAN_OK with it, or
 * XAPIAN_END, then and from then on. After any other status an iterator is for freeing only. What
 * is asked of the entry that `next` gave last is XAPIAN_INVALID where there is none: before the
 * first `next`, after the end, and between `skip_to` and `next`. */

enum xapian_status xapian_terms_next(struct xapian_terms *terms, const char **term,
                                     size_t *term_length, char **message);
/* Of the term that `next` gave last: its wdf in the document. XAPIAN_INVALID unless the terms are a
 * document's. */
enum xapian_status xapian_terms_wdf(const struct xapian_terms *terms, uint32_t *wdf,
                                    char **message);
/* Of the term that `next` gave last: how many documents hold it. XAPIAN_INVALID of metadata keys,
 * and of a document that does not come from a database. */
enum xapian_status xapian_terms_frequency(const struct xapian_terms *terms, uint32_t *documents,
                                          char **message);
/* The next `next` gives the first term from `term` on, and from the present one on: it does not go
 * back, but the term that `next` gave last comes once more when it is not before `term`. */
enum xapian_status xapian_terms_skip_to(struct xapian_terms *terms, const char *term,
                                        size_t term_length, char **message);
void xapian_terms_free(struct xapian_terms *terms);

enum xapian_status xapian_postings_next(struct xapian_postings *postings, xapian_docid *docid,
                                        char **message);
/* Of the document that `next` gave last: the term's wdf in it. */
enum xapian_status xapian_postings_wdf(const struct xapian_postings *postings, uint32_t *wdf,
                                       char **message);
/* The next up to `most` (at least 1) documents at once: their docids, and where the arrays are not
 * NULL the term's wdf in them and their lengths. `*count` is at least 1; XAPIAN_END when there are
 * none. */
enum xapian_status xapian_postings_read(struct xapian_postings *postings, size_t most,
                                        xapian_docid *docids, uint32_t *wdfs, uint32_t *lengths,
                                        size_t *count, char **message);
/* The next `next` gives the first document from `docid` on, as with terms. */
enum xapian_status xapian_postings_skip_to(struct xapian_postings *postings, xapian_docid docid,
                                           char **message);
void xapian_postings_free(struct xapian_postings *postings);

enum xapian_status xapian_values_next(struct xapian_values *values, xapian_docid *docid,
                                      const char **value, size_t *value_length, char **message);
/* As with postings. */
enum xapian_status xapian_values_skip_to(struct xapian_values *values, xapian_docid docid,
                                         char **message);
void xapian_values_free(struct xapian_values *values);

/* -- Query ------------------------------------------------------------------------------------- */

enum xapian_operator {
    XAPIAN_AND,
    XAPIAN_OR,
    XAPIAN_AND_NOT,   /* the first, without any of the others */
    XAPIAN_FILTER,    /* as AND; only the first weighs */
    XAPIAN_AND_MAYBE, /* the first; the others only weigh */
    XAPIAN_SYNONYM,   /* as OR; all of them weigh as if they were one term */
    XAPIAN_MAX,       /* as OR; the heaviest weighs */
};

/* `wqf`: how often the term stands in the query, at least 1. The term "" is all documents. */
enum xapian_status xapian_query_new_term(const char *term, size_t term_length, uint32_t wqf,
                                         struct xapian_query **query, char **message);
enum xapian_status xapian_query_new_all(struct xapian_query **query, char **message);
enum xapian_status xapian_query_new_nothing(struct xapian_query **query, char **message);
/* Of no queries: nothing. */
enum xapian_status xapian_query_new_combined(enum xapian_operator operator_,
                                             struct xapian_query *const *queries, size_t count,
                                             struct xapian_query **query, char **message);
/* `query` with its weight times `factor`; XAPIAN_INVALID when it is less than 0. */
enum xapian_status xapian_query_new_scaled(const struct xapian_query *query, double factor,
                                           struct xapian_query **scaled, char **message);
/* Documents that have a value in `slot`, and have it in [lower, upper], by bytes. A NULL bound is
 * no bound; an empty lower one is none either, as there is no empty value. */
enum xapian_status xapian_query_new_range(uint32_t slot, const char *lower, size_t lower_length,
                                          const char *upper, size_t upper_length,
                                          struct xapian_query **query, char **message);
void xapian_query_free(struct xapian_query *query);
/* Xapian's own description of the query: owned by the caller, free(). */
enum xapian_status xapian_query_description(const struct xapian_query *query, char **description,
                                            char **message);

/* -- Weight ------------------------------------------------------------------------------------ */

enum xapian_status xapian_weight_new_boolean(struct xapian_weight **weight, char **message);
enum xapian_status xapian_weight_new_bm25(double k1, double k2, double k3, double b,
                                          double least_normalised_length,
                                          struct xapian_weight **weight, char **message);
enum xapian_status xapian_weight_new_bm25_plus(double k1, double k2, double k3, double b,
                                               double least_normalised_length, double delta,
                                               struct xapian_weight **weight, char **message);
void xapian_weight_free(struct xapian_weight *weight);

/* -- Enquire and match set --------------------------------------------------------------------- */

enum xapian_sort {
    XAPIAN_SORT_RELEVANCE, /* weight, then docid; `slot` and `descending` are ignored */
    XAPIAN_SORT_VALUE,     /* the slot's value, then docid */
    XAPIAN_SORT_VALUE_THEN_RELEVANCE,
    XAPIAN_SORT_RELEVANCE_THEN_VALUE,
};

/* XAPIAN_INVALID over a database of no shards. */
enum xapian_status xapian_enquire_new(const struct xapian_database *database,
                                      struct xapian_enquire **enquire, char **message);
void xapian_enquire_free(struct xapian_enquire *enquire);
enum xapian_status xapian_enquire_set_query(struct xapian_enquire *enquire,
                                            const struct xapian_query *query, char **message);
enum xapian_status xapian_enquire_set_weight(struct xapian_enquire *enquire,
                                             const struct xapian_weight *weight, char **message);
/* `descending` is the direction of the value; weights are always greatest first, docids least. No
 * value comes before any value. */
enum xapian_status xapian_enquire_set_sort(struct xapian_enquire *enquire, enum xapian_sort sort,
                                           uint32_t slot, bool descending, char **message);
/* Documents that weigh less than `weight` are left out, and those below `percent`, where a document
 * with all the query's terms and the greatest weight is 100; 0 for neither. */
enum xapian_status xapian_enquire_set_cutoff(struct xapian_enquire *enquire, int percent,
                                             double weight, char **message);
/* The hits from `first` (0: the best) on, `most` at the most; counts are exact up to
 * `check_at_least`. Without a query: none. */
enum xapian_status xapian_enquire_get_mset(struct xapian_enquire *enquire, uint32_t first,
                                           uint32_t most, uint32_t check_at_least,
                                           struct xapian_mset **mset, char **message);

void xapian_mset_free(struct xapian_mset *mset);
uint32_t xapian_mset_size(const struct xapian_mset *mset);
/* How many documents match: bounds and an estimate; exact where the two bounds are equal. */
uint32_t xapian_mset_lower_bound(const struct xapian_mset *mset);
uint32_t xapian_mset_estimate(const struct xapian_mset *mset);
uint32_t xapian_mset_upper_bound(const struct xapian_mset *mset);
/* Hit `index` of [0, size), else XAPIAN_INVALID. `docid` and `weight` may be NULL. */
enum xapian_status xapian_mset_hit(const struct xapian_mset *mset, uint32_t index,
                                   xapian_docid *docid, double *weight, char **message);
enum xapian_status xapian_mset_document(const struct xapian_mset *mset, uint32_t index,
                                        struct xapian_document **document, char **message);

/* -- Stems ------------------------------------------------------------------------------------ */

/* Snowball's stemmer of a language, by its English name. XAPIAN_INVALID when there is none. */
enum xapian_status xapian_stemmer_new(const char *language, struct xapian_stemmer **stemmer,
                                      char **message);
void xapian_stemmer_free(struct xapian_stemmer *stemmer);

/* The stem of a word in UTF-8, lower case. */
enum xapian_status xapian_stemmer_stem(struct xapian_stemmer *stemmer, const char *word,
                                       size_t length, const char **stem, size_t *stem_length,
                                       char **message);

/* -- Whole databases --------------------------------------------------------------------------- */

/* Checks the tables of the database at `path`; what it finds goes, as text, to `*report` (owned by
 * the caller, free(); NULL allowed). `*errors`: how many. XAPIAN_OK says that it was checked, not
 * that it is sound; damage that keeps the tables from being read at all is another status. */
enum xapian_status xapian_check(const char *path, uint64_t *errors, char **report, char **message);

enum xapian_compact_flags {
    XAPIAN_COMPACT_STANDARD = 0, /* entries are not split without need */
    XAPIAN_COMPACT_FULL = 1,     /* split where it saves space */
    XAPIAN_COMPACT_FULLER = 2, /* oversize entries too: for a database that is not changed again */
    XAPIAN_COMPACT_NO_RENUMBER = 4,  /* keep the docids; those of the sources must lie apart */
    XAPIAN_COMPACT_MULTIPASS = 8,    /* merge in several passes: faster from four sources on */
    XAPIAN_COMPACT_SINGLE_FILE = 16, /* `destination` is a file, not a directory */
};

/* Writes the documents of `count` databases, one after the other, into one at `destination`, which
 * is made, or replaced when it is there; none of the sources may stand there. Where a stub file
 * stands there, a new directory beside it is filled and then the stub, in one step, made to name
 * it; without XAPIAN_COMPACT_SINGLE_FILE any file is taken for a stub. `flags`: one of the first
 * three, with any of the others. The metadata of all are joined; of a key in two sources the first
 * one's value stays. XAPIAN_INVALID: no source, or docids that do not lie apart. */
enum xapian_status xapian_compact(const char *const *sources, size_t count, const char *destination,
                                  unsigned flags, char **message);

#ifdef __cplusplus
}
#endif

#endif
