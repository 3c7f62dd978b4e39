/* idx rebuild: everything anew from the stored articles, for a database that is damaged or was made
 * by another analyser; beside the old database, and put into its place when it is whole. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "builder.h"
#include "commands.h"
#include "database.h"
#include "id_set.h"
#include "replacement.h"
#include "rescue.h"
#include "terminal.h"

static const struct option options[] = {
    ENTITIES_OPTION, NO_NAMES_OPTION, JOBS_OPTION, WAIT_OPTION, COMMAND_OPTIONS,
};

struct rebuild {
    struct buffer path;
    struct analysers analysers;
    struct builder *builder; /* of the new database */
    xapian_docid last_docid;
    struct id_set ids; /* of the articles that are in the new one */
};

static void rebuild_free(struct rebuild *rebuild)
{
    builder_free(rebuild->builder);
    analysers_free(&rebuild->analysers);
    id_set_free(&rebuild->ids);
    buffer_free(&rebuild->path);
}

/* Notes the article's id; false when it has none, or one that another has. */
static bool note_id(struct rebuild *rebuild, const struct article *article)
{
    struct str id = article_get(article, ARTICLE_ID);
    return id.length > 0 && id_set_add(&rebuild->ids, id, 1) == 0;
}

/* By damage an article may have another's id, or none: it gets one of its own, and none is lost. */
static void settle_id(struct rebuild *rebuild, struct article *article)
{
    for (unsigned attempt = 0; !note_id(rebuild, article); attempt++)
        article_make_id(article, attempt);
}

static enum status put(void *context, struct article *article, bool altered, struct error *error)
{
    struct rebuild *rebuild = context;
    if (altered)
        terminal_message("idx", "%.*s is not as it was stored; it is kept as it can be read",
                         STR_FORMAT(article_get(article, ARTICLE_ID)));
    settle_id(rebuild, article);
    return builder_add(rebuild->builder, ++rebuild->last_docid, article, error);
}

/* Makes a database without articles, as the new one is to be. */
static enum status make_base(const struct rebuild *rebuild, const char *path, struct error *error)
{
    struct xapian_writable *writable = NULL;
    enum status status = database_open_writable(path, 0, NULL, &writable, error);
    if (status == STATUS_OK)
        status = analysers_keep_gazetteer(&rebuild->analysers, writable, error);
    if (status == STATUS_OK)
        status = database_commit(writable, path, error);
    xapian_writable_free(writable);
    return status;
}

static enum status fill(struct rebuild *rebuild, const struct replacement *replacement,
                        struct rescue_counts *counts, struct error *error)
{
    enum status status = rescue_articles(rebuild->path.data, put, rebuild, counts, error);
    if (status == STATUS_OK && counts->read == 0 && counts->stored > 0)
        return error_set(error, STATUS_SYSTEM, "none of the %zu articles of %s can be read",
                         counts->stored, rebuild->path.data);
    if (status == STATUS_OK)
        status = make_base(rebuild, replacement->base.data, error);
    if (status == STATUS_OK)
        status = builder_finish(rebuild->builder, replacement->base.data, replacement->made.data,
                                error);
    return status;
}

/* The lock is held all the while, so that nothing is written that the new one would lack. */
static enum status rebuild_beside(struct rebuild *rebuild,
                                  const struct analysers_settings *settings, unsigned jobs,
                                  struct rescue_counts *counts, struct error *error)
{
    struct replacement replacement = {0};
    replacement_clean(rebuild->path.data);
    enum status status = replacement_begin(&replacement, rebuild->path.data, error);
    if (status != STATUS_OK)
        return status;
    status = analysers_load(settings, &rebuild->analysers, error);
    rebuild->builder = builder_new(&(struct builder_options){
        replacement.folder.data, jobs, database_bytes(rebuild->path.data), &rebuild->analysers});
    if (status == STATUS_OK)
        status = fill(rebuild, &replacement, counts, error);
    if (status == STATUS_OK)
        status = replacement_swap(&replacement, error);
    builder_free(rebuild->builder); /* its workers write into the replacement's folder */
    rebuild->builder = NULL;
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
    const struct analysers_settings settings = command_analysers(uses);
    unsigned wait = 0;
    unsigned jobs = 1;
    int lock = -1;
    enum exit_status exit = EXIT_NOTHING;
    enum status status = command_jobs(uses, &jobs, error);
    if (status == STATUS_OK)
        status = command_place(uses, &rebuild.path, &wait, error);
    if (status == STATUS_OK)
        status = database_lock(rebuild.path.data, wait, command_tell_waiting, &lock, error);
    if (status == STATUS_OK)
        status = rebuild_beside(&rebuild, &settings, jobs, &counts, error);
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
