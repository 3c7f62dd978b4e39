/* Results for a person: on a terminal with colour and marks, plain elsewhere. */
#include <string.h>

#include "language.h"
#include "print_explain.h"
#include "print_wrapped.h"
#include "terminal.h"

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
    print_indented(context, buffer_str(&line), indent, "");
    buffer_free(&line);
}

static void append_more(size_t count, struct buffer *line)
{
    if (count > 0)
        buffer_append_format(line, _(" and %zu more"), count);
}

/* Appends the first `count` entities, and how many more there are. */
static void append_entities(const struct hit *hit, size_t count, struct buffer *line)
{
    for (size_t i = 0; i < count; i++) {
        buffer_append(line, i > 0 ? STR(", ") : STR(""));
        buffer_append(line, hit->entities[i].name);
    }
    append_more(hit->entity_count - count, line);
}

/* How many entities one line holds with how many more there are; of any, one at least. */
static size_t count_fitting(const struct print_context *context, const struct hit *hit,
                            size_t indent)
{
    struct buffer more = {0};
    size_t fitting = hit->entity_count > 0;
    size_t width = indent; /* without how many more */
    for (size_t i = 0; i < hit->entity_count && width <= context->columns; i++) {
        buffer_clear(&more);
        append_more(hit->entity_count - i - 1, &more);
        width += terminal_width_of(hit->entities[i].name) + (i > 0 ? strlen(", ") : 0);
        if (width + terminal_width_of(buffer_str(&more)) <= context->columns)
            fitting = i + 1;
    }
    buffer_free(&more);
    return fitting;
}

static void put_entities(const struct print_context *context, const struct hit *hit, size_t count,
                         size_t indent)
{
    struct buffer line = {0};
    append_entities(hit, count, &line);
    print_indented(context, buffer_str(&line), indent, "");
    buffer_free(&line);
}

/* -- Hits ------------------------------------------------------------------------------------ */

#define INDENT 4

/* Which query of a batch the hits below are of. */
static void put_query(const struct print_context *context)
{
    if (!context->batch_id.data)
        return;
    print_styled(context, PRINT_DIM, context->batch_id, false);
    fputs("  ", context->stream);
    print_styled(context, PRINT_BOLD, context->query, false);
    fputs("\n\n", context->stream);
}

static void show_begin(const struct print_context *context)
{
    struct buffer text = {0};
    put_query(context);
    if (!context->explainer)
        return;
    explain_query_lines(context->explainer, context->parsed, &text);
    print_styled(context, "", buffer_str(&text), true);
    buffer_free(&text);
}

static void put_explanation(const struct print_context *context,
                            const struct explanation *explanation)
{
    struct buffer text = {0};
    explain_hit_lines(context->explainer, explanation, INDENT, &text);
    print_styled(context, "", buffer_str(&text), true);
    buffer_free(&text);
}

static void put_title(const struct print_context *context, const struct hit *hit)
{
    struct buffer rank = {0};
    struct str url = article_get(&hit->article, ARTICLE_URL);
    struct print_block title = {.text = article_get(&hit->article, ARTICLE_TITLE),
                                .marks = hit->title_marks,
                                .mark_count = hit->title_mark_count,
                                .indent = INDENT,
                                .style = PRINT_BOLD};
    buffer_append_format(&rank, "%2zu. ", hit->rank);
    fputs(rank.data, context->stream);
    title.column = rank.length;
    if (print_is_web_address(url))
        title.link = url;
    if (title.text.length == 0)
        title.text = title.link;
    print_wrapped(context, &title);
    buffer_free(&rank);
}

static void put_snippet(const struct print_context *context, const struct snippet *snippet)
{
    fprintf(context->stream, "%*s", INDENT, "");
    print_wrapped(context, &(struct print_block){.text = buffer_str(&snippet->text),
                                                 .marks = snippet->highlights,
                                                 .mark_count = snippet->count,
                                                 .indent = INDENT,
                                                 .column = INDENT,
                                                 .style = ""});
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    put_title(context, hit);
    put_source(context, &hit->article, INDENT);
    put_entities(context, hit, count_fitting(context, hit, INDENT), INDENT);
    put_snippet(context, &hit->snippet);
    print_indented(context, buffer_str(&hit->id), INDENT, PRINT_DIM);
    if (hit->explanation)
        put_explanation(context, hit->explanation);
    putc('\n', context->stream);
}

/* Rounded up: nothing takes no time. */
static long milliseconds_since(struct timespec start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec + 999999) / 1000000;
}

/* How many there are, by which query where that is not the one typed, and how long it took. */
static void append_summary(const struct print_context *context, struct buffer *line)
{
    if (context->total == 0)
        buffer_append(line, str_from(_("no article")));
    else
        print_append_range(context, line);
    if (context->relaxed)
        buffer_append(line, str_from(_(" with some of the words")));
    if (context->corrected.length > 0)
        buffer_append_format(line, _(" for %.*s"), STR_FORMAT(context->corrected));
    if (context->escape)
        buffer_append_format(line, ", %ld ms", milliseconds_since(context->started));
}

/* In a pipe, nothing is below nothing. */
static void show_end(const struct print_context *context)
{
    bool past_end = context->total > 0 && context->offset >= context->total;
    print_counts(context);
    if (!context->escape && context->count == 0 && !context->facets && !context->timeline)
        return;
    struct buffer line = {0};
    if (past_end)
        buffer_append_format(&line, _("nothing from hit %zu on: "), context->offset + 1);
    append_summary(context, &line);
    print_indented(context, buffer_str(&line), 0, PRINT_DIM);
    fputs(context->batch_id.data ? "\n" : "", context->stream);
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
        print_wrapped(context,
                      &(struct print_block){
                          .text = text, .marks = marks, .mark_count = count, .style = style});
        return;
    }
    print_marked(context, text, marks, count, 0, true, style);
    putc('\n', context->stream);
}

void print_article(const struct print_context *context, const struct hit *hit)
{
    const struct article *article = &hit->article;
    put_text(context, article_get(article, ARTICLE_TITLE), hit->title_marks, hit->title_mark_count,
             PRINT_BOLD);
    put_source(context, article, 0);
    if (article_get(article, ARTICLE_URL).length > 0)
        put_text(context, article_get(article, ARTICLE_URL), NULL, 0, "");
    put_entities(context, hit, hit->entity_count, 0);
    put_text(context, buffer_str(&hit->id), NULL, 0, PRINT_DIM);
    putc('\n', context->stream);
    put_text(context, article_get(article, ARTICLE_TEXT), hit->text_marks, hit->text_mark_count,
             "");
}
