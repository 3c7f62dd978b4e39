/* Where the database is, who may open it, and what it remembers of its making. */
#include "database.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zstd.h>

#include "french.h"
#include "hash.h"
#include "language.h"
#include "memory.h"
#include "schema.h"
#include "stop_words.h"

enum status database_path(const char *option, struct buffer *path, struct error *error)
{
    const char *given = option ? option : getenv("REVUE_DB");
    if (given && *given) {
        buffer_append(path, str_from(given));
        return STATUS_OK;
    }
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (data && *data)
        buffer_append_format(path, "%s/revue/db", data);
    else if (home && *home)
        buffer_append_format(path, "%s/.local/share/revue/db", home);
    else
        return error_set(error, STATUS_SYSTEM,
                         "no place for the database: $HOME is not set; give one with --db PATH");
    return STATUS_OK;
}

/* Xapian puts its error's class before the text; a user has no use for it. */
static const char *without_class(const char *message)
{
    const char *colon = message ? strstr(message, "Error: ") : NULL;
    return colon ? colon + strlen("Error: ") : message ? message : _("unknown error");
}

enum status database_error(struct error *error, const char *path, enum xapian_status status,
                           char *message)
{
    const char *text = without_class(message);
    switch (status) {
    case XAPIAN_NO_DATABASE:
        if (access(path, R_OK | X_OK) != 0 && errno == EACCES)
            error_set(error, STATUS_SYSTEM, "%s: %s", path, strerror(EACCES));
        else
            error_set(error, STATUS_SYSTEM,
                      "no database at %s; make one with: idx ingest --db %s FILE", path, path);
        break;
    case XAPIAN_LOCKED:
        error_set(error, STATUS_SYSTEM,
                  "%s is being written by another idx; try again when it has finished", path);
        break;
    case XAPIAN_CORRUPT:
        error_set(error, STATUS_SYSTEM, "%s is damaged (%s); run: idx rebuild --db %s", path, text,
                  path);
        break;
    case XAPIAN_OTHER_VERSION:
        error_set(error, STATUS_SYSTEM,
                  "%s was made by another version of Xapian (%s); run: idx rebuild --db %s", path,
                  text, path);
        break;
    case XAPIAN_NETWORK:
        error_set(error, STATUS_SYSTEM, "%s: a remote shard does not answer: %s", path, text);
        break;
    case XAPIAN_MODIFIED:
        error_set(error, STATUS_CHANGED,
                  "%s is being changed faster than it can be read; try again", path);
        break;
    default:
        error_set(error, STATUS_SYSTEM, "%s: %s", path, text);
        break;
    }
    free(message);
    return status == XAPIAN_MODIFIED ? STATUS_CHANGED : STATUS_SYSTEM;
}

enum status database_metadata(const struct xapian_database *database, struct str key,
                              struct buffer *value, struct error *error)
{
    char *bytes;
    size_t length;
    char *message = NULL;
    enum xapian_status status = xapian_database_metadata(database, key.data, key.length, &bytes,
                                                         &length, &message);
    if (status != XAPIAN_OK)
        return database_error(error, _("the database"), status, message);
    buffer_append(value, str_of(bytes, length));
    free(bytes);
    return STATUS_OK;
}

/* -- Who made it ----------------------------------------------------------------------------- */

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

/* Whether nothing was ever put into the database, by us or by others. */
static enum xapian_status is_blank(const struct xapian_database *database, bool *blank,
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

/* Compares what the database remembers with what this program does. */
static enum status check_maker(const struct xapian_database *database, const char *path,
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
        asked = is_blank(database, &blank, &message);
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

/* Which folder stands at a path: a database that takes another's place (idx) is another folder.
 * Its number may be that of one that is gone; then the time of its birth differs. */
struct identity {
    uint64_t device, file, seconds, nanoseconds; /* 0: nothing stands there */
};

static struct identity identity_of(const char *path)
{
    struct statx file;
    if (statx(AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &file) != 0)
        return (struct identity){0};
    return (struct identity){(uint64_t)file.stx_dev_major << 32 | file.stx_dev_minor, file.stx_ino,
                             (uint64_t)file.stx_btime.tv_sec, file.stx_btime.tv_nsec};
}

static bool is_same_folder(struct identity a, struct identity b)
{
    return a.device == b.device && a.file == b.file && a.seconds == b.seconds &&
           a.nanoseconds == b.nanoseconds;
}

/* A database is several files, opened by their path one after the other. Where another has taken
 * its place meanwhile they may be of both: then it is opened again. So often in a row at most: */
#define OPEN_ATTEMPTS 100

static enum xapian_status open_at_once(const char *path, struct xapian_database **database,
                                       char **message)
{
    for (unsigned attempt = 1;; attempt++) {
        struct identity before = identity_of(path);
        enum xapian_status opened = xapian_database_open(path, database, message);
        if (attempt == OPEN_ATTEMPTS || is_same_folder(before, identity_of(path)))
            return opened;
        if (opened == XAPIAN_OK)
            xapian_database_free(*database);
        else
            free(*message);
        *message = NULL;
    }
}

static enum status open_one(const char *path, struct xapian_database **database,
                            struct error *error)
{
    char *message = NULL;
    enum xapian_status opened = open_at_once(path, database, &message);
    if (opened == XAPIAN_NO_DATABASE && is_file(path))
        opened = XAPIAN_FAILED; /* a stub is there, a shard it names is not: Xapian says which */
    if (opened != XAPIAN_OK)
        return database_error(error, path, opened, message);
    enum status status = check_maker(*database, path, error);
    if (status != STATUS_OK) {
        xapian_database_free(*database);
        *database = NULL;
    }
    return status;
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

/* -- Writing --------------------------------------------------------------------------------- */

enum status database_sync_folder(const char *path, struct error *error)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return error_set(error, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
    /* Some file systems cannot sync a directory and say EINVAL: there is nothing to wait for. */
    bool failed = fsync(folder) != 0 && errno != EINVAL;
    int reason = errno;
    close(folder);
    if (failed)
        return error_set(error, STATUS_SYSTEM, "%s: %s", path, strerror(reason));
    return STATUS_OK;
}

/* The part of `path` before its last component: "." for a bare name. */
static void parent_of(const char *path, struct buffer *parent)
{
    struct str rest = str_from(path);
    while (rest.length > 1 && rest.data[rest.length - 1] == '/')
        rest.length--;
    while (rest.length > 0 && rest.data[rest.length - 1] != '/')
        rest.length--;
    while (rest.length > 1 && rest.data[rest.length - 1] == '/')
        rest.length--;
    buffer_append(parent, rest.length ? rest : STR("."));
}

/* Makes the folders above `path` that are missing, from the top down, each kept by the disk. */
static enum status make_parents(const char *path, struct error *error)
{
    struct buffer made = {0};
    enum status status = STATUS_OK;
    for (const char *slash = strchr(path + 1, '/'); slash && status == STATUS_OK;
         slash = strchr(slash + 1, '/')) {
        buffer_clear(&made);
        buffer_append(&made, str_of(path, (size_t)(slash - path)));
        if (mkdir(made.data, 0777) == 0) {
            struct buffer parent = {0};
            parent_of(made.data, &parent);
            status = database_sync_folder(parent.data, error);
            buffer_free(&parent);
        } else if (errno != EEXIST && errno != EISDIR) {
            status = error_set(error, STATUS_SYSTEM, "%s: cannot make this folder: %s", made.data,
                               strerror(errno));
        }
    }
    buffer_free(&made);
    return status;
}

static enum xapian_status set_text(struct xapian_writable *writable, enum schema_metadata entry,
                                   const char *text, char **message)
{
    struct str key = schema_metadata_key(entry);
    return xapian_writable_set_metadata(writable, key.data, key.length, text, strlen(text),
                                        message);
}

/* Writes into an empty database who makes it. */
static enum xapian_status sign(struct xapian_writable *writable, char **message)
{
    struct buffer number = {0};
    buffer_append_format(&number, "%d", SCHEMA_VERSION);
    enum xapian_status status = set_text(writable, SCHEMA_META_VERSION, number.data, message);
    if (status == XAPIAN_OK)
        status = set_text(writable, SCHEMA_META_ANALYSER, french_analyser_id(), message);
    buffer_clear(&number);
    buffer_append_format(&number, "%016llx", (unsigned long long)stop_words_hash());
    if (status == XAPIAN_OK)
        status = set_text(writable, SCHEMA_META_STOP_WORDS, number.data, message);
    buffer_free(&number);
    return status;
}

/* Opens `name` and locks it as Xapian does: the first byte, by this open file and not by the
 * process.
 * `*lock` becomes -1 where another holds it, or has just put another database into this one's
 * place.
 */
static enum status try_lock(const char *path, const char *name, int *lock, struct error *error)
{
    struct flock first_byte = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
    struct stat locked;
    struct stat there;
    int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    *lock = -1;
    if (file < 0)
        return error_set(error, STATUS_SYSTEM, "%s cannot be locked: %s", path, strerror(errno));
    bool got = fcntl(file, F_OFD_SETLK, &first_byte) == 0;
    if (!got && errno != EAGAIN && errno != EACCES) {
        error_set(error, STATUS_SYSTEM, "%s cannot be locked: %s", path, strerror(errno));
        close(file);
        return STATUS_SYSTEM;
    }
    if (got && fstat(file, &locked) == 0 && stat(name, &there) == 0 &&
        locked.st_ino == there.st_ino && locked.st_dev == there.st_dev)
        *lock = file;
    else
        close(file);
    return STATUS_OK;
}

/* A tenth of a second, between two tries for a lock. */
static const struct timespec pause_of_waiting = {0, 100000000};

enum status database_lock(const char *path, unsigned wait, void (*notify)(const char *path),
                          int *lock, struct error *error)
{
    struct buffer name = {0};
    buffer_append_format(&name, "%s/flintlock", path);
    enum status status = try_lock(path, name.data, lock, error);
    for (unsigned tenths = 0; status == STATUS_OK && *lock < 0 && tenths / 10 < wait; tenths++) {
        if (tenths == 0 && notify)
            notify(path);
        nanosleep(&pause_of_waiting, NULL);
        status = try_lock(path, name.data, lock, error);
    }
    buffer_free(&name);
    if (status == STATUS_OK && *lock < 0)
        return database_error(error, path, XAPIAN_LOCKED, NULL);
    return status;
}

bool database_is_single(const char *path)
{
    struct buffer file = {0};
    struct stat status;
    buffer_append_format(&file, "%s/iamglass", path);
    bool single = stat(file.data, &status) == 0;
    buffer_free(&file);
    return single;
}

/* Whether a file is what Xapian puts down before a database is one: the file with its version takes
 * its name last, and until then the tables are empty. */
static bool is_of_unfinished(int folder, const char *name)
{
    struct stat file;
    if (strcmp(name, "flintlock") == 0 || strcmp(name, "v.tmp") == 0)
        return true;
    return str_ends(str_from(name), STR(".glass")) && fstatat(folder, name, &file, 0) == 0 &&
           file.st_size == 0;
}

/* Removes what is left of a database whose making was cut short: Xapian would take it for one that
 * has lost its version. For the holder of the lock. */
static void remove_unfinished(const char *path)
{
    DIR *folder = database_is_single(path) ? NULL : opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (str_ends(str_from(entry->d_name), STR(".glass")) &&
            is_of_unfinished(dirfd(folder), entry->d_name))
            unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        closedir(folder);
}

/* Opens `path`, a folder, when no other writer holds it. Xapian cannot wait, nor say why it gets no
 * lock; so ours is taken before and given back. Where another writer has come in between, or has
 * put another database into this one's place, it begins again. */
static enum status open_waiting(const char *path, unsigned wait, void (*notify)(const char *path),
                                struct xapian_writable **writable, struct error *error)
{
    for (unsigned attempt = 1;; attempt++) {
        int lock = -1;
        char *message = NULL;
        struct identity before = identity_of(path);
        if (database_lock(path, wait, notify, &lock, error) != STATUS_OK)
            return STATUS_SYSTEM;
        remove_unfinished(path);
        close(lock);
        enum xapian_status opened = xapian_writable_open(path, XAPIAN_CREATE_OR_OPEN, writable,
                                                         &message);
        if (opened == XAPIAN_OK && is_same_folder(before, identity_of(path)))
            return STATUS_OK;
        if (opened == XAPIAN_OK)
            xapian_writable_free(*writable);
        else if (opened != XAPIAN_LOCKED || attempt == OPEN_ATTEMPTS)
            return database_error(error, path, opened, message);
        free(message);
    }
}

/* Whether a folder holds nothing, or what is left of a database whose making was cut short. */
static bool is_unused_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    bool unused = true;
    for (struct dirent *entry; unused && (entry = readdir(folder));)
        unused = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                 is_of_unfinished(dirfd(folder), entry->d_name);
    closedir(folder);
    return unused;
}

/* Whether a writer may go to `path`: nothing there, an unused folder, or a database of ours. */
static enum status check_place(const char *path, struct error *error)
{
    struct stat file;
    if (stat(path, &file) != 0) {
        enum status status = make_parents(path, error);
        if (status == STATUS_OK && mkdir(path, 0777) != 0 && errno != EEXIST)
            status = error_set(error, STATUS_SYSTEM, "%s: cannot make this folder: %s", path,
                               strerror(errno));
        return status;
    }
    if (!S_ISDIR(file.st_mode))
        return error_set(error, STATUS_SYSTEM,
                         "%s is a file, no database; give a folder with --db PATH", path);
    struct xapian_database *database = NULL;
    char *message = NULL;
    enum xapian_status opened = open_at_once(path, &database, &message);
    if (opened == XAPIAN_NO_DATABASE) {
        if (is_unused_folder(path)) {
            free(message);
            return STATUS_OK;
        }
        if (access(path, R_OK | X_OK) != 0)
            return database_error(error, path, opened, message);
        free(message);
        return error_set(error, STATUS_SYSTEM,
                         "%s is a folder with other files in it; give another with --db", path);
    }
    enum status status = opened == XAPIAN_OK ? check_maker(database, path, error)
                                             : database_error(error, path, opened, message);
    xapian_database_free(database);
    return status;
}

uint64_t database_bytes(const char *path)
{
    uint64_t bytes = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        struct stat file;
        if (fstatat(dirfd(folder), entry->d_name, &file, 0) == 0 && S_ISREG(file.st_mode))
            bytes += (uint64_t)file.st_size;
    }
    if (folder)
        closedir(folder);
    return bytes;
}

enum status database_open_writable(const char *path, unsigned wait,
                                   void (*notify)(const char *path),
                                   struct xapian_writable **writable, struct error *error)
{
    enum status status = check_place(path, error);
    if (status != STATUS_OK)
        return status;
    char *message = NULL;
    bool blank = false;
    status = open_waiting(path, wait, notify, writable, error);
    if (status != STATUS_OK)
        return status;
    enum xapian_status opened = is_blank(xapian_writable_database(*writable), &blank, &message);
    if (opened == XAPIAN_OK && blank)
        opened = sign(*writable, &message);
    if (opened != XAPIAN_OK)
        status = database_error(error, path, opened, message);
    if (status == STATUS_OK && blank) {
        struct buffer parent = {0};
        parent_of(path, &parent);
        status = database_sync_folder(parent.data, error);
        buffer_free(&parent);
    }
    if (status != STATUS_OK) {
        xapian_writable_free(*writable);
        *writable = NULL;
    }
    return status;
}

enum status database_commit(struct xapian_writable *writable, const char *path, struct error *error)
{
    char *message = NULL;
    enum xapian_status status = xapian_writable_commit(writable, &message);
    return status == XAPIAN_OK ? database_sync_folder(path, error)
                               : database_error(error, path, status, message);
}

enum status database_commit_transaction(struct xapian_writable *writable, const char *path,
                                        struct error *error)
{
    char *message = NULL;
    enum xapian_status status = xapian_writable_commit_transaction(writable, &message);
    return status == XAPIAN_OK ? database_sync_folder(path, error)
                               : database_error(error, path, status, message);
}

/* -- What it holds --------------------------------------------------------------------------- */

enum status database_find(const struct xapian_database *database, struct str id,
                          xapian_docid *docid, struct error *error)
{
    struct buffer term = {0};
    struct xapian_postings *postings = NULL;
    char *message = NULL;
    schema_term(SCHEMA_ID, id, &term);
    enum xapian_status status = xapian_database_postings(database, term.data, term.length,
                                                         &postings, &message);
    if (status == XAPIAN_OK)
        status = xapian_postings_next(postings, docid, &message);
    xapian_postings_free(postings);
    buffer_free(&term);
    if (status == XAPIAN_END) {
        *docid = 0;
        return STATUS_OK;
    }
    return status == XAPIAN_OK ? STATUS_OK
                               : database_error(error, _("the database"), status, message);
}

/* No gazetteer that a person keeps comes near this. */
#define MAX_GAZETTEER_BYTES ((unsigned long long)1 << 30)

enum status database_gazetteer(const struct xapian_database *database, struct buffer *text,
                               struct error *error)
{
    struct buffer packed = {0};
    enum status status = database_metadata(database, schema_metadata_key(SCHEMA_META_GAZETTEER),
                                           &packed, error);
    if (status == STATUS_OK && packed.length > 0) {
        unsigned long long size = ZSTD_getFrameContentSize(packed.data, packed.length);
        bool sound = size <= MAX_GAZETTEER_BYTES; /* zstd's error values are far above */
        if (sound) {
            buffer_reserve(text, (size_t)size);
            sound = ZSTD_decompress(text->data + text->length, (size_t)size, packed.data,
                                    packed.length) == size;
        }
        if (sound)
            text->length += (size_t)size;
        else
            status = error_set(error, STATUS_SYSTEM,
                               "the database's list of entities is damaged; run: idx rebuild");
        buffer_append(text, STR(""));
    }
    buffer_free(&packed);
    return status;
}

enum status database_set_gazetteer(struct xapian_writable *writable, struct str text,
                                   struct error *error)
{
    struct buffer packed = {0};
    char *message = NULL;
    size_t bound = ZSTD_compressBound(text.length);
    buffer_reserve(&packed, bound);
    size_t bytes = ZSTD_compress(packed.data, bound, text.data, text.length, 3);
    if (ZSTD_isError(bytes))
        memory_out();
    struct str key = schema_metadata_key(SCHEMA_META_GAZETTEER);
    enum xapian_status status = xapian_writable_set_metadata(writable, key.data, key.length,
                                                             packed.data, bytes, &message);
    buffer_clear(&packed);
    buffer_append_format(&packed, "%016llx", (unsigned long long)hash_bytes(text, 0));
    if (status == XAPIAN_OK)
        status = set_text(writable, SCHEMA_META_GAZETTEER_HASH, packed.data, &message);
    buffer_free(&packed);
    return status == XAPIAN_OK ? STATUS_OK
                               : database_error(error, _("the database"), status, message);
}
