/* Results as JSON: one object, its hits written one by one; or an object a hit. */
#include <stdlib.h>

#include "json_text.h"
#include "print_explain.h"
#include "printer.h"

static json_t *highlights_json(const struct highlight *highlights, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_pack("[I, I]", (json_int_t)highlights[i].start,
                                               (json_int_t)highlights[i].length));
    return array;
}

static json_t *entities_json(const struct hit *hit)
{
    json_t *array = json_array();
    for (size_t i = 0; i < hit->entity_count; i++)
        json_array_append_new(array, json_text(hit->entities[i].name));
    return array;
}

static json_t *snippet_json(const struct snippet *snippet)
{
    json_t *object = json_object();
    json_object_set_new(object, "text", json_text(buffer_str(&snippet->text)));
    json_object_set_new(object, "highlights", highlights_json(snippet->highlights, snippet->count));
    return object;
}

static json_t *field_json(enum hit_field field, const struct hit *hit)
{
    struct buffer text = {0};
    json_t *value = NULL;
    switch (field) {
    case HIT_FIELD_RANK:
        return json_integer((json_int_t)hit->rank);
    case HIT_FIELD_SCORE:
        return json_real(hit->score);
    case HIT_FIELD_ENTITIES:
        return entities_json(hit);
    case HIT_FIELD_SNIPPET:
        return snippet_json(&hit->snippet);
    default:
        hit_field_append(field, hit, &text);
        value = json_text_or_null(buffer_str(&text));
        buffer_free(&text);
        return value;
    }
}

/* The fewest digits by which a program reads this number again; json_dumpf() always writes as many
 * as it is told. */
static int digits_of(double number)
{
    char text[32]; /* 17 digits, sign, point and exponent */
    int digits = 1;
    while (snprintf(text, sizeof text, "%.*g", digits, number) > 0 && digits < 17 &&
           (strtod(text, NULL) < number || strtod(text, NULL) > number))
        digits++;
    return digits;
}

/* Writes the value, which is consumed. On a terminal what it would obey is escaped, as JSON escapes
 * it: controls were taken out when the article came in, and jansson escapes those of the query. */
static void put_value(const struct print_context *context, json_t *value, int digits)
{
    size_t flags = JSON_COMPACT | JSON_REAL_PRECISION((size_t)digits) | JSON_ENCODE_ANY;
    char *text = context->escape ? json_dumps(value, flags) : NULL;
    if (text) {
        print_escaped(context, str_from(text));
        free(text);
    } else {
        json_dumpf(value, context->stream, flags);
    }
    json_decref(value);
}

void print_json_value(const struct print_context *context, json_t *value)
{
    put_value(context, value, EXPLAIN_DIGITS);
}

/* Writes the hit as an object, behind the query's id where that is given. */
static void put_hit(const struct print_context *context, const struct hit *hit, struct str query_id)
{
    json_t *object = json_object();
    if (query_id.data)
        json_object_set_new(object, "query_id", json_text(query_id));
    for (size_t i = 0; i < context->fields->count; i++)
        json_object_set_new(object, hit_field_name(context->fields->fields[i]),
                            field_json(context->fields->fields[i], hit));
    if (hit->explanation)
        json_object_set_new(object, "explain",
                            explain_hit_json(context->explainer, hit->explanation));
    put_value(context, object, context->explainer ? EXPLAIN_DIGITS : digits_of(hit->score));
}

/* -- One object ------------------------------------------------------------------------------ */

static void begin(const struct print_context *context)
{
    FILE *stream = context->stream;
    fputs("{", stream);
    if (context->batch_id.data) {
        fputs("\"id\":", stream);
        print_json_value(context, json_text(context->batch_id));
        fputs(",", stream);
    }
    fputs("\"query\":", stream);
    print_json_value(context, json_text(context->query));
    fputs(",\"parsed\":", stream);
    print_json_value(context, json_text_or_null(context->parsed));
    if (context->explainer) {
        fputs(",\"words\":", stream);
        print_json_value(context, explain_words_json(context->explainer));
        fputs(",\"prefixes\":", stream);
        print_json_value(context, explain_prefixes_json(context->explainer));
    }
    fprintf(stream, ",\"total\":%zu,\"relaxed\":%s,\"corrected\":", context->total,
            context->relaxed ? "true" : "false");
    print_json_value(context, json_text_or_null(context->corrected));
    fputs(",\"hits\":[", stream);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    fputs(hit->rank > context->offset + 1 ? ",\n" : "\n", context->stream);
    put_hit(context, hit, (struct str){0});
}

/* Bytes of the character at `at`, if JSON has it as it is: ASCII, Latin letters and the apostrophe
 * of French; 0: jansson decides. */
static inline size_t plain_bytes(struct str text, size_t at)
{
    unsigned char c = (unsigned char)text.data[at];
    unsigned char next = at + 1 < text.length ? (unsigned char)text.data[at + 1] : 0;
    if (c < 0x7F)
        return c >= 0x20 && c != '"' && c != '\\';
    if (c >= 0xC3 && c <= 0xC8) /* U+00C0 to U+023F */
        return (next & 0xC0) == 0x80 ? 2 : 0;
    return str_starts(str_after(text, at), STR("’")) ? strlen("’") : 0;
}

/* Appends the text as JSON has it, in quotes; false, with nothing appended, where jansson is to
 * decide. */
static bool append_plain(struct str text, struct buffer *json)
{
    buffer_reserve(json, text.length + 2);
    char *end = json->data + json->length;
    size_t at = 0;
    *end++ = '"';
    for (size_t bytes; at < text.length; at += bytes) {
        if ((bytes = plain_bytes(text, at)) == 0)
            break;
        for (size_t i = 0; i < bytes; i++)
            *end++ = text.data[at + i];
    }
    *end++ = '"';
    *end = '\0';
    if (at == text.length)
        json->length = (size_t)(end - json->data);
    else
        json->data[json->length] = '\0';
    return at == text.length;
}

static void flush(const struct print_context *context, struct buffer *rows)
{
    fwrite(rows->data, 1, rows->length, context->stream);
    buffer_clear(rows);
}

/* So many bytes of rows are written at once. */
#define ROWS_AT_ONCE ((size_t)32 << 10)

/* Rows may be many thousands: as a tree of values they cost five times as much, one by one through
 * the stream twice. */
static void put_facet(const struct print_context *context, const struct facet *facet)
{
    struct buffer rows = {0};
    buffer_append_format(&rows, "\"%s\":[", facet_name(facet->kind));
    for (size_t i = 0; i < facet->tally.count; i++) {
        const struct tally_row *row = &facet->tally.rows[i];
        buffer_append(&rows, i > 0 ? STR(",{\"name\":") : STR("{\"name\":"));
        if (!append_plain(row->name, &rows)) {
            flush(context, &rows);
            print_json_value(context, json_text(row->name));
        }
        buffer_append(&rows, STR(",\"count\":"));
        buffer_append_number(&rows, row->count);
        buffer_append_char(&rows, '}');
        if (rows.length > ROWS_AT_ONCE)
            flush(context, &rows);
    }
    buffer_append_char(&rows, ']');
    flush(context, &rows);
    buffer_free(&rows);
}

static void put_facets(const struct print_context *context, const struct facets *facets)
{
    fputs("{", context->stream);
    for (size_t i = 0; i < facets->count; i++) {
        fputs(i > 0 ? "," : "", context->stream);
        put_facet(context, &facets->facets[i]);
    }
    fputs("}", context->stream);
}

static void end(const struct print_context *context)
{
    fputs(context->count > 0 ? "\n],\"facets\":" : "],\"facets\":", context->stream);
    if (context->facets)
        put_facets(context, context->facets);
    else
        fputs("null", context->stream);
    if (context->timeline) {
        fputs(",\"timeline\":{", context->stream);
        put_facet(context, context->timeline);
        fputs("}", context->stream);
    }
    fputs("}\n", context->stream);
}

/* INTERFACE, "JSON". */
static const struct hit_fields json_fields = {{HIT_FIELD_RANK, HIT_FIELD_SCORE, HIT_FIELD_ID,
                                               HIT_FIELD_TITLE, HIT_FIELD_OUTLET, HIT_FIELD_SECTION,
                                               HIT_FIELD_AUTHOR, HIT_FIELD_DATE, HIT_FIELD_ENTITIES,
                                               HIT_FIELD_URL, HIT_FIELD_SNIPPET},
                                              11};

const struct printer printer_json = {
    .name = "json",
    .fields = &json_fields,
    .batch = true,
    .begin = begin,
    .hit = show_hit,
    .end = end,
};

/* -- An object a hit ------------------------------------------------------------------------- */

static void show_line(const struct print_context *context, const struct hit *hit)
{
    put_hit(context, hit, context->batch_id);
    putc('\n', context->stream);
}

const struct printer printer_jsonl = {
    .name = "jsonl",
    .fields = &json_fields,
    .batch = true,
    .hit = show_line,
};

/* -- An article ------------------------------------------------------------------------------ */

static const struct hit_fields article_fields = {
    {HIT_FIELD_ID, HIT_FIELD_TITLE, HIT_FIELD_OUTLET, HIT_FIELD_SECTION, HIT_FIELD_AUTHOR,
     HIT_FIELD_DATE, HIT_FIELD_ENTITIES, HIT_FIELD_URL, HIT_FIELD_TEXT},
    9};

void print_article_json(const struct print_context *context, const struct hit *hit)
{
    struct print_context article_context = *context;
    article_context.fields = &article_fields;
    put_hit(&article_context, hit, (struct str){0});
}
