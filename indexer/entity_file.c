/* Reading and replacing the file of a list of entities. */
#include "entity_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "data_files.h"
#include "folders.h"
#include "language.h"

/* More than a gazetteer holds, so that it is the one to say so. */
#define MAX_BYTES ((size_t)256 << 20)

/* A tenth of a second, between two tries for the lock. */
static const struct timespec pause_of_waiting = {0, 100000000};

/* -- Opening --------------------------------------------------------------------------------- */

/* Follows a link to the file, which the new one is to replace, and not the link. */
static enum status find_file(const char *path, struct entity_file *file, struct error *error)
{
    struct stat link;
    char *resolved = realpath(path, NULL);
    enum status status = STATUS_OK;
    if (resolved)
        buffer_append(&file->path, str_from(resolved));
    else if (errno == ENOENT && lstat(path, &link) != 0)
        buffer_append(&file->path, str_from(path));
    else
        status = error_set(error, STATUS_SYSTEM, "the list %s cannot be read: %s", path,
                           strerror(errno));
    free(resolved);
    return status;
}

/* Lists are replaced and not written to, so that their folder is what is held. */
static enum status lock_folder(struct entity_file *file, unsigned wait,
                               void (*notify)(const char *path), struct error *error)
{
    struct buffer folder = {0};
    folder_parent(file->path.data, &folder);
    file->lock = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool held = file->lock >= 0 && flock(file->lock, LOCK_EX | LOCK_NB) == 0;
    for (unsigned tenths = 0;
         file->lock >= 0 && !held && errno == EWOULDBLOCK && tenths / 10 < wait; tenths++) {
        if (tenths == 0 && notify)
            notify(file->path.data);
        nanosleep(&pause_of_waiting, NULL);
        held = flock(file->lock, LOCK_EX | LOCK_NB) == 0;
    }
    buffer_free(&folder);
    if (held)
        return STATUS_OK;
    if (errno == EWOULDBLOCK)
        return error_set(error, STATUS_SYSTEM, "%s is being edited by another idx; try again",
                         file->path.data);
    return error_set(error, STATUS_SYSTEM, "the list %s cannot be locked: %s", file->path.data,
                     strerror(errno));
}

static enum status read_file(struct entity_file *file, struct error *error)
{
    const char *path = file->path.data;
    file->there = stat(path, &file->read) == 0;
    if (!file->there && errno != ENOENT)
        return error_set(error, STATUS_SYSTEM, "the list %s cannot be read: %s", path,
                         strerror(errno));
    if (!file->there)
        return STATUS_OK;
    if (!S_ISREG(file->read.st_mode))
        return error_set(error, STATUS_INPUT, "the list %s is no file that can be edited", path);
    return data_file_read(path, N_("the gazetteer"), MAX_BYTES, &file->text, error);
}

enum status entity_file_open(const char *path, unsigned wait, void (*notify)(const char *path),
                             struct entity_file *file, struct error *error)
{
    *file = (struct entity_file){.lock = -1};
    enum status status = find_file(path, file, error);
    if (status == STATUS_OK)
        status = folder_make_parents(file->path.data, error);
    if (status == STATUS_OK)
        status = lock_folder(file, wait, notify, error);
    if (status == STATUS_OK)
        status = read_file(file, error);
    return status;
}

void entity_file_close(struct entity_file *file)
{
    if (file->lock >= 0)
        close(file->lock);
    buffer_free(&file->path);
    buffer_free(&file->text);
    *file = (struct entity_file){.lock = -1};
}

/* -- Replacing ------------------------------------------------------------------------------- */

/* Whether the file is the one that was read: editors do not know our lock. */
static bool is_unchanged(const struct entity_file *file)
{
    struct stat now;
    bool there = stat(file->path.data, &now) == 0;
    if (!there || !file->there)
        return there == file->there;
    return now.st_ino == file->read.st_ino && now.st_dev == file->read.st_dev &&
           now.st_size == file->read.st_size && now.st_mtim.tv_sec == file->read.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == file->read.st_mtim.tv_nsec;
}

/* False with errno set. */
static bool write_all(int out, struct str text)
{
    while (text.length > 0) {
        ssize_t written = write(out, text.data, text.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text = str_after(text, (size_t)written);
    }
    return true;
}

/* The rights of the file before; its owner where that may be given. */
static bool take_rights(const struct entity_file *file, int out)
{
    if (!file->there)
        return true;
    if (fchown(out, file->read.st_uid, file->read.st_gid) != 0 && errno != EPERM)
        return false;
    return fchmod(out, file->read.st_mode & 07777) == 0;
}

/* Makes the new file whole, beside the old one. False with errno set. */
static bool make_file(const struct entity_file *file, const char *name, struct str text)
{
    int out = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (out < 0)
        return false;
    bool made = write_all(out, text) && take_rights(file, out) && fsync(out) == 0;
    int reason = errno;
    bool closed = close(out) == 0;
    if (!made)
        errno = reason;
    return made && closed;
}

/* The name of the new file until it is whole. One that a killed run left is written anew. */
static void name_new(const struct entity_file *file, struct buffer *name)
{
    struct str path = buffer_str(&file->path);
    size_t slash = path.length;
    while (slash > 0 && path.data[slash - 1] != '/')
        slash--;
    buffer_append(name, str_before(path, slash));
    buffer_append_format(name, ".%.*s.new", STR_FORMAT(str_after(path, slash)));
}

enum status entity_file_replace(const struct entity_file *file, struct str text,
                                struct error *error)
{
    const char *path = file->path.data;
    struct buffer name = {0};
    enum status status = STATUS_OK;
    if (!is_unchanged(file))
        return error_set(error, STATUS_SYSTEM,
                         "the list %s has changed since it was read; try again", path);
    name_new(file, &name);
    if ((file->there && access(path, W_OK) != 0) || !make_file(file, name.data, text) ||
        rename(name.data, path) != 0) {
        status = error_set(error, STATUS_SYSTEM, "the list %s cannot be written: %s", path,
                           strerror(errno));
        unlink(name.data);
    }
    if (status == STATUS_OK)
        status = folder_sync_parent(path, error);
    buffer_free(&name);
    return status;
}
