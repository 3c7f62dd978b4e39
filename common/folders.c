/* Making and syncing folders. */
#include "folders.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum status folder_sync(const char *path, struct error *error)
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

void folder_parent(const char *path, struct buffer *parent)
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

enum status folder_sync_parent(const char *path, struct error *error)
{
    struct buffer parent = {0};
    folder_parent(path, &parent);
    enum status status = folder_sync(parent.data, error);
    buffer_free(&parent);
    return status;
}

enum status folder_make_parents(const char *path, struct error *error)
{
    struct buffer made = {0};
    enum status status = STATUS_OK;
    for (const char *slash = strchr(path + (*path == '/'), '/'); slash && status == STATUS_OK;
         slash = strchr(slash + 1, '/')) {
        buffer_clear(&made);
        buffer_append(&made, str_of(path, (size_t)(slash - path)));
        if (mkdir(made.data, 0777) == 0)
            status = folder_sync_parent(made.data, error);
        else if (errno != EEXIST && errno != EISDIR)
            status = error_set(error, STATUS_SYSTEM, "%s: cannot make this folder: %s", made.data,
                               strerror(errno));
    }
    buffer_free(&made);
    return status;
}
