/* idx: builds and tends the database. Options and the table of commands; each command is a file. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "crash.h"
#include "database.h"
#include "language.h"
#include "nearest.h"
#include "terminal.h"
#include "version.h"

static const struct command *const commands[] = {
    &command_ingest, &command_stats,  &command_entities, &command_check,   &command_compact,
    &command_delete, &command_export, &command_names,    &command_rebuild, &command_retag};
static const size_t command_count = sizeof commands / sizeof *commands;

const char *command_option(const struct option_uses *uses, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < uses->count; i++)
        if (uses->uses[i].option && strcmp(uses->uses[i].option->name, name) == 0)
            value = uses->uses[i].value;
    return value;
}

bool command_has(const struct option_uses *uses, const char *name)
{
    for (size_t i = 0; i < uses->count; i++)
        if (uses->uses[i].option && strcmp(uses->uses[i].option->name, name) == 0)
            return true;
    return false;
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
    for (size_t i = 0; i < uses->count && status == STATUS_OK; i++)
        if (uses->uses[i].option && strcmp(uses->uses[i].option->name, name) == 0)
            status = option_number(&uses->uses[i], least, most, number, error);
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

static void show_help(void)
{
    puts(_("idx builds and tends the database that srch searches.\n\n"
           "usage: idx COMMAND [OPTION]... [OPERAND]...\n"));
    for (size_t i = 0; i < command_count; i++)
        printf("  %-10s %s\n", commands[i]->name, language_translate(commands[i]->summary));
    puts(_("\nidx COMMAND --help shows a command's options; idx --version the versions."));
}

static void show_command_help(const struct command *command)
{
    struct buffer text = {0};
    options_help(command->options, &text);
    printf(_("idx %s: %s\n\nusage: idx %s [OPTION]...%s%s\n\n"), command->name,
           language_translate(command->summary), command->name, *command->operands ? " " : "",
           language_translate(command->operands));
    fputs(text.data, stdout);
    buffer_free(&text);
}

static void show_version(void)
{
    struct buffer text = {0};
    version_append("idx", &text);
    fputs(text.data, stdout);
    buffer_free(&text);
}

static const struct command *find_command(const char *name, struct error *error)
{
    size_t nearest = 0;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
        size_t distance = edit_distance(str_from(name), str_from(commands[i]->name), 3);
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    if (least <= edit_distance_allowed(str_from(name)))
        error_set(error, STATUS_INPUT, "unknown command %s; did you mean %s?", name,
                  commands[nearest]->name);
    else
        error_set(error, STATUS_INPUT, "unknown command %s; idx --help lists them", name);
    return NULL;
}

static enum status reject_operands(const struct option_uses *uses, struct error *error)
{
    for (size_t i = 0; i < uses->count; i++)
        if (!uses->uses[i].option)
            return error_set(error, STATUS_INPUT, "unexpected %s; this command takes no operand",
                             uses->uses[i].value);
    return STATUS_OK;
}

/* An empty --db is no wish for the database in the home, and an empty --entities none for the list
 * there: a script's variable was not set. */
static enum status check_places(const struct option_uses *uses, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < uses->count && status == STATUS_OK; i++) {
        const struct option *option = uses->uses[i].option;
        if (option && (strcmp(option->name, "db") == 0 || strcmp(option->name, "entities") == 0))
            status = option_not_empty(&uses->uses[i], error);
    }
    return status;
}

static enum exit_status run_command(const struct command *command, int argc, char **argv,
                                    struct error *error)
{
    struct option_uses uses = {0};
    enum exit_status result = EXIT_NOTHING;
    if (options_read(command->options, OPTION_DASH_STRICT, 2, argc, argv, &uses, error) ==
        STATUS_OK) {
        result = EXIT_DONE;
        if (command_has(&uses, "help"))
            show_command_help(command);
        else if (command_has(&uses, "version"))
            show_version();
        else if ((!*command->operands && reject_operands(&uses, error) != STATUS_OK) ||
                 check_places(&uses, error) != STATUS_OK)
            result = EXIT_NOTHING;
        else
            result = command->run(&uses, error);
    }
    option_uses_free(&uses);
    return result;
}

static enum exit_status run(int argc, char **argv, struct error *error)
{
    const char *first = argc > 1 ? argv[1] : "";
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        show_help();
        return EXIT_DONE;
    }
    if (strcmp(first, "--version") == 0) {
        show_version();
        return EXIT_DONE;
    }
    if (argc < 2) {
        error_set(error, STATUS_INPUT, "no command given; idx --help lists them");
        return EXIT_NOTHING;
    }
    const struct command *command = find_command(first, error);
    return command ? run_command(command, argc, argv, error) : EXIT_NOTHING;
}

/* What was committed stays, whatever ends the process. */
static _Noreturn void say_crashed(int signal)
{
    (void)signal;
    crash_end(STR("idx: the database cannot be read or written: the disk is full or bad, or the "
                  "database damaged; idx check finds where, idx rebuild mends it\n"));
}

int main(int argc, char **argv)
{
    struct error error = {0};
    terminal_prepare_streams();
    language_begin();
    crash_prepare(say_crashed);
    signal(SIGXFSZ, SIG_IGN); /* beyond the shell's limit a write fails then, and is told */
    enum exit_status result = run(argc, argv, &error);
    if (error.message.length > 0)
        terminal_message("idx", "%s", error_message(&error));
    if (terminal_finish_output(&error) != STATUS_OK) {
        terminal_message("idx", "%s", error_message(&error));
        result = EXIT_NOTHING;
    }
    error_free(&error);
    return (int)result;
}
