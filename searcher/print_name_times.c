/* Small multiples for people, tables for scripts. */
#include "print_name_times.h"

#include "json_text.h"
#include "language.h"
#include "print_html.h"
#include "terminal.h"

static uint32_t count_of(const struct name_times *times, size_t name, size_t period)
{
    return times->articles[name * times->periods + period];
}

static uint32_t greatest_of(const struct name_times *times, size_t name)
{
    uint32_t greatest = 0;
    for (size_t i = 0; i < times->periods; i++)
        if (count_of(times, name, i) > greatest)
            greatest = count_of(times, name, i);
    return greatest;
}

static struct str period_name(const struct name_times *times, size_t period, struct buffer *text)
{
    buffer_clear(text);
    name_times_append_period(times, period, text);
    return buffer_str(text);
}

/* -- Text ------------------------------------------------------------------------------------ */

static size_t widest_name(const struct name_times *times, size_t columns)
{
    size_t widest = 0;
    for (size_t i = 0; i < times->name_count; i++) {
        size_t width = terminal_width_of(times->names->names[i].name);
        widest = width > widest ? width : widest;
    }
    return widest < columns / 2 ? widest : columns / 2;
}

/* A bar a period: an eighth at least where there is an article. */
static void append_bars(const struct name_times *times, size_t name, struct buffer *line)
{
    static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    uint32_t greatest = greatest_of(times, name);
    for (size_t i = 0; i < times->periods; i++) {
        uint32_t count = count_of(times, name, i);
        buffer_append(
            line, str_from(bars[count == 0 ? 0 : (8 * (size_t)count + greatest - 1) / greatest]));
    }
}

static void print_text(const struct print_context *context, const struct name_times *times)
{
    struct buffer line = {0};
    size_t widest = widest_name(times, context->columns);
    for (size_t i = 0; times->periods > 0 && i < times->name_count; i++) {
        buffer_clear(&line);
        print_append_clipped(times->names->names[i].name, widest, &line);
        size_t width = terminal_width_of(buffer_str(&line));
        print_styled(context, PRINT_BOLD, buffer_str(&line), false);
        buffer_clear(&line);
        append_bars(times, i, &line);
        fprintf(context->stream, "%*s  %s  %u\n", (int)(widest - width), "", line.data,
                greatest_of(times, i));
    }
    buffer_clear(&line);
    if (times->periods == 0) {
        buffer_append(&line, str_from(_("no name in an article with a date")));
    } else {
        struct buffer period = {0};
        buffer_append_format(&line, "%s – ", period_name(times, 0, &period).data);
        buffer_append(&line, period_name(times, times->periods - 1, &period));
        buffer_append_format(&line, _(", the most articles %s at the end of each line"),
                             times->yearly ? _("a year") : _("a month"));
        buffer_free(&period);
    }
    print_styled(context, PRINT_DIM, buffer_str(&line), false);
    putc('\n', context->stream);
    buffer_free(&line);
}

/* -- Scripts --------------------------------------------------------------------------------- */

static void print_tsv(const struct print_context *context, const struct name_times *times)
{
    struct buffer period = {0};
    for (size_t i = 0; times->periods > 0 && i < times->name_count; i++)
        for (size_t j = 0; j < times->periods; j++) {
            print_on_one_line(context, times->names->names[i].name);
            fprintf(context->stream, "\t%s\t%u\n", period_name(times, j, &period).data,
                    count_of(times, i, j));
        }
    buffer_free(&period);
}

static json_t *name_json(const struct name_times *times, size_t name)
{
    json_t *object = json_object();
    json_t *counts = json_array();
    for (size_t i = 0; i < times->periods; i++)
        json_array_append_new(counts, json_integer((json_int_t)count_of(times, name, i)));
    json_object_set_new(object, "name", json_text(times->names->names[name].name));
    json_object_set_new(object, "type",
                        json_string(entity_type_name(times->names->names[name].type)));
    json_object_set_new(object, "articles",
                        json_integer((json_int_t)times->names->names[name].articles));
    json_object_set_new(object, "counts", counts);
    return object;
}

static void print_json(const struct print_context *context, const struct name_times *times)
{
    json_t *periods = json_array();
    json_t *names = json_array();
    struct buffer period = {0};
    for (size_t i = 0; i < times->periods; i++)
        json_array_append_new(periods, json_text(period_name(times, i, &period)));
    for (size_t i = 0; i < times->name_count; i++)
        json_array_append_new(names, name_json(times, i));
    fputs("{\"query\":", context->stream);
    print_json_value(context, json_text(context->query));
    fprintf(context->stream, ",\"total\":%zu,\"periods\":", context->total);
    print_json_value(context, periods);
    fputs(",\"names\":", context->stream);
    print_json_value(context, names);
    fputs("}\n", context->stream);
    buffer_free(&period);
}

/* -- A page ---------------------------------------------------------------------------------- */

#define BAR_HEIGHT 40

static const char style[] =
    "<style>\n"
    ".times { display: grid; gap: 1.25rem 2rem; padding: 1.5rem 0;\n"
    "  grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)) }\n"
    ".times figure { padding: 0; border: 0 }\n"
    "</style>\n";

static void put_name(const struct print_context *context, const struct name_times *times,
                     size_t name)
{
    uint32_t greatest = greatest_of(times, name);
    struct buffer period = {0};
    fputs("<figure>\n<figcaption>", context->stream);
    print_markup(context, times->names->names[name].name);
    fprintf(context->stream,
            "</figcaption>\n<svg role=\"img\" viewBox=\"0 0 %zu %d\" height=\"%d\""
            " preserveAspectRatio=\"none\">\n",
            times->periods, BAR_HEIGHT, BAR_HEIGHT);
    for (size_t i = 0; i < times->periods; i++) {
        uint32_t height = greatest > 0 ? count_of(times, name, i) * BAR_HEIGHT / greatest : 0;
        fprintf(
            context->stream,
            "<rect x=\"%zu\" width=\".9\" y=\"%u\" height=\"%u\"><title>%s: %u</title></rect>\n", i,
            BAR_HEIGHT - height, height, period_name(times, i, &period).data,
            count_of(times, name, i));
    }
    fprintf(context->stream, "</svg>\n<span>%s – ", period_name(times, 0, &period).data);
    fprintf(context->stream, "%s</span>\n</figure>\n",
            period_name(times, times->periods - 1, &period).data);
    buffer_free(&period);
}

static void print_page(const struct print_context *context, const struct name_times *times)
{
    print_html_begin(context, style);
    fputs("<div class=\"times\">\n", context->stream);
    if (times->periods == 0)
        fprintf(context->stream, "<p>%s</p>\n", _("no name in an article with a date"));
    for (size_t i = 0; times->periods > 0 && i < times->name_count; i++)
        put_name(context, times, i);
    fputs("</div>\n", context->stream);
    print_html_end(context);
}

void print_name_times(const struct print_context *context, const struct printer *printer,
                      const struct name_times *times)
{
    if (printer == &printer_json)
        print_json(context, times);
    else if (printer == &printer_tsv)
        print_tsv(context, times);
    else if (printer == &printer_html)
        print_page(context, times);
    else
        print_text(context, times);
}
