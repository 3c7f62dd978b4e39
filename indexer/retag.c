/* idx retag: the entities of all articles anew, by the gazetteer of today. */
#include <stdio.h>

#include "commands.h"
#include "gazetteer_files.h"
#include "retag_pass.h"

static const struct option options[] = {
    {0, "entities", N_("FILE"), N_("entities besides the installed ones and your own")},
    {0, "wait", OPTION_NUMBER, N_("seconds to wait for another idx [60]")},
    COMMAND_OPTIONS,
};

static enum status load_gazetteer(struct gazetteer *gazetteer, const char *file,
                                  struct error *error)
{
    enum status status = gazetteer_load(gazetteer, file, error);
    if (status == STATUS_OK && gazetteer_count(gazetteer) == 0)
        status = error_set(error, STATUS_INPUT,
                           "no list of entities is installed; give one with --entities FILE");
    return status;
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct french *french = french_new();
    struct gazetteer *gazetteer = gazetteer_new(french);
    struct buffer path = {0};
    struct retag_pass pass = {.french = french, .gazetteer = gazetteer};
    struct retag_counts counts = {0};
    enum status status = load_gazetteer(gazetteer, command_option(uses, "entities"), error);
    if (status == STATUS_OK)
        status = command_open_writable(uses, &path, &pass.writable, error);
    pass.path = path.data;
    if (status == STATUS_OK)
        status = retag_pass_run(&pass, &counts, error);
    if (status == STATUS_OK)
        printf("%u articles, %u with other entities than before\n", counts.articles,
               counts.changed);
    xapian_writable_free(pass.writable);
    gazetteer_free(gazetteer);
    french_free(french);
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
