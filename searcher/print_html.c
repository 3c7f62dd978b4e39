/* Results as one page for a browser: nothing is loaded, no script runs, and what articles hold is
 * text. */
#include <strings.h>

#include "language.h"
#include "printer.h"

/* A page that could neither load nor run anything, even if an escape were forgotten. */
static const char head[] =
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n";

static const char style[] =
    "<style>\n"
    ":root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1f2023; --quiet: #5d5f66;\n"
    "  --line: #e2dfd6; --mark: #ffe9a3; --link: #1c4f82 }\n"
    "@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #e7e5df;\n"
    "  --quiet: #a3a5ab; --line: #33363b; --mark: #5c4a12; --link: #9cc4ee } }\n"
    "* { box-sizing: border-box }\n"
    "body { margin: 0 auto; max-width: 44rem; padding: 2.5rem 1.25rem; background: var(--paper);\n"
    "  color: var(--ink); font: 1.0625rem/1.6 Charter, Georgia, serif; overflow-wrap: anywhere }\n"
    "header, footer, .source, .entities, .id { color: var(--quiet);\n"
    "  font: .875rem/1.5 system-ui, sans-serif }\n"
    "header { padding-bottom: 1.5rem; border-bottom: 1px solid var(--line) }\n"
    "header p { margin: .25rem 0 }\n"
    "h1 { margin: .25rem 0; color: var(--ink); font: 600 1.75rem/1.25 Charter, Georgia, serif }\n"
    "h2 { margin: 0; font-size: 1.1875rem; line-height: 1.35 }\n"
    "ol { margin: 0; padding: 0; list-style: none }\n"
    "ol > li { padding: 1.5rem 0; border-bottom: 1px solid var(--line) }\n"
    "article p { margin: .35rem 0 }\n"
    ".source span, .source time { unicode-bidi: isolate }\n"
    ".source > * + *::before { content: \"\\b7\\a0\" }\n"
    ".entities { margin: .5rem 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap;\n"
    "  gap: .35rem }\n"
    ".entities li { padding: 0 .6em; border: 1px solid var(--line); border-radius: 1em }\n"
    ".id { font-size: .8125rem }\n"
    "a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em }\n"
    "a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px }\n"
    "mark { background: var(--mark); color: inherit; padding: 0 .1em; border-radius: .15em }\n"
    "footer { padding-top: 1.5rem }\n"
    "@media print { body { max-width: none; padding: 0; background: none; color: black;\n"
    "  font-size: 10.5pt } h1, header, footer, .source, .entities, .id { color: black }\n"
    "  a { color: inherit; text-decoration: none } li { break-inside: avoid }\n"
    "  mark { background: none; padding: 0; font-weight: bold; color: black } }\n"
    "</style>\n";

/* -- Text ------------------------------------------------------------------------------------ */

static void put_raw(const struct print_context *context, const char *html)
{
    fputs(html, context->stream);
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Writes text, fit to stand in an element or an attribute. HTML has no control characters: those of
 * a query are shown as what cannot be shown. */
static void put_text(const struct print_context *context, struct str text)
{
    struct buffer html = {0};
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (entity_of(text.data[i]))
            buffer_append(&html, str_from(entity_of(text.data[i])));
        else if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f)
            buffer_append(&html, STR("\uFFFD"));
        else
            buffer_append_char(&html, text.data[i]);
    }
    print_escaped(context, buffer_str(&html));
    buffer_free(&html);
}

/* Writes text with its marks, which are in order. */
static void put_marked(const struct print_context *context, struct str text,
                       const struct highlight *marks, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        put_text(context, str_of(text.data + at, marks[i].start - at));
        put_raw(context, "<mark>");
        put_text(context, str_of(text.data + marks[i].start, marks[i].length));
        put_raw(context, "</mark>");
        at = marks[i].start + marks[i].length;
    }
    put_text(context, str_after(text, at));
}

/* -- The page -------------------------------------------------------------------------------- */

static void put_notes(const struct print_context *context)
{
    if (context->corrected.length > 0) {
        put_raw(context, _("<p>Searched instead: <span lang=\"fr\">"));
        put_text(context, context->corrected);
        put_raw(context, "</span></p>\n");
    }
    if (context->relaxed)
        put_raw(context, _("<p>No article has all of these words; these have some of them.</p>\n"));
}

static bool has_hits(const struct print_context *context)
{
    return context->offset < context->total;
}

static void begin(const struct print_context *context)
{
    struct str query = context->query.length > 0 ? context->query : str_from(_("Articles"));
    struct buffer shown = {0};
    put_raw(context, "<!DOCTYPE html>\n");
    put_raw(context, _("<html lang=\"en\">\n"));
    put_raw(context, head);
    put_raw(context, "<title>");
    put_text(context, query);
    put_raw(context, " – Revue</title>\n");
    put_raw(context, style);
    put_raw(context, "</head>\n<body>\n<header>\n<p>Revue</p>\n<h1>");
    put_text(context, query);
    put_raw(context, "</h1>\n<p>");
    print_append_range(context, &shown);
    put_text(context, buffer_str(&shown));
    put_raw(context, "</p>\n");
    put_notes(context);
    put_raw(context, "</header>\n<main>\n");
    put_raw(context,
            has_hits(context) ? "<ol role=\"list\">\n" : _("<p>No article to show.</p>\n"));
    buffer_free(&shown);
}

static void end(const struct print_context *context)
{
    put_raw(context, has_hits(context) ? "</ol>\n" : "");
    put_raw(context, _("</main>\n<footer>Made by Revue.</footer>\n</body>\n</html>\n"));
}

/* -- A hit ----------------------------------------------------------------------------------- */

/* Only the web: `javascript:` and the like run in the page that has the link. */
static bool is_web_address(struct str url)
{
    return (url.length > 7 && strncasecmp(url.data, "http://", 7) == 0) ||
           (url.length > 8 && strncasecmp(url.data, "https://", 8) == 0);
}

static void put_title(const struct print_context *context, const struct hit *hit)
{
    struct str url = article_get(&hit->article, ARTICLE_URL);
    bool linked = is_web_address(url);
    fprintf(context->stream, "<h2 id=\"hit-%zu\">", hit->rank);
    if (linked) {
        put_raw(context, "<a rel=\"noopener noreferrer\" href=\"");
        put_text(context, url);
        put_raw(context, "\">");
    }
    put_marked(context, article_get(&hit->article, ARTICLE_TITLE), hit->title_marks,
               hit->title_mark_count);
    put_raw(context, linked ? "</a></h2>\n" : "</h2>\n");
}

static void put_part(const struct print_context *context, struct str text, const char *tag)
{
    if (text.length == 0)
        return;
    fprintf(context->stream, "<%s>", tag);
    put_text(context, text);
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
        put_text(context, hit->entities[i].name);
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
    put_text(context, buffer_str(&hit->id));
    put_raw(context, "</p>\n</article></li>\n");
}

const struct printer printer_html = {
    .name = "html",
    .parts = HIT_SNIPPET,
    .begin = begin,
    .hit = show_hit,
    .end = end,
};
