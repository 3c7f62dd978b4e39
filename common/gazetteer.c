/* The gazetteer's records: adding those of a text all or none, writing them back. What a line says
 * is record.c's business, what the names match the index's. */
#include "gazetteer.h"

#include <stdlib.h>

#include "data_files.h"
#include "language.h"
#include "memory.h"

/* Keeps every number of the index far below 32 bits. */
#define MAX_BYTES ((size_t)256 << 20)

/* What is being added, until it is known to be all right. */
struct batch {
    struct record_reader reader;
    struct record *records;
    size_t count;
    size_t capacity;
};

static void batch_free(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        free(batch->records[i].text);
    free(batch->records);
    record_reader_free(&batch->reader);
}

static enum status read_lines(struct batch *batch, struct str text, struct error *error)
{
    enum status status = STATUS_OK;
    for (struct str rest = text; rest.data && status == STATUS_OK;) {
        bool is_record = false;
        batch->reader.line++;
        batch->records = memory_grow(batch->records, &batch->capacity, batch->count + 1,
                                     sizeof *batch->records);
        status = record_read(&batch->reader, str_cut(&rest, '\n'), &batch->records[batch->count],
                             &is_record, error);
        batch->count += status == STATUS_OK && is_record;
    }
    return status;
}

static int compare_records(const void *a, const void *b)
{
    const struct record *left = a;
    const struct record *right = b;
    int order = str_compare(left->folded_name, right->folded_name);
    return order ? order : (left->line > right->line) - (left->line < right->line);
}

/* Sorts the records by folded name. A name that stands twice is an error of the line that repeats
 * it, reported before anything wrong in a later line. */
static enum status sort_records(struct batch *batch, struct error *error)
{
    const struct record *repeated = NULL;
    if (batch->count > 1)
        qsort(batch->records, batch->count, sizeof *batch->records, compare_records);
    for (size_t i = 1; i < batch->count; i++) {
        const struct record *record = &batch->records[i];
        if (str_equal(record->folded_name, record[-1].folded_name) &&
            (!repeated || record->line < repeated->line))
            repeated = record;
    }
    if (!repeated)
        return STATUS_OK;
    batch->reader.line = repeated->line;
    return record_error(&batch->reader, error,
                        "\"%.*s\" stands in line %zu already; keep one of them",
                        STR_FORMAT(repeated->name), repeated[-1].line);
}

/* Joins the batch to the gazetteer's records, both sorted; of two with one name the batch's stays.
 */
static void merge_records(struct gazetteer *gazetteer, struct batch *batch)
{
    struct record *merged = memory_allocate(gazetteer->count + batch->count, sizeof *merged);
    size_t count = 0;
    size_t old = 0;
    for (size_t added = 0; added < batch->count; added++) {
        struct str name = batch->records[added].folded_name;
        while (old < gazetteer->count && str_compare(gazetteer->records[old].folded_name, name) < 0)
            merged[count++] = gazetteer->records[old++];
        if (old < gazetteer->count && str_equal(gazetteer->records[old].folded_name, name))
            free(gazetteer->records[old++].text);
        merged[count++] = batch->records[added];
    }
    while (old < gazetteer->count)
        merged[count++] = gazetteer->records[old++];
    free(gazetteer->records);
    gazetteer->records = merged;
    gazetteer->count = count;
    gazetteer->none_count = 0;
    for (size_t i = 0; i < count; i++)
        gazetteer->none_count += merged[i].type == ENTITY_NONE;
    batch->count = 0;
}

enum status gazetteer_add(struct gazetteer *gazetteer, struct str text, const char *name,
                          struct error *error)
{
    struct batch batch = {.reader = {.french = gazetteer->french, .name = name}};
    if (text.length > MAX_BYTES - gazetteer->bytes)
        return error_set(error, STATUS_INPUT, "%s: the gazetteer is over %zu MiB; leave some out",
                         name, MAX_BYTES >> 20);
    enum status status = read_lines(&batch, text, error);
    enum status sorted = sort_records(&batch, error);
    status = sorted == STATUS_OK ? status : sorted;
    if (status == STATUS_OK) {
        merge_records(gazetteer, &batch);
        gazetteer->bytes += text.length;
        alias_index_make(gazetteer);
    }
    batch_free(&batch);
    return status;
}

enum status gazetteer_add_file(struct gazetteer *gazetteer, const char *path, struct error *error)
{
    struct buffer text = {0};
    enum status status = data_file_read(path, N_("the gazetteer"), MAX_BYTES, &text, error);
    if (status == STATUS_OK)
        status = gazetteer_add(gazetteer, buffer_str(&text), path, error);
    buffer_free(&text);
    return status;
}

void gazetteer_append_line(const struct entity *entity, struct buffer *text)
{
    buffer_append(text, entity->name);
    buffer_append_char(text, '\t');
    buffer_append(text, str_from(entity_type_name(entity->type)));
    buffer_append_char(text, '\t');
    buffer_append(text, entity->aliases);
    if (entity->required.length > 0) {
        buffer_append_char(text, '\t');
        buffer_append(text, entity->required);
    }
}

void gazetteer_write(const struct gazetteer *gazetteer, struct buffer *text)
{
    for (size_t i = 0; i < gazetteer->count; i++) {
        const struct entity entity = gazetteer_entity(gazetteer, i);
        gazetteer_append_line(&entity, text);
        buffer_append_char(text, '\n');
    }
}
