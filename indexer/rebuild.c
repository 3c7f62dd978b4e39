/* idx rebuild: everything anew from the stored articles, for a database that is damaged or was made
 * by another analyser; beside the old database, and put into its place when it is whole. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "commands.h"
#include "database.h"
#include "id_set.h"
#include "replacement.h"
#include "rescue.h"
#include "store.h"
#include "terminal.h"

static const struct option options[] = {
    {0, "entities", N_("FILE"), N_("entities besides the installed ones and your own")},
    {0, "no-names", NULL, N_("look for no names but those of the lists of entities")},
    {0, "wait", OPTION_NUMBER, N_("seconds to wait for another idx [60]")},
    COMMAND_OPTIONS,
};

struct rebuild {
    struct buffer path;
    struct analysers analysers;
    struct xapian_writable *writable; /* the new database */
    struct store *store;
    struct id_set ids; /* of the articles that are in the new one */
};

static void rebuild_free(struct rebuild *rebuild)
{
    store_free(rebuild->store);
    xapian_writable_free(rebuild->writable);
    analysers_free(&rebuild->analysers);
    id_set_free(&rebuild->ids);
    buffer_free(&rebuild->path);
}

static enum status open_new(struct rebuild *rebuild, const char *path,
                            const struct analysers_settings *settings, struct error *error)
{
    struct buffer list = {0};
    enum status status = analysers_load(settings, &rebuild->analysers, error);
    if (status == STATUS_OK)
        status = database_open_writable(path, 0, NULL, &rebuild->writable, error);
    gazetteer_write(rebuild->analysers.gazetteer, &list);
    if (status == STATUS_OK)
        status = database_set_gazetteer(rebuild->writable, buffer_str(&list), error);
    if (status == STATUS_OK)
        rebuild->store = store_new(rebuild->writable, path, &rebuild->analysers);
    buffer_free(&list);
    return status;
}

/* An id that two articles have, one of them by damage, is the first one's; no article is lost for
 * it.
 */
static enum status put(void *context, struct article *article, bool altered, struct error *error)
{
    struct rebuild *rebuild = context;
    enum store_outcome outcome;
    struct str id = article_get(article, ARTICLE_ID);
    if (altered)
        terminal_message("idx", "%.*s is not as it was stored; it is kept as it can be read",
                         STR_FORMAT(id));
    if (id_set_add(&rebuild->ids, id, 1) != 0)
        article_set(article, ARTICLE_ID, STR(""));
    enum status status = STATUS_OK;
    if (store_is_full(rebuild->store, article))
        status = store_commit(rebuild->store, error);
    return status == STATUS_OK ? store_put(rebuild->store, article, false, &outcome, error)
                               : status;
}

static enum status fill(struct rebuild *rebuild, struct rescue_counts *counts, struct error *error)
{
    enum status status = rescue_articles(rebuild->path.data, put, rebuild, counts, error);
    if (status == STATUS_OK)
        status = store_commit(rebuild->store, error);
    if (status == STATUS_OK && counts->read == 0 && counts->stored > 0)
        status = error_set(error, STATUS_SYSTEM, "none of the %zu articles of %s can be read",
                           counts->stored, rebuild->path.data);
    xapian_writable_free(rebuild->writable); /* its lock must not outlive its place */
    rebuild->writable = NULL;
    return status;
}

/* The lock is held all the while, so that nothing is written that the new one would lack. */
static enum status rebuild_beside(struct rebuild *rebuild,
                                  const struct analysers_settings *settings,
                                  struct rescue_counts *counts, struct error *error)
{
    struct replacement replacement = {0};
    replacement_clean(rebuild->path.data);
    enum status status = replacement_begin(&replacement, rebuild->path.data, error);
    if (status != STATUS_OK)
        return status;
    status = open_new(rebuild, replacement.made.data, settings, error);
    if (status == STATUS_OK)
        status = fill(rebuild, counts, error);
    if (status == STATUS_OK)
        status = replacement_swap(&replacement, error);
    replacement_end(&replacement);
    return status;
}

static enum exit_status report(const struct rebuild *rebuild, const struct rescue_counts *counts)
{
    size_t lost = counts->stored > counts->read ? counts->stored - counts->read : 0;
    printf("%s: %zu rebuilt, %zu of them damaged, %zu not to be read\n", rebuild->path.data,
           counts->read, counts->changed, lost);
    return lost > 0 || counts->changed > 0 ? EXIT_REJECTED : EXIT_DONE;
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct rebuild rebuild = {0};
    struct rescue_counts counts = {0};
    const struct analysers_settings settings = {.entities = command_option(uses, "entities"),
                                                .discover = !command_has(uses, "no-names")};
    unsigned wait = 0;
    int lock = -1;
    enum exit_status exit = EXIT_NOTHING;
    enum status status = command_place(uses, &rebuild.path, &wait, error);
    if (status == STATUS_OK)
        status = database_lock(rebuild.path.data, wait, command_tell_waiting, &lock, error);
    if (status == STATUS_OK)
        status = rebuild_beside(&rebuild, &settings, &counts, error);
    if (status == STATUS_OK)
        exit = report(&rebuild, &counts);
    if (lock >= 0)
        close(lock);
    rebuild_free(&rebuild);
    return exit;
}

const struct command command_rebuild = {
    .name = "rebuild",
    .operands = "",
    .summary = N_("make everything anew from the stored articles"),
    .options = options,
    .run = run,
};
