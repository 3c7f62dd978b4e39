/* A session's database: opening it, and opening it anew where it was written to meanwhile. */
#include <stdlib.h>

#include "database.h"
#include "session.h"

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
        session->output = stdout;
        session->french = french_new();
        session->names = (struct names){.database = session->database, .french = session->french};
        session->records = records_new(session->database);
        if (count == 1 && database_is_single(paths[0]))
            session->scanner = scanner_new(session->database);
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
    xapian_database_free(session->database);
    *session = (struct session){.settings = session->settings};
}

/* Runs the query and keeps what it prints, so that nothing of a run that fails is seen. */
static enum status run_aside(struct session *session, struct str text, struct str batch_id,
                             size_t *hits, struct error *error)
{
    char *printed = NULL;
    size_t length = 0;
    session->output = open_memstream(&printed, &length);
    if (!session->output)
        return error_set(error, STATUS_SYSTEM, "out of memory for the results");
    enum status status = session_run_once(session, text, batch_id, hits, error);
    fclose(session->output);
    session->output = stdout;
    if (status == STATUS_OK)
        fwrite(printed, 1, length, stdout);
    free(printed);
    return status;
}

/* A database that is written to without a pause is one of another state at each of these. */
#define MAX_RUNS 20

enum status session_run(struct session *session, struct str text, struct str batch_id, size_t *hits,
                        struct error *error)
{
    for (unsigned runs = 1;; runs++) {
        enum status status = session->settings->search.limit == 0
                                 ? session_run_once(session, text, batch_id, hits, error)
                                 : run_aside(session, text, batch_id, hits, error);
        if (status != STATUS_CHANGED || session->settings->search.limit == 0 || runs == MAX_RUNS)
            return status;
        error_free(error); /* nobody is to hear of it */
        session_close(session);
        status = session_open(session, error);
        if (status != STATUS_OK)
            return status;
    }
}
