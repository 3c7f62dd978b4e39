/* The gazetteer's files, in the order that they replace each other. */
#include "gazetteer_files.h"

#include <stdlib.h>
#include <unistd.h>

#include "data_files.h"

#define NAME "entities.tsv"

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
    data_file_find(NAME, &path);
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
