/* The fields of a hit, by the names that --fields, CSV's header and JSON's keys have. */
#ifndef REVUE_HIT_FIELDS_H
#define REVUE_HIT_FIELDS_H

#include "error.h"
#include "hit.h"
#include "options.h"
#include "str.h"

enum hit_field {
    HIT_FIELD_RANK,
    HIT_FIELD_SCORE,
    HIT_FIELD_ID,
    HIT_FIELD_DATE,
    HIT_FIELD_OUTLET,
    HIT_FIELD_SECTION,
    HIT_FIELD_AUTHOR,
    HIT_FIELD_TITLE,
    HIT_FIELD_ENTITIES,
    HIT_FIELD_URL,
    HIT_FIELD_SNIPPET,
    HIT_FIELD_TEXT,
    HIT_FIELDS, /* how many there are */
};

/* Some of the fields, each once, in the order in which they are shown. */
struct hit_fields {
    enum hit_field fields[HIT_FIELDS];
    size_t count;
};

/* The field's name; static. */
const char *hit_field_name(enum hit_field field);

/* Appends the field as text, empty where the article has none. Names of entities are parted by
 * "; ", the score has four decimals. */
void hit_field_append(enum hit_field field, const struct hit *hit, struct buffer *text);

/* Reads a list as `--fields` takes it, "id,date,title". Fails with STATUS_INPUT when a name is
 * unknown, missing or there twice. */
enum status hit_fields_read(const struct option_use *use, struct hit_fields *fields,
                            struct error *error);

/* How much of a hit must be read to show them. */
enum hit_parts hit_fields_parts(const struct hit_fields *fields);

#endif
