/* Results for a person: on a terminal with colour and marks, plain elsewhere. */
#include "print_explain.h"
#include "printer.h"
#include "terminal.h"

#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define MARK  "\033[1;33m"
#define RESET "\033[0m"

static void put(const struct print_context *context, const char *style, struct str text,
                bool keep_newlines)
{
    struct buffer escaped = {0};
    if (context->escape) {
        terminal_escape(text, keep_newlines, &escaped);
        text = buffer_str(&escaped);
    }
    if (context->color && *style)
        fputs(style, context->stream);
    fwrite(text.data, 1, text.length, context->stream);
    if (context->color && *style)
        fputs(RESET, context->stream);
    buffer_free(&escaped);
}

void print_marked(const struct print_context *context, struct str text,
                  const struct highlight *marks, size_t count, size_t base, bool keep_newlines,
                  const char *style)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (marks[i].start < base + at || marks[i].start + marks[i].length > base + text.length)
            continue;
        size_t start = marks[i].start - base;
        put(context, style, str_of(text.data + at, start - at), keep_newlines);
        put(context, MARK, str_of(text.data + start, marks[i].length), keep_newlines);
        at = start + marks[i].length;
    }
    put(context, style, str_after(text, at), keep_newlines);
}

/* Wraps a snippet to the terminal's width, behind an indent, with its marks. */
static void put_snippet(const struct print_context *context, const struct snippet *snippet,
                        size_t indent)
{
    struct str text = buffer_str(&snippet->text);
    size_t width = context->columns > indent + 20 ? context->columns - indent : 20;
    size_t start = 0;
    while (start < text.length) {
        size_t end = start; /* of the words that fit */
        for (size_t at = start; at < text.length;) {
            size_t word = at;
            while (word < text.length && text.data[word] == ' ')
                word++;
            while (word < text.length && text.data[word] != ' ')
                word++;
            if (end > start && terminal_width_of(str_of(text.data + start, word - start)) > width)
                break;
            end = at = word;
        }
        fprintf(context->stream, "%*s", (int)indent, "");
        print_marked(context, str_of(text.data + start, end - start), snippet->highlights,
                     snippet->count, start, false, "");
        putc('\n', context->stream);
        start = end;
        while (start < text.length && text.data[start] == ' ')
            start++;
    }
}

/* Writes `text` behind a separator, unless it is empty. */
static void put_part(const struct print_context *context, struct str text, bool *first)
{
    if (text.length == 0)
        return;
    if (!*first)
        fputs(" · ", context->stream);
    put(context, "", text, false);
    *first = false;
}

static void put_source(const struct print_context *context, const struct article *article)
{
    bool first = true;
    put_part(context, article_get(article, ARTICLE_OUTLET), &first);
    put_part(context, article_get(article, ARTICLE_SECTION), &first);
    put_part(context, article_get(article, ARTICLE_DATE), &first);
    put_part(context, article_get(article, ARTICLE_AUTHOR), &first);
}

static void put_entities(const struct print_context *context, const struct hit *hit)
{
    for (size_t i = 0; i < hit->entity_count; i++) {
        fputs(i > 0 ? ", " : "", context->stream);
        put(context, "", hit->entities[i].name, false);
    }
}

#define INDENT 4

static void show_begin(const struct print_context *context)
{
    struct buffer text = {0};
    if (!context->explainer)
        return;
    explain_query_lines(context->explainer, context->parsed, &text);
    put(context, "", buffer_str(&text), true);
    buffer_free(&text);
}

static void put_explanation(const struct print_context *context,
                            const struct explanation *explanation)
{
    struct buffer text = {0};
    explain_hit_lines(context->explainer, explanation, INDENT, &text);
    put(context, "", buffer_str(&text), true);
    buffer_free(&text);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    FILE *stream = context->stream;
    fprintf(stream, "%2zu. ", hit->rank);
    print_marked(context, article_get(&hit->article, ARTICLE_TITLE), hit->title_marks,
                 hit->title_mark_count, 0, false, BOLD);
    fprintf(stream, "\n%*s", INDENT, "");
    put_source(context, &hit->article);
    putc('\n', stream);
    if (hit->entity_count > 0) {
        fprintf(stream, "%*s", INDENT, "");
        put_entities(context, hit);
        putc('\n', stream);
    }
    put_snippet(context, &hit->snippet, INDENT);
    fprintf(stream, "%*s", INDENT, "");
    put(context, DIM, buffer_str(&hit->id), false);
    putc('\n', stream);
    if (hit->explanation)
        put_explanation(context, hit->explanation);
    putc('\n', stream);
}

static void show_end(const struct print_context *context)
{
    if (context->count == 0)
        return;
    struct buffer line = {0};
    if (context->count == context->total)
        buffer_append_format(&line, "%zu article%s", context->total,
                             context->total == 1 ? "" : "s");
    else
        buffer_append_format(&line, "%zu to %zu of %zu articles", context->offset + 1,
                             context->offset + context->count, context->total);
    put(context, DIM, buffer_str(&line), false);
    putc('\n', context->stream);
    buffer_free(&line);
}

const struct printer printer_text = {
    .name = "text",
    .parts = HIT_SNIPPET,
    .needs_total = true,
    .begin = show_begin,
    .hit = show_hit,
    .end = show_end,
};

void print_article(const struct print_context *context, const struct hit *hit)
{
    FILE *stream = context->stream;
    print_marked(context, article_get(&hit->article, ARTICLE_TITLE), hit->title_marks,
                 hit->title_mark_count, 0, false, BOLD);
    putc('\n', stream);
    put_source(context, &hit->article);
    putc('\n', stream);
    if (article_get(&hit->article, ARTICLE_URL).length > 0) {
        put(context, "", article_get(&hit->article, ARTICLE_URL), false);
        putc('\n', stream);
    }
    if (hit->entity_count > 0) {
        put_entities(context, hit);
        putc('\n', stream);
    }
    put(context, DIM, buffer_str(&hit->id), false);
    fputs("\n\n", stream);
    print_marked(context, article_get(&hit->article, ARTICLE_TEXT), hit->text_marks,
                 hit->text_mark_count, 0, true, "");
    fputs("\n", stream);
}
