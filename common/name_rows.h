/* The ways in which articles write names, and what the articles say of each. */
#ifndef REVUE_NAME_ROWS_H
#define REVUE_NAME_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "entities.h"
#include "entity_record.h"
#include "tally.h"

/* A person's name, another's that was discovered, one of a list: of each a name is another. */
enum name_row_kind { NAME_ROW_PERSON = 'P', NAME_ROW_OTHER = 'O', NAME_ROW_LISTED = 'L' };

struct name_row {
    uint64_t mentions, percents;  /* percents: sum of name_evidence_percent over the articles */
    uint32_t types[ENTITY_TYPES]; /* in how many articles it is of each */
    uint32_t group;               /* for the owner: 0 at first */
    uint8_t evidence;             /* enum name_evidence: all that speaks for it somewhere */
};

/* Zeroed is empty; name_rows_free() it. */
struct name_rows {
    struct tally written; /* the names, by row: their kinds and how many articles have them */
    struct name_row *rows;
    size_t capacity;
    struct name_waiting *waiting; /* internal: the present article's */
    size_t waiting_count, waiting_capacity;
};

/* Adds an entity of the present article; its name is borrowed until name_rows_end_article(). */
void name_rows_add(struct name_rows *rows, const struct entity_record *entity);

/* Counts what was added, and writes the rows of it to `members`, which has room for as many as
 * name_rows_waiting(). */
void name_rows_end_article(struct name_rows *rows, uint32_t *members);
size_t name_rows_waiting(const struct name_rows *rows);

void name_rows_free(struct name_rows *rows);

#endif
