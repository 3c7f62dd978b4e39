/* Made under a name that nobody else has, which it loses at once. */
#include "spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "str.h"

enum status spool_open(FILE **spool, struct error *error)
{
    const char *folder = getenv("TMPDIR");
    struct buffer name = {0};
    enum status status = STATUS_OK;
    buffer_append_format(&name, "%s/revue-XXXXXX", folder && *folder ? folder : "/tmp");
    int file = mkstemp(name.data);
    *spool = file < 0 ? NULL : fdopen(file, "w+");
    if (!*spool)
        status = error_set(error, STATUS_SYSTEM, "%s: %s", name.data, strerror(errno));
    if (file >= 0)
        unlink(name.data);
    if (file >= 0 && !*spool)
        close(file);
    buffer_free(&name);
    return status;
}

enum status spool_write_error(struct error *error)
{
    return error_set(error, STATUS_SYSTEM,
                     "a temporary file cannot be written: %s; set TMPDIR to a folder with room",
                     strerror(errno));
}

enum status spool_read_error(struct error *error)
{
    return error_set(error, STATUS_SYSTEM, "a temporary file cannot be read: %s", strerror(errno));
}
