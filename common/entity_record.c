/* Packing and reading the entities of an article. */
#include "entity_record.h"

#define VERSION 2

#define TYPE_MASK  3 /* of the packed type */
#define DISCOVERED 4

static void pack_mentions(const struct article_mention *mentions, size_t count,
                          struct buffer *record)
{
    uint32_t ends[2] = {0, 0};
    pack_number(record, count);
    for (size_t i = 0; i < count; i++) {
        const struct article_mention *mention = &mentions[i];
        pack_number(record, mention->field | (unsigned)mention->link << 1);
        pack_number(record, mention->start - ends[mention->field]);
        pack_number(record, mention->end - mention->start);
        ends[mention->field] = mention->end;
    }
}

void entity_record_build(const struct article_entities *entities, struct buffer *record)
{
    buffer_append_char(record, VERSION);
    for (size_t i = 0; i < entities->count; i++) {
        const struct article_entity *entity = &entities->entities[i];
        pack_text(record, entity->name);
        pack_number(record, entity->type | (entity->discovered ? DISCOVERED : 0U));
        if (entity->discovered)
            buffer_append_char(record, (char)entity->evidence);
        pack_mentions(entities->mentions + entity->first, entity->count, record);
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
    uint32_t type = unpack_bounded(unpack, TYPE_MASK | DISCOVERED);
    entities->type = (enum entity_type)(type & TYPE_MASK);
    entities->discovered = type & DISCOVERED;
    struct str evidence = unpack_bytes(unpack, entities->discovered);
    entities->evidence = evidence.length > 0 ? (uint8_t)evidence.data[0] : 0;
    entities->mentions = unpack_bounded(unpack, UINT32_MAX);
    const char *ranges = unpack->rest.data;
    struct mention_reader reader = {*unpack, entities->mentions, {0, 0}};
    struct article_mention mention;
    while (mention_reader_next(&reader, &mention))
        ;
    *unpack = reader.unpack;
    if (unpack->failed)
        return false;
    entities->ranges = str_of(ranges, (size_t)(unpack->rest.data - ranges));
    return true;
}

struct mention_reader entity_record_mentions(const struct entity_record *entities)
{
    return (struct mention_reader){{entities->ranges, false}, entities->mentions, {0, 0}};
}

bool mention_reader_next(struct mention_reader *reader, struct article_mention *mention)
{
    if (reader->rest == 0 || reader->unpack.failed)
        return false;
    reader->rest--;
    uint32_t field = unpack_bounded(&reader->unpack, NAME_LINK_ACRONYM << 1 | 1);
    mention->field = field & 1;
    mention->link = (uint8_t)(field >> 1);
    uint32_t gap = unpack_bounded(&reader->unpack, UINT32_MAX - reader->ends[mention->field]);
    mention->start = reader->ends[mention->field] + gap;
    mention->end = mention->start + unpack_bounded(&reader->unpack, UINT32_MAX - mention->start);
    reader->ends[mention->field] = mention->end;
    return !reader->unpack.failed;
}

void entity_name_show(struct str name, bool discovered, struct buffer *shown)
{
    buffer_append(shown, name);
    if (discovered)
        buffer_append(shown, STR(" ?"));
}

void entity_record_show(const struct entity_record *entities, struct buffer *shown)
{
    entity_name_show(entities->name, entities->discovered, shown);
}
