/* idx names: the persons, organisations and places that the recogniser finds in the articles of
 * files. It reads files, not the database, and changes nothing. */
#include <stdio.h>

#include "analysers.h"
#include "analysis.h"
#include "commands.h"
#include "inputs.h"
#include "json_text.h"
#include "name_evidence.h"
#include "name_links.h"
#include "language.h"
#include "reader.h"
#include "terminal.h"

static const struct option options[] = {
    {0, "json", NULL,
     N_("an object an article: its fields, entities as [start, end, type], linked")},
    {0, "model", N_("FILE"), N_("another model than the installed one")},
    {0, "no-model", NULL, N_("find names by the rules alone")},
    ENTITIES_OPTION,
    COMMAND_OPTIONS,
};

/* The types as the json output calls them, those of most collections marked by hand. */
static const char *const short_types[] = {"PER", "ORG", "LOC"};

struct finder {
    struct analysers analysers;
    struct analysis analysis;
    const char *path; /* of the file at hand */
    bool json;
    bool terminal; /* standard output is one */
    size_t articles, rejected;
};

static void report(void *context, enum reader_severity severity, size_t line, const char *reason)
{
    struct finder *finder = context;
    struct buffer place = {0};
    buffer_append_format(&place, "%s:%zu", finder->path, line);
    terminal_message(place.data, "%s", reason);
    finder->rejected += severity == READER_REJECTION;
    buffer_free(&place);
}

/* -- Printing -------------------------------------------------------------------------------- */

static json_t *names_of_field(const struct names_found *found, uint8_t field)
{
    json_t *array = json_array();
    for (size_t i = 0; i < found->count; i++) {
        const struct name *name = &found->names[i];
        if (name->field == field)
            json_array_append_new(array, json_pack("[i,i,s]", (int)name->start, (int)name->end,
                                                   short_types[name->type]));
    }
    return array;
}

static struct str written(const struct article *article, const struct name *name)
{
    struct str text = article_get(article, name->field == 0 ? ARTICLE_TITLE : ARTICLE_TEXT);
    return str_of(text.data + name->start, name->end - name->start);
}

/* The names that are another way to write a longer one, which is given as it is written, and why.
 */
static json_t *linked_names(const struct names_found *found, const struct article *article)
{
    json_t *array = json_array();
    for (size_t i = 0; i < found->count; i++) {
        const struct name *name = &found->names[i];
        if (name->link == NAME_LINK_NONE)
            continue;
        enum article_field field = name->field == 0 ? ARTICLE_TITLE : ARTICLE_TEXT;
        json_t *link = json_pack("{s:s,s:i,s:i}", "field", article_field_name(field), "start",
                                 (int)name->start, "end", (int)name->end);
        json_object_set_new(link, "to", json_text(written(article, &found->names[name->linked])));
        json_object_set_new(link, "by", json_string(name_link_name(name->link)));
        json_array_append_new(array, link);
    }
    return array;
}

static void print_json(const struct finder *finder, const struct article *article)
{
    json_t *object = json_object();
    for (int i = 0; i < ARTICLE_FIELDS; i++) {
        enum article_field field = (enum article_field)i;
        if (article_get(article, field).length > 0)
            json_object_set_new(object, article_field_name(field),
                                json_text(article_get(article, field)));
    }
    if (article_get(article, ARTICLE_TITLE).length > 0)
        json_object_set_new(object, "title_entities", names_of_field(&finder->analysis.names, 0));
    json_object_set_new(object, "entities", names_of_field(&finder->analysis.names, 1));
    json_object_set_new(object, "linked", linked_names(&finder->analysis.names, article));
    json_dumpf(object, stdout, JSON_COMPACT | (finder->terminal ? JSON_ENSURE_ASCII : 0));
    putchar('\n');
    json_decref(object);
}

/* A line a name, `id TAB title|text TAB start TAB end TAB type TAB name TAB why`. */
static void print_lines(const struct finder *finder, const struct article *article)
{
    struct buffer line = {0};
    struct buffer escaped = {0};
    struct buffer why = {0};
    for (size_t i = 0; i < finder->analysis.names.count; i++) {
        const struct name *name = &finder->analysis.names.names[i];
        enum article_field field = name->field == 0 ? ARTICLE_TITLE : ARTICLE_TEXT;
        buffer_clear(&line);
        buffer_clear(&escaped);
        buffer_clear(&why);
        name_evidence_append(name->evidence, &why);
        terminal_escape(written(article, name), false, &escaped);
        buffer_append_format(&line, "%.*s\t%s\t%u\t%u\t%s\t%.*s\t%s",
                             STR_FORMAT(article_get(article, ARTICLE_ID)),
                             article_field_name(field), name->start, name->end,
                             entity_type_name((enum entity_type)name->type),
                             STR_FORMAT(buffer_str(&escaped)), why.data);
        puts(line.data);
    }
    buffer_free(&escaped);
    buffer_free(&why);
    buffer_free(&line);
}

/* -- Finding --------------------------------------------------------------------------------- */

static void find_names(struct finder *finder, struct article *article)
{
    const struct analysers *with = &finder->analysers;
    const struct analysis_source source = {.french = with->french,
                                           .gazetteer = with->gazetteer,
                                           .names = with->names,
                                           .title = article_get(article, ARTICLE_TITLE),
                                           .text = article_get(article, ARTICLE_TEXT)};
    french_trim(with->french);
    analysis_make(&finder->analysis, &source);
    if (article_get(article, ARTICLE_ID).length == 0)
        article_make_id(article, 0);
    if (finder->json)
        print_json(finder, article);
    else
        print_lines(finder, article);
    finder->articles++;
}

/* What is wrong with the file is told and counted. */
static void read_file(struct finder *finder, const char *path)
{
    struct reader_options reader_options = {
        .title_optional = true, .report = report, .context = finder};
    struct reader *reader = NULL;
    struct article article = {0};
    struct error error = {0};
    size_t line;
    enum reader_result result = READER_FAILED;
    finder->path = path;
    if (reader_open(path, &reader_options, &reader, &error) == STATUS_OK)
        while ((result = reader_next(reader, &article, &line, &error)) == READER_ARTICLE &&
               !terminal_output_ended())
            find_names(finder, &article);
    if (result == READER_FAILED) {
        terminal_message("idx", "%s", error_message(&error));
        finder->rejected++;
    }
    article_free(&article);
    reader_free(reader);
    error_free(&error);
}

static enum status read_operands(struct finder *finder, const struct option_uses *uses,
                                 struct error *error)
{
    struct inputs inputs = {0};
    enum status status = STATUS_OK;
    size_t operands = 0;
    for (size_t i = 0; i < uses->count && status == STATUS_OK; i++) {
        char *operand[] = {(char *)uses->uses[i].value};
        if (!uses->uses[i].option) {
            status = inputs_collect(operand, 1, &inputs, error);
            operands++;
        }
    }
    if (operands == 0)
        status = inputs_collect(NULL, 0, &inputs, error);
    for (size_t i = 0; i < inputs.count && status == STATUS_OK && !terminal_output_ended(); i++)
        read_file(finder, inputs.paths[i]);
    inputs_free(&inputs);
    return status;
}

static void finder_free(struct finder *finder)
{
    analysis_free(&finder->analysis);
    analysers_free(&finder->analysers);
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct finder finder = {.json = command_has(uses, "json"), .terminal = terminal_is(stdout)};
    const struct analysers_settings settings = {.entities = command_option(uses, "entities"),
                                                .discover = true,
                                                .model = command_option(uses, "model"),
                                                .without_model = command_has(uses, "no-model")};
    enum status status = analysers_load(&settings, &finder.analysers, error);
    if (status == STATUS_OK && !finder.analysers.names)
        status = STATUS_SYSTEM; /* why was told */
    if (status == STATUS_OK)
        status = read_operands(&finder, uses, error);
    bool some = finder.articles > 0;
    bool rejected = finder.rejected > 0 || status != STATUS_OK;
    finder_free(&finder);
    return !rejected ? EXIT_DONE : some ? EXIT_REJECTED : EXIT_NOTHING;
}

const struct command command_names = {
    .name = "names",
    .operands = N_("[FILE|DIRECTORY|-]..."),
    .summary = N_("find persons, organisations and places in the articles of files"),
    .options = options,
    .run = run,
};
