/* idx check: whether the database is sound, in its tables and by our own rules.
 *
 * Xapian may crash over tables that are damaged, so they are read in a process of their own. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit.h"
#include "commands.h"
#include "crash.h"
#include "database.h"
#include "entities.h"
#include "gazetteer_files.h"
#include "language.h"
#include "terminal.h"

static const struct option options[] = {COMMAND_OPTIONS};

static void print_finding(void *context, const char *finding)
{
    size_t *findings = context;
    struct buffer line = {0};
    terminal_escape(str_from(finding), false, &line);
    puts(line.data);
    buffer_free(&line);
    ++*findings;
}

/* Xapian's own check of the tables; its report, a line a finding among others, goes to the user. */
static enum status check_tables(const char *path, size_t *findings, struct error *error)
{
    uint64_t errors = 0;
    char *report = NULL;
    char *message = NULL;
    enum xapian_status status = xapian_check(path, &errors, &report, &message);
    if (status != XAPIAN_OK)
        return database_error(error, path, status, message);
    if (errors > 0)
        fputs(report, stdout);
    *findings += errors;
    free(report);
    return STATUS_OK;
}

/* The list of entities that the database keeps. */
static enum status check_gazetteer(const struct xapian_database *database, struct error *error)
{
    struct french *french = french_new();
    struct gazetteer *gazetteer = gazetteer_new(french);
    enum status status = gazetteer_load_stored(gazetteer, database, error);
    gazetteer_free(gazetteer);
    french_free(french);
    return status;
}

/* A check takes a fifth of a second of the processor's time a MB, where damaged tables do not lead
 * it round in circles. */
#define LIMIT_SECONDS      30
#define LIMIT_SECONDS_A_MB 5

/* Has the system end this process, with SIGXCPU, when it takes far longer than it should. */
static void limit_time(const char *path)
{
    rlim_t seconds = LIMIT_SECONDS + (rlim_t)(database_bytes(path) / 1000000) * LIMIT_SECONDS_A_MB;
    struct rlimit limit;
    if (getrlimit(RLIMIT_CPU, &limit) == 0 && seconds < limit.rlim_max) {
        limit.rlim_cur = seconds;
        setrlimit(RLIMIT_CPU, &limit);
    }
}

static enum exit_status examine(const struct option_uses *uses, struct error *error)
{
    struct xapian_database *database = NULL;
    struct buffer path = {0};
    size_t findings = 0;
    enum status status = database_path(command_option(uses, "db"), &path, error);
    if (status == STATUS_OK && database_is_single(path.data))
        limit_time(path.data);
    if (status == STATUS_OK)
        status = command_open(uses, &database, error);
    if (status == STATUS_OK && database_is_single(path.data))
        status = check_tables(path.data, &findings, error);
    if (status == STATUS_OK)
        status = check_gazetteer(database, error);
    if (status == STATUS_OK)
        status = audit_database(database, print_finding, &findings, error);
    if (status == STATUS_OK && findings > 0)
        status = error_set(error, STATUS_SYSTEM,
                           language_translate_count("%s is damaged, %zu finding",
                                                    "%s is damaged, %zu findings", findings),
                           path.data, findings);
    buffer_free(&path);
    xapian_database_free(database);
    return status == STATUS_OK ? EXIT_DONE : EXIT_NOTHING;
}

/* What the process that reads found, once it has ended. */
static enum exit_status await(pid_t reader, struct error *error)
{
    int ended = 0;
    while (waitpid(reader, &ended, 0) < 0)
        if (errno != EINTR) {
            error_set(error, STATUS_SYSTEM, "cannot wait for the check: %s", strerror(errno));
            return EXIT_NOTHING;
        }
    bool told = WIFEXITED(ended) &&
                (WEXITSTATUS(ended) == EXIT_DONE || WEXITSTATUS(ended) == EXIT_NOTHING);
    if (told)
        return (enum exit_status)WEXITSTATUS(ended);
    error_set(error, STATUS_SYSTEM, "the database is damaged: reading it failed badly (%s)",
              WIFSIGNALED(ended) ? strsignal(WTERMSIG(ended)) : _("no result"));
    return EXIT_NOTHING;
}

/* Runs in both processes from the fork on: the one that reads returns to main as any command. */
static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    pid_t reader = fork();
    if (reader == 0) {
        crash_forget();
        return examine(uses, error);
    }
    if (reader > 0)
        return await(reader, error);
    error_set(error, STATUS_SYSTEM, "cannot start the check: %s", strerror(errno));
    return EXIT_NOTHING;
}

const struct command command_check = {
    .name = "check",
    .operands = "",
    .summary = N_("look whether the database is sound"),
    .options = options,
    .run = run,
};
