/* Finding the gazetteer's files. */
#include "gazetteer_files.h"

#include <stdlib.h>
#include <unistd.h>

#include "memory.h"

#define NAME "entities.tsv"

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

/* The path of the installed file, or an empty buffer. */
static void find_installed(struct buffer *path)
{
    static const char *const beside[] = {"../share/revue/" NAME, "../data/" NAME};
    struct buffer folder = {0};
    if (program_folder(&folder))
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
            buffer_clear(path);
            buffer_append_format(path, "%s%s", folder.data, beside[i]);
            if (access(path->data, F_OK) == 0) {
                buffer_free(&folder);
                return;
            }
        }
    buffer_free(&folder);
    buffer_clear(path);
    buffer_append(path, STR(REVUE_DATA "/" NAME));
    if (access(path->data, F_OK) != 0)
        buffer_clear(path);
}

/* The path of the user's own file, or an empty buffer. */
static void find_users(struct buffer *path)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    buffer_clear(path);
    if (config && *config)
        buffer_append_format(path, "%s/revue/" NAME, config);
    else if (home && *home)
        buffer_append_format(path, "%s/.config/revue/" NAME, home);
    if (path->length > 0 && access(path->data, F_OK) != 0)
        buffer_clear(path);
}

enum status gazetteer_load(struct gazetteer *gazetteer, const char *file, struct error *error)
{
    struct buffer path = {0};
    enum status status = STATUS_OK;
    find_installed(&path);
    if (path.length > 0)
        status = gazetteer_add_file(gazetteer, path.data, error);
    find_users(&path);
    if (status == STATUS_OK && path.length > 0)
        status = gazetteer_add_file(gazetteer, path.data, error);
    if (status == STATUS_OK && file)
        status = gazetteer_add_file(gazetteer, file, error);
    buffer_free(&path);
    return status;
}
