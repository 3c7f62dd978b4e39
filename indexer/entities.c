/* idx entities: the entities that the database was made with, and how many articles have each;
 * with operands, a decision about one (curate.h). */
#include <limits.h>
#include <stdio.h>

#include "commands.h"
#include "curate.h"
#include "database.h"
#include "discovered.h"
#include "language.h"
#include "entities.h"
#include "gazetteer_files.h"
#include "json_text.h"
#include "schema.h"
#include "terminal.h"

static const struct option options[] = {
    {0, "json", NULL, N_("a JSON array of objects: name, type, aliases, articles")},
    {0, "discovered", NULL, N_("list the names that were discovered and are in no list")},
    {0, "interactive", NULL, N_("ask about each of them, with two sentences that have it")},
    {'n', "limit", OPTION_NUMBER, N_("at most so many of them [all]")},
    {0, "entities", N_("FILE"), N_("decisions go to this list, not to your own")},
    WAIT_OPTION,
    COMMAND_OPTIONS,
};

static enum status count_articles(const struct xapian_database *database, struct str folded_name,
                                  uint32_t *articles, struct error *error)
{
    struct buffer term = {0};
    char *message = NULL;
    schema_term(SCHEMA_ENTITY, folded_name, &term);
    enum xapian_status status = xapian_database_frequency(database, term.data, term.length,
                                                          articles, NULL, &message);
    buffer_free(&term);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

static void print_text(const struct entity *entity, uint32_t articles)
{
    struct buffer line = {0};
    buffer_append_format(&line, "%.*s\t%s\t%u\t%.*s", STR_FORMAT(entity->name),
                         entity_type_name(entity->type), articles, STR_FORMAT(entity->aliases));
    puts(line.data);
    buffer_free(&line);
}

static json_t *entity_json(const struct entity *entity, uint32_t articles)
{
    json_t *object = json_object();
    json_t *aliases = json_array();
    for (struct str rest = entity->aliases; rest.length > 0;)
        json_array_append_new(aliases, json_text(str_cut(&rest, '|')));
    json_object_set_new(object, "name", json_text(entity->name));
    json_object_set_new(object, "type", json_string(entity_type_name(entity->type)));
    json_object_set_new(object, "aliases", aliases);
    json_object_set_new(object, "articles", json_integer(articles));
    return object;
}

static enum status print_entities(const struct xapian_database *database,
                                  const struct gazetteer *gazetteer, bool json, struct error *error)
{
    json_t *array = json ? json_array() : NULL;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < gazetteer_count(gazetteer) && status == STATUS_OK; i++) {
        struct entity entity = gazetteer_entity(gazetteer, i);
        uint32_t articles = 0;
        if (entity.type == ENTITY_NONE)
            continue;
        status = count_articles(database, entity.folded_name, &articles, error);
        if (status != STATUS_OK)
            break;
        if (json)
            json_array_append_new(array, entity_json(&entity, articles));
        else
            print_text(&entity, articles);
    }
    if (json && status == STATUS_OK) {
        json_dumpf(array, stdout, JSON_INDENT(2));
        putchar('\n');
    }
    json_decref(array);
    return status;
}

static enum status list(const struct option_uses *uses, struct error *error)
{
    struct xapian_database *database = NULL;
    struct french *french = french_new();
    struct gazetteer *gazetteer = gazetteer_new(french);
    enum status status = command_open(uses, &database, error);
    if (status == STATUS_OK)
        status = gazetteer_load_stored(gazetteer, database, error);
    if (status == STATUS_OK)
        status = print_entities(database, gazetteer, command_has(uses, "json"), error);
    gazetteer_free(gazetteer);
    french_free(french);
    xapian_database_free(database);
    return status;
}

static enum status list_discovered(const struct option_uses *uses, struct error *error)
{
    struct xapian_database *database = NULL;
    struct french *french = french_new();
    struct discovered discovered = {0};
    long long most = LLONG_MAX;
    enum status status = command_number(uses, "limit", 0, 1000000, &most, error);
    if (status == STATUS_OK)
        status = command_open(uses, &database, error);
    if (status == STATUS_OK)
        status = discovered_read(database, french, &discovered, error);
    if (status == STATUS_OK)
        discovered_print(&discovered.names, command_has(uses, "json"), (size_t)most);
    discovered_free(&discovered);
    french_free(french);
    xapian_database_free(database);
    return status;
}

static enum status run_asked(const struct option_uses *uses, struct error *error)
{
    if (command_has_operand(uses) || command_has(uses, "interactive"))
        return curate_run(uses, error);
    return command_has(uses, "discovered") ? list_discovered(uses, error) : list(uses, error);
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    enum status status = run_asked(uses, error);
    return status == STATUS_OK ? EXIT_DONE : EXIT_NOTHING;
}

const struct command command_entities = {
    .name = "entities",
    .operands = N_("[accept NAME [TYPE] | reject NAME | merge OTHER NAME | rename OLD NEW | "
                   "type NAME TYPE]"),
    .summary = N_("list the entities known, or decide who is one"),
    .options = options,
    .run = run,
};
