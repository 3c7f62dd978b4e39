/* idx delete: takes articles out of the database, all that are there or, when it fails, none; very
 * many go in parts. */
#include <stdio.h>

#include "commands.h"
#include "database.h"
#include "id_set.h"
#include "store.h"
#include "terminal.h"

static const struct option options[] = {
    WAIT_OPTION,
    COMMAND_OPTIONS,
};

struct deletion {
    struct analysers analysers; /* plain: nothing is made here */
    struct buffer path;         /* of the database */
    struct xapian_writable *writable;
    struct store *store;
    struct id_set seen; /* the ids: one that is given twice counts once */
    size_t deleted, missing;
    size_t committed; /* of the deleted */
};

/* What is not committed may hold so much memory: about 2,000 articles, or one of 60,000 words that
 * no other has. Measured: 30 of 110,000 such words, 260 MB at the most; 2,926 all at once. */
#define MOST_MEMORY ((size_t)32 << 20)

static enum status open_deletion(const struct option_uses *uses, struct deletion *deletion,
                                 struct error *error)
{
    enum status status = command_open_writable(uses, &deletion->path, &deletion->writable, error);
    if (status != STATUS_OK)
        return status;
    analysers_make_plain(&deletion->analysers);
    deletion->store = store_new(deletion->writable, deletion->path.data, &deletion->analysers);
    return STATUS_OK;
}

static void close_deletion(struct deletion *deletion)
{
    id_set_free(&deletion->seen);
    store_free(deletion->store);
    xapian_writable_free(deletion->writable);
    analysers_free(&deletion->analysers);
    buffer_free(&deletion->path);
}

/* A part is a transaction: Xapian would commit it in parts of its own by itself. */
static enum status begin_part(struct deletion *deletion, struct error *error)
{
    char *message = NULL;
    enum xapian_status begun = xapian_writable_begin_transaction(deletion->writable, &message);
    return begun == XAPIAN_OK ? STATUS_OK
                              : database_error(error, deletion->path.data, begun, message);
}

static enum status end_part(struct deletion *deletion, struct error *error)
{
    enum status status = store_commit_transaction(deletion->store, error);
    if (status == STATUS_OK)
        deletion->committed = deletion->deleted;
    return status;
}

static enum status delete_article(struct deletion *deletion, const char *id, struct error *error)
{
    bool found = false;
    enum status status = STATUS_OK;
    if (store_deleted_memory(deletion->store) > MOST_MEMORY) {
        status = end_part(deletion, error);
        if (status == STATUS_OK)
            status = begin_part(deletion, error);
    }
    if (status == STATUS_OK)
        status = store_delete(deletion->store, str_from(id), &found, error);
    if (status != STATUS_OK)
        return status;
    deletion->deleted += found;
    deletion->missing += !found;
    if (!found)
        terminal_message("idx", "no article has the id %s", id);
    return status;
}

/* Closing the database forgets what was not committed. */
static enum status delete_articles(struct deletion *deletion, const struct option_uses *uses,
                                   struct error *error)
{
    enum status status = begin_part(deletion, error);
    for (size_t i = 0; i < uses->count && status == STATUS_OK; i++) {
        const char *id = uses->uses[i].value;
        if (!uses->uses[i].option && id_set_add(&deletion->seen, str_from(id), i + 1) == 0)
            status = delete_article(deletion, id, error);
    }
    return status == STATUS_OK ? end_part(deletion, error) : status;
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct deletion deletion = {0};
    if (!command_has_operand(uses)) {
        error_set(error, STATUS_INPUT, "no ID given; srch -f ids QUERY lists those of articles");
        return EXIT_NOTHING;
    }
    enum status status = open_deletion(uses, &deletion, error);
    if (status == STATUS_OK)
        status = delete_articles(&deletion, uses, error);
    if (status == STATUS_OK || deletion.committed > 0)
        printf("%zu deleted\n", deletion.committed);
    close_deletion(&deletion);
    if (status != STATUS_OK)
        return EXIT_NOTHING;
    return deletion.missing == 0 ? EXIT_DONE : EXIT_REJECTED;
}

const struct command command_delete = {
    .name = "delete",
    .operands = N_("ID..."),
    .summary = N_("take articles out of the database"),
    .options = options,
    .run = run,
};
