/* Finding and reading the files that come with Revue. */
#include "data_files.h"

#include <errno.h>
#include <stdio.h>

#include "installed.h"

void data_file_find(const char *name, struct buffer *path)
{
    struct buffer installed = {0}, built = {0}, otherwise = {0};
    buffer_append_format(&installed, "../share/revue/%s", name);
    buffer_append_format(&built, "../data/%s", name);
    buffer_append_format(&otherwise, "%s/%s", REVUE_DATA, name);
    const char *const beside[] = {installed.data, built.data};
    installed_find(beside, sizeof beside / sizeof *beside, otherwise.data, path);
    buffer_free(&installed);
    buffer_free(&built);
    buffer_free(&otherwise);
}

static enum status read_stream(FILE *file, size_t most, struct buffer *bytes)
{
    const size_t chunk = (size_t)64 << 10;
    size_t count;
    do {
        buffer_reserve(bytes, chunk);
        count = fread(bytes->data + bytes->length, 1, chunk, file);
        bytes->length += count;
        bytes->data[bytes->length] = '\0';
    } while (count > 0 && bytes->length <= most);
    return ferror(file) ? STATUS_SYSTEM : STATUS_OK;
}

enum status data_file_read(const char *path, const char *what, size_t most, struct buffer *bytes,
                           struct error *error)
{
    FILE *file = fopen(path, "rb");
    enum status status = file ? read_stream(file, most, bytes) : STATUS_SYSTEM;
    if (status != STATUS_OK)
        error_set(error, status, "%s cannot be read: %s: %s", what, path, strerror(errno));
    if (file)
        fclose(file);
    return status;
}
