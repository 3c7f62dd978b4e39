/* The lines of a list of entities, each with what it says. */
#include "entity_list.h"

#include <stdlib.h>

#include "memory.h"
#include "record.h"

struct line {
    char *text; /* owned; without the newline */
    size_t length;
    bool is_record;
    struct record record; /* of a line that is one */
};

struct entity_list {
    struct record_reader reader;
    struct line *lines; /* parted by newlines: behind the last newline stands one more */
    size_t count;
    size_t capacity;
};

struct entity_list *entity_list_new(struct french *french)
{
    struct entity_list *list = memory_allocate(1, sizeof *list);
    list->reader.french = french;
    return list;
}

static void free_line(struct line *line)
{
    if (line->is_record)
        free(line->record.text);
    free(line->text);
}

void entity_list_free(struct entity_list *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < list->count; i++)
        free_line(&list->lines[i]);
    free(list->lines);
    record_reader_free(&list->reader);
    free(list);
}

/* -- Lines ----------------------------------------------------------------------------------- */

static struct str line_text(const struct line *line)
{
    return str_of(line->text, line->length);
}

/* Reads `text` into `line`, which is the list's line `number`, from 1. */
static enum status make_line(struct entity_list *list, struct str text, size_t number,
                             struct line *line, struct error *error)
{
    *line = (struct line){0};
    list->reader.line = number;
    enum status status = record_read(&list->reader, text, &line->record, &line->is_record, error);
    if (status != STATUS_OK) {
        line->is_record = false;
        return status;
    }
    line->text = memory_copy(text.data, text.length);
    line->length = text.length;
    return STATUS_OK;
}

static void insert_line(struct entity_list *list, size_t at, struct line line)
{
    list->lines = memory_grow(list->lines, &list->capacity, list->count + 1, sizeof *list->lines);
    memmove(list->lines + at + 1, list->lines + at, (list->count - at) * sizeof *list->lines);
    list->lines[at] = line;
    list->count++;
}

/* Names that stand twice are the gazetteer's to find. */
static enum status check_text(struct french *french, struct str text, const char *name,
                              struct error *error)
{
    struct gazetteer *gazetteer = gazetteer_new(french);
    enum status status = gazetteer_add(gazetteer, text, name, error);
    gazetteer_free(gazetteer);
    return status;
}

enum status entity_list_read(struct entity_list *list, struct str text, const char *name,
                             struct error *error)
{
    list->reader.name = name;
    enum status status = check_text(list->reader.french, text, name, error);
    for (struct str rest = text; rest.data && status == STATUS_OK;) {
        struct line line;
        status = make_line(list, str_cut(&rest, '\n'), list->count + 1, &line, error);
        if (status == STATUS_OK)
            insert_line(list, list->count, line);
    }
    return status;
}

/* The index of the line of this folded name, or `count`. */
static size_t find_line(const struct entity_list *list, struct str folded_name)
{
    size_t at = 0;
    while (at < list->count && !(list->lines[at].is_record &&
                                 str_equal(list->lines[at].record.folded_name, folded_name)))
        at++;
    return at;
}

/* -- Changes --------------------------------------------------------------------------------- */

static bool same_record(const struct record *a, const struct record *b)
{
    return str_equal(a->name, b->name) && a->type == b->type && str_equal(a->aliases, b->aliases) &&
           str_equal(a->required, b->required);
}

/* Where a line is added: before the empty one that stands behind the last newline. */
static size_t place_at_end(const struct entity_list *list)
{
    bool newline = list->count > 0 && list->lines[list->count - 1].length == 0;
    return list->count - newline;
}

/* A line is written as the one that it replaces, or else as the first one: with a byte order mark
 * before it, with CR LF behind it. */
static void append_line(const struct entity *entity, struct str before, bool replaces,
                        struct buffer *text)
{
    const struct str mark = STR("\ufeff");
    if (replaces && str_starts(before, mark))
        buffer_append(text, mark);
    gazetteer_append_line(entity, text);
    if (str_ends(before, STR("\r")))
        buffer_append_char(text, '\r');
}

/* Puts `line` in the place of line `at`, or before it. */
static void put_line(struct entity_list *list, size_t at, bool replaces, struct line *line)
{
    if (!replaces) {
        insert_line(list, at, *line);
        if (at + 1 == list->count) /* the last line had no newline */
            insert_line(list, list->count, (struct line){.text = memory_copy("", 0)});
    } else if (same_record(&line->record, &list->lines[at].record)) {
        free_line(line);
    } else {
        free_line(&list->lines[at]);
        list->lines[at] = *line;
    }
}

enum status entity_list_set(struct entity_list *list, const struct entity *entity,
                            struct error *error)
{
    struct buffer folded = {0};
    struct buffer text = {0};
    struct line line;
    french_fold_name(list->reader.french, entity->name, &folded);
    size_t at = find_line(list, buffer_str(&folded));
    bool replaces = at < list->count;
    if (!replaces)
        at = place_at_end(list);
    size_t model = replaces ? at : 0;
    append_line(entity, list->count > 0 ? line_text(&list->lines[model]) : STR(""), replaces,
                &text);
    enum status status = make_line(list, buffer_str(&text), at + 1, &line, error);
    if (status == STATUS_OK && !line.is_record) {
        status = record_error(&list->reader, error, "\"%.*s\" would be a comment",
                              STR_FORMAT(entity->name));
        free_line(&line);
    } else if (status == STATUS_OK) {
        put_line(list, at, replaces, &line);
    }
    buffer_free(&folded);
    buffer_free(&text);
    return status;
}

void entity_list_remove(struct entity_list *list, struct str folded_name)
{
    size_t at = find_line(list, folded_name);
    if (at == list->count)
        return;
    free_line(&list->lines[at]);
    list->count--;
    memmove(list->lines + at, list->lines + at + 1, (list->count - at) * sizeof *list->lines);
}

void entity_list_write(const struct entity_list *list, struct buffer *text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            buffer_append_char(text, '\n');
        buffer_append(text, line_text(&list->lines[i]));
    }
}
