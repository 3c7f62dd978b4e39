/* Which options of srch go together, and the format that follows from them. */
#include "settings.h"

#include <string.h>

#include "language.h"

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

static bool printer_lacks_snippet(const struct printer *printer)
{
    return !printer->fields && printer->parts < HIT_SNIPPET;
}

/* What goes with show, with --fields and with --batch; and the format when none is named. */
static enum status check_format(struct settings *settings, struct error *error)
{
    bool named = settings->printer;
    bool fields = settings->fields.count > 0;
    if (!named)
        settings->printer = fields || !settings->screen.is_terminal ? &printer_tsv : &printer_text;
    const struct printer *printer = settings->printer;
    if (settings_show(settings) && named && printer != &printer_text && printer != &printer_json)
        return error_set(error, STATUS_INPUT, "show goes with -f text or -f json, not %s",
                         printer->name);
    if (fields && (settings_show(settings) || !printer->fields))
        return error_set(error, STATUS_INPUT,
                         "--fields goes with -f tsv, csv, json or jsonl, not with %s",
                         settings_show(settings) ? "show" : printer->name);
    if (settings->in_context && (settings_show(settings) || printer_lacks_snippet(printer)))
        return error_set(error, STATUS_INPUT,
                         "--context goes with a format that has snippets, not with %s",
                         settings_show(settings) ? "show" : printer->name);
    if (settings->batch && !printer->batch)
        return error_set(error, STATUS_INPUT,
                         "-f %s holds the hits of one query; leave out --batch", printer->name);
    if (!fields && printer->fields)
        settings->fields = *printer->fields;
    return STATUS_OK;
}

/* Counts stand below the hits, in the same object, or in TSV in their place. */
static enum status check_counts(struct settings *settings, struct error *error)
{
    const struct printer *printer = settings->printer;
    const char *name = settings->facets.count > 0 ? "--facets" : "--timeline";
    if (settings->facets.count == 0 && settings->timeline == TIMELINE_NONE)
        return STATUS_OK;
    if (settings_show(settings) || settings->why_not)
        return error_set(error, STATUS_INPUT, "%s counts hits; leave out %s", name,
                         settings->why_not ? "--why-not" : "show");
    if (printer != &printer_text && printer != &printer_json && printer != &printer_tsv &&
        printer != &printer_html)
        return error_set(error, STATUS_INPUT, "%s goes with -f text, tsv, json or html, not %s",
                         name, printer->name);
    settings->search.keep_all = !settings->count && !settings->quiet;
    settings->counts_alone = settings->search.limit == 0 || printer == &printer_tsv;
    return STATUS_OK;
}

/* Names take the place of hits, of all of them. */
static enum status check_names(struct settings *settings, struct error *error)
{
    const struct printer *printer = settings->printer;
    const char *name = settings->graph             ? "--graph"
                       : settings->entity_timeline ? "--entity-timeline"
                                                   : "--with";
    if (!settings->graph && !settings->with && !settings->entity_timeline)
        return STATUS_OK;
    if (settings_show(settings) || settings->batch || settings->kwic || settings->why_not)
        return error_set(error, STATUS_INPUT, "%s is about the hits of one query; leave out %s",
                         name,
                         settings->batch     ? "--batch"
                         : settings->kwic    ? "--kwic"
                         : settings->why_not ? "--why-not"
                                             : "show");
    if (settings->facets.count > 0 || settings->timeline != TIMELINE_NONE)
        return error_set(error, STATUS_INPUT, "%s takes the place of counts; leave out %s", name,
                         settings->facets.count > 0 ? "--facets" : "--timeline");
    bool page = settings->entity_timeline && printer == &printer_html;
    if (!settings->graph && !page && printer != &printer_text && printer != &printer_json &&
        printer != &printer_tsv)
        return error_set(error, STATUS_INPUT,
                         settings->entity_timeline
                             ? N_("%s goes with -f text, tsv, json or html, not %s")
                             : N_("%s goes with -f text, tsv or json, not %s"),
                         name, printer->name);
    settings->search.keep_all = !settings->count && !settings->quiet;
    return STATUS_OK;
}

/* --since and --until have to leave a day. */
static enum status check_dates(const struct settings *settings, struct error *error)
{
    const struct filters *filters = &settings->filters;
    if (filters->dated && strcmp(filters->dates.first, filters->dates.last) > 0)
        return error_set(error, STATUS_INPUT, "--since %s is after --until %s",
                         filters->dates.first, filters->dates.last);
    return STATUS_OK;
}

/* A batch brings its queries. */
static enum status check_batch(const struct settings *settings, struct error *error)
{
    if (settings->batch && settings->operand_count > 0)
        return error_set(error, STATUS_INPUT,
                         "--batch has its queries in a file; leave out %s, or write it there",
                         settings->operands[0]);
    return STATUS_OK;
}

/* A concordance is shown as lines of its own, and of all hits unless told. */
static enum status check_kwic(struct settings *settings, struct error *error)
{
    const struct printer *printer = settings->printer;
    if (!settings->kwic)
        return STATUS_OK;
    if (settings_show(settings) || settings->batch)
        return error_set(error, STATUS_INPUT, "--kwic shows the hits of one query; leave out %s",
                         settings->batch ? "--batch" : "show");
    if (printer && printer != &printer_text && printer != &printer_tsv)
        return error_set(error, STATUS_INPUT, "--kwic goes with -f text or tsv, not %s",
                         printer->name);
    bool person = printer ? printer == &printer_text : settings->screen.is_terminal;
    settings->printer = person ? &printer_kwic : &printer_kwic_tsv;
    if (!settings->limited)
        settings->search.limit = 0;
    return STATUS_OK;
}

/* What was asked for that is about hits, if anything. */
static const char *about_hits(const struct settings *settings)
{
    const struct {
        bool asked;
        const char *name;
    } options[] = {
        {settings->facets.count > 0, "--facets"},
        {settings->timeline != TIMELINE_NONE, "--timeline"},
        {settings->with, "--with"},
        {settings->graph, "--graph"},
        {settings->entity_timeline, "--entity-timeline"},
        {settings->kwic, "--kwic"},
        {settings->why_not, "--why-not"},
        {settings->batch, "--batch"},
        {settings_have_filter(settings), N_("the filters")},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].asked)
            return options[i].name;
    return NULL;
}

/* It is about an article and no query; text is in lines, too. */
static enum status check_explain_entity(const struct settings *settings, struct error *error)
{
    const struct printer *printer = settings->printer;
    if (!settings->explain_entity)
        return STATUS_OK;
    const char *hits = about_hits(settings);
    if (settings->operand_count > 0 || hits)
        return error_set(error, STATUS_INPUT, "--explain-entity is about one article; leave out %s",
                         hits ? language_translate(hits) : settings->operands[0]);
    if (printer && printer != &printer_text && printer != &printer_tsv && printer != &printer_json)
        return error_set(error, STATUS_INPUT, "%s goes with -f text, tsv or json, not %s",
                         "--explain-entity", printer->name);
    return STATUS_OK;
}

/* What shows articles has nothing to count, and shows them. */
static enum status check_hits(const struct settings *settings, struct error *error)
{
    if ((!settings->count && !settings->quiet) ||
        (!settings_show(settings) && !settings->explain_entity))
        return STATUS_OK;
    return error_set(error, STATUS_INPUT, "%s is about hits; leave out %s",
                     settings->count ? "--count" : "--quiet",
                     settings->explain_entity ? "--explain-entity" : "show");
}

enum status settings_check(struct settings *settings, struct error *error)
{
    enum status status = check_explain_entity(settings, error);
    if (status == STATUS_OK)
        status = check_hits(settings, error);
    if (status == STATUS_OK)
        status = check_dates(settings, error);
    if (status == STATUS_OK)
        status = check_batch(settings, error);
    if (status == STATUS_OK)
        status = check_kwic(settings, error);
    if (status == STATUS_OK)
        status = check_explaining(settings, error);
    if (status == STATUS_OK)
        status = check_format(settings, error);
    if (status == STATUS_OK)
        status = check_counts(settings, error);
    if (status == STATUS_OK)
        status = check_names(settings, error);
    return status;
}
