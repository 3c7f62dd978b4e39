/* Showing articles. */
#include "show.h"

#include <stdio.h>
#include <stdlib.h>

#include "database.h"
#include "hit.h"
#include "memory.h"
#include "parse.h"
#include "printer.h"
#include "search.h"
#include "terminal.h"

/* Prepares the marks: a plan and a checker of the query, without running it. */
static enum status prepare_marks(const struct show *show, struct query *query,
                                 struct search *search, struct error *error)
{
    size_t place;
    if (!show->query)
        return STATUS_OK;
    enum status status = query_parse(show->names->french, str_from(show->query), query, &place,
                                     error);
    if (status == STATUS_OK)
        status = query_terms_collect(query->root, show->database, NULL, &search->terms, error);
    if (status == STATUS_OK && query->root) {
        status = plan_make(query->root, &search->terms, PLAN_ANY, show->names, &search->plan,
                           error);
        if (status == STATUS_OK)
            search->checker = checker_new(query->root, PLAN_ANY, &search->plan);
    }
    return status;
}

static enum status show_one(const struct show *show, struct hit_reader *reader, struct hit *hit,
                            const char *id, size_t shown, bool *found, struct error *error)
{
    xapian_docid docid = 0;
    struct print_context context = {.stream = show->stream,
                                    .color = show->screen.color,
                                    .escape = show->screen.is_terminal,
                                    .columns = show->screen.columns};
    enum status status = database_find(show->database, str_from(id), &docid, error);
    *found = docid != 0;
    if (status == STATUS_OK && *found)
        status = hit_read(reader, docid, hit, error);
    if (status != STATUS_OK || !*found)
        return status;
    if (shown > 0)
        fputs(show->json ? ",\n" : "\n", show->stream);
    if (show->json)
        print_article_json(&context, hit);
    else
        print_article(&context, hit);
    return status;
}

/* Writes those that are there, and says which are. */
static enum status show_all(const struct show *show, struct hit_reader *reader, bool *found,
                            size_t *shown, struct error *error)
{
    struct hit hit = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < show->count && status == STATUS_OK; i++) {
        status = show_one(show, reader, &hit, show->ids[i], *shown, &found[i], error);
        *shown += found[i];
    }
    hit_free(&hit);
    return status;
}

enum status show_articles(const struct show *show, size_t *shown, struct error *error)
{
    struct query query = {0};
    struct search search = {0};
    struct hit_reader reader = {.search = &search,
                                .database = show->database,
                                .french = show->names->french,
                                .parts = HIT_SNIPPET,
                                .confirmed = show->names->confirmed,
                                .columns = 80};
    enum status status = STATUS_OK;
    *shown = 0;
    if (show->count == 0)
        status = error_set(error, STATUS_INPUT,
                           "show needs the id of an article, as -f ids prints");
    if (status == STATUS_OK)
        status = prepare_marks(show, &query, &search, error);
    if (show->json && status == STATUS_OK)
        fputs("[", show->stream);
    bool *found = memory_allocate(show->count, sizeof *found);
    if (status == STATUS_OK)
        status = show_all(show, &reader, found, shown, error);
    for (size_t i = 0; i < show->count && status == STATUS_OK; i++)
        if (!found[i]) /* told now: where the database has changed, all are read once more */
            terminal_message("srch", "no article has the id %s", show->ids[i]);
    free(found);
    if (show->json && status == STATUS_OK)
        fputs("]\n", show->stream);
    hit_reader_free(&reader);
    search_free(&search);
    query_free(&query);
    return status;
}
