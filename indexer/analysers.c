/* Loading the analyser, the gazetteer and the recogniser of names. */
#include "analysers.h"

#include "database.h"
#include "gazetteer_files.h"
#include "name_files.h"
#include "terminal.h"

/* Without a model that can be used the rules go on, and the user is told. */
static void load_model(struct name_finder *names, const char *model)
{
    struct error error = {0};
    if (name_files_load_model(names, model, &error) != STATUS_OK)
        terminal_message("idx", "%s; names are found by rules alone", error_message(&error));
    error_free(&error);
}

/* Without its lists nothing can be recognised; that must not keep an article out. */
static bool load_lists(struct analysers *analysers)
{
    struct error error = {0};
    if (name_files_load_lists(analysers->names, &error) == STATUS_OK)
        return true;
    terminal_message("idx", "%s; no names are found", error_message(&error));
    error_free(&error);
    name_finder_free(analysers->names);
    analysers->names = NULL;
    return false;
}

void analysers_make_plain(struct analysers *analysers)
{
    *analysers = (struct analysers){.french = french_new()};
    analysers->gazetteer = gazetteer_new(analysers->french);
}

void analysers_load_names(struct analysers *analysers, const struct analysers_settings *settings)
{
    analysers->names = name_finder_new(analysers->french, analysers->gazetteer);
    if (load_lists(analysers) && !settings->without_model)
        load_model(analysers->names, settings->model);
}

enum status analysers_load(const struct analysers_settings *settings, struct analysers *analysers,
                           struct error *error)
{
    analysers_make_plain(analysers);
    enum status status = gazetteer_load(analysers->gazetteer, settings->entities, error);
    if (status == STATUS_OK && settings->discover)
        analysers_load_names(analysers, settings);
    return status;
}

enum status analysers_keep_gazetteer(const struct analysers *analysers,
                                     struct xapian_writable *writable, struct error *error)
{
    struct buffer list = {0};
    gazetteer_write(analysers->gazetteer, &list);
    enum status status = database_set_gazetteer(writable, buffer_str(&list), error);
    buffer_free(&list);
    return status;
}

void analysers_free(struct analysers *analysers)
{
    name_finder_free(analysers->names);
    gazetteer_free(analysers->gazetteer);
    french_free(analysers->french);
    *analysers = (struct analysers){0};
}
