/* From the records of entities to names, in four steps: each way a name is written gets a row; rows
 * are grouped by what they fold to; those of surnames join the groups of full names; the groups
 * that have rows then are the names, put in order. */
#include "hit_names.h"

#include <stdlib.h>

#include "entity_record.h"
#include "families.h"
#include "memory.h"
#include "schema.h"
#include "stored_name.h"
#include "tally.h"
#include "values.h"

/* A way to write a name, as a person's or as another. */
struct row {
    bool discovered, person;
    size_t types[ENTITY_TYPES]; /* in how many articles it is of each */
    size_t group;
};

struct group {
    size_t best_row; /* the way it is written most often; NO_ROW: never in these articles */
    size_t types[ENTITY_TYPES];
    bool discovered;
    size_t articles;
    size_t seen; /* the last article it was counted in, plus 1 */
};
#define NO_ROW SIZE_MAX

struct reading {
    const struct xapian_database *database;
    struct french *french;
    struct entity_choice choice;
    struct hit_names *names;
    struct buffer text;
    struct tally written; /* names as they are shown; its rows are those of `rows` */
    struct row *rows;
    size_t row_capacity;
    struct tally keys; /* what rows fold to; its rows are those of `groups` */
    struct group *groups;
    size_t group_count, group_capacity;
    size_t member_count, member_capacity;
};

static enum entity_type most_frequent(const size_t *types)
{
    enum entity_type best = 0;
    for (enum entity_type type = 1; type < ENTITY_TYPES; type++)
        if (types[type] > types[best])
            best = type;
    return best;
}

/* -- Rows ------------------------------------------------------------------------------------ */

static void add_member(struct reading *reading, const struct entity_record *record)
{
    struct hit_names *names = reading->names;
    bool person = record->discovered && record->type == ENTITY_PERSON;
    buffer_clear(&reading->text);
    buffer_append_char(&reading->text, person ? 'P' : 'N');
    entity_record_show(record, &reading->text);
    size_t row = tally_add(&reading->written, buffer_str(&reading->text));
    reading->rows = memory_grow(reading->rows, &reading->row_capacity, row + 1,
                                sizeof *reading->rows);
    if (reading->written.rows[row].count == 1)
        reading->rows[row] = (struct row){.discovered = record->discovered, .person = person};
    reading->rows[row].types[record->type]++;
    names->members = memory_grow(names->members, &reading->member_capacity,
                                 reading->member_count + 1, sizeof *names->members);
    names->members[reading->member_count++] = (uint32_t)row;
}

/* The name of a row as it is shown. */
static struct str shown_name(const struct reading *reading, size_t row)
{
    return str_after(reading->written.rows[row].name, 1);
}

static void read_article(void *context, struct candidate *candidate, struct str value)
{
    struct reading *reading = context;
    struct entity_record record;
    (void)candidate;
    if (entity_record_open(value, &record))
        while (entity_record_next(&record))
            if (entity_choice_has(reading->choice, &record))
                add_member(reading, &record);
    reading->names->ends[reading->names->article_count++] = reading->member_count;
}

/* -- Groups ---------------------------------------------------------------------------------- */

/* The group of a key: D and the folded name of a discovered one, L and the name of another. */
static size_t enter_group(struct reading *reading, char kind, struct str name)
{
    buffer_clear(&reading->text);
    buffer_append_char(&reading->text, kind);
    buffer_append(&reading->text, name);
    size_t at = tally_add(&reading->keys, buffer_str(&reading->text));
    if (at < reading->group_count)
        return at;
    reading->groups = memory_grow(reading->groups, &reading->group_capacity, at + 1,
                                  sizeof *reading->groups);
    reading->groups[at] = (struct group){.best_row = NO_ROW, .discovered = kind == 'D'};
    reading->group_count++;
    return at;
}

static struct str folded_name(const struct reading *reading, size_t group)
{
    return str_after(reading->keys.rows[group].name, 1);
}

static void group_rows(struct reading *reading)
{
    struct buffer folded = {0};
    for (size_t i = 0; i < reading->written.count; i++) {
        struct row *row = &reading->rows[i];
        buffer_clear(&folded);
        if (row->discovered)
            french_fold_name(reading->french, shown_name(reading, i), &folded);
        row->group = row->discovered ? enter_group(reading, 'D', buffer_str(&folded))
                                     : enter_group(reading, 'L', shown_name(reading, i));
        struct group *group = &reading->groups[row->group];
        if (group->best_row == NO_ROW ||
            reading->written.rows[i].count > reading->written.rows[group->best_row].count)
            group->best_row = i;
    }
    buffer_free(&folded);
}

/* -- Surnames -------------------------------------------------------------------------------- */

/* A row to be looked up, by the last word of its name. */
struct lookup {
    struct str last_word;
    size_t row;
};

static int compare_lookups(const void *a, const void *b)
{
    return str_compare(((const struct lookup *)a)->last_word,
                       ((const struct lookup *)b)->last_word);
}

static size_t list_persons(const struct reading *reading, struct lookup *lookups)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->written.count; i++) {
        struct str rest = folded_name(reading, reading->rows[i].group);
        struct str word = rest;
        while (rest.data)
            word = str_cut(&rest, ' ');
        if (reading->rows[i].person)
            lookups[count++] = (struct lookup){word, i};
    }
    if (count > 1)
        qsort(lookups, count, sizeof *lookups, compare_lookups);
    return count;
}

static enum status join_surname(struct reading *reading, struct family_reader *families,
                                struct family *family, struct row *row, struct error *error)
{
    struct str folded = folded_name(reading, row->group);
    enum status status = family_read(families, folded, family, error);
    const struct family_member *full = status == STATUS_OK ? family_full_name(family, folded)
                                                           : NULL;
    if (full)
        row->group = enter_group(reading, 'D', full->name);
    return status;
}

static enum status join_surnames(struct reading *reading, struct error *error)
{
    struct family_reader families = {.database = reading->database};
    struct family family = {0};
    struct lookup *lookups = memory_allocate(reading->written.count, sizeof *lookups);
    size_t count = list_persons(reading, lookups);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = join_surname(reading, &families, &family, &reading->rows[lookups[i].row], error);
    free(lookups);
    family_free(&family);
    family_reader_close(&families);
    return status;
}

/* -- Names ----------------------------------------------------------------------------------- */

static void sum_types(struct reading *reading)
{
    for (size_t i = 0; i < reading->written.count; i++)
        for (size_t type = 0; type < ENTITY_TYPES; type++)
            reading->groups[reading->rows[i].group].types[type] += reading->rows[i].types[type];
}

/* Turns the members from rows into groups, each once an article, and counts them. */
static void count_members(struct reading *reading)
{
    struct hit_names *names = reading->names;
    size_t kept = 0;
    size_t at = 0;
    for (size_t article = 0; article < names->article_count; article++) {
        for (; at < names->ends[article]; at++) {
            size_t index = reading->rows[names->members[at]].group;
            struct group *group = &reading->groups[index];
            if (group->seen == article + 1)
                continue;
            group->seen = article + 1;
            group->articles++;
            names->members[kept++] = (uint32_t)index;
        }
        names->ends[article] = kept;
    }
    reading->member_count = kept;
}

static struct str copy(struct str text)
{
    return str_of(memory_copy(text.data, text.length), text.length);
}

static enum status add_name(struct reading *reading, size_t index, struct error *error)
{
    const struct group *group = &reading->groups[index];
    struct hit_name *name = &reading->names->names[reading->names->count];
    enum status status = STATUS_OK;
    *name = (struct hit_name){.type = most_frequent(group->types),
                              .discovered = group->discovered,
                              .articles = group->articles};
    buffer_clear(&reading->text);
    if (group->best_row != NO_ROW)
        buffer_append(&reading->text, shown_name(reading, group->best_row));
    else
        status = stored_name_show(reading->database, reading->french, folded_name(reading, index),
                                  &reading->text, error);
    name->name = copy(buffer_str(&reading->text));
    if (group->discovered)
        name->folded = copy(folded_name(reading, index));
    reading->names->count++;
    return status;
}

static int compare(const void *a, const void *b)
{
    const struct hit_name *x = a;
    const struct hit_name *y = b;
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return str_compare(x->name, y->name);
}

/* Takes the groups that have articles over as names, in order. */
static enum status put_in_order(struct reading *reading, struct error *error)
{
    struct hit_names *names = reading->names;
    enum status status = STATUS_OK;
    uint32_t *place_of = memory_allocate(reading->group_count, sizeof *place_of);
    names->names = memory_allocate(reading->group_count, sizeof *names->names);
    for (size_t i = 0; i < reading->group_count && status == STATUS_OK; i++) {
        if (reading->groups[i].articles == 0)
            continue;
        status = add_name(reading, i, error);
        names->names[names->count - 1].number = i;
    }
    if (names->count > 1)
        qsort(names->names, names->count, sizeof *names->names, compare);
    for (size_t i = 0; i < names->count; i++)
        place_of[names->names[i].number] = (uint32_t)i;
    for (size_t i = 0; i < reading->member_count; i++)
        names->members[i] = place_of[names->members[i]];
    free(place_of);
    return status;
}

static void reading_free(struct reading *reading)
{
    tally_free(&reading->written);
    tally_free(&reading->keys);
    free(reading->rows);
    free(reading->groups);
    buffer_free(&reading->text);
}

enum status hit_names_read(const struct search *search, const struct xapian_database *database,
                           struct french *french, struct entity_choice choice,
                           struct hit_names *names, struct error *error)
{
    struct reading reading = {
        .database = database, .french = french, .choice = choice, .names = names};
    names->ends = memory_allocate(search->all_count, sizeof *names->ends);
    enum status status = values_for_each(database, SCHEMA_SLOT_ENTITIES, search->all,
                                         search->all_count, read_article, &reading, error);
    if (status == STATUS_OK) {
        group_rows(&reading);
        status = join_surnames(&reading, error);
    }
    if (status == STATUS_OK) {
        sum_types(&reading);
        count_members(&reading);
        status = put_in_order(&reading, error);
    }
    reading_free(&reading);
    return status;
}

void hit_names_free(struct hit_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free((char *)names->names[i].name.data);
        free((char *)names->names[i].folded.data);
    }
    free(names->names);
    free(names->members);
    free(names->ends);
    *names = (struct hit_names){0};
}
