/* Results for a person: on a terminal with colour and marks, plain elsewhere. */
#include "language.h"
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
    if (context->escape || context->color) { /* colours in a pipe are for a pager */
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
    for (size_t i = 0; i < count && marks[i].start < base + text.length; i++) {
        if (marks[i].start < base + at || marks[i].start + marks[i].length > base + text.length)
            continue;
        size_t start = marks[i].start - base;
        put(context, style, str_of(text.data + at, start - at), keep_newlines);
        put(context, MARK, str_of(text.data + start, marks[i].length), keep_newlines);
        at = start + marks[i].length;
    }
    put(context, style, str_after(text, at), keep_newlines);
}

/* -- Lines ----------------------------------------------------------------------------------- */

static size_t word_end(struct str text, size_t at)
{
    while (at < text.length && text.data[at] == ' ')
        at++;
    while (at < text.length && text.data[at] != ' ' && text.data[at] != '\n')
        at++;
    return at;
}

/* Where the line from `start` on ends: at a newline, or behind the last word that fits `width`, but
 * behind one word at least. */
static size_t line_end(struct str text, size_t start, size_t width)
{
    size_t end = word_end(text, start);
    size_t used = terminal_width_of(str_of(text.data + start, end - start));
    while (end < text.length && text.data[end] == ' ') {
        size_t next = word_end(text, end);
        used += terminal_width_of(str_of(text.data + end, next - end));
        if (used > width)
            break;
        end = next;
    }
    return end;
}

/* Writes the text in lines of the terminal's width, the first where the cursor stands, in column
 * `indent`, the others behind so many spaces; each with its marks, in order, and a newline. */
static void put_lines(const struct print_context *context, struct str text,
                      const struct highlight *marks, size_t count, size_t indent, const char *style)
{
    size_t width = context->columns > 2 * indent ? context->columns - indent : context->columns;
    size_t start = 0;
    do {
        size_t end = line_end(text, start, width);
        if (start > 0)
            fprintf(context->stream, "%*s", (int)indent, "");
        while (count > 0 && marks->start < start) {
            marks++;
            count--;
        }
        print_marked(context, str_of(text.data + start, end - start), marks, count, start, false,
                     style);
        putc('\n', context->stream);
        start = end;
        while (start < text.length && text.data[start] == ' ')
            start++;
        if (start < text.length && text.data[start] == '\n')
            start++;
    } while (start < text.length);
}

/* Writes an indent and the text behind it; nothing when there is no text. */
static void put_indented(const struct print_context *context, struct str text, size_t indent,
                         const char *style)
{
    if (text.length == 0)
        return;
    fprintf(context->stream, "%*s", (int)indent, "");
    put_lines(context, text, NULL, 0, indent, style);
}

static void put_source(const struct print_context *context, const struct article *article,
                       size_t indent)
{
    static const enum article_field fields[] = {ARTICLE_OUTLET, ARTICLE_SECTION, ARTICLE_DATE,
                                                ARTICLE_AUTHOR};
    struct buffer line = {0};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct str part = article_get(article, fields[i]);
        if (part.length > 0 && line.length > 0)
            buffer_append(&line, STR(" · "));
        buffer_append(&line, part);
    }
    put_indented(context, buffer_str(&line), indent, "");
    buffer_free(&line);
}

static void put_entities(const struct print_context *context, const struct hit *hit, size_t indent)
{
    struct buffer line = {0};
    for (size_t i = 0; i < hit->entity_count; i++) {
        buffer_append(&line, i > 0 ? STR(", ") : STR(""));
        buffer_append(&line, hit->entities[i].name);
    }
    put_indented(context, buffer_str(&line), indent, "");
    buffer_free(&line);
}

/* -- Hits ------------------------------------------------------------------------------------ */

#define INDENT 4

/* Which query of a batch the hits below are of. */
static void put_query(const struct print_context *context)
{
    if (!context->batch_id.data)
        return;
    put(context, DIM, context->batch_id, false);
    fputs("  ", context->stream);
    put(context, BOLD, context->query, false);
    fputs("\n\n", context->stream);
}

static void show_begin(const struct print_context *context)
{
    struct buffer text = {0};
    put_query(context);
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
    put_lines(context, article_get(&hit->article, ARTICLE_TITLE), hit->title_marks,
              hit->title_mark_count, INDENT, BOLD);
    put_source(context, &hit->article, INDENT);
    put_entities(context, hit, INDENT);
    fprintf(stream, "%*s", INDENT, "");
    put_lines(context, buffer_str(&hit->snippet.text), hit->snippet.highlights, hit->snippet.count,
              INDENT, "");
    put_indented(context, buffer_str(&hit->id), INDENT, DIM);
    if (hit->explanation)
        put_explanation(context, hit->explanation);
    putc('\n', stream);
}

static void show_end(const struct print_context *context)
{
    bool past_end = context->escape && context->total > 0 && context->offset >= context->total;
    if (context->count == 0 && !past_end)
        return;
    struct buffer line = {0};
    if (past_end)
        buffer_append_format(&line, _("nothing from hit %zu on: "), context->offset + 1);
    print_append_range(context, &line);
    put(context, DIM, buffer_str(&line), false);
    fputs(context->batch_id.data ? "\n\n" : "\n", context->stream);
    buffer_free(&line);
}

const struct printer printer_text = {
    .name = "text",
    .parts = HIT_SNIPPET,
    .batch = true,
    .begin = show_begin,
    .hit = show_hit,
    .end = show_end,
};

/* -- An article ------------------------------------------------------------------------------ */

/* On a terminal in lines that fit, elsewhere in its own. */
static void put_text(const struct print_context *context, struct str text,
                     const struct highlight *marks, size_t count, const char *style)
{
    if (context->escape) {
        put_lines(context, text, marks, count, 0, style);
        return;
    }
    print_marked(context, text, marks, count, 0, true, style);
    putc('\n', context->stream);
}

void print_article(const struct print_context *context, const struct hit *hit)
{
    const struct article *article = &hit->article;
    put_text(context, article_get(article, ARTICLE_TITLE), hit->title_marks, hit->title_mark_count,
             BOLD);
    put_source(context, article, 0);
    if (article_get(article, ARTICLE_URL).length > 0)
        put_text(context, article_get(article, ARTICLE_URL), NULL, 0, "");
    put_entities(context, hit, 0);
    put_text(context, buffer_str(&hit->id), NULL, 0, DIM);
    putc('\n', context->stream);
    put_text(context, article_get(article, ARTICLE_TEXT), hit->text_marks, hit->text_mark_count,
             "");
}
