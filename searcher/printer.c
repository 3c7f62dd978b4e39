/* The table of formats, and what they share. */
#include "printer.h"

#include "language.h"
#include "terminal.h"
#include "unicode.h"

static const struct printer *const printers[] = {
    &printer_text,   &printer_tsv,      &printer_json,     &printer_jsonl,
    &printer_csv,    &printer_ids,      &printer_trec,     &printer_ris,
    &printer_bibtex, &printer_csl_json, &printer_iramuteq, &printer_html,
};

enum { PRINTER_COUNT = sizeof printers / sizeof *printers };

enum status printer_choose(const struct option_use *use, const struct printer **printer,
                           struct error *error)
{
    const char *names[PRINTER_COUNT + 1] = {0};
    size_t choice = 0;
    for (size_t i = 0; i < PRINTER_COUNT; i++)
        names[i] = printers[i]->name;
    enum status status = option_choice(use, names, &choice, error);
    if (status == STATUS_OK)
        *printer = printers[choice];
    return status;
}

void print_styled(const struct print_context *context, const char *style, struct str text,
                  bool keep_newlines)
{
    struct buffer escaped = {0};
    if (context->escape || context->color) { /* colours in a pipe are for a pager */
        terminal_escape(text, keep_newlines, &escaped);
        text = buffer_str(&escaped);
    }
    bool styled = context->color && *style && text.length > 0;
    if (styled)
        fputs(style, context->stream);
    fwrite(text.data, 1, text.length, context->stream);
    if (styled)
        fputs("\033[0m", context->stream);
    buffer_free(&escaped);
}

size_t print_digits(size_t number)
{
    size_t digits = 1;
    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

void print_append_clipped(struct str text, size_t columns, struct buffer *line)
{
    size_t used = 0;
    size_t at = 0;
    if (terminal_width_of(text) <= columns) {
        buffer_append(line, text);
        return;
    }
    for (size_t next = 0; at < text.length; at = next) {
        unicode_next(text, &next);
        used += terminal_width_of(str_of(text.data + at, next - at));
        if (used + 1 > columns)
            break;
    }
    buffer_append(line, str_before(text, at));
    buffer_append(line, columns > 0 ? STR("…") : STR(""));
}

void print_escaped(const struct print_context *context, struct str text)
{
    struct buffer escaped = {0};
    if (context->escape) {
        terminal_escape(text, false, &escaped);
        text = buffer_str(&escaped);
    }
    fwrite(text.data, 1, text.length, context->stream);
    buffer_free(&escaped);
}

void print_on_one_line(const struct print_context *context, struct str text)
{
    struct buffer line = {0};
    buffer_append(&line, text);
    for (size_t i = 0; i < line.length; i++)
        if (line.data[i] == '\t' || line.data[i] == '\n' || line.data[i] == '\r')
            line.data[i] = ' ';
    print_escaped(context, buffer_str(&line));
    buffer_free(&line);
}

void print_batch_id(const struct print_context *context)
{
    if (!context->batch_id.data)
        return;
    print_on_one_line(context, context->batch_id);
    putc('\t', context->stream);
}

void print_line_end(const struct print_context *context)
{
    fputs(context->escape ? "\n" : "\r\n", context->stream);
}

bool print_is_web_address(struct str url)
{
    return (url.length > 7 && str_starts_caseless(url, STR("http://"))) ||
           (url.length > 8 && str_starts_caseless(url, STR("https://")));
}

void print_append_range(const struct print_context *context, struct buffer *text)
{
    if (context->count == 1 && context->total > 1) {
        buffer_append_format(text, _("article %zu of %zu"), context->offset + 1, context->total);
        return;
    }
    if (context->count > 0 && context->count < context->total)
        buffer_append_format(text, _("%zu to %zu of "), context->offset + 1,
                             context->offset + context->count);
    buffer_append_format(text,
                         language_translate_count("%zu article", "%zu articles", context->total),
                         context->total);
}
