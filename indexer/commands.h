/* The commands of idx: one file each, known to main by this table's entry. */
#ifndef REVUE_COMMANDS_H
#define REVUE_COMMANDS_H

#include <stdbool.h>

#include "analysers.h"
#include "error.h"
#include "options.h"
#include "xapian_c.h"

/* INTERFACE, "Exit status". A command that was stopped by a signal and ended in order returns
 * EXIT_SIGNAL and the signal's number added to it, as a shell has it. */
enum exit_status { EXIT_DONE = 0, EXIT_REJECTED = 1, EXIT_NOTHING = 2, EXIT_SIGNAL = 128 };

struct command {
    const char *name;
    const char *operands; /* as --help shows them; "": it takes none */
    const char *summary;
    const struct option *options; /* besides those that all commands have */
    /* Runs with the options and operands as they stood. With EXIT_NOTHING, `error` says why, or is
     * empty when messages have told already. */
    enum exit_status (*run)(const struct option_uses *uses, struct error *error);
};

extern const struct command command_ingest;
extern const struct command command_stats;
extern const struct command command_entities;
extern const struct command command_check;
extern const struct command command_compact;
extern const struct command command_delete;
extern const struct command command_export;
extern const struct command command_names;
extern const struct command command_rebuild;
extern const struct command command_retag;

/* The option that command_jobs() reads. */
#define JOBS_OPTION                                                                                \
    {                                                                                              \
        0, "jobs", OPTION_NUMBER, N_("processes that index many articles [one a core]")            \
    }

/* The option that command_wait() reads. */
#define WAIT_OPTION                                                                                \
    {                                                                                              \
        0, "wait", OPTION_NUMBER, N_("seconds to wait for another idx [60]")                       \
    }

/* The options that command_analysers() reads. */
#define ENTITIES_OPTION                                                                            \
    {                                                                                              \
        0, "entities", N_("FILE"), N_("entities besides the installed ones and your own")          \
    }
#define NO_NAMES_OPTION                                                                            \
    {                                                                                              \
        0, "no-names", NULL, N_("look for no names but those of the lists of entities")            \
    }

/* Options that every command has. */
#define COMMAND_OPTIONS                                                                            \
    {0, "db", N_("PATH"), N_("the database [$REVUE_DB, ~/.local/share/revue/db]")},                \
        {0, "help", NULL, N_("show this help")}, {0, "version", NULL, N_("show versions")},        \
    {                                                                                              \
        0                                                                                          \
    }

/* The use of option `name` behind `before` (NULL: the first one); NULL when there is none. */
const struct option_use *command_next_use(const struct option_uses *uses, const char *name,
                                          const struct option_use *before);

/* The value of option `name` as it was given last, or NULL. */
const char *command_option(const struct option_uses *uses, const char *name);

/* Whether option `name` was given. */
bool command_has(const struct option_uses *uses, const char *name);

/* Whether anything but options was given. */
bool command_has_operand(const struct option_uses *uses);

/* Fails when an operand was given. */
enum status command_reject_operands(const struct option_uses *uses, struct error *error);

/* Fails when --db or --entities is empty: that is no wish for the database or the list in the home,
 * but a script's variable that was not set. */
enum status command_check_places(const struct option_uses *uses, struct error *error);

/* For commands that only read: opens the database of --db. Owned by the caller. */
enum status command_open(const struct option_uses *uses, struct xapian_database **database,
                         struct error *error);

/* Sets `*number` to the value of option `name`, which is to be in [least, most]; leaves it when the
 * option was not given. */
enum status command_number(const struct option_uses *uses, const char *name, long long least,
                           long long most, long long *number, struct error *error);

/* Sets `*index` to where the value of option `name` stands in `choices`, which end with NULL;
 * leaves it when the option was not given. */
enum status command_choice(const struct option_uses *uses, const char *name,
                           const char *const *choices, size_t *index, struct error *error);

/* What --entities and --no-names ask for; borrowed from the options. */
struct analysers_settings command_analysers(const struct option_uses *uses);

/* The seconds of --wait. */
enum status command_wait(const struct option_uses *uses, unsigned *wait, struct error *error);

/* The processes of --jobs, one a core unless told. */
enum status command_jobs(const struct option_uses *uses, unsigned *jobs, struct error *error);

/* For commands that change a database that is there: appends the path of --db,
 * which must not be a stub file, and gives the seconds of --wait. */
enum status command_place(const struct option_uses *uses, struct buffer *path, unsigned *wait,
                          struct error *error);

/* The same, and opens the database at that path, waiting as --wait says. Owned by the caller. */
enum status command_open_writable(const struct option_uses *uses, struct buffer *path,
                                  struct xapian_writable **writable, struct error *error);

/* Tells that another writer is waited for: what database_open_writable() calls. */
void command_tell_waiting(const char *path);

#endif
