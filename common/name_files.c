/* Finding the recogniser's files and handing them over. */
#include "name_files.h"

#include "data_files.h"

/* More than any file of ours. */
#define MAX_BYTES ((size_t)64 << 20)

static enum status load_list(struct name_finder *names, const char *file, struct error *error)
{
    struct buffer path = {0};
    struct buffer text = {0};
    data_file_find(file, &path);
    enum status status = path.length > 0
                             ? STATUS_OK
                             : error_set(error, STATUS_SYSTEM,
                                         "%s is not installed; install Revue anew", file);
    if (status == STATUS_OK)
        status = data_file_read(path.data, "a list of words", MAX_BYTES, &text, error);
    if (status == STATUS_OK)
        status = name_finder_add_lists(names, buffer_str(&text), path.data, error);
    buffer_free(&text);
    buffer_free(&path);
    return status;
}

enum status name_files_load_lists(struct name_finder *names, struct error *error)
{
    enum status status = load_list(names, "name-cues.tsv", error);
    return status == STATUS_OK ? load_list(names, "name-dictionary.tsv", error) : status;
}

enum status name_files_load_model(struct name_finder *names, const char *path, struct error *error)
{
    struct buffer installed = {0};
    struct buffer bytes = {0};
    enum status status = STATUS_OK;
    if (!path) {
        data_file_find("names.model", &installed);
        path = installed.length > 0 ? installed.data : NULL;
    }
    if (path) {
        status = data_file_read(path, "the model of names", MAX_BYTES, &bytes, error);
        if (status == STATUS_OK)
            status = name_finder_set_model(names, buffer_str(&bytes), path, error);
    }
    buffer_free(&bytes);
    buffer_free(&installed);
    return status;
}
