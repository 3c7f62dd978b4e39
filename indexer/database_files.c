/* Telling a database's own files from others. */
#include "database_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Sorted by bytes. The last is what iamglass is called until it is written. */
static const char *const own_names[] = {
    "docdata.glass",  "flintlock",     "iamglass",       "position.glass", "postlist.glass",
    "spelling.glass", "synonym.glass", "termlist.glass", "v.tmp",
};

static bool is_own(DIR *folder, const char *name)
{
    struct stat file;
    return str_among(str_from(name), own_names, sizeof own_names / sizeof *own_names) &&
           fstatat(dirfd(folder), name, &file, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(file.st_mode);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

enum status database_files_check(const char *path, struct error *error)
{
    struct buffer first = {0};
    DIR *folder = opendir(path);
    if (!folder)
        return error_set(error, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct str name = str_from(entry->d_name);
        if (is_dots(entry->d_name) || is_own(folder, entry->d_name) ||
            (first.length > 0 && str_compare(buffer_str(&first), name) < 0))
            continue;
        buffer_clear(&first);
        buffer_append(&first, name);
    }
    closedir(folder);
    enum status status = STATUS_OK;
    if (first.length > 0)
        status = error_set(error, STATUS_SYSTEM,
                           "%s holds %s, which is no file of the database; move it away first",
                           path, first.data);
    buffer_free(&first);
    return status;
}

void database_files_remove(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (is_own(folder, entry->d_name)) {
            struct buffer file = {0};
            buffer_append_format(&file, "%s/%s", path, entry->d_name);
            unlink(file.data);
            buffer_free(&file);
        }
    if (folder)
        closedir(folder);
    rmdir(path);
}
