/* Results as JSON: one object, its hits written one by one. */
#include <stdlib.h>

#include "print_explain.h"
#include "printer.h"
#include "terminal.h"

json_t *print_json_text(struct str text)
{
    json_t *value = json_stringn(text.data, text.length);
    return value ? value : json_null();
}

/* A key without a value is null. */
static json_t *text_or_null(struct str text)
{
    return text.length > 0 ? print_json_text(text) : json_null();
}

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
        json_array_append_new(array, print_json_text(hit->entities[i].name));
    return array;
}

static void set_article(json_t *object, const struct hit *hit)
{
    static const enum article_field fields[] = {ARTICLE_TITLE,  ARTICLE_OUTLET, ARTICLE_SECTION,
                                                ARTICLE_AUTHOR, ARTICLE_DATE,   ARTICLE_URL};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i] == ARTICLE_URL)
            json_object_set_new(object, "entities", entities_json(hit));
        json_object_set_new(object, article_field_name(fields[i]),
                            text_or_null(article_get(&hit->article, fields[i])));
    }
}

/* As many digits as any other program needs to tell two scores apart. */
#define SCORE_DIGITS 9

/* On a terminal what it would obey is escaped, as JSON escapes it: controls were taken out when the
 * article came in, and jansson escapes those of the query. */
void print_json_value(const struct print_context *context, json_t *value)
{
    size_t digits = context->explainer ? EXPLAIN_DIGITS : SCORE_DIGITS;
    size_t flags = JSON_COMPACT | JSON_REAL_PRECISION(digits) | JSON_ENCODE_ANY;
    char *text = context->escape ? json_dumps(value, flags) : NULL;
    if (text) {
        struct buffer escaped = {0};
        terminal_escape(str_from(text), false, &escaped);
        fwrite(escaped.data, 1, escaped.length, context->stream);
        buffer_free(&escaped);
        free(text);
    } else {
        json_dumpf(value, context->stream, flags);
    }
    json_decref(value);
}

static void begin(const struct print_context *context)
{
    FILE *stream = context->stream;
    fputs("{", stream);
    if (context->batch_id.data) {
        fputs("\"id\":", stream);
        print_json_value(context, print_json_text(context->batch_id));
        fputs(",", stream);
    }
    fputs("\"query\":", stream);
    print_json_value(context, print_json_text(context->query));
    fputs(",\"parsed\":", stream);
    print_json_value(context, text_or_null(context->parsed));
    if (context->explainer) {
        fputs(",\"words\":", stream);
        print_json_value(context, explain_words_json(context->explainer));
        fputs(",\"prefixes\":", stream);
        print_json_value(context, explain_prefixes_json(context->explainer));
    }
    fprintf(stream, ",\"total\":%zu,\"relaxed\":%s,\"corrected\":", context->total,
            context->relaxed ? "true" : "false");
    print_json_value(context, text_or_null(context->corrected));
    fputs(",\"hits\":[", stream);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    json_t *object = json_object();
    json_t *snippet = json_object();
    json_object_set_new(object, "rank", json_integer((json_int_t)hit->rank));
    json_object_set_new(object, "score", json_real(hit->score));
    json_object_set_new(object, "id", print_json_text(buffer_str(&hit->id)));
    set_article(object, hit);
    json_object_set_new(snippet, "text", print_json_text(buffer_str(&hit->snippet.text)));
    json_object_set_new(snippet, "highlights",
                        highlights_json(hit->snippet.highlights, hit->snippet.count));
    json_object_set_new(object, "snippet", snippet);
    if (hit->explanation)
        json_object_set_new(object, "explain",
                            explain_hit_json(context->explainer, hit->explanation));
    fputs(hit->rank > context->offset + 1 ? ",\n" : "\n", context->stream);
    print_json_value(context, object);
}

static void end(const struct print_context *context)
{
    fputs(context->count > 0 ? "\n],\"facets\":null}\n" : "],\"facets\":null}\n", context->stream);
}

const struct printer printer_json = {
    .name = "json",
    .parts = HIT_SNIPPET,
    .begin = begin,
    .hit = show_hit,
    .end = end,
};

void print_article_json(const struct print_context *context, const struct hit *hit)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", print_json_text(buffer_str(&hit->id)));
    set_article(object, hit);
    json_object_set_new(object, "text", print_json_text(article_get(&hit->article, ARTICLE_TEXT)));
    print_json_value(context, object);
}
