/* Queries against an open database: from the text to what is printed. */
#ifndef REVUE_SESSION_H
#define REVUE_SESSION_H

#include <stdio.h>
#include <time.h>

#include "filters.h"
#include "pager.h"
#include "records.h"
#include "scan.h"
#include "sets.h"
#include "settings.h"

/* What a query needs to be run. */
struct session {
    const struct settings *settings;
    FILE *output;            /* of the task at hand */
    struct timespec started; /* the query at hand, by CLOCK_MONOTONIC */
    struct xapian_database *database;
    struct french *french;
    struct names names;
    struct records *records;
    struct postings *postings; /* NULL, and so the next three: the database is not a single one */
    struct scanner *scanner;
    struct sets *sets;
    struct value_threads *value_threads;
    struct pager *pager; /* borrowed; started before the first output when that is wanted */
    bool shown;          /* a query's hits, so that a batch has one header */
};

/* Opens the database of the settings, and closes it; `settings` and `pager` are set before, all
 * else is made. */
enum status session_open(struct session *session, struct error *error);
void session_close(struct session *session);

/* Something that reads the database and prints on the session's output; STATUS_CHANGED where the
 * database was written to meanwhile. */
typedef enum status session_task(struct session *session, void *context, struct error *error);

/* Does the task and then puts out what it printed; where somebody writes to the database meanwhile,
 * over again with the newer one. Where that cannot be opened, the next task tries again. */
enum status session_repeat(struct session *session, session_task *task, void *context,
                           struct error *error);

/* Parses and runs one query and prints what it found. `*hits` says how many articles match.
 * `batch_id` is the line's in a batch; else its data is NULL. */
enum status session_run(struct session *session, struct str text, struct str batch_id, size_t *hits,
                        struct error *error);

/* Runs the queries of the settings' batch file. Wrong lines are told and leave the others to be
 * run:
 * `*failed`. `*hits` counts the articles of all queries. Fails only when the file cannot be read.
 */
enum status session_run_batch(struct session *session, size_t *hits, bool *failed,
                              struct error *error);

#endif
