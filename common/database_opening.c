/* Whether a database is one that this program may read, and reading it as it was at one moment. */
#include "database_opening.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "french.h"
#include "schema.h"

static enum status check_mark(const struct xapian_database *database, const char *path,
                              struct error *error)
{
    struct buffer mark = {0};
    struct buffer term = {0};
    uint32_t marked = 0;
    uint32_t documents = 0;
    char *message = NULL;
    schema_mark(&mark);
    schema_term(SCHEMA_MARK, buffer_str(&mark), &term);
    enum xapian_status status = xapian_database_count(database, &documents, &message);
    if (status == XAPIAN_OK)
        status = xapian_database_frequency(database, term.data, term.length, &marked, NULL,
                                           &message);
    buffer_free(&mark);
    buffer_free(&term);
    if (status != XAPIAN_OK)
        return database_error(error, path, status, message);
    if (marked != documents)
        return error_set(error, STATUS_SYSTEM,
                         "%s holds articles analysed by another version of Revue; run: idx rebuild "
                         "--db %s",
                         path, path);
    return STATUS_OK;
}

enum xapian_status database_is_blank(const struct xapian_database *database, bool *blank,
                                     char **message)
{
    xapian_docid last = 0;
    struct xapian_terms *keys = NULL;
    enum xapian_status status = xapian_database_last_docid(database, &last, message);
    if (status == XAPIAN_OK)
        status = xapian_database_metadata_keys(database, "", 0, &keys, message);
    if (status != XAPIAN_OK)
        return status;
    const char *key;
    size_t length;
    status = xapian_terms_next(keys, &key, &length, message);
    xapian_terms_free(keys);
    *blank = last == 0 && status == XAPIAN_END;
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

enum status database_check_maker(const struct xapian_database *database, const char *path,
                                 struct error *error)
{
    struct buffer version = {0};
    struct buffer analyser = {0};
    enum status status = database_metadata(database, schema_metadata_key(SCHEMA_META_VERSION),
                                           &version, error);
    if (status == STATUS_OK)
        status = database_metadata(database, schema_metadata_key(SCHEMA_META_ANALYSER), &analyser,
                                   error);
    if (status != STATUS_OK)
        goto done;
    const char *id = french_analyser_id();
    bool blank = false;
    char *message = NULL;
    enum xapian_status asked = XAPIAN_OK;
    if (version.length == 0)
        asked = database_is_blank(database, &blank, &message);
    if (asked != XAPIAN_OK)
        status = database_error(error, path, asked, message);
    else if (blank) /* an ingest was ended before its first commit */
        status = STATUS_OK;
    else if (version.length == 0)
        status = error_set(error, STATUS_SYSTEM,
                           "%s is a Xapian database of another program; give another with --db",
                           path);
    else if (strtol(version.data, NULL, 10) > SCHEMA_VERSION)
        status = error_set(
            error, STATUS_SYSTEM,
            "%s was made by a newer Revue (schema %s, this one has %d); use that one, "
            "or run: idx rebuild --db %s",
            path, version.data, SCHEMA_VERSION, path);
    else if (!str_equal(buffer_str(&analyser), str_from(id)))
        status = error_set(
            error, STATUS_SYSTEM,
            "%s was made with the analyser %s, this program has %s; run: idx rebuild "
            "--db %s",
            path, analyser.data ? analyser.data : "?", id, path);
    else
        status = check_mark(database, path, error);
done:
    buffer_free(&version);
    buffer_free(&analyser);
    return status;
}

static bool is_file(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && S_ISREG(file.st_mode);
}

/* Whether a line of a stub names a database: by the types that Xapian 1.4 has. */
static bool names_database(struct str line)
{
    static const char *const types[] = {"auto", "chert", "glass", "inmemory", "remote"};
    return str_among(str_cut(&line, ' '), types, sizeof types / sizeof *types);
}

/* Whether the file is no stub: its first line that says something names no database. Xapian opens
 * one that has no such line, and it opens databases that are a file. */
static bool is_no_stub(const char *path, bool opened)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t capacity = 0;
    struct str line = {0};
    while (file && (line.length == 0 || str_starts(line, STR("#")))) {
        ssize_t length = getline(&text, &capacity, file);
        if (length < 0)
            break;
        line = str_trim(str_of(text, (size_t)length));
    }
    bool blank = line.length == 0 || str_starts(line, STR("#"));
    bool no_stub = file && (blank || (!opened && !names_database(line)));
    free(text);
    if (file)
        fclose(file);
    return no_stub;
}

struct identity folder_identity(const char *path)
{
    struct statx file;
    if (statx(AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &file) != 0)
        return (struct identity){0};
    return (struct identity){(uint64_t)file.stx_dev_major << 32 | file.stx_dev_minor, file.stx_ino,
                             (uint64_t)file.stx_btime.tv_sec, file.stx_btime.tv_nsec};
}

bool folder_is_same(struct identity a, struct identity b)
{
    return a.device == b.device && a.file == b.file && a.seconds == b.seconds &&
           a.nanoseconds == b.nanoseconds;
}

enum xapian_status database_open_at_once(const char *path, struct xapian_database **database,
                                         char **message)
{
    for (unsigned attempt = 1;; attempt++) {
        struct identity before = folder_identity(path);
        enum xapian_status opened = xapian_database_open(path, database, message);
        if (attempt == OPEN_ATTEMPTS || folder_is_same(before, folder_identity(path)))
            return opened;
        if (opened == XAPIAN_OK)
            xapian_database_free(*database);
        else
            free(*message);
        *message = NULL;
    }
}

static enum status open_once(const char *path, struct xapian_database **database,
                             struct error *error)
{
    char *message = NULL;
    enum xapian_status opened = database_open_at_once(path, database, &message);
    if ((opened == XAPIAN_OK || opened == XAPIAN_FAILED) && is_file(path) &&
        is_no_stub(path, opened == XAPIAN_OK)) {
        if (opened == XAPIAN_OK)
            xapian_database_free(*database);
        free(message);
        return error_set(error, STATUS_SYSTEM,
                         "%s is a file, no database; give a folder with --db PATH", path);
    }
    if (opened == XAPIAN_NO_DATABASE && is_file(path))
        opened = XAPIAN_FAILED; /* a stub is there, a shard it names is not: Xapian says which */
    if (opened != XAPIAN_OK)
        return database_error(error, path, opened, message);
    enum status status = database_check_maker(*database, path, error);
    if (status != STATUS_OK) {
        xapian_database_free(*database);
        *database = NULL;
    }
    return status;
}

/* Who made it is read after it was opened: where it was written to in between, it is opened anew.
 */
static enum status open_one(const char *path, struct xapian_database **database,
                            struct error *error)
{
    for (unsigned attempt = 1;; attempt++) {
        enum status status = open_once(path, database, error);
        if (status != STATUS_CHANGED || attempt == OPEN_ATTEMPTS)
            return status;
        error_free(error);
    }
}

enum status database_open(const char *const *paths, size_t count, struct xapian_database **database,
                          struct error *error)
{
    struct xapian_database *all = NULL;
    for (size_t i = 0; i < count; i++) {
        struct xapian_database *one;
        char *message = NULL;
        enum status status = open_one(paths[i], &one, error);
        if (status == STATUS_OK && all) {
            enum xapian_status added = xapian_database_add(all, one, &message);
            xapian_database_free(one);
            if (added != XAPIAN_OK)
                status = database_error(error, paths[i], added, message);
        } else if (status == STATUS_OK) {
            all = one;
        }
        if (status != STATUS_OK) {
            xapian_database_free(all);
            return status;
        }
    }
    *database = all;
    return STATUS_OK;
}
