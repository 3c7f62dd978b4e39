/* Results for citation processors: CSL-JSON, an array of newspaper articles. */
#include "json_text.h"
#include "printer.h"

/* CSL knows no null: a key without a value is left out. */
static void set_text(json_t *object, const char *key, struct str text)
{
    if (text.length > 0)
        json_object_set_new(object, key, json_text(text));
}

/* Nobody says which part of a name is the surname: it stands as it was printed. */
static void set_author(json_t *object, struct str author)
{
    if (author.length == 0)
        return;
    json_t *name = json_object();
    set_text(name, "literal", author);
    json_object_set_new(object, "author", json_pack("[o]", name));
}

static int number_of(struct str digits)
{
    int number = 0;
    for (size_t i = 0; i < digits.length; i++)
        number = number * 10 + digits.data[i] - '0';
    return number;
}

/* Of YYYY-MM-DD. */
static void set_date(json_t *object, struct str date)
{
    if (date.length == 0)
        return;
    json_object_set_new(object, "issued",
                        json_pack("{s: [[i, i, i]]}", "date-parts", number_of(str_of(date.data, 4)),
                                  number_of(str_of(date.data + 5, 2)),
                                  number_of(str_of(date.data + 8, 2))));
}

static void begin(const struct print_context *context)
{
    fputs("[", context->stream);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    const struct article *article = &hit->article;
    struct buffer keywords = {0};
    json_t *object = json_object();
    hit_field_append(HIT_FIELD_ENTITIES, hit, &keywords);
    set_text(object, "id", buffer_str(&hit->id));
    set_text(object, "type", STR("article-newspaper"));
    set_text(object, "title", article_get(article, ARTICLE_TITLE));
    set_author(object, article_get(article, ARTICLE_AUTHOR));
    set_text(object, "container-title", article_get(article, ARTICLE_OUTLET));
    set_text(object, "section", article_get(article, ARTICLE_SECTION));
    set_date(object, article_get(article, ARTICLE_DATE));
    set_text(object, "URL", article_get(article, ARTICLE_URL));
    set_text(object, "keyword", buffer_str(&keywords));
    set_text(object, "abstract", article_get(article, ARTICLE_TEXT));
    fputs(hit->rank > context->offset + 1 ? ",\n" : "\n", context->stream);
    print_json_value(context, object);
    buffer_free(&keywords);
}

static void end(const struct print_context *context)
{
    fputs(context->count > 0 ? "\n]\n" : "]\n", context->stream);
}

const struct printer printer_csl_json = {
    .name = "csl-json",
    .parts = HIT_ARTICLE,
    .begin = begin,
    .hit = show_hit,
    .end = end,
};
