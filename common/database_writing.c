/* Making a database, opening it for writing, committing: what is on the disk when, and who may. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "database_opening.h"
#include "folders.h"
#include "french.h"
#include "stop_words.h"

/* Writes into an empty database who makes it. */
static enum xapian_status sign(struct xapian_writable *writable, char **message)
{
    struct buffer number = {0};
    buffer_append_format(&number, "%d", SCHEMA_VERSION);
    enum xapian_status status = database_set_text(writable, SCHEMA_META_VERSION, number.data,
                                                  message);
    if (status == XAPIAN_OK)
        status = database_set_text(writable, SCHEMA_META_ANALYSER, french_analyser_id(), message);
    buffer_clear(&number);
    buffer_append_format(&number, "%016llx", (unsigned long long)stop_words_hash());
    if (status == XAPIAN_OK)
        status = database_set_text(writable, SCHEMA_META_STOP_WORDS, number.data, message);
    buffer_free(&number);
    return status;
}

/* Whether a file is what Xapian puts down before a database is one: the file with its version takes
 * its name last, and until then the tables are empty. */
static bool is_of_unfinished(int folder, const char *name)
{
    struct stat file;
    if (strcmp(name, "flintlock") == 0 || strcmp(name, "v.tmp") == 0)
        return true;
    if (!str_ends(str_from(name), STR(".glass")))
        return false;
    return fstatat(folder, name, &file, 0) == 0 ? file.st_size == 0 : errno == ENOENT;
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
        struct identity before = folder_identity(path);
        if (database_lock(path, wait, notify, &lock, error) != STATUS_OK)
            return STATUS_SYSTEM;
        remove_unfinished(path);
        close(lock);
        enum xapian_status opened = xapian_writable_open(path, XAPIAN_CREATE_OR_OPEN, writable,
                                                         &message);
        if (opened == XAPIAN_OK && folder_is_same(before, folder_identity(path)))
            return STATUS_OK;
        if (opened == XAPIAN_OK) {
            xapian_writable_free(*writable);
            opened = XAPIAN_LOCKED;
        }
        if (opened != XAPIAN_LOCKED || attempt == OPEN_ATTEMPTS)
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
        enum status status = folder_make_parents(path, error);
        if (status == STATUS_OK && mkdir(path, 0777) != 0 && errno != EEXIST)
            status = error_set(error, STATUS_SYSTEM, "%s: cannot make this folder: %s", path,
                               strerror(errno));
        return status;
    }
    if (!S_ISDIR(file.st_mode))
        return error_set(error, STATUS_SYSTEM,
                         "%s is a file, no database; give a folder with --db PATH", path);
    if (is_unused_folder(path)) /* before it is opened: what comes meanwhile is a database then */
        return STATUS_OK;
    struct xapian_database *database = NULL;
    char *message = NULL;
    enum xapian_status opened = database_open_at_once(path, &database, &message);
    if (opened == XAPIAN_NO_DATABASE && access(path, R_OK | X_OK) == 0) {
        free(message);
        return error_set(error, STATUS_SYSTEM,
                         "%s is a folder with other files in it; give another with --db", path);
    }
    enum status status = opened == XAPIAN_OK ? database_check_maker(database, path, error)
                                             : database_error(error, path, opened, message);
    xapian_database_free(database);
    return status;
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
    enum xapian_status opened = database_is_blank(xapian_writable_database(*writable), &blank,
                                                  &message);
    if (opened == XAPIAN_OK && blank)
        opened = sign(*writable, &message);
    if (opened != XAPIAN_OK)
        status = database_error(error, path, opened, message);
    if (status == STATUS_OK && blank) {
        status = folder_sync_parent(path, error);
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
    return status == XAPIAN_OK ? folder_sync(path, error)
                               : database_error(error, path, status, message);
}

enum status database_commit_transaction(struct xapian_writable *writable, const char *path,
                                        struct error *error)
{
    char *message = NULL;
    enum xapian_status status = xapian_writable_commit_transaction(writable, &message);
    return status == XAPIAN_OK ? folder_sync(path, error)
                               : database_error(error, path, status, message);
}
