/* idx: builds and tends the database. The table of commands; each command is a file. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "crash.h"
#include "language.h"
#include "terminal.h"
#include "version.h"

static const struct command *const commands[] = {
    &command_ingest, &command_stats,  &command_entities, &command_check,   &command_compact,
    &command_delete, &command_export, &command_names,    &command_rebuild, &command_retag};
static const size_t command_count = sizeof commands / sizeof *commands;

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
    const char *names[sizeof commands / sizeof *commands + 1] = {NULL};
    for (size_t i = 0; i < command_count; i++) {
        names[i] = commands[i]->name;
        if (strcmp(names[i], name) == 0)
            return commands[i];
    }
    const char *nearest = options_nearest(str_from(name), names);
    if (nearest)
        error_set(error, STATUS_INPUT, "unknown command %s; did you mean %s?", name, nearest);
    else
        error_set(error, STATUS_INPUT, "unknown command %s; idx --help lists them", name);
    return NULL;
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
        else if ((!*command->operands && command_reject_operands(&uses, error) != STATUS_OK) ||
                 command_check_places(&uses, error) != STATUS_OK)
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
