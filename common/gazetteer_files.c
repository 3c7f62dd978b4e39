/* The gazetteer's files, in the order that they replace each other. */
#include "gazetteer_files.h"

#include <stdlib.h>
#include <unistd.h>

#include "data_files.h"
#include "language.h"

#define NAME "entities.tsv"

void gazetteer_users_path(struct buffer *path)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (config && *config)
        buffer_append_format(path, "%s/revue/" NAME, config);
    else if (home && *home)
        buffer_append_format(path, "%s/.config/revue/" NAME, home);
}

enum status gazetteer_load_installed(struct gazetteer *gazetteer, struct error *error)
{
    struct buffer path = {0};
    data_file_find(NAME, &path);
    enum status status = path.length > 0 ? gazetteer_add_file(gazetteer, path.data, error)
                                         : STATUS_OK;
    buffer_free(&path);
    return status;
}

enum status gazetteer_load_users(struct gazetteer *gazetteer, struct error *error)
{
    struct buffer path = {0};
    gazetteer_users_path(&path);
    bool there = path.length > 0 && access(path.data, F_OK) == 0;
    enum status status = there ? gazetteer_add_file(gazetteer, path.data, error) : STATUS_OK;
    buffer_free(&path);
    return status;
}

enum status gazetteer_load(struct gazetteer *gazetteer, const char *file, struct error *error)
{
    enum status status = gazetteer_load_installed(gazetteer, error);
    if (status == STATUS_OK)
        status = gazetteer_load_users(gazetteer, error);
    if (status == STATUS_OK && file)
        status = gazetteer_add_file(gazetteer, file, error);
    return status;
}

enum status gazetteer_load_stored(struct gazetteer *gazetteer,
                                  const struct xapian_database *database, struct error *error)
{
    struct buffer text = {0};
    enum status status = database_gazetteer(database, &text, error);
    if (status == STATUS_OK)
        status = gazetteer_add(gazetteer, buffer_str(&text), _("the database's entities"), error);
    buffer_free(&text);
    return status;
}
