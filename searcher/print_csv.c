/* Results for spreadsheets: CSV by RFC 4180, with a header. */
#include <string.h>

#include "printer.h"

static bool needs_quotes(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (strchr(",\"\r\n", text.data[i]))
            return true;
    return false;
}

/* Spreadsheets read a cell that starts so as a formula, or would once a TAB or CR is left out; with
 * an apostrophe before it, it stays text. */
static bool is_formula(struct str text)
{
    return text.length > 0 && text.data[0] != '\0' && strchr("=+-@\t\r", text.data[0]);
}

void print_csv_cell(const struct print_context *context, struct str text)
{
    struct buffer cell = {0};
    bool quotes = needs_quotes(text);
    buffer_append(&cell, quotes ? STR("\"") : STR(""));
    buffer_append(&cell, is_formula(text) ? STR("'") : STR(""));
    for (size_t i = 0; i < text.length; i++)
        buffer_append(&cell, text.data[i] == '"' ? STR("\"\"") : str_of(text.data + i, 1));
    buffer_append(&cell, quotes ? STR("\"") : STR(""));
    print_escaped(context, buffer_str(&cell));
    buffer_free(&cell);
}

static void begin(const struct print_context *context)
{
    if (!context->first)
        return;
    if (context->batch_id.data)
        fputs("query_id,", context->stream);
    for (size_t i = 0; i < context->fields->count; i++)
        fprintf(context->stream, "%s%s", i > 0 ? "," : "",
                hit_field_name(context->fields->fields[i]));
    print_line_end(context);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    struct buffer text = {0};
    if (context->batch_id.data) {
        print_csv_cell(context, context->batch_id);
        putc(',', context->stream);
    }
    for (size_t i = 0; i < context->fields->count; i++) {
        buffer_clear(&text);
        hit_field_append(context->fields->fields[i], hit, &text);
        if (i > 0)
            putc(',', context->stream);
        print_csv_cell(context, buffer_str(&text));
    }
    print_line_end(context);
    buffer_free(&text);
}

/* All but the text, which a snippet stands for. */
static const struct hit_fields csv_fields = {{HIT_FIELD_RANK, HIT_FIELD_SCORE, HIT_FIELD_ID,
                                              HIT_FIELD_DATE, HIT_FIELD_OUTLET, HIT_FIELD_SECTION,
                                              HIT_FIELD_AUTHOR, HIT_FIELD_TITLE, HIT_FIELD_ENTITIES,
                                              HIT_FIELD_URL, HIT_FIELD_SNIPPET},
                                             11};

const struct printer printer_csv = {
    .name = "csv",
    .fields = &csv_fields,
    .batch = true,
    .begin = begin,
    .hit = show_hit,
};
