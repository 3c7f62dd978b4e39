/* Facets and timelines: as bars for a person, as TSV for scripts. */
#include "printer.h"
#include "language.h"
#include "terminal.h"

/* Appends a bar of `eighths` of a column. */
static void append_bar(size_t eighths, struct buffer *line)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    for (size_t i = 0; i < eighths / 8; i++)
        buffer_append(line, STR("█"));
    buffer_append(line, str_from(parts[eighths % 8]));
}

/* How the columns of a line are shared. */
struct shares {
    size_t name, count, bar;
    size_t greatest; /* the count whose bar is the longest */
};

static struct shares share_columns(const struct facet *facet, size_t rows, size_t columns)
{
    struct shares shares = {0};
    for (size_t i = 0; i < rows; i++) {
        const struct tally_row *row = &facet->tally.rows[i];
        struct buffer name = {0};
        terminal_escape(row->name, false, &name);
        size_t width = terminal_width_of(buffer_str(&name));
        shares.name = width > shares.name ? width : shares.name;
        shares.greatest = row->count > shares.greatest ? row->count : shares.greatest;
        buffer_free(&name);
    }
    shares.count = print_digits(shares.greatest);
    if (shares.name > columns / 2)
        shares.name = columns / 2;
    size_t used = 2 + shares.name + 2 + shares.count + 2; /* the gaps between them */
    shares.bar = columns > used ? columns - used : 0;
    return shares;
}

static void put_row(const struct print_context *context, const struct tally_row *row,
                    const struct shares *shares)
{
    struct buffer name = {0};
    struct buffer line = {0};
    terminal_escape(row->name, false, &name);
    print_append_clipped(buffer_str(&name), shares->name, &line);
    size_t width = terminal_width_of(buffer_str(&line));
    size_t gap = width < shares->name ? shares->name - width : 0;
    fprintf(context->stream, "  %s%*s  %*zu", line.data, (int)gap, "", (int)shares->count,
            (size_t)row->count);
    buffer_clear(&line);
    if (shares->greatest > 0)
        append_bar(
            (size_t)((double)row->count * (double)(8 * shares->bar) / (double)shares->greatest),
            &line);
    fprintf(context->stream, "%s%s\n", line.length > 0 ? "  " : "",
            line.length > 0 ? line.data : "");
    buffer_free(&name);
    buffer_free(&line);
}

static void put_facet(const struct print_context *context, const struct facet *facet, size_t most)
{
    size_t rows = facet->tally.count < most ? facet->tally.count : most;
    struct shares shares = share_columns(facet, rows, context->columns);
    print_styled(context, PRINT_BOLD, str_from(facet_title(facet->kind)), false);
    putc('\n', context->stream);
    if (rows == 0)
        fprintf(context->stream, "  %s\n", _("none"));
    for (size_t i = 0; i < rows; i++)
        put_row(context, &facet->tally.rows[i], &shares);
    if (rows < facet->tally.count)
        fprintf(context->stream, _("  and %zu more\n"), facet->tally.count - rows);
    putc('\n', context->stream);
}

/* Whether the timeline has the facet's rows, and the gaps between them. */
static bool is_in_timeline(const struct print_context *context, const struct facet *facet)
{
    return context->timeline && context->timeline->kind == facet->kind;
}

void print_counts(const struct print_context *context)
{
    for (size_t i = 0; context->facets && i < context->facets->count; i++)
        if (!is_in_timeline(context, &context->facets->facets[i]))
            put_facet(context, &context->facets->facets[i], PRINT_MOST_ROWS);
    if (context->timeline)
        put_facet(context, context->timeline, context->timeline->tally.count);
}

static void put_facet_tsv(const struct print_context *context, const struct facet *facet)
{
    for (size_t i = 0; i < facet->tally.count; i++) {
        const struct tally_row *row = &facet->tally.rows[i];
        print_batch_id(context);
        fprintf(context->stream, "%s\t", facet_name(facet->kind));
        print_on_one_line(context, row->name);
        fprintf(context->stream, "\t%zu\n", (size_t)row->count);
    }
}

void print_counts_tsv(const struct print_context *context)
{
    for (size_t i = 0; context->facets && i < context->facets->count; i++)
        if (!is_in_timeline(context, &context->facets->facets[i]))
            put_facet_tsv(context, &context->facets->facets[i]);
    if (context->timeline)
        put_facet_tsv(context, context->timeline);
}
