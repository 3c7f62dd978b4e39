/* What commands read of their options, each in one way. */
#include "commands.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "database.h"
#include "terminal.h"

const struct option_use *command_next_use(const struct option_uses *uses, const char *name,
                                          const struct option_use *before)
{
    for (size_t i = before ? (size_t)(before - uses->uses) + 1 : 0; i < uses->count; i++)
        if (uses->uses[i].option && strcmp(uses->uses[i].option->name, name) == 0)
            return &uses->uses[i];
    return NULL;
}

const char *command_option(const struct option_uses *uses, const char *name)
{
    const char *value = NULL;
    for (const struct option_use *use = NULL; (use = command_next_use(uses, name, use));)
        value = use->value;
    return value;
}

bool command_has(const struct option_uses *uses, const char *name)
{
    return command_next_use(uses, name, NULL) != NULL;
}

static const struct option_use *first_operand(const struct option_uses *uses)
{
    for (size_t i = 0; i < uses->count; i++)
        if (!uses->uses[i].option)
            return &uses->uses[i];
    return NULL;
}

bool command_has_operand(const struct option_uses *uses)
{
    return first_operand(uses) != NULL;
}

enum status command_open(const struct option_uses *uses, struct xapian_database **database,
                         struct error *error)
{
    struct buffer path = {0};
    enum status status = database_path(command_option(uses, "db"), &path, error);
    if (status == STATUS_OK) {
        const char *paths[] = {path.data};
        status = database_open(paths, 1, database, error);
    }
    buffer_free(&path);
    return status;
}

void command_tell_waiting(const char *path)
{
    terminal_message("idx", "waiting for another idx that writes %s", path);
}

enum status command_number(const struct option_uses *uses, const char *name, long long least,
                           long long most, long long *number, struct error *error)
{
    enum status status = STATUS_OK;
    for (const struct option_use *use = NULL;
         status == STATUS_OK && (use = command_next_use(uses, name, use));)
        status = option_number(use, least, most, number, error);
    return status;
}

enum status command_choice(const struct option_uses *uses, const char *name,
                           const char *const *choices, size_t *index, struct error *error)
{
    enum status status = STATUS_OK;
    for (const struct option_use *use = NULL;
         status == STATUS_OK && (use = command_next_use(uses, name, use));)
        status = option_choice(use, choices, index, error);
    return status;
}

enum status command_wait(const struct option_uses *uses, unsigned *wait, struct error *error)
{
    long long seconds = 60;
    enum status status = command_number(uses, "wait", 0, 1000000, &seconds, error);
    *wait = (unsigned)seconds;
    return status;
}

/* Each takes up to 100 MB of memory. */
#define MAX_JOBS 64

enum status command_jobs(const struct option_uses *uses, unsigned *jobs, struct error *error)
{
    long long processes = sysconf(_SC_NPROCESSORS_ONLN);
    if (processes > MAX_JOBS)
        processes = MAX_JOBS;
    enum status status = command_number(uses, "jobs", 1, MAX_JOBS, &processes, error);
    *jobs = processes < 1 ? 1 : (unsigned)processes;
    return status;
}

struct analysers_settings command_analysers(const struct option_uses *uses)
{
    return (struct analysers_settings){.entities = command_option(uses, "entities"),
                                       .discover = !command_has(uses, "no-names")};
}

enum status command_place(const struct option_uses *uses, struct buffer *path, unsigned *wait,
                          struct error *error)
{
    struct stat file;
    enum status status = command_wait(uses, wait, error);
    if (status == STATUS_OK)
        status = database_path(command_option(uses, "db"), path, error);
    if (status == STATUS_OK && stat(path->data, &file) == 0 && !S_ISDIR(file.st_mode))
        return error_set(error, STATUS_INPUT,
                         "%s is a stub file; give the databases that it names one by one",
                         path->data);
    if (status == STATUS_OK && !database_is_single(path->data))
        return database_error(error, path->data, XAPIAN_NO_DATABASE, NULL);
    return status;
}

enum status command_open_writable(const struct option_uses *uses, struct buffer *path,
                                  struct xapian_writable **writable, struct error *error)
{
    unsigned wait = 0;
    struct xapian_database *database = NULL;
    enum status status = command_place(uses, path, &wait, error);
    if (status == STATUS_OK)
        status = command_open(uses, &database, error); /* to make one is for ingest */
    xapian_database_free(database);
    if (status == STATUS_OK)
        status = database_open_writable(path->data, wait, command_tell_waiting, writable, error);
    return status;
}

enum status command_reject_operands(const struct option_uses *uses, struct error *error)
{
    const struct option_use *operand = first_operand(uses);
    return operand ? error_set(error, STATUS_INPUT, "unexpected %s; this command takes no operand",
                               operand->value)
                   : STATUS_OK;
}

enum status command_check_places(const struct option_uses *uses, struct error *error)
{
    static const char *const names[] = {"db", "entities"};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (const struct option_use *use = NULL;
             status == STATUS_OK && (use = command_next_use(uses, names[i], use));)
            status = option_not_empty(use, error);
    return status;
}
