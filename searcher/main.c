/* srch: finds articles. Options, and the way from a query on the command line to a printer. */
#include <stdio.h>
#include <stdlib.h>

#include "database.h"
#include "explain.h"
#include "memory.h"
#include "options.h"
#include "parse.h"
#include "printer.h"
#include "search.h"
#include "show.h"
#include "suggest.h"
#include "terminal.h"
#include "version.h"
#include "why_not.h"

/* INTERFACE, "Exit status". */
enum { EXIT_HITS = 0, EXIT_NO_HIT = 1, EXIT_ERROR = 2 };

static const struct option options[] = {
    {0, "outlet", "NAME", "from an outlet whose name has these words; any of those given"},
    {0, "entity", "NAME", "about an entity, by its name or an alias; all of those given"},
    {0, "author", "NAME", "by an author whose name has these words"},
    {0, "section", "NAME", "in a section whose name has these words"},
    {0, "since", "DATE", "from this day, month or year on: 2019, 2019-02, 2019-02-14"},
    {0, "until", "DATE", "up to this day, month or year"},
    {0, "any", NULL, "any word is enough"},
    {0, "all", NULL, "every word is needed, whatever is found"},
    {'n', "limit", OPTION_NUMBER, "show this many hits, 0 for all [10]"},
    {0, "offset", OPTION_NUMBER, "leave out this many of the best"},
    {0, "sort", "relevance|date|-date|title|outlet", "order of the hits [relevance]"},
    {'f', "format", PRINTER_NAMES, "text on a terminal, tsv in a pipe"},
    {0, "explain", NULL, "why each hit scores what it scores"},
    {0, "why-not", "ID", "why that article is not, or not higher, among the hits"},
    {'c', "count", NULL, "the number of hits alone"},
    {'q', "quiet", NULL, "nothing: the exit status says it"},
    {0, "batch", "FILE", "a query a line, ID<TAB>QUERY"},
    {0, "query", "QUERY", "with show: mark this query's words"},
    {0, "color", "auto|always|never", "colours [auto: on a terminal]"},
    {0, "db", "PATH", "the database, several allowed [$REVUE_DB, ~/.local/share/revue/db]"},
    {0, "help", NULL, "show this help"},
    {0, "version", NULL, "show versions"},
    {0},
};

/* The command line, read. */
struct settings {
    struct filters filters;
    struct search_options search;
    bool sorted; /* --sort was given */
    const struct printer *printer;
    bool count, quiet, help, version;
    const char *why_not; /* an id */
    enum terminal_color color;
    const char *batch;
    const char *mark; /* --query */
    const char **databases;
    size_t database_count, database_capacity;
    const char **operands;
    size_t operand_count, operand_capacity;
};

/* What a query needs to be run. */
struct session {
    const struct settings *settings;
    struct xapian_database *database;
    struct french *french;
    struct names names;
};

/* -- The command line ------------------------------------------------------------------------ */

static void add_text(const char ***list, size_t *count, size_t *capacity, const char *text)
{
    *list = memory_grow(*list, capacity, *count + 1, sizeof **list);
    (*list)[(*count)++] = text;
}

static enum status read_date(const struct option_use *use, struct filters *filters,
                             struct error *error)
{
    struct date_range range;
    if (!date_parse_range(str_from(use->value), &range))
        return error_set(error, STATUS_INPUT,
                         "--%s: %s is no date; write it as 2019, 2019-02 or 2019-02-14",
                         use->option->name, use->value);
    if (!filters->dated)
        date_parse_range(STR("0001"), &filters->dates);
    if (!filters->dated)
        memcpy(filters->dates.last, "9999-12-31", sizeof filters->dates.last);
    filters->dated = true;
    if (strcmp(use->option->name, "since") == 0)
        memcpy(filters->dates.first, range.first, sizeof range.first);
    else
        memcpy(filters->dates.last, range.last, sizeof range.last);
    return STATUS_OK;
}

static enum status read_number(const struct option_use *use, size_t *number, struct error *error)
{
    long long value = 0;
    enum status status = option_number(use, 0, UINT32_MAX, &value, error);
    *number = (size_t)value;
    return status;
}

static enum status read_choice(const struct option_use *use, struct settings *settings,
                               struct error *error)
{
    static const char *const sorts[] = {"relevance", "date", "-date", "title", "outlet", NULL};
    static const char *const colors[] = {"auto", "always", "never", NULL};
    static const char *const formats[] = {"text", "tsv", "json", "ids", "trec", NULL};
    size_t choice = 0;
    enum status status = STATUS_OK;
    if (strcmp(use->option->name, "sort") == 0) {
        status = option_choice(use, sorts, &choice, error);
        settings->search.sort = (enum search_sort)choice;
        settings->sorted = true;
    } else if (strcmp(use->option->name, "color") == 0) {
        status = option_choice(use, colors, &choice, error);
        settings->color = (enum terminal_color)choice;
    } else {
        status = option_choice(use, formats, &choice, error);
        settings->printer = printer_find(formats[choice]);
    }
    return status;
}

static enum status read_use(const struct option_use *use, struct settings *settings,
                            struct error *error)
{
    static const char *const fields[] = {[FIELD_OUTLET] = "outlet",
                                         [FIELD_ENTITY] = "entity",
                                         [FIELD_AUTHOR] = "author",
                                         [FIELD_SECTION] = "section"};
    const char *name = use->option->name;
    for (enum query_field field = FIELD_OUTLET; field <= FIELD_SECTION; field++)
        if (strcmp(name, fields[field]) == 0) {
            filters_add(&settings->filters, field, str_from(use->value));
            return STATUS_OK;
        }
    if (strcmp(name, "since") == 0 || strcmp(name, "until") == 0)
        return read_date(use, &settings->filters, error);
    if (strcmp(name, "limit") == 0)
        return read_number(use, &settings->search.limit, error);
    if (strcmp(name, "offset") == 0)
        return read_number(use, &settings->search.offset, error);
    if (strcmp(name, "any") == 0)
        settings->search.words = SEARCH_ANY;
    else if (strcmp(name, "all") == 0)
        settings->search.words = SEARCH_ALL;
    else if (strcmp(name, "count") == 0)
        settings->count = true;
    else if (strcmp(name, "quiet") == 0)
        settings->quiet = true;
    else if (strcmp(name, "explain") == 0)
        settings->search.explain = true;
    else if (strcmp(name, "why-not") == 0)
        settings->why_not = use->value;
    else if (strcmp(name, "help") == 0)
        settings->help = true;
    else if (strcmp(name, "version") == 0)
        settings->version = true;
    else if (strcmp(name, "batch") == 0)
        settings->batch = use->value;
    else if (strcmp(name, "query") == 0)
        settings->mark = use->value;
    else if (strcmp(name, "db") == 0)
        add_text(&settings->databases, &settings->database_count, &settings->database_capacity,
                 use->value);
    else
        return read_choice(use, settings, error);
    return STATUS_OK;
}

/* What is explained is for people and for JSON. */
static enum status check_explaining(struct settings *settings, struct error *error)
{
    const char *name = settings->why_not ? "--why-not" : "--explain";
    if (!settings->why_not && !settings->search.explain)
        return STATUS_OK;
    settings->search.explain = true;
    if (settings->why_not && settings->count)
        return error_set(error, STATUS_INPUT, "--why-not has no count; leave out --count");
    if (settings->why_not && settings->batch)
        return error_set(error, STATUS_INPUT, "--why-not is about one query; leave out --batch");
    if (!settings->printer)
        settings->printer = &printer_text;
    if (settings->printer != &printer_text && settings->printer != &printer_json)
        return error_set(error, STATUS_INPUT, "%s goes with -f text or -f json, not %s", name,
                         settings->printer->name);
    return STATUS_OK;
}

static enum status read_settings(const struct option_uses *uses, struct settings *settings,
                                 struct error *error)
{
    enum status status = STATUS_OK;
    settings->search.limit = 10;
    settings->search.filters = &settings->filters;
    for (size_t i = 0; i < uses->count && status == STATUS_OK; i++)
        if (uses->uses[i].option)
            status = read_use(&uses->uses[i], settings, error);
        else
            add_text(&settings->operands, &settings->operand_count, &settings->operand_capacity,
                     uses->uses[i].value);
    if (status == STATUS_OK)
        status = check_explaining(settings, error);
    if (!settings->printer)
        settings->printer = terminal_is(stdout) ? &printer_text : &printer_tsv;
    return status;
}

static void settings_free(struct settings *settings)
{
    filters_free(&settings->filters);
    free(settings->databases);
    free(settings->operands);
}

static bool has_filter(const struct filters *filters)
{
    for (enum query_field field = FIELD_OUTLET; field <= FIELD_SECTION; field++)
        if (filters->counts[field] > 0)
            return true;
    return filters->dated;
}

/* -- One query ------------------------------------------------------------------------------- */

static void tell_relaxed(const struct session *session)
{
    if (!session->settings->quiet)
        terminal_message("srch", "no article has all of these words; these have some of them");
}

/* Reads hit `index` of the search, with its explanation where that is wanted. */
static enum status read_hit(struct hit_reader *reader, size_t index,
                            const struct print_context *context, struct hit *hit,
                            struct explanation *explanation, struct error *error)
{
    const struct search_hit *found = &reader->search->hits[index];
    enum status status = hit_read(reader, found->docid, hit, error);
    hit->rank = context->offset + index + 1;
    hit->score = found->score;
    if (status != STATUS_OK || !context->explainer)
        return status;
    hit->explanation = explanation;
    return explainer_explain(context->explainer, found, reader, hit, explanation, error);
}

static void tell_suggestions(const struct suggestions *suggestions, bool taken)
{
    for (size_t i = 0; i < suggestions->count; i++) {
        const struct suggestion *suggestion = &suggestions->suggestions[i];
        if (!suggestion->repeated)
            terminal_message("srch", "0 for %.*s; %s %.*s%s", STR_FORMAT(suggestion->node->typed),
                             taken ? "showing" : "did you mean",
                             STR_FORMAT(suggestion->word->folded), taken ? "" : "?");
    }
}

/* Looks for what was meant by words that no article has, where somebody is told or where it is
 * taken: because no article has all of the words. `corrected` then has a root, and `search` what it
 * found. */
static enum status correct(struct session *session, const struct search_options *search_options,
                           const struct query *query, struct query *corrected,
                           struct search *search, struct error *error)
{
    struct suggestions suggestions = {0};
    bool told = !session->settings->quiet && !session->settings->batch;
    bool taken = search_options->words != SEARCH_ALL && (search->total == 0 || search->relaxed);
    if (!told && !taken)
        return STATUS_OK;
    enum status status = suggest_words(query, &search->terms, &session->names, &suggestions, error);
    if (status == STATUS_OK && taken && suggestions.count > 0)
        status = suggest_correct(query, &suggestions, search_options, &session->names, search,
                                 corrected, error);
    if (status == STATUS_OK && told)
        tell_suggestions(&suggestions, corrected->root);
    suggestions_free(&suggestions);
    return status;
}

static enum status print_hits(const struct session *session, const struct search *search,
                              struct print_context *context, struct error *error)
{
    const struct printer *printer = session->settings->printer;
    struct hit_reader reader = {.search = search,
                                .database = session->database,
                                .french = session->french,
                                .parts = printer->parts,
                                .columns = 2 * context->columns};
    struct hit hit = {0};
    struct explanation explanation = {0};
    enum status status = STATUS_OK;
    if (printer->begin)
        printer->begin(context);
    for (size_t i = 0; i < search->count && status == STATUS_OK && !terminal_output_ended(); i++) {
        status = read_hit(&reader, i, context, &hit, &explanation, error);
        if (status == STATUS_OK)
            printer->hit(context, &hit);
    }
    if (printer->end && status == STATUS_OK)
        printer->end(context);
    explanation_free(&explanation);
    hit_free(&hit);
    hit_reader_free(&reader);
    return status;
}

/* Tells why the article of --why-not is not higher; `*hits` is 1 when it is a hit. */
static enum status print_why_not(struct session *session, const struct search *search,
                                 const struct node *root, const struct print_context *context,
                                 size_t *hits, struct error *error)
{
    const struct settings *settings = session->settings;
    struct why_not why_not = {.id = settings->why_not,
                              .search = search,
                              .root = root,
                              .filters = &settings->filters,
                              .names = &session->names,
                              .json = settings->printer == &printer_json};
    bool is_hit = false;
    enum status status = why_not_tell(&why_not, context, &is_hit, error);
    *hits = is_hit;
    return status;
}

/* Prints what was found, as the settings want it. */
static enum status print_search(struct session *session, const struct search *search,
                                const struct query *query, const struct query *corrected,
                                struct str batch_id, size_t *hits, struct error *error)
{
    const struct settings *settings = session->settings;
    struct buffer parsed = {0};
    struct buffer parsed_corrected = {0};
    const struct node *root = corrected->root ? corrected->root : query->root; /* what was run */
    struct explainer explainer = {0};
    enum status status = STATUS_OK;
    query_print(query->root, &parsed);
    query_print(corrected->root, &parsed_corrected);
    struct print_context context = {
        .stream = settings->quiet ? NULL : stdout,
        .color = terminal_use_color(settings->color, stdout),
        .escape = terminal_is(stdout),
        .columns = terminal_columns(stdout),
        .query = buffer_str(&query->text),
        .parsed = buffer_str(&parsed),
        .corrected = buffer_str(&parsed_corrected),
        .batch_id = batch_id,
        .total = search->total,
        .offset = settings->search.offset,
        .count = search->count,
        .relaxed = search->relaxed,
    };
    *hits = search->total;
    if (settings->search.explain && !settings->count) {
        status = explainer_open(&explainer, search, root, settings->search.sort, &session->names,
                                error);
        context.explainer = &explainer;
    }
    if (status == STATUS_OK && settings->why_not)
        status = print_why_not(session, search, root, &context, hits, error);
    else if (settings->count)
        printf("%zu\n", search->total);
    else if (status == STATUS_OK && !settings->quiet)
        status = print_hits(session, search, &context, error);
    explainer_free(&explainer);
    buffer_free(&parsed);
    buffer_free(&parsed_corrected);
    return status;
}

/* An error in the query, with its place marked under it. */
static enum status show_place(struct str text, size_t place, struct error *error)
{
    struct buffer lines = {0};
    query_show_place(text, place, &lines);
    error_set(error, STATUS_INPUT, "%s\n%s", error_message(error), lines.data);
    buffer_free(&lines);
    return STATUS_INPUT;
}

/* Parses and runs one query; `*hits` says how many articles match. */
static enum status run_query(struct session *session, struct str text, struct str batch_id,
                             size_t *hits, struct error *error)
{
    const struct settings *settings = session->settings;
    struct search_options search_options = settings->search;
    struct query query = {0}, corrected = {0};
    struct search search = {0};
    size_t place = 0;
    *hits = 0;
    enum status status = query_parse(session->french, text, &query, &place, error);
    if (status != STATUS_OK)
        status = show_place(text, place, error);
    else if (!query.root && !has_filter(&settings->filters))
        status = error_set(error, STATUS_INPUT,
                           str_trim(text).length > 0
                               ? "the query has no word: %.*s; srch --help shows what it may have"
                               : "nothing to search for; give words, a phrase or a filter%.*s",
                           STR_FORMAT(text));
    search_options.count_all = settings->count ||
                               (settings->printer->needs_total && !settings->quiet);
    if (!query.root && !settings->sorted)
        search_options.sort = SEARCH_BY_DATE_DESCENDING; /* nothing is more relevant */
    if (settings->count || settings->quiet)
        search_options.limit = 1;
    if (settings->why_not)
        search_options.limit = search_options.offset = 0; /* all */
    if (status == STATUS_OK)
        status = search_run(&search, query.root, &search_options, &session->names, error);
    if (status == STATUS_OK)
        status = correct(session, &search_options, &query, &corrected, &search, error);
    if (status == STATUS_OK && search.relaxed)
        tell_relaxed(session);
    if (status == STATUS_OK)
        status = print_search(session, &search, &query, &corrected, batch_id, hits, error);
    search_free(&search);
    query_free(&corrected);
    query_free(&query);
    return status;
}

/* -- Many queries ---------------------------------------------------------------------------- */

/* Runs a line of a batch. A wrong query is an error there, too, and told; but where any word is
 * enough its words are searched all the same, so that a run over pasted texts has no holes. */
static enum status run_line(struct session *session, struct str id, struct str query,
                            const char *place, size_t *hits)
{
    struct error error = {0};
    enum status status = query.data ? run_query(session, query, id, hits, &error)
                                    : error_set(&error, STATUS_INPUT,
                                                "no tab between the id and the query");
    if (status != STATUS_OK)
        terminal_message(place, "%s", error_message(&error));
    if (status == STATUS_INPUT && query.data && session->settings->search.words == SEARCH_ANY) {
        struct buffer words = {0};
        query_words(session->french, query, &words);
        if (run_query(session, buffer_str(&words), id, hits, &error) != STATUS_OK)
            terminal_message(place, "%s", error_message(&error));
        buffer_free(&words);
    }
    error_free(&error);
    return status;
}

static int run_batch(struct session *session, struct error *error)
{
    const char *path = session->settings->batch;
    FILE *stream = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!stream) {
        error_set(error, STATUS_SYSTEM, "%s: cannot be read; give a file of ID<TAB>QUERY lines",
                  path);
        return EXIT_ERROR;
    }
    char *line = NULL;
    size_t capacity = 0;
    size_t all = 0;
    bool failed = false;
    ssize_t length;
    for (size_t number = 1;
         !terminal_output_ended() && (length = getline(&line, &capacity, stream)) >= 0; number++) {
        struct str query = str_trim(str_of(line, (size_t)length));
        size_t hits = 0;
        if (query.length == 0)
            continue;
        struct str id = str_cut(&query, '\t');
        struct buffer place = {0};
        buffer_append_format(&place, "%s:%zu", path, number);
        failed |= run_line(session, id, query, place.data, &hits) != STATUS_OK;
        buffer_free(&place);
        all += hits;
    }
    free(line);
    if (stream != stdin)
        fclose(stream);
    return failed ? EXIT_ERROR : all > 0 ? EXIT_HITS : EXIT_NO_HIT;
}

/* -- The program ----------------------------------------------------------------------------- */

static enum status open_database(const struct settings *settings, struct xapian_database **database,
                                 struct error *error)
{
    struct buffer path = {0};
    enum status status = STATUS_OK;
    if (settings->database_count > 0) {
        status = database_open(settings->databases, settings->database_count, database, error);
    } else {
        status = database_path(NULL, &path, error);
        const char *paths[] = {path.data};
        if (status == STATUS_OK)
            status = database_open(paths, 1, database, error);
    }
    buffer_free(&path);
    return status;
}

static int search_operands(struct session *session, struct error *error)
{
    const struct settings *settings = session->settings;
    struct buffer text = {0};
    size_t hits = 0;
    for (size_t i = 0; i < settings->operand_count; i++) {
        buffer_append(&text, i > 0 ? STR(" ") : STR(""));
        buffer_append(&text, str_from(settings->operands[i]));
    }
    enum status status = run_query(session, buffer_str(&text), (struct str){0}, &hits, error);
    buffer_free(&text);
    return status != STATUS_OK ? EXIT_ERROR : hits > 0 ? EXIT_HITS : EXIT_NO_HIT;
}

static int run_session(const struct settings *settings, struct error *error)
{
    struct session session = {.settings = settings};
    int result = EXIT_ERROR;
    if (open_database(settings, &session.database, error) != STATUS_OK)
        return result;
    session.french = french_new();
    session.names = (struct names){.database = session.database, .french = session.french};
    if (settings->batch)
        result = run_batch(&session, error);
    else if (settings->operand_count > 0 && strcmp(settings->operands[0], "show") == 0)
        result = show_articles(&(struct show){.database = session.database,
                                              .names = &session.names,
                                              .ids = settings->operands + 1,
                                              .count = settings->operand_count - 1,
                                              .query = settings->mark,
                                              .json = settings->printer == &printer_json,
                                              .color = terminal_use_color(settings->color, stdout)},
                               error);
    else
        result = search_operands(&session, error);
    names_free(&session.names);
    french_free(session.french);
    xapian_database_free(session.database);
    return result;
}

static void show_help(void)
{
    struct buffer text = {0};
    options_help(options, &text);
    printf("srch finds articles that idx put into the database.\n\n"
           "usage: srch [OPTION]... QUERY...\n"
           "       srch [OPTION]... show ID...\n\n"
           "  words         all of them, in any form; any of them when no article has all\n"
           "  \"a phrase\"    these words in this order\n"
           "  -word         without this word\n\n%s",
           text.data);
    buffer_free(&text);
}

static void show_version(void)
{
    struct buffer text = {0};
    version_append("srch", &text);
    fputs(text.data, stdout);
    buffer_free(&text);
}

static int run(int argc, char **argv, struct error *error)
{
    struct option_uses uses = {0};
    struct settings settings = {0};
    int result = EXIT_ERROR;
    enum status status = options_read(options, OPTION_DASH_WORDS, 1, argc, argv, &uses, error);
    if (status == STATUS_OK)
        status = read_settings(&uses, &settings, error);
    if (status == STATUS_OK && (settings.help || settings.version)) {
        if (settings.help)
            show_help();
        else
            show_version();
        result = EXIT_HITS;
    } else if (status == STATUS_OK) {
        result = run_session(&settings, error);
    }
    settings_free(&settings);
    option_uses_free(&uses);
    return result;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    terminal_prepare_streams();
    int result = run(argc, argv, &error);
    if (error.message.length > 0)
        terminal_message("srch", "%s", error_message(&error));
    if (terminal_finish_output(&error) != STATUS_OK) {
        terminal_message("srch", "%s", error_message(&error));
        result = EXIT_ERROR;
    }
    error_free(&error);
    return result;
}
