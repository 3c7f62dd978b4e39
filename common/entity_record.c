/* Packing and reading the entities of an article. */
#include "entity_record.h"

#define VERSION 3

/* The head of an entity: its type, DISCOVERED, and above them how many mentions it has. */
#define TYPE_MASK  3
#define DISCOVERED 4
#define HEAD_BITS  3

/* The size of a mention: its field, its link, and above them its length. */
#define LINK_BIT  1
#define LINK_MASK 3
#define SIZE_BITS 3

_Static_assert(NAME_LINK_ACRONYM <= LINK_MASK, "a link has two bits");

static void pack_mentions(const struct article_mention *mentions, size_t count,
                          struct buffer *record)
{
    uint32_t ends[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        const struct article_mention *mention = &mentions[i];
        uint64_t length = mention->end - mention->start;
        pack_number(record,
                    length << SIZE_BITS | (unsigned)mention->link << LINK_BIT | mention->field);
        pack_number(record, mention->start - ends[mention->field]);
        ends[mention->field] = mention->end;
    }
}

void entity_record_build(const struct article_entities *entities, struct buffer *record)
{
    buffer_append_char(record, VERSION);
    for (size_t i = 0; i < entities->count; i++) {
        const struct article_entity *entity = &entities->entities[i];
        pack_text(record, entity->name);
        pack_number(record, (uint64_t)entity->count << HEAD_BITS |
                                (entity->discovered ? DISCOVERED : 0U) | entity->type);
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

static inline bool read_mention(struct mention_reader *reader, struct article_mention *mention)
{
    if (reader->rest == 0 || reader->unpack.failed)
        return false;
    reader->rest--;
    uint32_t size = unpack_bounded(&reader->unpack, UINT32_MAX);
    mention->field = size & 1;
    mention->link = (uint8_t)(size >> LINK_BIT & LINK_MASK);
    uint32_t gap = unpack_bounded(&reader->unpack, UINT32_MAX - reader->ends[mention->field]);
    mention->start = reader->ends[mention->field] + gap;
    reader->unpack.failed |= size >> SIZE_BITS > UINT32_MAX - mention->start ||
                             mention->link > NAME_LINK_ACRONYM;
    mention->end = mention->start + (size >> SIZE_BITS);
    reader->ends[mention->field] = mention->end;
    return !reader->unpack.failed;
}

bool entity_record_next(struct entity_record *entities)
{
    struct unpack *unpack = &entities->unpack;
    if (unpack->failed || unpack->rest.length == 0)
        return false;
    entities->name = unpack_text(unpack);
    uint32_t head = unpack_bounded(unpack, UINT32_MAX);
    entities->type = (enum entity_type)(head & TYPE_MASK);
    entities->discovered = head & DISCOVERED;
    entities->mentions = head >> HEAD_BITS;
    struct str evidence = unpack_bytes(unpack, entities->discovered);
    entities->evidence = evidence.length > 0 ? (uint8_t)evidence.data[0] : 0;
    const char *ranges = unpack->rest.data;
    struct mention_reader reader = {*unpack, entities->mentions, {0, 0}};
    struct article_mention mention;
    while (read_mention(&reader, &mention))
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
    return read_mention(reader, mention);
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
