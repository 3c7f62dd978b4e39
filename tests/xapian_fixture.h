/* What the tests of the Xapian binding share: a folder that goes away with the test, small
 * documents, and calls that say what went wrong. */
#ifndef REVUE_TESTS_XAPIAN_FIXTURE_H
#define REVUE_TESTS_XAPIAN_FIXTURE_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "memory.h"
#include "str.h"
#include "xapian_c.h"

/* Calls `function` with the arguments and a message; the test fails, with it, unless it is OK. */
#define SUCCEEDS(function, ...)                                                                    \
    do {                                                                                           \
        char *message_ = NULL;                                                                     \
        enum xapian_status status_ = function(__VA_ARGS__, &message_);                             \
        if (status_ != XAPIAN_OK) {                                                                \
            fail_msg("%s: status %d, %s", #function, (int)status_, message_ ? message_ : "");      \
        }                                                                                          \
        assert_null(message_);                                                                     \
    } while (0)

/* Calls `function` once with a message, which must contain `text`, and once without. */
#define FAILS(expected, text, function, ...)                                                       \
    do {                                                                                           \
        char *message_ = NULL;                                                                     \
        enum xapian_status status_ = function(__VA_ARGS__, &message_);                             \
        if (status_ != (expected) || !message_ || !strstr(message_, (text))) {                     \
            fail_msg("%s: status %d, %s", #function, (int)status_, message_ ? message_ : "");      \
        }                                                                                          \
        free(message_);                                                                            \
        assert_int_equal(function(__VA_ARGS__, NULL), (expected));                                 \
    } while (0)

/* A string literal or array of characters, as pointer and length. */
#define BYTES(literal) "" literal, sizeof(literal) - 1

struct fixture {
    char *folder;
    char *path; /* where the test may make a database */
};

static inline char *path_in(const char *folder, const char *name)
{
    struct buffer path = {0};
    buffer_append_format(&path, "%s/%s", folder, name);
    return path.data;
}

static inline int fixture_make(void **state)
{
    const char *base = getenv("TMPDIR");
    struct fixture *fixture = memory_allocate(1, sizeof *fixture);
    fixture->folder = path_in(base ? base : "/tmp", "revue-xapian-XXXXXX");
    if (!mkdtemp(fixture->folder))
        return -1;
    fixture->path = path_in(fixture->folder, "db");
    *state = fixture;
    return 0;
}

static inline int fixture_remove_entry(const char *path, const struct stat *about, int kind,
                                       struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline int fixture_remove(void **state)
{
    struct fixture *fixture = *state;
    int failed = nftw(fixture->folder, fixture_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(fixture->folder);
    free(fixture->path);
    free(fixture);
    return failed;
}

#define FIXTURE_TEST(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_make, fixture_remove)

static inline void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline struct xapian_writable *writable_at(const char *path, unsigned flags)
{
    struct xapian_writable *writable = NULL;
    SUCCEEDS(xapian_writable_open, path, flags, &writable);
    return writable;
}

static inline struct xapian_database *database_at(const char *path)
{
    struct xapian_database *database = NULL;
    SUCCEEDS(xapian_database_open, path, &database);
    return database;
}

/* A document with the words of `text`, parted by spaces, as terms, `text` as data, and a `value`,
 * when it is not NULL, in slot 0. Owned by the caller. */
static inline struct xapian_document *document_of(const char *text, const char *value)
{
    struct xapian_document *document = NULL;
    SUCCEEDS(xapian_document_new, &document);
    struct str rest = str_from(text);
    while (rest.length > 0) {
        struct str word = str_cut(&rest, ' ');
        SUCCEEDS(xapian_document_add_term, document, word.data, word.length, 1);
    }
    SUCCEEDS(xapian_document_set_data, document, text, strlen(text));
    if (value)
        SUCCEEDS(xapian_document_set_value, document, 0, value, strlen(value));
    return document;
}

static inline xapian_docid add_document(struct xapian_writable *writable, const char *text,
                                        const char *value)
{
    struct xapian_document *document = document_of(text, value);
    xapian_docid docid = 0;
    SUCCEEDS(xapian_writable_add, writable, document, &docid);
    xapian_document_free(document);
    return docid;
}

static inline uint32_t document_count(const struct xapian_database *database)
{
    uint32_t count = 0;
    SUCCEEDS(xapian_database_count, database, &count);
    return count;
}

/* How many documents are committed at `path`. */
static inline uint32_t committed_count(const char *path)
{
    struct xapian_database *database = database_at(path);
    uint32_t count = document_count(database);
    xapian_database_free(database);
    return count;
}

/* A database of four documents, all committed. */
static inline struct xapian_writable *colours(const struct fixture *fixture)
{
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE);
    add_document(writable, "rouge rose", "v1");
    add_document(writable, "rouge bleu", NULL);
    add_document(writable, "vert", "v3");
    add_document(writable, "rouge rouge", "v4");
    SUCCEEDS(xapian_writable_commit, writable);
    return writable;
}

/* -- Walking an iterator to its end and comparing what came, parted by spaces; END stays END --- */

static inline void assert_text(struct buffer *found, const char *expected)
{
    assert_string_equal(found->data ? found->data : "", expected);
    buffer_free(found);
}

static inline void assert_terms(struct xapian_terms *terms, const char *expected)
{
    struct buffer found = {0};
    const char *term = NULL;
    size_t length = 0;
    while (xapian_terms_next(terms, &term, &length, NULL) == XAPIAN_OK) {
        buffer_append(&found, found.length > 0 ? STR(" ") : STR(""));
        buffer_append(&found, str_of(term, length));
    }
    char *message = NULL;
    assert_int_equal(xapian_terms_next(terms, &term, &length, &message), XAPIAN_END);
    assert_null(message);
    assert_text(&found, expected);
}

static inline void assert_postings(struct xapian_postings *postings, const char *expected)
{
    struct buffer found = {0};
    xapian_docid docid = 0;
    while (xapian_postings_next(postings, &docid, NULL) == XAPIAN_OK)
        buffer_append_format(&found, "%s%u", found.length > 0 ? " " : "", docid);
    assert_int_equal(xapian_postings_next(postings, &docid, NULL), XAPIAN_END);
    assert_text(&found, expected);
}

static inline void assert_values(struct xapian_values *values, const char *expected)
{
    struct buffer found = {0};
    xapian_docid docid = 0;
    const char *value = NULL;
    size_t length = 0;
    while (xapian_values_next(values, &docid, &value, &length, NULL) == XAPIAN_OK) {
        buffer_append_format(&found, "%s%u=%.*s", found.length > 0 ? " " : "", docid, (int)length,
                             value);
    }
    assert_int_equal(xapian_values_next(values, &docid, &value, &length, NULL), XAPIAN_END);
    assert_text(&found, expected);
}

static inline void assert_all_terms(const struct xapian_database *database, const char *prefix,
                                    const char *expected)
{
    struct xapian_terms *terms = NULL;
    SUCCEEDS(xapian_database_terms, database, prefix, strlen(prefix), &terms);
    assert_terms(terms, expected);
    xapian_terms_free(terms);
}

/* -- Searching --------------------------------------------------------------------------------- */

static inline struct xapian_query *term_query(const char *term)
{
    struct xapian_query *query = NULL;
    SUCCEEDS(xapian_query_new_term, term, strlen(term), 1, &query);
    return query;
}

/* The docids of all hits, in their order. */
static inline void assert_hits(struct xapian_enquire *enquire, const char *expected)
{
    struct xapian_mset *mset = NULL;
    SUCCEEDS(xapian_enquire_get_mset, enquire, 0, 1000, 0, &mset);
    struct buffer found = {0};
    for (uint32_t i = 0; i < xapian_mset_size(mset); i++) {
        xapian_docid docid = 0;
        SUCCEEDS(xapian_mset_hit, mset, i, &docid, NULL);
        buffer_append_format(&found, "%s%u", found.length > 0 ? " " : "", docid);
    }
    xapian_mset_free(mset);
    assert_text(&found, expected);
}

/* The docids of all documents that match, ascending: nothing weighs. */
static inline void assert_matches(const struct xapian_database *database,
                                  const struct xapian_query *query, const char *expected)
{
    struct xapian_enquire *enquire = NULL;
    struct xapian_weight *weight = NULL;
    SUCCEEDS(xapian_enquire_new, database, &enquire);
    SUCCEEDS(xapian_enquire_set_query, enquire, query);
    SUCCEEDS(xapian_weight_new_boolean, &weight);
    SUCCEEDS(xapian_enquire_set_weight, enquire, weight);
    xapian_weight_free(weight);
    assert_hits(enquire, expected);
    xapian_enquire_free(enquire);
}

#endif
