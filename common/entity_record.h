/* The entities of an article as stored: name, type and mentions, readable without a gazetteer. */
#ifndef REVUE_ENTITY_RECORD_H
#define REVUE_ENTITY_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "article_entities.h"
#include "pack.h"
#include "str.h"

/* Appends the record of an article's entities:
 *     version byte 4; the lower 32 bits of XXH64 of what follows, the lowest byte first; then for
 *     each entity: name (length, bytes); type, with 4 more when it was discovered and 8 for each
 *     mention; a byte of enum name_evidence when it was discovered; and for each mention: field
 *     (0 title, 1 text), with 2 more for each step of enum name_link and 8 for each byte of its
 *     length; start less the end of the mention before in the same field. */
void entity_record_build(const struct article_entities *entities, struct buffer *record);

/* The bytes of version and checksum. */
#define ENTITY_RECORD_HEAD 5

/* Fills in the head of the record that goes from `start` to the end. For tests of records that
 * nobody built. */
void entity_record_seal(struct buffer *record, size_t start);

/* Reads a record entity by entity. */
struct entity_record {
    struct unpack unpack;
    struct str name; /* of the present entity; borrowed from the record */
    enum entity_type type;
    bool discovered;
    uint8_t evidence;  /* enum name_evidence, of a discovered one */
    uint32_t mentions; /* how many it has */
    struct str ranges; /* internal: where they are; borrowed as the name is */
};

/* False when the bytes are no record of this version, or are damaged. An empty str is a record
 * without entities. */
bool entity_record_open(struct str record, struct entity_record *entities);

/* Moves to the next entity; false at the end or where the record is damaged. */
bool entity_record_next(struct entity_record *entities);

/* Reads the mentions of the present entity one by one, in the order of the article. Valid as long
 * as the record's bytes. */
struct mention_reader {
    struct unpack unpack;
    uint32_t rest;
    uint32_t ends[2]; /* of the last mention, by field */
};
struct mention_reader entity_record_mentions(const struct entity_record *entities);
bool mention_reader_next(struct mention_reader *reader, struct article_mention *mention);

/* Appends an entity's name as it is shown: one that was discovered, and that nobody confirmed, with
 * " ?" behind it. */
void entity_name_show(struct str name, bool discovered, struct buffer *shown);

/* The same of the present entity. */
void entity_record_show(const struct entity_record *entities, struct buffer *shown);

#endif
