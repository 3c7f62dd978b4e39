/* The options of idx ingest. */
#ifndef REVUE_INGEST_SETTINGS_H
#define REVUE_INGEST_SETTINGS_H

#include "commands.h"
#include "date.h"
#include "reader.h"

struct ingest_settings {
    const char *database; /* --db */
    const char *date;     /* YYYY-MM-DD or NULL */
    char day[DATE_BYTES + 1];
    enum reader_format format;
    enum reader_encoding encoding;
    struct analysers_settings analysers;
    bool update, lint, json;
    unsigned wait, jobs;
};

/* What options_read takes, and --help shows. */
extern const struct option ingest_options[];

/* Sets all of the zeroed `settings`, which stay where they are and borrow from `uses`. Fails with
 * STATUS_INPUT, and a message that names the option. */
enum status ingest_settings_read(const struct option_uses *uses, struct ingest_settings *settings,
                                 struct error *error);

#endif
