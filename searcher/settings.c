/* The options of srch. */
#include "settings.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

const struct option settings_options[] = {
    {0, "outlet", N_("NAME"), N_("from an outlet whose name has these words; any of those given")},
    {0, "entity", N_("NAME"), N_("about an entity, by its name or an alias; all of those given")},
    {0, "author", N_("NAME"), N_("by an author whose name has these words")},
    {0, "section", N_("NAME"), N_("in a section whose name has these words")},
    {0, "since", N_("DATE"), N_("from this day, month or year on: 2019, 2019-02, 2019-02-14")},
    {0, "until", N_("DATE"), N_("up to this day, month or year")},
    {0, "any", NULL, N_("any word is enough")},
    {0, "all", NULL, N_("every word is needed, whatever is found")},
    {'n', "limit", OPTION_NUMBER,
     N_("show this many hits, 0 for all, or for none beside --facets and --timeline [10]")},
    {0, "offset", OPTION_NUMBER, N_("leave out this many of the best")},
    {0, "sort", "relevance|date|-date|title|outlet", N_("order of the hits [relevance]")},
    {'f', "format", PRINTER_NAMES, N_("text on a terminal, tsv in a pipe")},
    {0, "fields", N_("LIST"),
     N_("of tsv, csv, json, jsonl, parted by commas: rank score id date outlet section author "
        "title "
        "entities url snippet text")},
    {0, "context", OPTION_NUMBER, N_("whole sentences as snippet, and N more on either side")},
    {0, "kwic", NULL, N_("every occurrence of the words in all hits, a line each")},
    {0, "explain", NULL, N_("why each hit scores what it scores")},
    {0, "why-not", N_("ID"), N_("why that article is not, or not higher, among the hits")},
    {0, "explain-entity", N_("ID"), N_("every name found in that article, and where")},
    {'c', "count", NULL, N_("the number of hits alone")},
    {'q', "quiet", NULL, N_("nothing: the exit status says it")},
    {0, "facets", N_("LIST"), N_("count all hits by outlet,entity,author,section,year,month")},
    {0, "timeline", "[month|year]",
     N_("count all hits over time [months, years over a long time]")},
    {0, "entity-type", N_("LIST"),
     N_("of all entities count only person,organisation,place,event")},
    {0, "confirmed", NULL, N_("only entities of a list, none that were discovered in the text")},
    {0, "with", N_("NAME"), N_("which names stand with this one more often than by chance")},
    {0, "entity-timeline", NULL, N_("when each of the most frequent names was in the news")},
    {0, "graph", NETWORK_WRITER_NAMES, N_("the network of the names in all hits")},
    {0, "names", OPTION_NUMBER, N_("how many names it has at most [100, html 60]")},
    {0, "batch", N_("FILE"), N_("a query a line, ID<TAB>QUERY")},
    {0, "query", N_("QUERY"), N_("with show: mark this query's words")},
    {0, "pager", NULL, N_("on a terminal show everything in $PAGER [less -R]")},
    {0, "color", "auto|always|never", N_("colours [auto: on a terminal]")},
    {0, "db", N_("PATH"), N_("the database, several allowed [$REVUE_DB, ~/.local/share/revue/db]")},
    {0, "help", NULL, N_("show this help")},
    {0, "version", NULL, N_("show versions")},
    {0},
};

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
        filters->dates = DATE_RANGE_ALL;
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

static enum status read_most_names(const struct option_use *use, struct settings *settings,
                                   struct error *error)
{
    long long value = 0;
    enum status status = option_number(use, 1, NETWORK_MOST_NAMES, &value, error);
    settings->most_names = (size_t)value;
    return status;
}

static enum status read_choice(const struct option_use *use, struct settings *settings,
                               struct error *error)
{
    static const char *const sorts[] = {"relevance", "date", "-date", "title", "outlet", NULL};
    static const char *const colors[] = {"auto", "always", "never", NULL};
    static const char *const units[] = {"month", "year", NULL};
    size_t choice = 0;
    enum status status = STATUS_OK;
    if (strcmp(use->option->name, "sort") == 0) {
        status = option_choice(use, sorts, &choice, error);
        settings->search.sort = (enum search_sort)choice;
        settings->sorted = true;
    } else if (strcmp(use->option->name, "color") == 0) {
        status = option_choice(use, colors, &choice, error);
        settings->color = (enum terminal_color)choice;
    } else if (strcmp(use->option->name, "timeline") == 0) {
        if (use->value)
            status = option_choice(use, units, &choice, error);
        settings->timeline = !use->value   ? TIMELINE_FITTING
                             : choice == 0 ? TIMELINE_MONTHLY
                                           : TIMELINE_YEARLY;
    } else {
        status = printer_choose(use, &settings->printer, error);
    }
    return status;
}

/* Options that take no value, and those whose value is kept as it is. */
static bool read_plain(const struct option_use *use, struct settings *settings)
{
    const struct {
        const char *name;
        bool *flag;
    } flags[] = {
        {"confirmed", &settings->facets.choice.confirmed},
        {"entity-timeline", &settings->entity_timeline},
        {"count", &settings->count},
        {"quiet", &settings->quiet},
        {"pager", &settings->pager},
        {"kwic", &settings->kwic},
        {"explain", &settings->search.explain},
        {"help", &settings->help},
        {"version", &settings->version},
    };
    const struct {
        const char *name;
        const char **text;
    } texts[] = {
        {"why-not", &settings->why_not}, {"explain-entity", &settings->explain_entity},
        {"with", &settings->with},       {"batch", &settings->batch},
        {"query", &settings->mark},
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strcmp(use->option->name, flags[i].name) == 0)
            return *flags[i].flag = true;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(use->option->name, texts[i].name) == 0) {
            *texts[i].text = use->value;
            return true;
        }
    return false;
}

/* What the hits have to pass. */
static bool read_filter(const struct option_use *use, struct filters *filters)
{
    static const struct {
        const char *name;
        enum query_field field;
    } table[] = {
        {"outlet", FIELD_OUTLET}, {"entity", FIELD_ENTITY},   {"with", FIELD_ENTITY},
        {"author", FIELD_AUTHOR}, {"section", FIELD_SECTION},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(use->option->name, table[i].name) == 0) {
            filters_add(filters, table[i].field, str_from(use->value));
            return true;
        }
    return false;
}

static enum status add_database(const struct option_use *use, struct settings *settings,
                                struct error *error)
{
    enum status status = option_not_empty(use, error);
    if (status == STATUS_OK)
        add_text(&settings->databases, &settings->database_count, &settings->database_capacity,
                 use->value);
    return status;
}

static enum status read_use(const struct option_use *use, struct settings *settings,
                            struct error *error)
{
    const char *name = use->option->name;
    bool filter = read_filter(use, &settings->filters);
    if (read_plain(use, settings) || filter)
        return STATUS_OK;
    settings->limited |= strcmp(name, "limit") == 0;
    settings->in_context |= strcmp(name, "context") == 0;
    if (strcmp(name, "since") == 0 || strcmp(name, "until") == 0)
        return read_date(use, &settings->filters, error);
    if (strcmp(name, "limit") == 0)
        return read_number(use, &settings->search.limit, error);
    if (strcmp(name, "offset") == 0)
        return read_number(use, &settings->search.offset, error);
    if (strcmp(name, "context") == 0)
        return read_number(use, &settings->context, error);
    if (strcmp(name, "fields") == 0)
        return hit_fields_read(use, &settings->fields, error);
    if (strcmp(name, "facets") == 0)
        return facet_list_read(use, &settings->facets, error);
    if (strcmp(name, "entity-type") == 0)
        return entity_choice_read_types(str_from(use->value), &settings->facets.choice, error);
    if (strcmp(name, "graph") == 0)
        return network_writer_choose(use, &settings->graph, error);
    if (strcmp(name, "names") == 0)
        return read_most_names(use, settings, error);
    if (strcmp(name, "any") == 0)
        settings->search.words = SEARCH_ANY;
    else if (strcmp(name, "all") == 0)
        settings->search.words = SEARCH_ALL;
    else if (strcmp(name, "db") == 0)
        return add_database(use, settings, error);
    else
        return read_choice(use, settings, error);
    return STATUS_OK;
}

enum status settings_read(const struct option_uses *uses, struct settings *settings,
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
    settings->screen = terminal_screen_of(stdout, settings->color);
    settings->pager &= settings->screen.is_terminal;
    return status == STATUS_OK ? settings_check(settings, error) : status;
}

void settings_free(struct settings *settings)
{
    filters_free(&settings->filters);
    free(settings->databases);
    free(settings->operands);
}

bool settings_show(const struct settings *settings)
{
    return !settings->batch && settings->operand_count > 0 &&
           strcmp(settings->operands[0], "show") == 0;
}

bool settings_have_filter(const struct settings *settings)
{
    for (enum query_field field = FIELD_OUTLET; field <= FIELD_SECTION; field++)
        if (settings->filters.counts[field] > 0)
            return true;
    return settings->filters.dated;
}

static bool has_letter(char letter)
{
    for (const struct option *option = settings_options; option->name; option++)
        if (option->short_name == letter)
            return true;
    return false;
}

static bool looks_like_options(struct str operand)
{
    if (operand.length < 2 || operand.data[0] != '-')
        return false;
    bool all = true;
    for (size_t i = 1; i < operand.length; i++)
        all &= has_letter(operand.data[i]);
    return all || (operand.length == 2 && isalpha((unsigned char)operand.data[1]));
}

bool settings_look_like_options(const struct settings *settings)
{
    bool all = !settings->batch && settings->operand_count > 0;
    for (size_t i = 0; i < settings->operand_count; i++)
        all &= looks_like_options(str_from(settings->operands[i]));
    return all;
}
