/* idx retag: the entities of all articles anew, by the gazetteer and the recogniser of today. */
#include <stdio.h>

#include "analysers.h"
#include "commands.h"
#include "retag_pass.h"

static const struct option options[] = {
    ENTITIES_OPTION,
    NO_NAMES_OPTION,
    WAIT_OPTION,
    COMMAND_OPTIONS,
};

static enum status load_analysers(const struct option_uses *uses, struct analysers *analysers,
                                  struct error *error)
{
    const struct analysers_settings settings = command_analysers(uses);
    enum status status = analysers_load(&settings, analysers, error);
    if (status == STATUS_OK && gazetteer_count(analysers->gazetteer) == 0)
        status = error_set(error, STATUS_INPUT,
                           "no list of entities is installed; give one with --entities FILE");
    return status;
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct analysers analysers = {0};
    struct buffer path = {0};
    struct retag_pass pass = {.analysers = &analysers};
    struct retag_counts counts = {0};
    enum status status = load_analysers(uses, &analysers, error);
    if (status == STATUS_OK)
        status = command_open_writable(uses, &path, &pass.writable, error);
    pass.path = path.data;
    if (status == STATUS_OK)
        status = retag_pass_run(&pass, &counts, error);
    if (status == STATUS_OK)
        printf("%u articles, %u with other entities than before\n", counts.articles,
               counts.changed);
    xapian_writable_free(pass.writable);
    analysers_free(&analysers);
    buffer_free(&path);
    return status == STATUS_OK ? EXIT_DONE : EXIT_NOTHING;
}

const struct command command_retag = {
    .name = "retag",
    .operands = "",
    .summary = N_("find the entities of all articles anew"),
    .options = options,
    .run = run,
};
