/* Packing and reading the entities of an article. */
#include "entity_record.h"

#define VERSION 1

/* How many of the mentions from `first` on are of the same entity. */
static size_t run_length(const struct mentions *mentions, size_t first)
{
    size_t last = first;
    while (last < mentions->count &&
           mentions->mentions[last].entity == mentions->mentions[first].entity)
        last++;
    return last - first;
}

void entity_record_build(const struct gazetteer *gazetteer, const struct mentions *mentions,
                         struct buffer *record)
{
    buffer_append_char(record, VERSION);
    for (size_t first = 0, run; first < mentions->count; first += run) {
        run = run_length(mentions, first);
        struct entity entity = gazetteer_entity(gazetteer, mentions->mentions[first].entity);
        pack_text(record, entity.name);
        pack_number(record, entity.type);
        pack_number(record, run);
        for (size_t i = first; i < first + run; i++) {
            const struct mention *mention = &mentions->mentions[i];
            pack_number(record, mention->field);
            pack_number(record, mention->start);
            pack_number(record, mention->end - mention->start);
        }
    }
}

bool entity_record_open(struct str record, struct entity_record *entities)
{
    *entities = (struct entity_record){.unpack.rest = record};
    if (record.length == 0)
        return true;
    return unpack_bytes(&entities->unpack, 1).data[0] == VERSION;
}

bool entity_record_next(struct entity_record *entities)
{
    struct unpack *unpack = &entities->unpack;
    if (unpack->failed || unpack->rest.length == 0)
        return false;
    entities->name = unpack_text(unpack);
    entities->type = (enum entity_type)unpack_bounded(unpack, ENTITY_TYPES - 1);
    entities->mentions = unpack_bounded(unpack, UINT32_MAX);
    const char *ranges = unpack->rest.data;
    for (uint32_t i = 0; i < entities->mentions && !unpack->failed; i++) {
        unpack_bounded(unpack, 1);
        unpack_bounded(unpack, UINT32_MAX);
        unpack_bounded(unpack, UINT32_MAX);
    }
    if (unpack->failed)
        return false;
    entities->ranges = str_of(ranges, (size_t)(unpack->rest.data - ranges));
    return true;
}
