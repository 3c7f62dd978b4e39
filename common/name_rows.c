/* The rows lie far apart in memory, and most of the time goes by in waiting for it: the names of an
 * article are looked up together, so that the processor fetches one while another is on its way. */
#include "name_rows.h"

#include <stdlib.h>

#include "memory.h"
#include "name_evidence.h"

struct name_waiting {
    struct str name;
    size_t row; /* where it probably is */
    uint32_t hash, mentions;
    uint8_t kind, type, evidence;
};

void name_rows_free(struct name_rows *rows)
{
    tally_free(&rows->written);
    free(rows->rows);
    free(rows->waiting);
    *rows = (struct name_rows){0};
}

static enum name_row_kind kind_of(const struct entity_record *entity)
{
    if (!entity->discovered)
        return NAME_ROW_LISTED;
    return entity->type == ENTITY_PERSON ? NAME_ROW_PERSON : NAME_ROW_OTHER;
}

void name_rows_add(struct name_rows *rows, const struct entity_record *entity)
{
    enum name_row_kind kind = kind_of(entity);
    uint32_t hash = tally_hash((char)kind, entity->name);
    tally_fetch(&rows->written, hash);
    rows->waiting = memory_grow(rows->waiting, &rows->waiting_capacity, rows->waiting_count + 1,
                                sizeof *rows->waiting);
    rows->waiting[rows->waiting_count++] = (struct name_waiting){.name = entity->name,
                                                                 .hash = hash,
                                                                 .mentions = entity->mentions,
                                                                 .kind = (uint8_t)kind,
                                                                 .type = (uint8_t)entity->type,
                                                                 .evidence = entity->evidence};
}

size_t name_rows_waiting(const struct name_rows *rows)
{
    return rows->waiting_count;
}

/* Has the rows fetched where the names probably are, then the names that are compared there. */
static void fetch_rows(struct name_rows *rows)
{
    const struct tally *written = &rows->written;
    for (size_t i = 0; i < rows->waiting_count; i++) {
        struct name_waiting *waiting = &rows->waiting[i];
        waiting->row = tally_guess(written, waiting->hash);
        if (waiting->row < written->count) {
            __builtin_prefetch(&written->rows[waiting->row], 1);
            __builtin_prefetch(&rows->rows[waiting->row], 1);
        }
    }
    for (size_t i = 0; i < rows->waiting_count; i++)
        if (rows->waiting[i].row < written->count)
            __builtin_prefetch(written->rows[rows->waiting[i].row].name.data);
}

static size_t count_name(struct name_rows *rows, const struct name_waiting *waiting)
{
    size_t index = tally_add_guessed(&rows->written, (char)waiting->kind, waiting->name,
                                     waiting->hash, waiting->row);
    rows->rows = memory_grow(rows->rows, &rows->capacity, index + 1, sizeof *rows->rows);
    struct name_row *row = &rows->rows[index];
    if (rows->written.rows[index].count == 1)
        *row = (struct name_row){0};
    row->types[waiting->type]++;
    row->mentions += waiting->mentions;
    row->evidence |= waiting->evidence;
    if (waiting->kind != NAME_ROW_LISTED)
        row->percents += name_evidence_percent(waiting->evidence);
    return index;
}

void name_rows_end_article(struct name_rows *rows, uint32_t *members)
{
    fetch_rows(rows);
    for (size_t i = 0; i < rows->waiting_count; i++)
        members[i] = (uint32_t)count_name(rows, &rows->waiting[i]);
    rows->waiting_count = 0;
}
