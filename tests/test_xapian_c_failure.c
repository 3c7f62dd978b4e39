/* What goes wrong below the Xapian binding comes out as a status and a message, never as a crash:
 * paths, locks, damage, other versions, changes under a reader, the network, memory. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "xapian_fixture.h"

static void paths_without_a_database(void **state)
{
    struct fixture *fixture = *state;
    char *missing = path_in(fixture->folder, "missing");
    char *file = path_in(fixture->folder, "file");
    char *below_file = path_in(file, "db");
    char *below_missing = path_in(missing, "db");
    write_file(file, "This is no database.\n");
    struct xapian_database *database = NULL;
    struct xapian_writable *writable = NULL;
    uint64_t errors = 0;
    char *report = NULL;
    FAILS(XAPIAN_NO_DATABASE, missing, xapian_database_open, missing, &database);
    FAILS(XAPIAN_NO_DATABASE, "(No such file or directory)", xapian_database_open, "", &database);
    FAILS(XAPIAN_NO_DATABASE, "DatabaseNotFoundError", xapian_database_open, fixture->folder,
          &database);
    FAILS(XAPIAN_FAILED, "Bad line", xapian_database_open, file, &database);
    FAILS(XAPIAN_FAILED, "Not a directory", xapian_database_open, below_file, &database);
    FAILS(XAPIAN_NO_DATABASE, missing, xapian_writable_open, missing, XAPIAN_OPEN, &writable);
    FAILS(XAPIAN_NO_DATABASE, fixture->folder, xapian_writable_open, fixture->folder, XAPIAN_OPEN,
          &writable);
    FAILS(XAPIAN_FAILED, "mkdir", xapian_writable_open, below_missing, XAPIAN_CREATE, &writable);
    FAILS(XAPIAN_NO_DATABASE, missing, xapian_check, missing, &errors, &report);
    FAILS(XAPIAN_FAILED, "Bad line", xapian_check, file, &errors, &report);
    const char *sources[] = {missing};
    FAILS(XAPIAN_NO_DATABASE, missing, xapian_compact, sources, 1, fixture->path, 0);
    assert_null(database);
    assert_null(writable);
    assert_null(report);
    free(missing);
    free(file);
    free(below_file);
    free(below_missing);
}

static void a_folder_without_permission(void **state)
{
    struct fixture *fixture = *state;
    if (geteuid() == 0)
        skip(); /* who may read everything */
    xapian_writable_free(colours(fixture));
    struct xapian_database *database = NULL;
    assert_int_equal(chmod(fixture->path, 0), 0);
    char *message = NULL;
    enum xapian_status status = xapian_database_open(fixture->path, &database, &message);
    assert_int_equal(chmod(fixture->path, 0700), 0);
    assert_int_not_equal(status, XAPIAN_OK);
    assert_non_null(message);
    free(message);
}

static void another_writer_has_the_lock(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writable *writable = colours(fixture);
    struct xapian_writable *second = NULL;
    FAILS(XAPIAN_LOCKED, "already locked", xapian_writable_open, fixture->path, XAPIAN_OPEN,
          &second);
    FAILS(XAPIAN_LOCKED, fixture->path, xapian_writable_open, fixture->path, XAPIAN_CREATE_OR_EMPTY,
          &second);
    assert_int_equal(committed_count(fixture->path), 4);
    xapian_writable_free(writable);
    xapian_writable_free(writable_at(fixture->path, XAPIAN_OPEN));
}

/* -- Damage ------------------------------------------------------------------------------------ */

static void overwrite(const char *path, long offset, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* Opens the database and reads every posting of every term: the first status that is not OK. */
static enum xapian_status read_everything(const char *path, char **message)
{
    struct xapian_database *database = NULL;
    struct xapian_terms *terms = NULL;
    const char *term = NULL;
    size_t length = 0;
    enum xapian_status status = xapian_database_open(path, &database, message);
    if (status == XAPIAN_OK)
        status = xapian_database_terms(database, NULL, 0, &terms, message);
    while (status == XAPIAN_OK) {
        status = xapian_terms_next(terms, &term, &length, message);
        struct xapian_postings *postings = NULL;
        if (status == XAPIAN_OK)
            status = xapian_database_postings(database, term, length, &postings, message);
        xapian_docid docid = 0;
        while (status == XAPIAN_OK)
            status = xapian_postings_next(postings, &docid, message);
        if (status == XAPIAN_END && postings)
            status = XAPIAN_OK;
        xapian_postings_free(postings);
    }
    xapian_terms_free(terms);
    xapian_database_free(database);
    return status;
}

static void add_terms(struct xapian_writable *writable, const char *stem, int count)
{
    for (int i = 0; i < count; i++) {
        struct buffer term = {0};
        buffer_append_format(&term, "%s%d", stem, i);
        add_document(writable, term.data, NULL);
        buffer_free(&term);
    }
}

static void make_terms(const char *path)
{
    struct xapian_writable *writable = writable_at(path, XAPIAN_CREATE);
    add_terms(writable, "terme", 2000);
    SUCCEEDS(xapian_writable_commit, writable);
    xapian_writable_free(writable);
}

static void damage_is_told(void **state)
{
    static const char zeros[9000] = {0};
    static const struct {
        const char *file;
        long cut;    /* the file is made this long, unless -1 */
        long offset; /* zeros are written from here on, unless -1 */
        enum xapian_status status;
        const char *text;
    } cases[] = {
        {"iamglass", 0, -1, XAPIAN_CORRUPT, "EOF"},
        {"iamglass", 20, -1, XAPIAN_CORRUPT, "EOF"},
        {"iamglass", -1, 0, XAPIAN_CORRUPT, "magic"},
        {"postlist.glass", 0, -1, XAPIAN_FAILED, "EOF"},
        {"postlist.glass", 9000, -1, XAPIAN_FAILED, "EOF"},
        {"postlist.glass", -1, 0, XAPIAN_CORRUPT, "block"},
        {"postlist.glass", -1, 16384, XAPIAN_CORRUPT, "block"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer name = {0};
        buffer_append_format(&name, "db%zu", i);
        char *path = path_in(fixture->folder, name.data);
        char *file = path_in(path, cases[i].file);
        make_terms(path);
        if (cases[i].cut >= 0)
            assert_int_equal(truncate(file, cases[i].cut), 0);
        if (cases[i].offset >= 0)
            overwrite(file, cases[i].offset, zeros, sizeof zeros);
        char *message = NULL;
        enum xapian_status status = read_everything(path, &message);
        if (status != cases[i].status || !message || !strstr(message, cases[i].text))
            fail_msg("case %zu: status %d, %s", i, (int)status, message ? message : "");
        free(message);
        free(path);
        free(file);
        buffer_free(&name);
    }
}

static void another_version_is_told(void **state)
{
    struct fixture *fixture = *state;
    xapian_writable_free(colours(fixture));
    char *file = path_in(fixture->path, "iamglass");
    struct xapian_database *database = NULL;
    overwrite(file, 14, "\xff\xff", 2); /* the format's date, behind 14 bytes of magic */
    FAILS(XAPIAN_OTHER_VERSION, "DatabaseVersionError", xapian_database_open, fixture->path,
          &database);
    free(file);
}

/* Leaves a database the dangerous way: changes stand in its blocks, and no commit knows of them. */
static void check_counts_damage(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(setenv("XAPIAN_FLUSH_THRESHOLD", "10", 1), 0);
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE | XAPIAN_DANGEROUS);
    assert_int_equal(unsetenv("XAPIAN_FLUSH_THRESHOLD"), 0);
    SUCCEEDS(xapian_writable_begin_transaction, writable);
    add_terms(writable, "terme", 1000);
    SUCCEEDS(xapian_writable_commit_transaction, writable);
    SUCCEEDS(xapian_writable_begin_transaction, writable);
    add_terms(writable, "autre", 1000);
    xapian_writable_free(writable);

    uint64_t errors = 0;
    char *report = NULL;
    SUCCEEDS(xapian_check, fixture->path, &errors, &report);
    assert_true(errors > 0);
    assert_non_null(strstr(report, "docdata"));
    free(report);

    static const char zeros[65536] = {0};
    char *file = path_in(fixture->path, "docdata.glass");
    overwrite(file, 0, zeros, sizeof zeros);
    FAILS(XAPIAN_CORRUPT, "DatabaseCorruptError", xapian_check, fixture->path, &errors, &report);
    free(file);
}

/* A disk that is full, as far as a file's limit is like one: the reason is told, not that Xapian
 * cannot take the failed change back. */
static void a_dangerous_write_tells_why(void **state)
{
    struct fixture *fixture = *state;
    struct rlimit before;
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_CREATE | XAPIAN_DANGEROUS);
    add_terms(writable, "terme", 100);
    SUCCEEDS(xapian_writable_commit, writable);
    add_terms(writable, "autre", 8000);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = {65536, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    char *message = NULL;
    enum xapian_status status = xapian_writable_commit(writable, &message);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, XAPIAN_FAILED);
    assert_non_null(strstr(message, "File too large"));
    free(message);
    xapian_writable_free(writable);
}

/* -- Others ------------------------------------------------------------------------------------ */

static void a_reader_left_behind_reopens(void **state)
{
    struct fixture *fixture = *state;
    make_terms(fixture->path);
    struct xapian_database *database = database_at(fixture->path);
    struct xapian_writable *writable = writable_at(fixture->path, XAPIAN_OPEN);
    struct xapian_terms *terms = NULL;
    const char *term = NULL;
    size_t length = 0;
    SUCCEEDS(xapian_database_terms, database, NULL, 0, &terms);
    SUCCEEDS(xapian_terms_next, terms, &term, &length);
    for (int round = 0; round < 3; round++) { /* the same blocks each time */
        add_terms(writable, "terme", 2000);
        SUCCEEDS(xapian_writable_commit, writable);
    }

    enum xapian_status status = XAPIAN_OK;
    while (status == XAPIAN_OK)
        status = xapian_terms_next(terms, &term, &length, NULL);
    assert_int_equal(status, XAPIAN_MODIFIED);
    xapian_terms_free(terms);
    FAILS(XAPIAN_MODIFIED, "reopen", xapian_database_terms, database, NULL, 0, &terms);

    bool changed = false;
    SUCCEEDS(xapian_database_reopen, database, &changed);
    assert_true(changed);
    assert_int_equal(document_count(database), 8000);
    assert_all_terms(database, "terme199",
                     "terme199 terme1990 terme1991 terme1992 terme1993 terme1994 "
                     "terme1995 terme1996 terme1997 terme1998 terme1999");
    xapian_database_free(database);
    xapian_writable_free(writable);
}

/* A port of this machine where nobody listens: one that was free a moment ago. */
static unsigned silent_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    int handle = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(handle >= 0);
    assert_int_equal(bind(handle, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(handle, (struct sockaddr *)&address, &length), 0);
    close(handle);
    return ntohs(address.sin_port);
}

static void nobody_answers(void **state)
{
    struct fixture *fixture = *state;
    struct buffer line = {0};
    buffer_append_format(&line, "remote 127.0.0.1:%u\n", silent_port());
    char *stub = path_in(fixture->folder, "stub");
    write_file(stub, line.data);
    struct xapian_database *database = NULL;
    FAILS(XAPIAN_NETWORK, "(Connection refused)", xapian_database_open, stub, &database);
    free(stub);
    buffer_free(&line);
}

static void more_than_memory(void **state)
{
    (void)state;
    struct xapian_document *document = document_of("rouge", NULL);
    /* More than a C++ string may hold: an exception that is not Xapian's. */
    FAILS(XAPIAN_FAILED, "", xapian_document_set_data, document, "", SIZE_MAX);
#ifndef __SANITIZE_ADDRESS__ /* which ends the program instead */
    FAILS(XAPIAN_MEMORY, "", xapian_document_set_data, document, "", SIZE_MAX / 4);
#endif
    xapian_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(paths_without_a_database),
        FIXTURE_TEST(a_folder_without_permission),
        FIXTURE_TEST(another_writer_has_the_lock),
        FIXTURE_TEST(damage_is_told),
        FIXTURE_TEST(another_version_is_told),
        FIXTURE_TEST(check_counts_damage),
        FIXTURE_TEST(a_dangerous_write_tells_why),
        FIXTURE_TEST(a_reader_left_behind_reopens),
        FIXTURE_TEST(nobody_answers),
        cmocka_unit_test(more_than_memory),
    };
    return cmocka_run_group_tests_name("xapian_c_failure", tests, NULL, NULL);
}
