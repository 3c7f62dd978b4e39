/* A session's database: opening it, and opening it anew where it was written to meanwhile. */
#include <stdlib.h>

#include "database.h"
#include "postings.h"
#include "session.h"
#include "spool.h"
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

static enum status out_of_memory(struct error *error)
{
    return error_set(error, STATUS_SYSTEM, "out of memory for the results");
}

static enum status open_aside(struct aside *aside, bool limited, struct error *error)
{
    struct error reason = {0};
    if (limited)
        aside->stream = open_memstream(&aside->bytes, &aside->length);
    else if (spool_open(&aside->stream, &reason) != STATUS_OK)
        aside->stream = stdout;
    error_free(&reason);
    return aside->stream ? STATUS_OK : out_of_memory(error);
}

/* All that was printed is there. */
static enum status check_aside(const struct aside *aside, struct error *error)
{
    if (aside->stream == stdout || (fflush(aside->stream) == 0 && !ferror(aside->stream)))
        return STATUS_OK;
    return aside->bytes ? out_of_memory(error) : spool_write_error(error);
}

static enum status copy_file(FILE *from, struct error *error)
{
    char block[1 << 14];
    size_t length;
    rewind(from);
    while (!terminal_output_ended() && (length = fread(block, 1, sizeof block, from)) > 0)
        fwrite(block, 1, length, stdout);
    return ferror(from) ? spool_read_error(error) : STATUS_OK;
}

static enum status print_aside(const struct aside *aside, struct error *error)
{
    if (aside->stream == stdout)
        return STATUS_OK;
    if (!aside->bytes)
        return copy_file(aside->stream, error);
    fwrite(aside->bytes, 1, aside->length, stdout);
    return STATUS_OK;
}

static void close_aside(struct aside *aside)
{
    if (aside->stream != stdout)
        fclose(aside->stream);
    free(aside->bytes);
}

static enum status start_pager(struct session *session, struct error *error)
{
    return session->settings->pager ? pager_start(session->pager, error) : STATUS_OK;
}

/* A database that is written to without a pause is one of another state at each of these. */
#define MAX_RUNS 200

/* Does the task once and puts out what it printed, unless the database was written to. */
static enum status run_once(struct session *session, session_task *task, void *context,
                            struct aside *aside, struct error *error)
{
    enum status status = STATUS_OK;
    if (aside->stream == stdout)
        status = start_pager(session, error);
    if (status != STATUS_OK)
        return status;
    session->output = aside->stream;
    status = task(session, context, error);
    if (status == STATUS_CHANGED)
        return status;
    enum status printed = check_aside(aside, error);
    if (printed == STATUS_OK && ftell(aside->stream) > 0)
        printed = start_pager(session, error);
    if (printed == STATUS_OK)
        printed = print_aside(aside, error);
    return status == STATUS_OK ? printed : status;
}

enum status session_repeat(struct session *session, session_task *task, void *context,
                           struct error *error)
{
    bool limited = session->settings->search.limit > 0 && !settings_show(session->settings);
    bool shown = session->shown;
    for (unsigned runs = 1;; runs++) {
        struct aside aside = {0};
        enum status status = STATUS_OK;
        if (!session->database) {
            status = session_open(session, error);
            session->shown = shown;
        }
        if (status == STATUS_OK)
            status = open_aside(&aside, limited, error);
        if (status != STATUS_OK)
            return status;
        bool direct = aside.stream == stdout;
        status = run_once(session, task, context, &aside, error);
        close_aside(&aside);
        if (status != STATUS_CHANGED || direct || runs == MAX_RUNS)
            return status;
        error_free(error); /* nobody is to hear of it */
        session_close(session);
    }
}
