/* Results for reference managers: RIS, a tag a line, its records ended by ER. */
#include "printer.h"

/* Nothing where there is no value. */
static void put_tag(const struct print_context *context, const char *tag, struct str value)
{
    if (value.length == 0)
        return;
    fprintf(context->stream, "%s  - ", tag);
    print_on_one_line(context, value);
    print_line_end(context);
}

/* YYYY/MM/DD/ with what else is known of the day behind the last slash: nothing. */
static void put_date(const struct print_context *context, struct str date)
{
    struct buffer slashed = {0};
    if (date.length == 0)
        return;
    buffer_append_format(&slashed, "%.*s/", STR_FORMAT(date));
    for (size_t i = 0; i < slashed.length; i++)
        if (slashed.data[i] == '-')
            slashed.data[i] = '/';
    put_tag(context, "PY", str_before(date, 4));
    put_tag(context, "DA", buffer_str(&slashed));
    buffer_free(&slashed);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    const struct article *article = &hit->article;
    put_tag(context, "TY", STR("NEWS"));
    put_tag(context, "ID", buffer_str(&hit->id));
    put_tag(context, "TI", article_get(article, ARTICLE_TITLE));
    put_tag(context, "AU", article_get(article, ARTICLE_AUTHOR));
    put_tag(context, "T2", article_get(article, ARTICLE_OUTLET));
    put_tag(context, "SE", article_get(article, ARTICLE_SECTION));
    put_date(context, article_get(article, ARTICLE_DATE));
    put_tag(context, "UR", article_get(article, ARTICLE_URL));
    for (size_t i = 0; i < hit->entity_count; i++)
        put_tag(context, "KW", hit->entities[i].name);
    put_tag(context, "AB", article_get(article, ARTICLE_TEXT));
    fputs("ER  - ", context->stream);
    print_line_end(context);
    print_line_end(context);
}

const struct printer printer_ris = {
    .name = "ris",
    .parts = HIT_ARTICLE,
    .hit = show_hit,
};
