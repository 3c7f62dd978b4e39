/* Tags: what a token is in a name. Each name begins with the B tag of its type and goes on with the
 * I tag; all else is outside. */
#ifndef REVUE_NAME_TAG_H
#define REVUE_NAME_TAG_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"

/* Names are persons, organisations and places. */
#define NAME_TYPES (ENTITY_PLACE + 1)
#define NAME_TAGS  (1 + 2 * NAME_TYPES)

#define NAME_OUTSIDE ((uint8_t)0)

static inline uint8_t name_tag_begin(enum entity_type type)
{
    return (uint8_t)(1 + 2 * type);
}

static inline uint8_t name_tag_inside(enum entity_type type)
{
    return (uint8_t)(2 + 2 * type);
}

static inline bool name_tag_begins(uint8_t tag)
{
    return tag % 2 == 1;
}

static inline bool name_tag_goes_on(uint8_t tag)
{
    return tag != NAME_OUTSIDE && tag % 2 == 0;
}

/* Of a tag that is not NAME_OUTSIDE. */
static inline enum entity_type name_tag_type(uint8_t tag)
{
    return (enum entity_type)((tag - 1) / 2);
}

/* Whether `tag` may stand behind `before`: nothing goes on that has not begun. */
static inline bool name_tag_follows(uint8_t before, uint8_t tag)
{
    return !name_tag_goes_on(tag) || before == tag || before == tag - 1;
}

#endif
