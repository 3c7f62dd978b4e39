/* Finding what was installed: beside the program first. */
#include "installed.h"

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

bool installed_find(const char *const *beside, size_t count, const char *otherwise,
                    struct buffer *path)
{
    struct buffer folder = {0};
    bool found = false;
    if (program_folder(&folder))
        for (size_t i = 0; i < count && !found; i++) {
            buffer_clear(path);
            buffer_append_format(path, "%s%s", folder.data, beside[i]);
            found = access(path->data, F_OK) == 0;
        }
    buffer_free(&folder);
    if (found)
        return true;
    buffer_clear(path);
    buffer_append(path, str_from(otherwise));
    if (access(path->data, F_OK) == 0)
        return true;
    buffer_clear(path);
    return false;
}
