/* A session's database: opening it, and opening it anew where it was written to meanwhile. */
#include <stdlib.h>

#include "database.h"
#include "postings.h"
#include "session.h"
#include "terminal.h"

enum status session_open(struct session *session, struct error *error)
{
    const struct settings *settings = session->settings;
    struct buffer path = {0};
    enum status status = database_path(NULL, &path, error);
    const char *own[] = {path.data};
    const char *const *paths = settings->database_count > 0 ? settings->databases : own;
    size_t count = settings->database_count > 0 ? settings->database_count : 1;
    if (status == STATUS_OK || settings->database_count > 0)
        status = database_open(paths, count, &session->database, error);
    if (status == STATUS_OK) {
        session->french = french_new();
        session->names = (struct names){.database = session->database,
                                        .french = session->french,
                                        .confirmed = session->settings->facets.choice.confirmed};
        session->records = records_new(session->database);
        if (count == 1 && database_is_single(paths[0])) {
            session->postings = postings_new(session->database);
            session->scanner = scanner_new(session->database, session->postings);
            session->sets = sets_new(session->database, session->postings);
            session->value_threads = value_threads_new(paths[0], session->database);
        }
    }
    buffer_free(&path);
    return status;
}

void session_close(struct session *session)
{
    names_free(&session->names);
    french_free(session->french);
    records_free(session->records);
    scanner_free(session->scanner);
    sets_free(session->sets);
    value_threads_free(session->value_threads);
    postings_free(session->postings);
    xapian_database_free(session->database);
    *session = (struct session){.settings = session->settings, .pager = session->pager};
}

/* -- Running over again ----------------------------------------------------------------------- */

/* Where what a task prints is kept until it is known to be whole: in memory, but a file when hits
 * are shown without limit. */
struct aside {
    FILE *stream; /* standard output itself, where no file can be made */
    char *bytes;  /* of memory; NULL: it is a file */
    size_t length;
};

static enum status open_aside(struct aside *aside, bool limited, struct error *error)
{
    aside->stream = limited ? open_memstream(&aside->bytes, &aside->length) : tmpfile();
    if (!aside->stream && !limited)
        aside->stream = stdout;
    return aside->stream ? STATUS_OK
                         : error_set(error, STATUS_SYSTEM, "out of memory for the results");
}

static void copy_file(FILE *from)
{
    char block[1 << 14];
    size_t length;
    rewind(from);
    while (!terminal_output_ended() && (length = fread(block, 1, sizeof block, from)) > 0)
        fwrite(block, 1, length, stdout);
}

static void close_aside(struct aside *aside, bool print)
{
    if (aside->stream == stdout)
        return;
    if (print && !aside->bytes)
        copy_file(aside->stream);
    fclose(aside->stream);
    if (print && aside->bytes)
        fwrite(aside->bytes, 1, aside->length, stdout);
    free(aside->bytes);
}

static enum status start_pager(struct session *session, struct error *error)
{
    return session->settings->pager ? pager_start(session->pager, error) : STATUS_OK;
}

/* A database that is written to without a pause is one of another state at each of these. */
#define MAX_RUNS 200

enum status session_repeat(struct session *session, session_task *task, void *context,
                           struct error *error)
{
    bool limited = session->settings->search.limit > 0 && !settings_show(session->settings);
    bool shown = session->shown;
    for (unsigned runs = 1;; runs++) {
        struct aside aside = {0};
        enum status status = open_aside(&aside, limited, error);
        if (status == STATUS_OK && aside.stream == stdout)
            status = start_pager(session, error);
        if (status != STATUS_OK)
            return status;
        session->output = aside.stream;
        status = task(session, context, error);
        bool print = status != STATUS_CHANGED;
        if (print && ftell(aside.stream) > 0 && start_pager(session, error) != STATUS_OK) {
            print = false;
            status = STATUS_SYSTEM;
        }
        close_aside(&aside, print);
        if (status != STATUS_CHANGED || aside.stream == stdout || runs == MAX_RUNS)
            return status;
        error_free(error); /* nobody is to hear of it */
        session_close(session);
        status = session_open(session, error);
        if (status != STATUS_OK)
            return status;
        session->shown = shown;
    }
}
