/* The entities of an article as stored: name, type and mentions, readable without a gazetteer. */
#ifndef REVUE_ENTITY_RECORD_H
#define REVUE_ENTITY_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"
#include "pack.h"
#include "str.h"

/* Appends the record of the mentions found in an article, in the order gazetteer_match gives them:
 *     version byte 1, then for each entity: name (length, bytes), type, number of mentions, and for
 *     each mention: field (0 title, 1 text), start, length. */
void entity_record_build(const struct gazetteer *gazetteer, const struct mentions *mentions,
                         struct buffer *record);

/* Reads a record entity by entity. */
struct entity_record {
    struct unpack unpack;
    struct str name; /* of the present entity; borrowed from the record, as all that follows */
    enum entity_type type;
    uint32_t mentions; /* how many it has */
    struct str ranges; /* their fields, starts and lengths, as varints */
};

/* False when the bytes are no record of this version. An empty str is a record without entities. */
bool entity_record_open(struct str record, struct entity_record *entities);

/* Moves to the next entity; false at the end or where the record is damaged. */
bool entity_record_next(struct entity_record *entities);

#endif
