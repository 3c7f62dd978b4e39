/* Results for scripts, a line a hit: tsv, ids, and TREC runs. */
#include "printer.h"

static void show_tsv(const struct print_context *context, const struct hit *hit)
{
    struct buffer text = {0};
    print_batch_id(context);
    for (size_t i = 0; i < context->fields->count; i++) {
        buffer_clear(&text);
        hit_field_append(context->fields->fields[i], hit, &text);
        if (i > 0)
            putc('\t', context->stream);
        print_on_one_line(context, buffer_str(&text));
    }
    putc('\n', context->stream);
    buffer_free(&text);
}

static void show_id(const struct print_context *context, const struct hit *hit)
{
    print_batch_id(context);
    print_on_one_line(context, buffer_str(&hit->id));
    putc('\n', context->stream);
}

/* TREC's run format: query, Q0, document, rank, score, name of the run. */
static void show_trec(const struct print_context *context, const struct hit *hit)
{
    if (context->batch_id.data)
        print_on_one_line(context, context->batch_id);
    else
        fputs("query", context->stream);
    fputs(" Q0 ", context->stream);
    print_on_one_line(context, buffer_str(&hit->id));
    fprintf(context->stream, " %zu %.6f revue\n", hit->rank, hit->score);
}

/* INTERFACE, "TSV without a header". */
static const struct hit_fields tsv_fields = {
    {HIT_FIELD_RANK, HIT_FIELD_SCORE, HIT_FIELD_ID, HIT_FIELD_OUTLET, HIT_FIELD_TITLE}, 5};

const struct printer printer_tsv = {
    .name = "tsv",
    .fields = &tsv_fields,
    .batch = true,
    .hit = show_tsv,
    .end = print_counts_tsv,
};

const struct printer printer_ids = {
    .name = "ids",
    .parts = HIT_ID,
    .batch = true,
    .hit = show_id,
};

const struct printer printer_trec = {
    .name = "trec",
    .parts = HIT_ID,
    .batch = true,
    .hit = show_trec,
};
