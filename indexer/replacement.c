/* Making room beside a database, syncing, swapping, cleaning up. */
#include "replacement.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "database_files.h"
#include "folders.h"

/* The mode of the folder, by which it is known: others' folders do not have it, and it has it from
 * its first moment on. */
#define FOLDER_MODE 01700
#define KIND_BITS   01777 /* without what a folder takes over from the one above it */

/* -- What killed runs left -------------------------------------------------------------------- */

/* Parts a path without a slash at its end. */
static void part_path(struct str path, struct buffer *parent, struct str *name)
{
    size_t slash = path.length;
    while (slash > 0 && path.data[slash - 1] != '/')
        slash--;
    *name = str_after(path, slash);
    buffer_append(parent, slash == 0 ? STR(".") : str_before(path, slash));
}

static bool is_number(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!isdigit((unsigned char)text.data[i]))
            return false;
    return text.length > 0;
}

/* Removes a folder that a build was done in: its shards, which have numbers, and the databases. */
static void remove_folder(const char *path)
{
    static const char *const names[] = {"base", "database", "try-one", "try-other"};
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        struct str name = str_from(entry->d_name);
        if (!is_number(name) && !str_among(name, names, sizeof names / sizeof *names))
            continue;
        struct buffer part = {0};
        buffer_append_format(&part, "%s/%s", path, entry->d_name);
        database_files_remove(part.data);
        buffer_free(&part);
    }
    if (folder)
        closedir(folder);
    rmdir(path); /* one that stays is tried again by the next run */
}

/* Whether `path`, whose last part is `entry`, is a folder NAME.build-DIGITS that a run made. */
static bool is_leftover(const char *path, struct str entry, struct str name)
{
    struct stat folder;
    return str_starts(entry, name) && str_starts(str_after(entry, name.length), STR(".build-")) &&
           is_number(str_after(entry, name.length + STR(".build-").length)) &&
           lstat(path, &folder) == 0 && S_ISDIR(folder.st_mode) &&
           (folder.st_mode & KIND_BITS) == FOLDER_MODE;
}

void replacement_clean(const char *database)
{
    char *resolved = realpath(database, NULL);
    if (!resolved)
        return;
    struct buffer parent = {0};
    struct str name;
    part_path(str_from(resolved), &parent, &name);
    DIR *folder = opendir(parent.data);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        struct buffer path = {0};
        buffer_append_format(&path, "%s/%s", parent.data, entry->d_name);
        if (is_leftover(path.data, str_from(entry->d_name), name))
            remove_folder(path.data);
        buffer_free(&path);
    }
    if (folder)
        closedir(folder);
    buffer_free(&parent);
    free(resolved);
}

/* -- Making it -------------------------------------------------------------------------------- */

/* Makes the folder, under a name that is free. */
static enum status make_folder(struct replacement *replacement, struct error *error)
{
    for (unsigned long number = (unsigned long)getpid();; number++) {
        buffer_append_format(&replacement->folder, "%s.build-%lu", replacement->database.data,
                             number);
        if (mkdir(replacement->folder.data, FOLDER_MODE) == 0)
            return STATUS_OK;
        int reason = errno;
        if (reason != EEXIST)
            error_set(error, STATUS_SYSTEM, "%s: %s", replacement->folder.data, strerror(reason));
        buffer_clear(&replacement->folder); /* another's must not be removed */
        if (reason != EEXIST)
            return STATUS_SYSTEM;
    }
}

/* Whether the file system exchanges folders: tried on two empty ones. */
static bool exchanges(const char *folder)
{
    struct buffer one = {0};
    struct buffer other = {0};
    buffer_append_format(&one, "%s/try-one", folder);
    buffer_append_format(&other, "%s/try-other", folder);
    bool done = mkdir(one.data, 0700) == 0 && mkdir(other.data, 0700) == 0 &&
                renameat2(AT_FDCWD, one.data, AT_FDCWD, other.data, RENAME_EXCHANGE) == 0;
    int reason = errno;
    buffer_free(&one);
    buffer_free(&other);
    errno = reason;
    return done;
}

/* Whether the database's folder can be moved at all, which a mount point cannot: tried by a rename
 * to the folder of the build, which must fail in the end, as something lies in that. */
static bool can_move(const char *database, const char *folder)
{
    return rename(database, folder) != 0 && (errno == ENOTEMPTY || errno == EEXIST);
}

/* Whether this is the folder that idx was started in: whose shell stands there would stand in one
 * that is no more. */
static bool is_current(const char *database)
{
    struct stat there;
    struct stat here;
    return stat(database, &there) == 0 && stat(".", &here) == 0 && there.st_ino == here.st_ino &&
           there.st_dev == here.st_dev;
}

static enum status try_exchange(const struct replacement *replacement, struct error *error)
{
    const char *database = replacement->database.data;
    const char *folder = replacement->folder.data;
    if (!exchanges(folder))
        return error_set(error, STATUS_SYSTEM, "%s: %s", folder, strerror(errno));
    if (can_move(database, folder))
        return STATUS_OK;
    if (errno == EBUSY)
        return error_set(error, STATUS_SYSTEM,
                         "%s is a mount point, where no new database can take the place of the "
                         "old one; move it into a folder there",
                         database);
    return error_set(error, STATUS_SYSTEM, "%s: %s", database, strerror(errno));
}

enum status replacement_begin(struct replacement *replacement, const char *database,
                              struct error *error)
{
    char *resolved = realpath(database, NULL);
    if (!resolved)
        return error_set(error, STATUS_SYSTEM, "%s: %s", database, strerror(errno));
    buffer_append(&replacement->database, str_from(resolved));
    free(resolved);
    if (is_current(replacement->database.data)) {
        error_set(error, STATUS_SYSTEM,
                  "%s is the current folder, where no new database can take the place of the old "
                  "one; do it from another",
                  replacement->database.data);
        replacement_end(replacement);
        return STATUS_SYSTEM;
    }
    enum status status = make_folder(replacement, error);
    if (status == STATUS_OK)
        status = try_exchange(replacement, error);
    if (status == STATUS_OK)
        status = database_files_check(replacement->database.data, error);
    if (status == STATUS_OK) {
        buffer_append_format(&replacement->made, "%s/database", replacement->folder.data);
        buffer_append_format(&replacement->base, "%s/base", replacement->folder.data);
    }
    if (status != STATUS_OK)
        replacement_end(replacement);
    return status;
}

/* -- Putting it into place -------------------------------------------------------------------- */

/* What the files of the new database are to be like. */
struct likeness {
    struct stat folder; /* the old one */
    mode_t files;
    bool known; /* whether the old one has a file whose mode can be taken over */
};

/* The mode is that of a table, which stays the same file: Xapian makes iamglass anew with each
 * commit.
 */
static void read_likeness(const char *database, struct likeness *likeness)
{
    struct buffer path = {0};
    struct stat table;
    buffer_append_format(&path, "%s/postlist.glass", database);
    likeness->known = stat(path.data, &table) == 0;
    likeness->files = likeness->known ? table.st_mode : 0;
    buffer_free(&path);
}

/* Gives the open file or folder the old one's owner and group, as far as this user may, and a mode
 * where `mode` is not NULL. */
static bool make_alike(int file, const struct stat *old, const mode_t *mode)
{
    struct stat now;
    if (fstat(file, &now) != 0)
        return false;
    bool given = now.st_uid == old->st_uid && now.st_gid == old->st_gid;
    given = given || fchown(file, old->st_uid, old->st_gid) == 0;
    given = given || fchown(file, (uid_t)-1, old->st_gid) == 0;
    (void)given; /* else it is as if this user had made it in the old folder */
    return !mode || (now.st_mode & 07777) == (*mode & 07777) || fchmod(file, *mode & 07777) == 0;
}

/* Makes a file alike and has the disk keep it. */
static enum status finish_file(const char *folder, const char *name,
                               const struct likeness *likeness, struct error *error)
{
    struct buffer path = {0};
    buffer_append_format(&path, "%s/%s", folder, name);
    int file = open(path.data, O_RDONLY | O_CLOEXEC);
    bool done = file >= 0 &&
                make_alike(file, &likeness->folder, likeness->known ? &likeness->files : NULL) &&
                fsync(file) == 0;
    enum status status = done ? STATUS_OK
                              : error_set(error, STATUS_SYSTEM, "%s: %s", path.data,
                                          strerror(errno));
    if (file >= 0)
        close(file);
    buffer_free(&path);
    return status;
}

/* The file that writers lock, which the next one would make with an owner of its own. */
static enum status make_lock_file(const char *made, struct error *error)
{
    struct buffer path = {0};
    enum status status = STATUS_OK;
    buffer_append_format(&path, "%s/flintlock", made);
    int file = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0)
        status = error_set(error, STATUS_SYSTEM, "%s: %s", path.data, strerror(errno));
    else
        close(file);
    buffer_free(&path);
    return status;
}

/* Makes the files of the new database like those of the old one, and has the disk keep them and
 * their names. */
static enum status finish_files(const char *made, const struct likeness *likeness,
                                struct error *error)
{
    enum status status = make_lock_file(made, error);
    if (status != STATUS_OK)
        return status;
    DIR *folder = opendir(made);
    if (!folder)
        return error_set(error, STATUS_SYSTEM, "%s: %s", made, strerror(errno));
    for (struct dirent *entry; status == STATUS_OK && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            status = finish_file(made, entry->d_name, likeness, error);
    if (status == STATUS_OK &&
        !make_alike(dirfd(folder), &likeness->folder, &likeness->folder.st_mode))
        status = error_set(error, STATUS_SYSTEM, "%s: %s", made, strerror(errno));
    closedir(folder);
    return status == STATUS_OK ? folder_sync(made, error) : status;
}

enum status replacement_swap(struct replacement *replacement, struct error *error)
{
    const char *database = replacement->database.data;
    const char *made = replacement->made.data;
    struct buffer parent = {0};
    struct str name;
    struct likeness likeness;
    part_path(buffer_str(&replacement->database), &parent, &name);
    enum status status = database_files_check(database, error); /* it may have come meanwhile */
    if (status == STATUS_OK && stat(database, &likeness.folder) != 0)
        status = error_set(error, STATUS_SYSTEM, "%s: %s", database, strerror(errno));
    if (status == STATUS_OK) {
        read_likeness(database, &likeness);
        status = finish_files(made, &likeness, error);
    }
    if (status == STATUS_OK && renameat2(AT_FDCWD, made, AT_FDCWD, database, RENAME_EXCHANGE) != 0)
        status = error_set(error, STATUS_SYSTEM, "%s cannot take the place of %s: %s", made,
                           database, strerror(errno));
    else if (status == STATUS_OK)
        status = folder_sync(parent.data, error);
    buffer_free(&parent);
    return status;
}

void replacement_end(struct replacement *replacement)
{
    if (replacement->folder.length > 0)
        remove_folder(replacement->folder.data);
    buffer_free(&replacement->database);
    buffer_free(&replacement->folder);
    buffer_free(&replacement->made);
    buffer_free(&replacement->base);
}
