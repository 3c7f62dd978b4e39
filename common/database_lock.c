/* The lock that writers hold, as Xapian takes it, and waiting for it. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "database.h"

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
