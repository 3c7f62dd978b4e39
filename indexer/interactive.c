/* Questions, answers and their decisions. */
#include "interactive.h"

#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

#include "curate.h"
#include "database.h"
#include "discovered.h"
#include "language.h"
#include "name_context.h"
#include "name_evidence.h"
#include "terminal.h"
#include "wrapped.h"

#define MOST_CONTEXTS 2

struct asking {
    const struct curation *curation;
    struct french *french;
    struct discovered discovered;
    struct name_context *context;
    struct buffer aliases; /* of the present name */
    char *line;            /* the last answer */
    size_t line_size;
    size_t decided;
};

/* -- The question ---------------------------------------------------------------------------- */

static void print_escaped(struct str text)
{
    struct buffer escaped = {0};
    terminal_escape(text, false, &escaped);
    fwrite(buffer_str(&escaped).data, 1, escaped.length, stdout);
    buffer_free(&escaped);
}

static void show_name(const struct asking *asking, size_t index)
{
    const struct collected_names *names = &asking->discovered.names;
    const struct collected_name *name = &names->names[index];
    struct buffer evidence = {0};
    name_evidence_append(name->evidence, &evidence);
    printf("\n");
    print_escaped(discovered_name(names, index));
    printf(_(" — %s; articles: %zu, mentions: %zu; %zu%% sure (%s)\n"),
           entity_type_name(name->type), name->articles, name->mentions,
           collected_name_percent(name), evidence.data);
    if (asking->aliases.length > 0) {
        printf("%s", _("  also written: "));
        print_escaped(buffer_str(&asking->aliases));
        printf("\n");
    }
    if (name->open > 0)
        printf(_("  a surname of %zu persons\n"), name->open);
    buffer_free(&evidence);
}

/* In lines of the terminal, or in one where there is none. */
static void print_sentence(struct str sentence)
{
    size_t columns = terminal_is(stdout) ? terminal_columns(stdout) : SIZE_MAX;
    struct buffer quoted = {0};
    struct buffer lines = {0};
    terminal_escape(sentence, false, &quoted);
    buffer_append(&quoted, STR("\u00a0»"));
    buffer_append(&lines, STR("  «\u00a0"));
    wrapped_append(buffer_str(&quoted), terminal_width_of(buffer_str(&lines)), columns, &lines);
    fwrite(lines.data, 1, lines.length, stdout);
    buffer_free(&quoted);
    buffer_free(&lines);
}

static enum status show_contexts(struct asking *asking, size_t index, struct error *error)
{
    xapian_docid docids[MOST_CONTEXTS];
    size_t count = discovered_articles(&asking->discovered, index, docids, MOST_CONTEXTS);
    struct buffer sentences = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        buffer_clear(&sentences);
        status = name_context_read(asking->context, docids[i], &asking->discovered.names, index,
                                   &sentences, error);
        if (sentences.length > 0)
            print_sentence(buffer_str(&sentences));
    }
    buffer_free(&sentences);
    return status;
}

/* -- The answer ------------------------------------------------------------------------------ */

/* Reads a line, borrowed until the next; one without data at the end of the input. */
static struct str read_answer(struct asking *asking, const char *prompt)
{
    printf("%s", prompt);
    fflush(stdout);
    ssize_t length = getline(&asking->line, &asking->line_size, stdin);
    if (length < 0)
        return str_of(NULL, 0);
    return str_trim(str_of(asking->line, (size_t)length));
}

enum answer { ANSWER_DECIDED, ANSWER_AGAIN, ANSWER_NEXT, ANSWER_QUIT };

static enum answer decide(struct asking *asking, const struct decision *decision)
{
    struct error error = {0};
    struct buffer told = {0};
    struct retag_counts counts;
    enum status status = curation_decide(asking->curation, decision, &told, &counts, &error);
    if (status == STATUS_OK)
        curate_tell(buffer_str(&told), &counts);
    else
        terminal_message("idx", "%s", error_message(&error));
    asking->decided += status == STATUS_OK;
    buffer_free(&told);
    error_free(&error);
    return status == STATUS_OK ? ANSWER_DECIDED : ANSWER_AGAIN;
}

static enum answer decide_merge(struct asking *asking, struct decision *decision)
{
    decision->kind = DECISION_MERGE;
    decision->other = read_answer(asking, _("  into which name? "));
    return decision->other.length > 0 ? decide(asking, decision) : ANSWER_AGAIN;
}

/* What is no name may yet end with somebody's surname. */
static enum answer decide_reject(struct asking *asking, struct decision *decision, size_t index)
{
    struct buffer spellings = {0};
    discovered_aliases(&asking->discovered.names, index, false, asking->french, &spellings);
    decision->kind = DECISION_REJECT;
    decision->aliases = buffer_str(&spellings);
    enum answer answer = decide(asking, decision);
    buffer_free(&spellings);
    return answer;
}

/* A name of another type is accepted as that. */
static enum answer decide_type(struct asking *asking, struct decision *decision)
{
    struct error error = {0};
    struct str answer = read_answer(asking, _("  person, organisation, place or event? "));
    if (answer.length == 0)
        return ANSWER_AGAIN;
    if (curate_read_type(answer, &decision->type, &error) == STATUS_OK)
        return decide(asking, decision);
    terminal_message("idx", "%s", error_message(&error));
    error_free(&error);
    return ANSWER_AGAIN;
}

static enum answer ask(struct asking *asking, size_t index)
{
    const struct collected_name *name = &asking->discovered.names.names[index];
    struct decision decision = {.kind = DECISION_ACCEPT,
                                .name = discovered_name(&asking->discovered.names, index),
                                .type = name->type,
                                .aliases = buffer_str(&asking->aliases)};
    struct str answer = read_answer(asking, _("(a)ccept (r)eject (t)ype (m)erge (s)kip (q)uit? "));
    if (!answer.data)
        return ANSWER_QUIT;
    if (answer.length > 1)
        return ANSWER_AGAIN;
    switch (answer.length == 0 ? 's' : answer.data[0]) {
    case 'a':
        return decide(asking, &decision);
    case 'r':
        return decide_reject(asking, &decision, index);
    case 't':
        return decide_type(asking, &decision);
    case 'm':
        return decide_merge(asking, &decision);
    case 's':
        return ANSWER_NEXT;
    case 'q':
        return ANSWER_QUIT;
    default:
        return ANSWER_AGAIN;
    }
}

static enum status ask_all(struct asking *asking, struct error *error)
{
    const struct collected_names *names = &asking->discovered.names;
    enum answer answer = ANSWER_NEXT;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < names->count && answer != ANSWER_QUIT && status == STATUS_OK; i++) {
        buffer_clear(&asking->aliases);
        discovered_aliases(names, i, true, asking->french, &asking->aliases);
        show_name(asking, i);
        status = show_contexts(asking, i, error);
        do
            answer = ask(asking, i);
        while (answer == ANSWER_AGAIN && !feof(stdin));
    }
    return status;
}

enum status interactive_run(const struct curation *curation, struct error *error)
{
    struct asking asking = {.curation = curation, .french = french_new()};
    struct xapian_database *database = NULL;
    enum status status = database_open(&curation->database, 1, &database, error);
    if (status == STATUS_OK)
        status = discovered_read(database, asking.french, &asking.discovered, error);
    xapian_database_free(database); /* decisions change it: contexts open it anew */
    asking.context = name_context_new(curation->database, asking.french);
    if (status == STATUS_OK)
        status = ask_all(&asking, error);
    if (status == STATUS_OK)
        printf(_("\ndecisions: %zu\n"), asking.decided);
    name_context_free(asking.context);
    discovered_free(&asking.discovered);
    buffer_free(&asking.aliases);
    free(asking.line);
    french_free(asking.french);
    return status;
}
