/* Results as one page for a browser: nothing is loaded, no script runs, and what articles hold is
 * text. */
#include "print_html.h"

#include "language.h"

/* A page that could neither load nor run anything, even if an escape were forgotten. */
static const char head[] =
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n";

/* -- Text ------------------------------------------------------------------------------------ */

static void put_raw(const struct print_context *context, const char *html)
{
    fputs(html, context->stream);
}

/* Writes text with its marks, which are in order. */
static void put_marked(const struct print_context *context, struct str text,
                       const struct highlight *marks, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        print_markup(context, str_of(text.data + at, marks[i].start - at));
        put_raw(context, "<mark>");
        print_markup(context, str_of(text.data + marks[i].start, marks[i].length));
        put_raw(context, "</mark>");
        at = marks[i].start + marks[i].length;
    }
    print_markup(context, str_after(text, at));
}

/* -- The page -------------------------------------------------------------------------------- */

static void put_notes(const struct print_context *context)
{
    if (context->corrected.length > 0) {
        put_raw(context, _("<p>Searched instead: <span lang=\"fr\">"));
        print_markup(context, context->corrected);
        put_raw(context, "</span></p>\n");
    }
    if (context->relaxed)
        put_raw(context, _("<p>No article has all of these words; these have some of them.</p>\n"));
}

static bool has_hits(const struct print_context *context)
{
    return !context->counts_alone && context->offset < context->total;
}

void print_html_begin(const struct print_context *context, const char *style)
{
    struct str query = context->query.length > 0 ? context->query : str_from(_("Articles"));
    struct buffer shown = {0};
    put_raw(context, "<!DOCTYPE html>\n");
    put_raw(context, _("<html lang=\"en\">\n"));
    put_raw(context, head);
    put_raw(context, "<title>");
    print_markup(context, query);
    put_raw(context, " – Revue</title>\n");
    put_raw(context, print_html_style);
    put_raw(context, style);
    put_raw(context, "</head>\n<body>\n<header>\n<p>Revue</p>\n<h1>");
    print_markup(context, query);
    put_raw(context, "</h1>\n<p>");
    print_append_range(context, &shown);
    print_markup(context, buffer_str(&shown));
    put_raw(context, "</p>\n");
    put_notes(context);
    put_raw(context, "</header>\n<main>\n");
    buffer_free(&shown);
}

void print_html_end(const struct print_context *context)
{
    put_raw(context, _("</main>\n<footer>Made by Revue.</footer>\n</body>\n</html>\n"));
}

static void begin(const struct print_context *context)
{
    print_html_begin(context, "");
    print_html_counts(context);
    if (has_hits(context))
        put_raw(context, "<ol role=\"list\">\n");
    else if (!context->counts_alone)
        put_raw(context, _("<p>No article to show.</p>\n"));
}

static void end(const struct print_context *context)
{
    put_raw(context, has_hits(context) ? "</ol>\n" : "");
    print_html_end(context);
}

/* -- A hit ----------------------------------------------------------------------------------- */

static void put_title(const struct print_context *context, const struct hit *hit)
{
    struct str title = article_get(&hit->article, ARTICLE_TITLE);
    struct str url = article_get(&hit->article, ARTICLE_URL);
    bool linked = print_is_web_address(url);
    fprintf(context->stream, "<h2 id=\"hit-%zu\">", hit->rank);
    if (linked) {
        put_raw(context, "<a rel=\"noopener noreferrer\" href=\"");
        print_markup(context, url);
        put_raw(context, "\">");
    }
    put_marked(context, linked && title.length == 0 ? url : title, hit->title_marks,
               hit->title_mark_count);
    put_raw(context, linked ? "</a></h2>\n" : "</h2>\n");
}

static void put_part(const struct print_context *context, struct str text, const char *tag)
{
    if (text.length == 0)
        return;
    fprintf(context->stream, "<%s>", tag);
    print_markup(context, text);
    fprintf(context->stream, "</%s> ", tag);
}

static void put_source(const struct print_context *context, const struct article *article)
{
    put_raw(context, "<p class=\"source\">");
    put_part(context, article_get(article, ARTICLE_OUTLET), "span");
    put_part(context, article_get(article, ARTICLE_SECTION), "span");
    put_part(context, article_get(article, ARTICLE_DATE), "time");
    put_part(context, article_get(article, ARTICLE_AUTHOR), "span");
    put_raw(context, "</p>\n");
}

static void put_entities(const struct print_context *context, const struct hit *hit)
{
    if (hit->entity_count == 0)
        return;
    put_raw(context,
            _("<ul class=\"entities\" role=\"list\" aria-label=\"People, places, companies\">\n"));
    for (size_t i = 0; i < hit->entity_count; i++) {
        put_raw(context, "<li>");
        print_markup(context, hit->entities[i].name);
        put_raw(context, "</li>\n");
    }
    put_raw(context, "</ul>\n");
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    fprintf(context->stream, "<li><article lang=\"fr\" aria-labelledby=\"hit-%zu\">\n", hit->rank);
    put_title(context, hit);
    put_source(context, &hit->article);
    put_raw(context, "<p>");
    put_marked(context, buffer_str(&hit->snippet.text), hit->snippet.highlights,
               hit->snippet.count);
    put_raw(context, "</p>\n");
    put_entities(context, hit);
    put_raw(context, "<p class=\"id\">");
    print_markup(context, buffer_str(&hit->id));
    put_raw(context, "</p>\n</article></li>\n");
}

const struct printer printer_html = {
    .name = "html",
    .parts = HIT_SNIPPET,
    .begin = begin,
    .hit = show_hit,
    .end = end,
};
