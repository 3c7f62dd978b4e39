/* idx stats: how much the database holds, and what made it. */
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "database.h"
#include "json_text.h"
#include "schema.h"
#include "terminal.h"

static const struct option options[] = {
    {0, "json", NULL, N_("one JSON object")},
    COMMAND_OPTIONS,
};

struct stats {
    struct buffer path;
    uint32_t articles;
    uint64_t outlets, entities, stems, words;
    uint32_t dated;            /* articles with a date */
    struct buffer first, last; /* YYYY-MM-DD; empty without a dated article */
    uint64_t bytes;            /* on the disk */
    struct buffer schema, analyser;
};

static void stats_free(struct stats *stats)
{
    buffer_free(&stats->path);
    buffer_free(&stats->first);
    buffer_free(&stats->last);
    buffer_free(&stats->schema);
    buffer_free(&stats->analyser);
}

static enum xapian_status count_terms(const struct xapian_database *database, enum schema_term kind,
                                      uint64_t *count, char **message)
{
    struct buffer prefix = {0};
    struct xapian_terms *terms = NULL;
    const char *term;
    size_t length;
    schema_term(kind, STR(""), &prefix);
    enum xapian_status status = xapian_database_terms(database, prefix.data, prefix.length, &terms,
                                                      message);
    while (status == XAPIAN_OK &&
           (status = xapian_terms_next(terms, &term, &length, message)) == XAPIAN_OK)
        ++*count;
    xapian_terms_free(terms);
    buffer_free(&prefix);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

static void set_date(struct buffer *date, struct str value)
{
    buffer_clear(date);
    buffer_append(date, value);
}

/* Takes a date among those read, YYYYMMDD. */
static void take_date(struct stats *stats, struct str value)
{
    if (stats->dated == 0 || str_compare(value, buffer_str(&stats->first)) < 0)
        set_date(&stats->first, value);
    if (stats->dated == 0 || str_compare(value, buffer_str(&stats->last)) > 0)
        set_date(&stats->last, value);
    stats->dated++;
}

/* Makes YYYY-MM-DD of YYYYMMDD. */
static void part_date(struct buffer *date)
{
    struct buffer parted = {0};
    if (date->length == 8)
        buffer_append_format(&parted, "%.4s-%.2s-%.2s", date->data, date->data + 4, date->data + 6);
    buffer_free(date);
    *date = parted;
}

/* All of them: the bounds that Xapian keeps stay as wide as they were when an article goes. */
static enum xapian_status read_dates(const struct xapian_database *database, struct stats *stats,
                                     char **message)
{
    struct xapian_values *dates = NULL;
    xapian_docid docid;
    const char *value;
    size_t length;
    enum xapian_status status = xapian_database_values(database, SCHEMA_SLOT_DATE, &dates, message);
    while (status == XAPIAN_OK &&
           (status = xapian_values_next(dates, &docid, &value, &length, message)) == XAPIAN_OK)
        take_date(stats, str_of(value, length));
    xapian_values_free(dates);
    part_date(&stats->first);
    part_date(&stats->last);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

static enum status read_stats(const struct xapian_database *database, struct stats *stats,
                              struct error *error)
{
    char *message = NULL;
    enum xapian_status status = xapian_database_count(database, &stats->articles, &message);
    if (status == XAPIAN_OK)
        status = count_terms(database, SCHEMA_OUTLET, &stats->outlets, &message);
    if (status == XAPIAN_OK)
        status = count_terms(database, SCHEMA_ENTITY, &stats->entities, &message);
    if (status == XAPIAN_OK)
        status = count_terms(database, SCHEMA_STEM, &stats->stems, &message);
    if (status == XAPIAN_OK)
        status = count_terms(database, SCHEMA_WORD, &stats->words, &message);
    if (status == XAPIAN_OK)
        status = read_dates(database, stats, &message);
    if (status != XAPIAN_OK)
        return database_error(error, stats->path.data, status, message);
    stats->bytes = database_bytes(stats->path.data);
    enum status read = database_metadata(database, schema_metadata_key(SCHEMA_META_VERSION),
                                         &stats->schema, error);
    if (read == STATUS_OK)
        read = database_metadata(database, schema_metadata_key(SCHEMA_META_ANALYSER),
                                 &stats->analyser, error);
    return read;
}

static void print_text(const struct stats *stats)
{
    struct buffer path = {0};
    terminal_escape(buffer_str(&stats->path), false, &path);
    printf("database  %s\n", path.data);
    printf("articles  %u\n", stats->articles);
    printf("outlets   %llu\n", (unsigned long long)stats->outlets);
    printf("entities  %llu\n", (unsigned long long)stats->entities);
    printf("terms     %llu stems, %llu words\n", (unsigned long long)stats->stems,
           (unsigned long long)stats->words);
    if (stats->first.length > 0)
        printf("dates     %s to %s, %u articles with one\n", stats->first.data, stats->last.data,
               stats->dated);
    else
        printf("dates     none\n");
    printf("size      %.1f MB\n", (double)stats->bytes / 1e6);
    printf("analyser  %s\n", stats->analyser.data);
    printf("schema    %s\n", stats->schema.data);
    buffer_free(&path);
}

static void print_json(const struct stats *stats)
{
    json_t *object = json_object();
    json_object_set_new(object, "database", json_text_or_null(buffer_str(&stats->path)));
    json_object_set_new(object, "articles", json_integer(stats->articles));
    json_object_set_new(object, "outlets", json_integer((json_int_t)stats->outlets));
    json_object_set_new(object, "entities", json_integer((json_int_t)stats->entities));
    json_object_set_new(object, "stems", json_integer((json_int_t)stats->stems));
    json_object_set_new(object, "words", json_integer((json_int_t)stats->words));
    json_object_set_new(object, "dated", json_integer(stats->dated));
    json_object_set_new(object, "first", json_text_or_null(buffer_str(&stats->first)));
    json_object_set_new(object, "last", json_text_or_null(buffer_str(&stats->last)));
    json_object_set_new(object, "bytes", json_integer((json_int_t)stats->bytes));
    json_object_set_new(object, "analyser", json_text_or_null(buffer_str(&stats->analyser)));
    json_object_set_new(object, "schema", json_integer(strtol(stats->schema.data, NULL, 10)));
    json_dumpf(object, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(object);
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct xapian_database *database = NULL;
    struct stats stats = {0};
    enum status status = command_open(uses, &database, error);
    if (status == STATUS_OK)
        status = database_path(command_option(uses, "db"), &stats.path, error);
    if (status == STATUS_OK)
        status = read_stats(database, &stats, error);
    if (status == STATUS_OK) {
        if (command_has(uses, "json"))
            print_json(&stats);
        else
            print_text(&stats);
    }
    stats_free(&stats);
    xapian_database_free(database);
    return status == STATUS_OK ? EXIT_DONE : EXIT_NOTHING;
}

const struct command command_stats = {
    .name = "stats",
    .operands = "",
    .summary = N_("tell what the database holds and what made it"),
    .options = options,
    .run = run,
};
