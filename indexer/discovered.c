/* From the stored records of entities to the list of discovered names. */
#include "discovered.h"

#include <stdio.h>
#include <stdlib.h>

#include "database.h"
#include "entity_record.h"
#include "families.h"
#include "gazetteer_files.h"
#include "json_text.h"
#include "memory.h"
#include "name_evidence.h"
#include "name_spellings.h"
#include "schema.h"
#include "tally.h"
#include "terminal.h"

/* -- Reading --------------------------------------------------------------------------------- */

void discovered_free(struct discovered *discovered)
{
    collected_names_free(&discovered->names);
    free(discovered->docids);
    *discovered = (struct discovered){0};
}

static void add_article(struct discovered *discovered, struct name_collector *collector,
                        xapian_docid docid, struct str value)
{
    struct entity_record entity;
    size_t article = discovered->names.article_count;
    if (entity_record_open(value, &entity))
        while (entity_record_next(&entity))
            if (entity.discovered)
                name_collector_add(collector, &entity);
    name_collector_end_article(collector);
    discovered->docids = memory_grow(discovered->docids, &discovered->docid_capacity, article + 1,
                                     sizeof *discovered->docids);
    discovered->docids[article] = docid;
}

static enum status collect(const struct name_source *source, struct discovered *discovered,
                           struct error *error)
{
    discovered->names.with_ways = true;
    struct name_collector *collector = name_collector_new(source, &discovered->names);
    struct xapian_values *values = NULL;
    xapian_docid docid;
    const char *bytes;
    size_t length;
    char *message = NULL;
    enum xapian_status read = xapian_database_values(source->database, SCHEMA_SLOT_ENTITIES,
                                                     &values, &message);
    while (read == XAPIAN_OK &&
           (read = xapian_values_next(values, &docid, &bytes, &length, &message)) == XAPIAN_OK)
        add_article(discovered, collector, docid, str_of(bytes, length));
    xapian_values_free(values);
    enum status status = read == XAPIAN_END ? name_collector_finish(collector, error)
                                            : database_error(error, NULL, read, message);
    name_collector_free(collector);
    return status;
}

enum status discovered_read(const struct xapian_database *database, struct french *french,
                            struct discovered *discovered, struct error *error)
{
    struct gazetteer *listed = gazetteer_new(french);
    const struct name_source source = {database, french, listed};
    enum status status = gazetteer_load_stored(listed, database, error);
    if (status == STATUS_OK)
        status = collect(&source, discovered, error);
    if (status == STATUS_OK)
        name_spellings_join(&discovered->names);
    gazetteer_free(listed);
    return status;
}

size_t discovered_articles(const struct discovered *discovered, size_t index, xapian_docid *docids,
                           size_t most)
{
    const struct collected_names *names = &discovered->names;
    size_t count = 0;
    size_t at = 0;
    for (size_t article = 0; article < names->article_count && count < most; article++)
        for (; at < names->ends[article]; at++)
            if (names->members[at] == index && count < most)
                docids[count++] = discovered->docids[article];
    return count;
}

/* -- Ways ------------------------------------------------------------------------------------ */

struct str discovered_name(const struct collected_names *names, size_t index)
{
    struct str shown = names->names[index].name;
    const struct str mark = STR(" ?");
    return str_ends(shown, mark) ? str_of(shown.data, shown.length - mark.length) : shown;
}

void discovered_aliases(const struct collected_names *names, size_t index, bool surnames,
                        struct french *french, struct buffer *aliases)
{
    const struct collected_name *name = &names->names[index];
    struct buffer folded = {0};
    struct tally seen = {0};
    tally_add(&seen, name->folded);
    for (size_t i = 0; i < name->way_count; i++) {
        struct str way = names->ways[name->first_way + i].name;
        buffer_clear(&folded);
        french_fold_name(french, way, &folded);
        bool surname = family_is_longer(name->folded, buffer_str(&folded));
        if (seen.rows[tally_add(&seen, buffer_str(&folded))].count > 1 || (surname && !surnames))
            continue;
        if (aliases->length > 0)
            buffer_append_char(aliases, '|');
        buffer_append(aliases, way);
    }
    tally_free(&seen);
    buffer_free(&folded);
}

/* -- Printing -------------------------------------------------------------------------------- */

static void append_ways(const struct collected_names *names, const struct collected_name *name,
                        struct buffer *text)
{
    for (size_t i = 0; i < name->way_count; i++) {
        if (i > 0)
            buffer_append_char(text, '|');
        buffer_append(text, names->ways[name->first_way + i].name);
    }
}

/* Tabs part the columns, which a terminal's escapes keep out. */
static void print_columns(const struct buffer *line, bool terminal)
{
    struct buffer escaped = {0};
    for (struct str rest = buffer_str(line); rest.data;) {
        struct str column = str_cut(&rest, '\t');
        if (terminal)
            terminal_escape(column, false, &escaped);
        else
            buffer_append(&escaped, column);
        buffer_append_char(&escaped, rest.data ? '\t' : '\n');
    }
    fwrite(escaped.data, 1, escaped.length, stdout);
    buffer_free(&escaped);
}

static void print_line(const struct collected_names *names, size_t index, bool terminal)
{
    const struct collected_name *name = &names->names[index];
    struct buffer line = {0};
    buffer_append(&line, discovered_name(names, index));
    buffer_append_format(&line, "\t%s\t%zu\t%zu\t%zu\t", entity_type_name(name->type),
                         name->articles, name->mentions, collected_name_percent(name));
    name_evidence_append(name->evidence, &line);
    buffer_append_format(&line, "\t%zu\t", name->open);
    append_ways(names, name, &line);
    print_columns(&line, terminal);
    buffer_free(&line);
}

static json_t *evidence_json(unsigned evidence)
{
    struct buffer text = {0};
    json_t *array = json_array();
    name_evidence_append(evidence, &text);
    for (struct str rest = buffer_str(&text); rest.data;)
        json_array_append_new(array, json_text(str_cut(&rest, ',')));
    buffer_free(&text);
    return array;
}

static json_t *ways_json(const struct collected_names *names, const struct collected_name *name)
{
    json_t *array = json_array();
    for (size_t i = 0; i < name->way_count; i++) {
        const struct name_way *way = &names->ways[name->first_way + i];
        json_t *object = json_object();
        json_object_set_new(object, "name", json_text(way->name));
        json_object_set_new(object, "articles", json_integer((json_int_t)way->articles));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *name_json(const struct collected_names *names, size_t index)
{
    const struct collected_name *name = &names->names[index];
    json_t *object = json_object();
    json_object_set_new(object, "name", json_text(discovered_name(names, index)));
    json_object_set_new(object, "type", json_string(entity_type_name(name->type)));
    json_object_set_new(object, "articles", json_integer((json_int_t)name->articles));
    json_object_set_new(object, "mentions", json_integer((json_int_t)name->mentions));
    json_object_set_new(object, "percent", json_integer((json_int_t)collected_name_percent(name)));
    json_object_set_new(object, "evidence", evidence_json(name->evidence));
    json_object_set_new(object, "open", json_integer((json_int_t)name->open));
    json_object_set_new(object, "ways", ways_json(names, name));
    return object;
}

void discovered_print(const struct collected_names *names, bool json, size_t most)
{
    json_t *array = json ? json_array() : NULL;
    bool terminal = terminal_is(stdout);
    for (size_t i = 0; i < names->count && i < most && !terminal_output_ended(); i++)
        if (json)
            json_array_append_new(array, name_json(names, i));
        else
            print_line(names, i, terminal);
    if (json) {
        json_dumpf(array, stdout, JSON_INDENT(2));
        putchar('\n');
    }
    json_decref(array);
}
