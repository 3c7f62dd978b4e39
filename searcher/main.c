/* srch: finds articles. From the command line to a session and its exit status. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "crash.h"
#include "explain_entity.h"
#include "language.h"
#include "large_pages.h"
#include "pager.h"
#include "session.h"
#include "show.h"
#include "terminal.h"
#include "version.h"

/* For large_pages_prepare(): most queries need no more than the first; what a query needed, the
 * next one needs, too. */
#define SMALL_BYTES ((size_t)4 << 20)
#define BLOCK_BYTES ((size_t)32 << 20)

/* INTERFACE, "Exit status". */
enum { EXIT_HITS = 0, EXIT_NO_HIT = 1, EXIT_ERROR = 2 };

static int search_operands(struct session *session, struct error *error)
{
    const struct settings *settings = session->settings;
    struct buffer text = {0};
    size_t hits = 0;
    for (size_t i = 0; i < settings->operand_count; i++) {
        buffer_append(&text, i > 0 ? STR(" ") : STR(""));
        buffer_append(&text, str_from(settings->operands[i]));
    }
    enum status status = session_run(session, buffer_str(&text), (struct str){0}, &hits, error);
    buffer_free(&text);
    return status != STATUS_OK ? EXIT_ERROR : hits > 0 ? EXIT_HITS : EXIT_NO_HIT;
}

static int run_batch(struct session *session, struct error *error)
{
    size_t hits = 0;
    bool failed = false;
    enum status status = session_run_batch(session, &hits, &failed, error);
    return status != STATUS_OK || failed ? EXIT_ERROR : hits > 0 ? EXIT_HITS : EXIT_NO_HIT;
}

/* For session_repeat; `context` counts the articles that were there. */
static enum status show_operands(struct session *session, void *context, struct error *error)
{
    const struct settings *settings = session->settings;
    const struct show show = {.stream = session->output,
                              .database = session->database,
                              .names = &session->names,
                              .ids = settings->operands + 1,
                              .count = settings->operand_count - 1,
                              .query = settings->mark,
                              .json = settings->printer == &printer_json,
                              .screen = settings->screen};
    return show_articles(&show, context, error);
}

static int run_show(struct session *session, struct error *error)
{
    size_t shown = 0;
    if (session_repeat(session, show_operands, &shown, error) != STATUS_OK)
        return EXIT_ERROR;
    return shown == session->settings->operand_count - 1 ? EXIT_HITS : EXIT_NO_HIT;
}

/* For session_repeat; `context` says whether the article is there. */
static enum status explain_names(struct session *session, void *context, struct error *error)
{
    const struct explain_entity explained = {.stream = session->output,
                                             .database = session->database,
                                             .names = &session->names,
                                             .id = session->settings->explain_entity,
                                             .json = session->settings->printer == &printer_json};
    return explain_entity_tell(&explained, context, error);
}

static int run_explain_entity(struct session *session, struct error *error)
{
    bool found = false;
    if (session_repeat(session, explain_names, &found, error) != STATUS_OK)
        return EXIT_ERROR;
    return found ? EXIT_HITS : EXIT_NO_HIT;
}

static int run_session(const struct settings *settings, struct pager *pager, struct error *error)
{
    struct session session = {.settings = settings, .pager = pager};
    int result = EXIT_ERROR;
    if (session_open(&session, error) != STATUS_OK)
        return result;
    if (settings->batch)
        result = run_batch(&session, error);
    else if (settings->explain_entity)
        result = run_explain_entity(&session, error);
    else if (settings_show(settings))
        result = run_show(&session, error);
    else
        result = search_operands(&session, error);
    session_close(&session);
    return result;
}

static void show_help(void)
{
    struct buffer text = {0};
    options_help(settings_options, &text);
    fputs(_("srch finds articles that idx put into the database.\n\n"
            "usage: srch [OPTION]... QUERY...\n"
            "       srch [OPTION]... show ID...\n\n"
            "  words         all of them, in any form; any of them when no article has all\n"
            "  \"a phrase\"    these words in this order\n"
            "  -word         without this word\n\n"),
          stdout);
    fputs(text.data, stdout);
    buffer_free(&text);
}

static void show_version(void)
{
    struct buffer text = {0};
    version_append("srch", &text);
    fputs(text.data, stdout);
    buffer_free(&text);
}

static int run(int argc, char **argv, struct pager *pager, struct error *error)
{
    struct option_uses uses = {0};
    struct settings settings = {0};
    int result = EXIT_ERROR;
    enum status status = options_read(settings_options, OPTION_DASH_WORDS, 1, argc, argv, &uses,
                                      error);
    if (status == STATUS_OK)
        status = settings_read(&uses, &settings, error);
    if (argc == 2 && strcmp(argv[1], "-h") == 0) /* among words a negation, alone no query */
        settings.help = true;
    if (status == STATUS_OK && (settings.help || settings.version)) {
        if (settings.help)
            show_help();
        else
            show_version();
        result = EXIT_HITS;
    } else if (status == STATUS_OK) {
        result = run_session(&settings, pager, error);
    }
    settings_free(&settings);
    option_uses_free(&uses);
    return result;
}

static _Noreturn void say_crashed(int signal)
{
    (void)signal;
    crash_end(STR("srch: the database is damaged; idx check finds where, idx rebuild mends it\n"));
}

/* What was written has arrived and, with a pager, was looked at. */
static enum status finish(struct pager *pager, struct error *error)
{
    struct error pager_error = {0};
    enum status status = terminal_finish_output(error);
    enum status pager_status = pager_wait(pager, &pager_error);
    if (status == STATUS_OK && pager_status != STATUS_OK)
        status = error_set(error, pager_status, "%s", error_message(&pager_error));
    error_free(&pager_error);
    return status;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct pager pager = {0};
    large_pages_prepare(SMALL_BYTES, BLOCK_BYTES);
    terminal_prepare_streams();
    language_begin();
    crash_prepare(say_crashed);
    signal(SIGXFSZ, SIG_IGN); /* beyond the shell's limit a write fails then, and is told */
    int result = run(argc, argv, &pager, &error);
    if (error.message.length > 0)
        terminal_message("srch", "%s", error_message(&error));
    if (finish(&pager, &error) != STATUS_OK) {
        terminal_message("srch", "%s", error_message(&error));
        result = EXIT_ERROR;
    }
    error_free(&error);
    return result;
}
