/* Reads articles in JSON Lines with jansson, a line at a time. */
#include "jsonl.h"

#include <stdlib.h>

#include <jansson.h>
#include <utf8proc.h>

#include "date.h"
#include "encoding.h"
#include "id_set.h"
#include "memory.h"
#include "unicode.h"

/* JSON may write a character of two bytes or more as \uXXXX. (One of one byte, too, but nobody
 * writes a whole article so, and reading a line takes three times its memory.) */
#define LINE_BYTES (3 * ARTICLE_MAX_BYTES)

/* A value takes up to 220 bytes when it is read: `{}` seven million times, 21 MB, took 1,573 MB. */
#define MOST_VALUES ((size_t)200000)
#define SHORT_LINE  ((size_t)256 << 10)

struct jsonl {
    struct lines *lines;
    bool title_optional;
    struct line line; /* the line at hand */
    struct id_set ids;
    struct buffer value; /* the value at hand, made clean */
};

struct jsonl *jsonl_new(struct lines *lines, bool title_optional)
{
    struct jsonl *jsonl = memory_allocate(1, sizeof *jsonl);
    jsonl->lines = lines;
    jsonl->title_optional = title_optional;
    return jsonl;
}

void jsonl_free(struct jsonl *jsonl)
{
    if (!jsonl)
        return;
    id_set_free(&jsonl->ids);
    buffer_free(&jsonl->value);
    free(jsonl);
}

/* Rejects the line at hand; false, so that `return reject(...)` reads as one step. */
__attribute__((format(printf, 2, 3))) static bool reject(const struct jsonl *jsonl,
                                                         const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    lines_report_arguments(jsonl->lines, READER_REJECTION, jsonl->line.number, format, arguments);
    va_end(arguments);
    return false;
}

/* An id is one word: it stands in a list of ids and on a command line. */
static bool has_space_or_control(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        utf8proc_category_t category = utf8proc_category(unicode_next(text, &at));
        if (category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZS ||
            category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP)
            return true;
    }
    return false;
}

/* Makes jsonl->value of `value`: clean, its lines kept (of the text) or joined by a space. */
static void clean_value(struct jsonl *jsonl, struct str value, bool keep_lines)
{
    unsigned faults = 0;
    bool first = true;
    buffer_clear(&jsonl->value);
    for (struct str rest = value; rest.data;) {
        struct str line = str_cut(&rest, '\n');
        if (str_ends(line, STR("\r")))
            line.length--;
        if (!keep_lines)
            line = str_trim(line);
        if (!keep_lines && line.length == 0)
            continue;
        if (!first)
            buffer_append_char(&jsonl->value, keep_lines ? '\n' : ' ');
        first = false;
        faults |= encoding_append_clean(line, READER_UTF8, LINE_BYTES, &jsonl->value);
    }
    lines_warn(jsonl->lines, faults, jsonl->line.number);
}

/* Whether the value of ARTICLE_ID or ARTICLE_DATE has that field's form. */
static bool check_form(const struct jsonl *jsonl, enum article_field field, struct str value)
{
    struct date_range range;
    if (field == ARTICLE_DATE)
        return (value.length == DATE_BYTES && date_parse_range(value, &range)) ||
               reject(jsonl, "\"date\" is not a date like \"2019-02-14\"");
    if (value.length == 0)
        return reject(jsonl, "\"id\" is empty; leave it out to have one made");
    if (value.length > ARTICLE_MAX_ID_BYTES)
        return reject(jsonl, "\"id\" has more than %zu bytes", ARTICLE_MAX_ID_BYTES);
    return !has_space_or_control(value) ||
           reject(jsonl, "\"id\" holds white space or control characters");
}

static bool read_field(struct jsonl *jsonl, const json_t *object, enum article_field field,
                       struct article *article)
{
    const char *name = article_field_name(field);
    const json_t *json = json_object_get(object, name);
    if (field == ARTICLE_TEXT && (!json || json_is_null(json))) {
        name = "body";
        json = json_object_get(object, name);
    }
    if (!json || json_is_null(json)) /* an empty title is one: the article has none */
        return field != ARTICLE_TITLE || jsonl->title_optional ||
               reject(jsonl, "\"title\" is missing");
    if (!json_is_string(json))
        return reject(jsonl, "\"%s\" is not a string", name);
    struct str value = str_of(json_string_value(json), json_string_length(json));
    if (field == ARTICLE_ID || field == ARTICLE_DATE) {
        if (!check_form(jsonl, field, value))
            return false;
        article_set(article, field, value);
        return true;
    }
    clean_value(jsonl, value, field == ARTICLE_TEXT);
    value = str_trim(buffer_str(&jsonl->value));
    if (field != ARTICLE_TITLE && field != ARTICLE_TEXT && value.length > READER_MAX_FIELD_BYTES)
        return reject(jsonl, "\"%s\" has more than %zu KiB", name, READER_MAX_FIELD_BYTES >> 10);
    article_set(article, field, value);
    return true;
}

/* What only the whole article shows. */
static bool check_article(struct jsonl *jsonl, const struct article *article)
{
    struct str id = article_get(article, ARTICLE_ID);
    size_t title = article_get(article, ARTICLE_TITLE).length;
    size_t text = article_get(article, ARTICLE_TEXT).length;
    if (text == 0)
        return reject(jsonl, "empty or missing \"text\"");
    if (title + text > ARTICLE_MAX_BYTES)
        return reject(jsonl, "an article of more than %zu MiB", ARTICLE_MAX_BYTES >> 20);
    size_t given = id.length ? id_set_add(&jsonl->ids, id, jsonl->line.number) : 0;
    if (given != 0)
        return reject(jsonl, "id \"%.*s\" was given on line %zu already", STR_FORMAT(id), given);
    return true;
}

/* jansson's message without the piece of the line that it quotes. */
static bool reject_syntax(const struct jsonl *jsonl, const json_error_t *fault)
{
    struct str message = str_from(fault->text);
    message = str_before(message, str_find(message, STR(" near ")));
    return reject(jsonl, "not JSON: %.*s at byte %d", STR_FORMAT(message), fault->position);
}

/* Whether a line may have more than MOST_VALUES: outside of strings a comma, a bracket or a colon
 * stands before each. A short one cannot hold what would take much memory. */
static bool has_many_values(struct str line)
{
    size_t values = 0;
    bool quoted = false;
    for (size_t i = 0; line.length >= SHORT_LINE && i < line.length; i++) {
        const char byte = line.data[i];
        if (quoted && byte == '\\')
            i++;
        else if (byte == '"')
            quoted = !quoted;
        else if (!quoted)
            values += byte == ',' || byte == '[' || byte == '{' || byte == ':';
    }
    return values > MOST_VALUES;
}

/* Reads the line at hand; false when it was rejected. */
static bool read_line(struct jsonl *jsonl, struct article *article)
{
    if (jsonl->line.cut)
        return reject(jsonl, "a line of more than %zu MiB", LINE_BYTES >> 20);
    if (has_many_values(jsonl->line.text))
        return reject(jsonl, "a line of more than %zu values", MOST_VALUES);
    json_error_t fault;
    json_t *object = json_loadb(jsonl->line.text.data, jsonl->line.text.length,
                                JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &fault);
    if (!object)
        return reject_syntax(jsonl, &fault);
    bool good = json_is_object(object) ||
                reject(jsonl, "not a JSON object; JSON Lines have a whole object on each line");
    article_clear(article);
    for (size_t field = 0; field < ARTICLE_FIELDS && good; field++)
        good = read_field(jsonl, object, (enum article_field)field, article);
    json_decref(object);
    buffer_clear(&jsonl->value);
    return good && check_article(jsonl, article);
}

enum reader_result jsonl_next(struct jsonl *jsonl, struct article *article, size_t *line,
                              struct error *error)
{
    for (;;) {
        enum lines_result result = lines_next(jsonl->lines, LINE_BYTES, &jsonl->line, error);
        if (result != LINES_LINE)
            return result == LINES_END ? READER_END : READER_FAILED;
        bool blank = !jsonl->line.cut && str_trim(jsonl->line.text).length == 0;
        bool good = !blank && read_line(jsonl, article);
        lines_forget(jsonl->lines);
        if (good) {
            *line = jsonl->line.number;
            return READER_ARTICLE;
        }
    }
}
