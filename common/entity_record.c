/* Packing and reading the entities of an article. */
#include "entity_record.h"

#include <string.h>

#include "hash.h"

#define VERSION 4

#define CHECKSUM_BYTES (ENTITY_RECORD_HEAD - 1)

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

/* Writes the lower bytes of a hash, the lowest first. */
static void write_checksum(struct str entities, char bytes[CHECKSUM_BYTES])
{
    uint64_t hash = hash_bytes(entities, 0);
    for (unsigned i = 0; i < CHECKSUM_BYTES; i++)
        bytes[i] = (char)(hash >> 8 * i);
}

void entity_record_seal(struct buffer *record, size_t start)
{
    struct str whole = str_after(buffer_str(record), start);
    record->data[start] = VERSION;
    write_checksum(str_after(whole, ENTITY_RECORD_HEAD), record->data + start + 1);
}

void entity_record_build(const struct article_entities *entities, struct buffer *record)
{
    size_t start = record->length;
    for (size_t i = 0; i < ENTITY_RECORD_HEAD; i++)
        buffer_append_char(record, 0);
    for (size_t i = 0; i < entities->count; i++) {
        const struct article_entity *entity = &entities->entities[i];
        pack_text(record, entity->name);
        pack_number(record, (uint64_t)entity->count << HEAD_BITS |
                                (entity->discovered ? DISCOVERED : 0U) | entity->type);
        if (entity->discovered)
            buffer_append_char(record, (char)entity->evidence);
        pack_mentions(entities->mentions + entity->first, entity->count, record);
    }
    entity_record_seal(record, start);
}

bool entity_record_open(struct str record, struct entity_record *entities)
{
    *entities = (struct entity_record){.unpack.rest = record};
    if (record.length == 0)
        return true;
    char checksum[CHECKSUM_BYTES];
    if (record.length < ENTITY_RECORD_HEAD || record.data[0] != VERSION)
        return false;
    entities->unpack.rest = str_after(record, ENTITY_RECORD_HEAD);
    write_checksum(entities->unpack.rest, checksum);
    return memcmp(record.data + 1, checksum, CHECKSUM_BYTES) == 0;
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

/* Reads a number as unpack_number() does; returns where it ends, NULL when it does not. */
static inline const unsigned char *read_number(const unsigned char *at, const unsigned char *end,
                                               uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; at < end && shift < 63; shift += 7) {
        unsigned char byte = *at++;
        *number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return at;
    }
    return NULL;
}

/* Passes over so many mentions; returns where they end, NULL when read_mention() would fail. It is
 * what most of the time of counting names went to. */
static const unsigned char *skip_mentions(const unsigned char *at, const unsigned char *end,
                                          uint32_t count)
{
    uint64_t ends[2] = {0, 0};
    for (; count > 0; count--) {
        uint64_t size, gap;
        at = read_number(at, end, &size);
        at = at ? read_number(at, end, &gap) : NULL;
        if (!at || size > UINT32_MAX || (size >> LINK_BIT & LINK_MASK) > NAME_LINK_ACRONYM ||
            gap > UINT32_MAX)
            return NULL;
        uint64_t *field_end = &ends[size & 1];
        *field_end += gap + (size >> SIZE_BITS);
        if (*field_end > UINT32_MAX)
            return NULL;
    }
    return at;
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
    if (unpack->failed)
        return false;
    const char *ranges = unpack->rest.data;
    const char *end = (const char *)skip_mentions(
        (const unsigned char *)ranges, (const unsigned char *)ranges + unpack->rest.length,
        entities->mentions);
    if (!end) {
        unpack_fail(unpack);
        return false;
    }
    unpack->rest = str_after(unpack->rest, (size_t)(end - ranges));
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
