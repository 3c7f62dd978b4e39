/* The gazetteer's lines: reading them with all that can be wrong in them, joining them to what is
 * there, writing them back. What the names match is the index's business. */
#include "gazetteer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "memory.h"
#include "unicode.h"

#define MAX_NAME_BYTES 200

/* How much of a bad field a message shows. */
#define SHOWN_BYTES 60

/* Keeps every number of the index far below 32 bits. */
#define MAX_BYTES ((size_t)256 << 20)

/* Nothing in a list equals it. */
#define NO_NAME ((struct str){NULL, 0})

/* What is being added, until it is known to be all right. */
struct batch {
    struct french *french;
    struct french_tokens tokens;
    struct record *records;
    size_t count;
    size_t capacity;
    const char *name; /* of the text */
    size_t line;
};

static void record_free(struct record *record)
{
    free(record->text);
}

static void batch_free(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        record_free(&batch->records[i]);
    free(batch->records);
    french_tokens_free(&batch->tokens);
}

/* -- A line -------------------------------------------------------------------------------------
 */

#define line_error(batch, error, format, ...)                                                      \
    error_set(error, STATUS_INPUT, "%s:%zu: " format, (batch)->name, (batch)->line, __VA_ARGS__)

/* The number of the first byte, from 1, that is no UTF-8 or begins a control character or a byte
 * order mark; 0: all fine. */
static size_t bad_byte(struct str line)
{
    for (size_t at = 0; at < line.length;) {
        size_t start = at;
        int32_t c = unicode_next(line, &at);
        bool broken = c == 0xFFFD && at - start < 3;
        if (broken || (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF)
            return start + 1;
    }
    return 0;
}

/* Checks the words of a name, an alias or a required word, which `what` calls. */
static enum status check_words(struct batch *batch, const char *what, struct str text,
                               struct error *error)
{
    if (text.length == 0)
        return line_error(batch, error, "an empty %s", what);
    french_tokenise(batch->french, text, &batch->tokens);
    if (batch->tokens.positions == 0)
        return line_error(batch, error, "the %s \"%.*s\" has no letter or digit", what,
                          STR_FORMAT(str_clip(text, SHOWN_BYTES)));
    if (batch->tokens.positions > PHRASE_MAX_WORDS)
        return line_error(batch, error, "the %s \"%.*s...\" has %u words, at most %d are allowed",
                          what, STR_FORMAT(str_clip(text, SHOWN_BYTES)), batch->tokens.positions,
                          PHRASE_MAX_WORDS);
    return STATUS_OK;
}

static enum status check_name(struct batch *batch, struct str name, struct error *error)
{
    if (name.length > MAX_NAME_BYTES)
        return line_error(batch, error,
                          "the name \"%.*s...\" has %zu bytes, at most %d are allowed",
                          STR_FORMAT(str_clip(name, SHOWN_BYTES)), name.length, MAX_NAME_BYTES);
    if (str_starts(name, STR("~")))
        return line_error(batch, error,
                          "the name \"%.*s\" begins with ~; write the name without it, and ~%.*s "
                          "among the aliases if it is weak",
                          STR_FORMAT(name), STR_FORMAT(str_after(name, 1)));
    return check_words(batch, "name", name, error);
}

static enum status read_type(struct batch *batch, struct str field, enum entity_type *type,
                             struct error *error)
{
    for (*type = 0; *type < ENTITY_TYPES; (*type)++)
        if (str_equal(field, str_from(entity_type_name(*type))))
            return STATUS_OK;
    return line_error(batch, error, "no such type \"%.*s\"; write %s, %s, %s or %s",
                      STR_FORMAT(str_clip(field, SHOWN_BYTES)), entity_type_name(ENTITY_PERSON),
                      entity_type_name(ENTITY_ORGANISATION), entity_type_name(ENTITY_PLACE),
                      entity_type_name(ENTITY_EVENT));
}

/* Appends the list's entries, trimmed and parted by |. An entry that equals `without` is left out.
 */
static enum status read_list(struct batch *batch, struct str list, const char *what,
                             struct str without, struct buffer *out, struct error *error)
{
    size_t begin = out->length;
    struct str rest = str_trim(list);
    if (rest.length == 0)
        return STATUS_OK;
    while (rest.data) {
        struct str entry = str_trim(str_cut(&rest, '|'));
        bool weak = without.data && str_starts(entry, STR("~"));
        struct str words = str_trim(str_after(entry, weak));
        enum status status = check_words(batch, what, words, error);
        if (status != STATUS_OK)
            return status;
        if (!weak && str_equal(words, without))
            continue;
        if (out->length > begin)
            buffer_append_char(out, '|');
        buffer_append(out, weak ? STR("~") : STR(""));
        buffer_append(out, words);
    }
    return STATUS_OK;
}

enum line_field { LINE_NAME, LINE_TYPE, LINE_ALIASES, LINE_REQUIRED, LINE_FIELDS };

static enum status split_line(struct batch *batch, struct str line, struct str *fields,
                              struct error *error)
{
    size_t count = 0;
    for (struct str rest = line; rest.data; count++) {
        struct str field = str_trim(str_cut(&rest, '\t'));
        if (count < LINE_FIELDS)
            fields[count] = field;
    }
    if (count < LINE_REQUIRED || count > LINE_FIELDS)
        return line_error(batch, error,
                          "%zu field%s parted by tabs where there must be 3 or 4: name, type, "
                          "aliases, words that must stand in the article",
                          count, count == 1 ? "" : "s");
    return STATUS_OK;
}

/* Makes a record whose fields point into a copy of `text`, in which they end at `ends`. */
static struct record make_record(const struct buffer *text, const size_t *ends)
{
    struct record record = {.text = memory_copy(text->data, text->length)};
    struct str *fields[] = {&record.name, &record.folded_name, &record.aliases, &record.required};
    size_t start = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; start = ends[i++])
        *fields[i] = str_of(record.text + start, ends[i] - start);
    return record;
}

/* Checks the fields and appends what a record keeps of them; `ends` says where each ends. */
static enum status read_fields(struct batch *batch, const struct str *fields, struct buffer *text,
                               size_t *ends, struct error *error)
{
    enum status status = check_name(batch, fields[LINE_NAME], error);
    if (status != STATUS_OK)
        return status;
    buffer_append(text, fields[LINE_NAME]);
    ends[0] = text->length;
    french_fold_name(batch->french, fields[LINE_NAME], text);
    ends[1] = text->length;
    status = read_list(batch, fields[LINE_ALIASES], "alias", fields[LINE_NAME], text, error);
    if (status != STATUS_OK)
        return status;
    ends[2] = text->length;
    status = read_list(batch, fields[LINE_REQUIRED], "required word", NO_NAME, text, error);
    ends[3] = text->length;
    return status;
}

static enum status read_record(struct batch *batch, struct str line, struct error *error)
{
    struct str fields[LINE_FIELDS] = {0};
    struct buffer text = {0};
    size_t ends[4];
    enum entity_type type;
    enum status status = split_line(batch, line, fields, error);
    if (status == STATUS_OK)
        status = read_type(batch, fields[LINE_TYPE], &type, error);
    if (status == STATUS_OK)
        status = read_fields(batch, fields, &text, ends, error);
    if (status == STATUS_OK) {
        batch->records = memory_grow(batch->records, &batch->capacity, batch->count + 1,
                                     sizeof *batch->records);
        batch->records[batch->count] = make_record(&text, ends);
        batch->records[batch->count].type = type;
        batch->records[batch->count++].line = batch->line;
    }
    buffer_free(&text);
    return status;
}

static enum status read_line(struct batch *batch, struct str line, struct error *error)
{
    const struct str mark = STR("\ufeff"); /* also where files were put together */
    while (str_starts(line, mark))
        line = str_after(line, mark.length);
    if (str_ends(line, STR("\r")))
        line.length--;
    size_t bad = bad_byte(line);
    if (bad)
        return line_error(batch, error,
                          "byte %zu is no UTF-8, a control character or a byte order mark", bad);
    struct str trimmed = str_trim(line);
    if (trimmed.length == 0 || trimmed.data[0] == '#')
        return STATUS_OK;
    return read_record(batch, line, error);
}

/* -- A text -------------------------------------------------------------------------------------
 */

static enum status read_lines(struct batch *batch, struct str text, struct error *error)
{
    enum status status = STATUS_OK;
    for (struct str rest = text; rest.data && status == STATUS_OK;) {
        batch->line++;
        status = read_line(batch, str_cut(&rest, '\n'), error);
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
    batch->line = repeated->line;
    return line_error(batch, error, "\"%.*s\" stands in line %zu already; keep one of them",
                      STR_FORMAT(repeated->name), repeated[-1].line);
}

/* Joins the batch to the gazetteer's records, both sorted; of two with one name the batch's stays.
 */
static void merge_records(struct gazetteer *gazetteer, struct batch *batch)
{
    struct record *merged = memory_allocate(gazetteer->count + batch->count, sizeof *merged);
    size_t count = 0;
    size_t old = 0;
    for (size_t new = 0; new < batch->count; new ++) {
        struct str name = batch->records[new].folded_name;
        while (old < gazetteer->count && str_compare(gazetteer->records[old].folded_name, name) < 0)
            merged[count++] = gazetteer->records[old++];
        if (old < gazetteer->count && str_equal(gazetteer->records[old].folded_name, name))
            record_free(&gazetteer->records[old++]);
        merged[count++] = batch->records[new];
    }
    while (old < gazetteer->count)
        merged[count++] = gazetteer->records[old++];
    free(gazetteer->records);
    gazetteer->records = merged;
    gazetteer->count = count;
    batch->count = 0;
}

enum status gazetteer_add(struct gazetteer *gazetteer, struct str text, const char *name,
                          struct error *error)
{
    struct batch batch = {.french = gazetteer->french, .name = name};
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

static enum status read_file(FILE *file, struct buffer *text)
{
    const size_t chunk = (size_t)64 << 10;
    size_t bytes;
    do {
        buffer_reserve(text, chunk);
        bytes = fread(text->data + text->length, 1, chunk, file);
        text->length += bytes;
    } while (bytes > 0 && text->length <= MAX_BYTES);
    return ferror(file) ? STATUS_SYSTEM : STATUS_OK;
}

enum status gazetteer_add_file(struct gazetteer *gazetteer, const char *path, struct error *error)
{
    struct buffer text = {0};
    FILE *file = fopen(path, "rb");
    enum status status = file ? read_file(file, &text) : STATUS_SYSTEM;
    if (status == STATUS_OK)
        status = gazetteer_add(gazetteer, buffer_str(&text), path, error);
    else
        error_set(error, status, "the gazetteer cannot be read: %s: %s", path, strerror(errno));
    if (file)
        fclose(file);
    buffer_free(&text);
    return status;
}

void gazetteer_write(const struct gazetteer *gazetteer, struct buffer *text)
{
    for (size_t i = 0; i < gazetteer->count; i++) {
        const struct record *record = &gazetteer->records[i];
        buffer_append(text, record->name);
        buffer_append_char(text, '\t');
        buffer_append(text, str_from(entity_type_name(record->type)));
        buffer_append_char(text, '\t');
        buffer_append(text, record->aliases);
        if (record->required.length) {
            buffer_append_char(text, '\t');
            buffer_append(text, record->required);
        }
        buffer_append_char(text, '\n');
    }
}
