/* Queries against an open database: from the text to what is printed. */
#ifndef REVUE_SESSION_H
#define REVUE_SESSION_H

#include "filters.h"
#include "records.h"
#include "scan.h"
#include "settings.h"

/* What a query needs to be run; all borrowed. */
struct session {
    const struct settings *settings;
    struct xapian_database *database;
    struct french *french;
    struct names names;
    struct records *records;
    struct scanner *scanner; /* NULL: the database is not a single one */
    bool shown;              /* a query's hits, so that a batch has one header */
};

/* Parses and runs one query and prints what it found; `*hits` says how many articles match.
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
