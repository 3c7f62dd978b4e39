/* Finding and reading the files that come with Revue. */
#include "data_files.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* Appends the folder that the running program lies in; false when the system does not tell. */
static bool program_folder(struct buffer *folder)
{
    for (size_t size = 256; size <= 65536; size *= 2) {
        buffer_clear(folder);
        buffer_reserve(folder, size);
        ssize_t length = readlink("/proc/self/exe", folder->data, size);
        if (length < 0)
            return false;
        if ((size_t)length == size)
            continue; /* it may have been cut */
        folder->length = (size_t)length;
        while (folder->length > 0 && folder->data[folder->length - 1] != '/')
            folder->length--;
        folder->data[folder->length] = '\0';
        return folder->length > 0;
    }
    return false;
}

void data_file_find(const char *name, struct buffer *path)
{
    static const char *const beside[] = {"../share/revue/", "../data/"};
    struct buffer folder = {0};
    bool found = false;
    if (program_folder(&folder))
        for (size_t i = 0; i < sizeof beside / sizeof *beside && !found; i++) {
            buffer_clear(path);
            buffer_append_format(path, "%s%s%s", folder.data, beside[i], name);
            found = access(path->data, F_OK) == 0;
        }
    buffer_free(&folder);
    if (found)
        return;
    buffer_clear(path);
    buffer_append_format(path, "%s/%s", REVUE_DATA, name);
    if (access(path->data, F_OK) != 0)
        buffer_clear(path);
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
