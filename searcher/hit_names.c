/* The hits' records of entities, handed to the collector of names. */
#include "hit_names.h"

#include "entity_record.h"
#include "schema.h"
#include "values.h"

struct reading {
    struct entity_choice choice;
    struct name_collector *collector;
};

static void read_article(void *context, struct candidate *candidate, struct str value)
{
    struct reading *reading = context;
    struct entity_record entity;
    (void)candidate;
    if (entity_record_open(value, &entity))
        while (entity_record_next(&entity))
            if (entity_choice_has(reading->choice, &entity))
                name_collector_add(reading->collector, &entity);
    name_collector_end_article(reading->collector);
}

enum status hit_names_read(const struct search *search, const struct name_source *source,
                           struct entity_choice choice, struct collected_names *names,
                           struct error *error)
{
    struct reading reading = {choice, name_collector_new(source, names)};
    enum status status = values_for_each(source->database, SCHEMA_SLOT_ENTITIES, search->all,
                                         search->all_count, read_article, &reading, error);
    if (status == STATUS_OK)
        status = name_collector_finish(reading.collector, error);
    name_collector_free(reading.collector);
    return status;
}
