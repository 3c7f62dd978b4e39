/* Results for a bibliography: BibTeX, an @article a hit, in UTF-8. */
#include <ctype.h>

#include "printer.h"

/* How LaTeX writes a character that it would obey; NULL: any other. Braces are named, for BibTeX
 * counts those with a backslash, too. */
static const char *latex_of(char c)
{
    switch (c) {
    case '\\':
        return "\\textbackslash{}";
    case '{':
        return "\\textbraceleft{}";
    case '}':
        return "\\textbraceright{}";
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    case '#':
        return "\\#";
    case '$':
        return "\\$";
    case '%':
        return "\\%";
    case '&':
        return "\\&";
    case '_':
        return "\\_";
    default:
        return NULL;
    }
}

static void append_latex(struct str text, struct buffer *latex)
{
    for (size_t i = 0; i < text.length; i++)
        if (latex_of(text.data[i]))
            buffer_append(latex, str_from(latex_of(text.data[i])));
        else
            buffer_append_char(latex, text.data[i]);
}

/* A URL is printed as it stands, but its braces must not be counted. */
static void append_url(struct str url, struct buffer *latex)
{
    for (size_t i = 0; i < url.length; i++)
        if (strchr("{}\\ ", url.data[i]))
            buffer_append_format(latex, "%%%02X", (unsigned)(unsigned char)url.data[i]);
        else
            buffer_append_char(latex, url.data[i]);
}

/* A key of letters, digits and what is harmless in one; any other byte is `_` and its number, so
 * that two ids stay two. */
static void append_key(struct str id, struct buffer *key)
{
    for (size_t i = 0; i < id.length; i++) {
        unsigned char byte = (unsigned char)id.data[i];
        if (byte < 0x80 && (isalnum(byte) || strchr("-.:/", byte)))
            buffer_append_char(key, (char)byte);
        else
            buffer_append_format(key, "_%02x", byte);
    }
}

static void put_line(const struct print_context *context, struct buffer *line)
{
    print_on_one_line(context, buffer_str(line));
    putc('\n', context->stream);
    buffer_clear(line);
}

/* Nothing where there is no value. Between two braces a value stays as it is: no name is parted, no
 * capital lost. */
static void put_text(const struct print_context *context, const char *name, struct str text,
                     bool whole, struct buffer *line)
{
    if (text.length == 0)
        return;
    buffer_append_format(line, "  %s = {%s", name, whole ? "{" : "");
    append_latex(text, line);
    buffer_append_format(line, "%s},", whole ? "}" : "");
    put_line(context, line);
}

/* The day for biblatex and biber, year and month for the styles of BibTeX. */
static void put_date(const struct print_context *context, struct str date, struct buffer *line)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    if (date.length == 0)
        return;
    int month = (date.data[5] - '0') * 10 + date.data[6] - '0';
    put_text(context, "date", date, false, line);
    put_text(context, "year", str_before(date, 4), false, line);
    if (month >= 1 && month <= 12) {
        buffer_append_format(line, "  month = %s,", months[month - 1]);
        put_line(context, line);
    }
}

static void put_keywords(const struct print_context *context, const struct hit *hit,
                         struct buffer *line)
{
    struct buffer names = {0};
    for (size_t i = 0; i < hit->entity_count; i++) {
        buffer_append(&names, i > 0 ? STR(", ") : STR(""));
        buffer_append(&names, hit->entities[i].name);
    }
    put_text(context, "keywords", buffer_str(&names), false, line);
    buffer_free(&names);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    const struct article *article = &hit->article;
    struct str url = article_get(article, ARTICLE_URL);
    struct buffer line = {0};
    buffer_append(&line, STR("@article{"));
    append_key(buffer_str(&hit->id), &line);
    buffer_append(&line, STR(","));
    put_line(context, &line);
    put_text(context, "author", article_get(article, ARTICLE_AUTHOR), true, &line);
    put_text(context, "title", article_get(article, ARTICLE_TITLE), true, &line);
    put_text(context, "journal", article_get(article, ARTICLE_OUTLET), true, &line);
    put_date(context, article_get(article, ARTICLE_DATE), &line);
    if (url.length > 0) {
        buffer_append(&line, STR("  url = {"));
        append_url(url, &line);
        buffer_append(&line, STR("},"));
        put_line(context, &line);
    }
    put_keywords(context, hit, &line);
    put_text(context, "abstract", article_get(article, ARTICLE_TEXT), false, &line);
    fputs("}\n\n", context->stream);
    buffer_free(&line);
}

const struct printer printer_bibtex = {
    .name = "bibtex",
    .parts = HIT_ARTICLE,
    .hit = show_hit,
};
