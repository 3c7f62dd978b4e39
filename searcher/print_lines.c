/* Results for scripts, a line a hit: tsv, ids, and TREC runs. */
#include "printer.h"

#include <string.h>

#include "terminal.h"

const struct printer *printer_find(const char *name)
{
    static const struct printer *const printers[] = {&printer_text, &printer_tsv, &printer_json,
                                                     &printer_ids, &printer_trec};
    for (size_t i = 0; i < sizeof printers / sizeof *printers; i++)
        if (strcmp(printers[i]->name, name) == 0)
            return printers[i];
    return NULL;
}

/* A field, fit for a terminal where it goes to one. Tabs and line breaks would part it, they become
 * spaces. */
static void put_field(const struct print_context *context, struct str text)
{
    struct buffer field = {0};
    buffer_append(&field, text);
    for (size_t i = 0; i < field.length; i++)
        if (field.data[i] == '\t' || field.data[i] == '\n' || field.data[i] == '\r')
            field.data[i] = ' ';
    struct buffer escaped = {0};
    if (context->escape)
        terminal_escape(buffer_str(&field), false, &escaped);
    struct str shown = buffer_str(context->escape ? &escaped : &field);
    fwrite(shown.data, 1, shown.length, context->stream);
    buffer_free(&field);
    buffer_free(&escaped);
}

static void put_batch_id(const struct print_context *context, char separator)
{
    if (!context->batch_id.data)
        return;
    put_field(context, context->batch_id);
    putc(separator, context->stream);
}

static void show_tsv(const struct print_context *context, const struct hit *hit)
{
    put_batch_id(context, '\t');
    fprintf(context->stream, "%zu\t%.4f\t", hit->rank, hit->score);
    put_field(context, buffer_str(&hit->id));
    putc('\t', context->stream);
    put_field(context, article_get(&hit->article, ARTICLE_OUTLET));
    putc('\t', context->stream);
    put_field(context, article_get(&hit->article, ARTICLE_TITLE));
    putc('\n', context->stream);
}

static void show_id(const struct print_context *context, const struct hit *hit)
{
    put_batch_id(context, '\t');
    put_field(context, buffer_str(&hit->id));
    putc('\n', context->stream);
}

/* TREC's run format: query, Q0, document, rank, score, name of the run. */
static void show_trec(const struct print_context *context, const struct hit *hit)
{
    if (context->batch_id.data)
        put_field(context, context->batch_id);
    else
        fputs("query", context->stream);
    fputs(" Q0 ", context->stream);
    put_field(context, buffer_str(&hit->id));
    fprintf(context->stream, " %zu %.6f revue\n", hit->rank, hit->score);
}

const struct printer printer_tsv = {.name = "tsv", .parts = HIT_ARTICLE, .hit = show_tsv};
const struct printer printer_ids = {.name = "ids", .parts = HIT_ID, .hit = show_id};
const struct printer printer_trec = {.name = "trec", .parts = HIT_ID, .hit = show_trec};
