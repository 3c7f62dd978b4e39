/* Running queries and showing what they find. */
#include "session.h"

#include <stdio.h>

#include "ask_names.h"
#include "explain.h"
#include "language.h"
#include "parse.h"
#include "printer.h"
#include "search.h"
#include "suggest.h"
#include "terminal.h"
#include "why_not.h"

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

static void tell_suggestions(const struct suggestions *suggestions, bool corrected,
                             const char *place)
{
    for (size_t i = 0; i < suggestions->count; i++) {
        const struct suggestion *suggestion = &suggestions->suggestions[i];
        bool taken = corrected && !suggestion->hint;
        if (!suggestion->repeated)
            terminal_message(
                place,
                taken ? N_("0 for %.*s; showing %.*s") : N_("0 for %.*s; did you mean %.*s?"),
                STR_FORMAT(suggestion->node->typed), STR_FORMAT(suggestion->word->folded));
    }
}

/* Tells what a person has to know beside the hits; in a batch of which query, by its id. */
static void tell_notes(const struct suggestions *suggestions, bool corrected, bool relaxed,
                       struct str batch_id)
{
    struct buffer place = {0};
    buffer_append(&place, STR("srch"));
    if (batch_id.data)
        buffer_append_format(&place, ": %.*s", STR_FORMAT(batch_id));
    tell_suggestions(suggestions, corrected, place.data);
    if (relaxed)
        terminal_message(place.data, "no article has all of these words; these have some of them");
    buffer_free(&place);
}

/* Looks for what was meant by words that no article has, where somebody is told or where it is
 * taken: because no article has all of the words. `corrected` then has a root, and `search` what it
 * found. */
static enum status correct(struct session *session, const struct search_options *search_options,
                           const struct query *query, struct query *corrected,
                           struct search *search, struct suggestions *suggestions,
                           struct error *error)
{
    bool wanted = search->total == 0 ||
                  (search->relaxed && search->terms.stem_count <= SUGGEST_MOST_STEMS);
    bool taken = search_options->words != SEARCH_ALL && wanted;
    if (session->settings->quiet && !taken)
        return STATUS_OK;
    enum status status = suggest_words(query, &search->terms, &session->names, suggestions, error);
    if (status == STATUS_OK && taken && suggestions->count > 0)
        status = suggest_correct(query, suggestions, search_options, &session->names, search,
                                 corrected, error);
    return status;
}

/* How much of a hit is shown; an explanation looks at all. */
static enum hit_parts parts_to_read(const struct settings *settings)
{
    if (settings->search.explain)
        return HIT_SNIPPET;
    return settings->printer->fields ? hit_fields_parts(&settings->fields)
                                     : settings->printer->parts;
}

static enum status print_hits(struct session *session, const struct search *search,
                              struct print_context *context, struct error *error)
{
    const struct printer *printer = session->settings->printer;
    struct hit_reader reader = {.search = search,
                                .database = session->database,
                                .french = session->french,
                                .parts = parts_to_read(session->settings),
                                .confirmed = session->names.confirmed,
                                .columns = 2 * context->columns,
                                .in_context = session->settings->in_context,
                                .sentences = session->settings->context};
    struct hit hit = {0};
    struct explanation explanation = {0};
    enum status status = STATUS_OK;
    size_t shown = 0;
    if (reader.parts == HIT_ID && !session->settings->counts_alone)
        status = hit_ids_read(search, session->database, &reader.ids, error);
    if (printer->begin)
        printer->begin(context);
    session->shown = true;
    while (!session->settings->counts_alone && status == STATUS_OK && shown < search->count &&
           !terminal_output_ended()) {
        status = read_hit(&reader, shown, context, &hit, &explanation, error);
        if (status != STATUS_OK)
            break;
        printer->hit(context, &hit);
        shown++;
    }
    context->count = shown;
    if (printer->end)
        printer->end(context);
    explanation_free(&explanation);
    hit_free(&hit);
    hit_reader_free(&reader);
    return status;
}

/* Counts what is asked for, then shows hits and counts. */
static enum status print_counted(struct session *session, const struct search *search,
                                 struct print_context *context, struct error *error)
{
    const struct settings *settings = session->settings;
    struct facets facets = {0};
    struct facet timeline = {0};
    enum status status = facets_count(search, &session->names, &settings->facets, &facets, error);
    if (settings->facets.count > 0)
        context->facets = &facets;
    if (status == STATUS_OK && settings->timeline != TIMELINE_NONE) {
        status = timeline_count(search, session->database, settings->timeline, &timeline, error);
        context->timeline = &timeline;
    }
    if (status == STATUS_OK)
        status = print_hits(session, search, context, error);
    facets_free(&facets);
    facet_free(&timeline);
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

/* The number of hits alone; in a batch behind the id of its query, whatever the format. */
static void print_total(const struct session *session, const struct print_context *context)
{
    struct print_context counted = *context;
    counted.stream = session->output; /* quiet or not */
    print_batch_id(&counted);
    fprintf(counted.stream, "%zu\n", counted.total);
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
        .stream = settings->quiet ? NULL : session->output,
        .color = settings->screen.color,
        .escape = settings->screen.is_terminal,
        .columns = settings->screen.columns,
        .query = buffer_str(&query->text),
        .parsed = buffer_str(&parsed),
        .corrected = buffer_str(&parsed_corrected),
        .batch_id = batch_id,
        .first = !session->shown,
        .total = search->total,
        .offset = settings->search.offset,
        .count = settings->counts_alone ? 0 : search->count,
        .started = session->started,
        .relaxed = search->relaxed,
        .counts_alone = settings->counts_alone,
        .fields = &settings->fields,
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
        print_total(session, &context);
    else if (status == STATUS_OK && !settings->quiet && ask_names_wanted(settings))
        status = ask_names(session, search, &context, error);
    else if (status == STATUS_OK && !settings->quiet)
        status = print_counted(session, search, &context, error);
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

/* One query, for session_repeat. */
struct run {
    struct str text;
    struct str batch_id;
    size_t hits;
};

/* Reads the query and refuses one that asks for nothing. */
static enum status read_query(const struct session *session, struct str text, struct query *query,
                              struct error *error)
{
    const struct settings *settings = session->settings;
    size_t place = 0;
    enum status status = query_parse(session->french, text, query, &place, error);
    if (status == STATUS_INPUT && settings_look_like_options(settings))
        error_set(error, STATUS_INPUT, "%s; options stand apart (-c -q), srch --help shows them",
                  error_message(error));
    if (status != STATUS_OK)
        return show_place(text, place, error);
    if (query->root)
        return STATUS_OK;
    if (!settings_have_filter(settings))
        return error_set(error, STATUS_INPUT,
                         str_trim(text).length > 0
                             ? N_("the query has no word: %.*s; srch --help shows what it may have")
                             : N_("nothing to search for; give words, a phrase or a filter%.*s"),
                         STR_FORMAT(text));
    return settings->kwic
               ? error_set(error, STATUS_INPUT, "--kwic shows words; give one beside the filters")
               : STATUS_OK;
}

/* How the query is to be searched. */
static struct search_options query_options(const struct session *session, const struct query *query)
{
    const struct settings *settings = session->settings;
    struct search_options options = settings->search;
    options.records = session->records;
    options.postings = session->postings;
    options.scanner = session->scanner;
    options.sets = session->sets;
    options.value_threads = session->value_threads;
    if (!query->root && !settings->sorted)
        options.sort = SEARCH_BY_DATE_DESCENDING; /* nothing is more relevant */
    if (settings->count || settings->quiet || settings->counts_alone) {
        options.limit = 1;
        options.unordered = true;
    }
    if (settings->why_not) {
        options.limit = options.offset = 0; /* all */
        options.unordered = false;
    }
    return options;
}

static enum status run_query(struct session *session, void *context, struct error *error)
{
    struct run *run = context;
    struct query query = {0}, corrected = {0};
    struct suggestions suggestions = {0};
    struct search search = {0};
    run->hits = 0;
    clock_gettime(CLOCK_MONOTONIC, &session->started);
    enum status status = read_query(session, run->text, &query, error);
    const struct search_options options = query_options(session, &query);
    if (status == STATUS_OK)
        status = search_run(&search, query.root, &options, &session->names, error);
    if (status == STATUS_OK)
        status = correct(session, &options, &query, &corrected, &search, &suggestions, error);
    if (status == STATUS_OK)
        status = print_search(session, &search, &query, &corrected, run->batch_id, &run->hits,
                              error);
    if (status == STATUS_OK && !session->settings->quiet) /* now it is not run again */
        tell_notes(&suggestions, corrected.root, search.relaxed, run->batch_id);
    suggestions_free(&suggestions);
    search_free(&search);
    query_free(&corrected);
    query_free(&query);
    return status;
}

enum status session_run(struct session *session, struct str text, struct str batch_id, size_t *hits,
                        struct error *error)
{
    struct run run = {.text = text, .batch_id = batch_id};
    enum status status = session_repeat(session, run_query, &run, error);
    *hits = run.hits;
    return status;
}
