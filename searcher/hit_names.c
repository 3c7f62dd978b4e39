/* One pass over the records of entities; then the names are put in order. */
#include "hit_names.h"

#include <stdlib.h>

#include "entity_record.h"
#include "memory.h"
#include "schema.h"
#include "tally.h"
#include "values.h"

/* -- Types ----------------------------------------------------------------------------------- */

enum status entity_types_read(struct str list, entity_types *types, struct error *error)
{
    *types = 0;
    while (list.data) {
        struct str name = str_trim(str_cut(&list, ','));
        enum entity_type type = 0;
        while (type < ENTITY_TYPES && !str_equal(name, str_from(entity_type_name(type))))
            type++;
        if (type == ENTITY_TYPES)
            return error_set(error, STATUS_INPUT,
                             "--entity-type: \"%.*s\" is none; there are person, organisation, "
                             "place, event",
                             STR_FORMAT(name));
        *types |= 1U << type;
    }
    return STATUS_OK;
}

/* -- Reading --------------------------------------------------------------------------------- */

struct reading {
    struct hit_names *names;
    entity_types types;
    struct tally tally;
    enum entity_type *type_of; /* by row of the tally */
    size_t type_capacity;
    size_t member_count;
};

static void add_member(struct reading *reading, const struct entity_record *record)
{
    struct hit_names *names = reading->names;
    size_t row = tally_add(&reading->tally, record->name);
    reading->type_of = memory_grow(reading->type_of, &reading->type_capacity, row + 1,
                                   sizeof *reading->type_of);
    reading->type_of[row] = record->type;
    names->members = memory_grow(names->members, &names->member_capacity, reading->member_count + 1,
                                 sizeof *names->members);
    names->members[reading->member_count++] = (uint32_t)row;
}

static void read_article(void *context, struct candidate *candidate, struct str value)
{
    struct reading *reading = context;
    struct entity_record record;
    (void)candidate;
    if (entity_record_open(value, &record))
        while (entity_record_next(&record))
            if (entity_types_have(reading->types, record.type))
                add_member(reading, &record);
    reading->names->ends[reading->names->article_count++] = reading->member_count;
}

/* -- Order ----------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const struct hit_name *x = a;
    const struct hit_name *y = b;
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return str_compare(x->name, y->name);
}

/* Takes the names over from the tally and gives the members their places in the order. */
static void put_in_order(struct reading *reading)
{
    struct hit_names *names = reading->names;
    struct tally *tally = &reading->tally;
    uint32_t *place_of = memory_allocate(tally->count, sizeof *place_of);
    names->count = tally->count;
    names->names = memory_allocate(tally->count, sizeof *names->names);
    for (size_t i = 0; i < tally->count; i++)
        names->names[i] = (struct hit_name){tally->rows[i].name, reading->type_of[i],
                                            tally->rows[i].count, i};
    tally->count = 0; /* the names are no longer the tally's */
    if (names->count > 1)
        qsort(names->names, names->count, sizeof *names->names, compare);
    for (size_t i = 0; i < names->count; i++)
        place_of[names->names[i].number] = (uint32_t)i;
    for (size_t i = 0; i < reading->member_count; i++)
        names->members[i] = place_of[names->members[i]];
    free(place_of);
}

enum status hit_names_read(const struct search *search, const struct xapian_database *database,
                           entity_types types, struct hit_names *names, struct error *error)
{
    struct reading reading = {.names = names, .types = types};
    names->ends = memory_allocate(search->all_count, sizeof *names->ends);
    enum status status = values_for_each(database, SCHEMA_SLOT_ENTITIES, search->all,
                                         search->all_count, read_article, &reading, error);
    put_in_order(&reading);
    tally_free(&reading.tally);
    free(reading.type_of);
    return status;
}

void hit_names_free(struct hit_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free((char *)names->names[i].name.data);
    free(names->names);
    free(names->members);
    free(names->ends);
    *names = (struct hit_names){0};
}
