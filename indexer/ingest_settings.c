/* From the options as they stood to what they mean. */
#include "ingest_settings.h"

#include <string.h>

#include "language.h"

const struct option ingest_options[] = {
    {0, "format", "digest|jsonl|auto", N_("the files' format [auto: by name, then by content]")},
    {0, "encoding", "auto|utf-8|windows-1252", N_("the files' encoding [auto]")},
    {0, "date", N_("DATE"), N_("the date of articles that have none, as 2019-02-14")},
    {0, "update", NULL, N_("an article with the same outlet and title is replaced")},
    {0, "lint", NULL, N_("read and report, write nothing")},
    ENTITIES_OPTION,
    NO_NAMES_OPTION,
    JOBS_OPTION,
    WAIT_OPTION,
    {0, "json", NULL, N_("a JSON object a file")},
    COMMAND_OPTIONS,
};

static enum status read_date(const char *text, struct ingest_settings *settings,
                             struct error *error)
{
    struct date_range range;
    if (!date_parse_range(str_from(text), &range) || strcmp(range.first, range.last) != 0)
        return error_set(error, STATUS_INPUT, "--date: %s is no date; write it as 2019-02-14",
                         text);
    memcpy(settings->day, range.first, sizeof settings->day);
    settings->date = settings->day;
    return STATUS_OK;
}

enum status ingest_settings_read(const struct option_uses *uses, struct ingest_settings *settings,
                                 struct error *error)
{
    static const char *const formats[] = {"auto", "digest", "jsonl", NULL};
    static const char *const encodings[] = {"auto", "utf-8", "windows-1252", NULL};
    enum status status = command_wait(uses, &settings->wait, error);
    if (status == STATUS_OK)
        status = command_jobs(uses, &settings->jobs, error);
    settings->database = command_option(uses, "db");
    settings->analysers = command_analysers(uses);
    settings->update = command_has(uses, "update");
    settings->lint = command_has(uses, "lint");
    settings->json = command_has(uses, "json");
    size_t format = 0;
    size_t encoding = 0;
    if (status == STATUS_OK)
        status = command_choice(uses, "format", formats, &format, error);
    if (status == STATUS_OK)
        status = command_choice(uses, "encoding", encodings, &encoding, error);
    settings->format = (enum reader_format)format;
    settings->encoding = (enum reader_encoding)encoding;
    for (const struct option_use *use = NULL;
         status == STATUS_OK && (use = command_next_use(uses, "date", use));)
        status = read_date(use->value, settings, error);
    return status;
}
