/* Facets and timeline of the page: tables with bars, and a picture with the same numbers in a table
 * below it. Widths are shares of the page's, so that it fits a phone without a script. */
#include "print_html.h"

#include "language.h"

#include <inttypes.h>

/* Of the timeline's picture, in pixels from above. */
enum { PICTURE_HEIGHT = 164, BARS_TOP = 20, BARS_BOTTOM = 140, LABELS = 158 };

/* Labels below the picture: as many as stand side by side on a phone. */
#define MOST_LABELS 4

/* The number of the row with the greatest count, the first of them; of no rows 0. */
static size_t greatest_of(const struct facet *facet, size_t rows)
{
    size_t greatest = 0;
    for (size_t i = 1; i < rows; i++)
        if (facet->tally.rows[i].count > facet->tally.rows[greatest].count)
            greatest = i;
    return greatest;
}

static void put_raw(const struct print_context *context, const char *html)
{
    fputs(html, context->stream);
}

/* Writes the attribute: how much `part` is of `whole`. In whole numbers, for a decimal point has no
 * place in a page that is made where people write a comma. */
static void put_share(const struct print_context *context, const char *attribute, size_t part,
                      size_t whole)
{
    uintmax_t share = (uintmax_t)((double)part * 10000 / (double)whole);
    fprintf(context->stream, " %s=\"%" PRIuMAX ".%02" PRIuMAX "%%\"", attribute, share / 100,
            share % 100);
}

/* -- A table --------------------------------------------------------------------------------- */

static void put_row(const struct print_context *context, const struct tally_row *row,
                    size_t greatest)
{
    put_raw(context, "<tr><th scope=\"row\">");
    print_markup(context, row->name);
    fprintf(context->stream, "</th><td>%zu</td>", (size_t)row->count);
    put_raw(context, "<td aria-hidden=\"true\"><svg height=\"10\"><rect height=\"10\"");
    put_share(context, "width", row->count, greatest > 0 ? greatest : 1);
    put_raw(context, "/></svg></td></tr>\n");
}

static void put_table(const struct print_context *context, const struct facet *facet, size_t most)
{
    size_t rows = facet->tally.count < most ? facet->tally.count : most;
    size_t greatest = rows > 0 ? facet->tally.rows[greatest_of(facet, rows)].count : 0;
    fprintf(context->stream, "<table>\n<caption>%s</caption>\n", facet_title(facet->kind));
    if (rows == 0)
        fprintf(context->stream, "<tr><td>%s</td></tr>\n", _("none"));
    for (size_t i = 0; i < rows; i++)
        put_row(context, &facet->tally.rows[i], greatest);
    if (rows < facet->tally.count)
        fprintf(context->stream, _("<tr><td colspan=\"3\">and %zu more</td></tr>\n"),
                facet->tally.count - rows);
    put_raw(context, "</table>\n");
}

/* -- The timeline ---------------------------------------------------------------------------- */

/* Writes text at the middle of bar `at`, but inside the picture. */
static void put_label(const struct print_context *context, struct str text, size_t at, size_t bars,
                      int y)
{
    const char *anchor = "middle";
    size_t halves = 2 * at + 1;
    if (10 * halves < 2 * bars) { /* in the first tenth */
        anchor = "start";
        halves = 2 * at;
    } else if (10 * halves > 18 * bars) {
        anchor = "end";
        halves = 2 * at + 2;
    }
    fprintf(context->stream, "<text y=\"%d\" text-anchor=\"%s\"", y, anchor);
    put_share(context, "x", halves, 2 * bars);
    put_raw(context, ">");
    print_markup(context, text);
    put_raw(context, "</text>\n");
}

static int bar_height(size_t count, size_t greatest)
{
    if (count == 0)
        return 0;
    int height = (int)((double)(BARS_BOTTOM - BARS_TOP) * (double)count / (double)greatest);
    return height > 0 ? height : 1; /* to be seen beside a great one */
}

static void put_bar(const struct print_context *context, const struct facet *timeline, size_t at,
                    size_t greatest)
{
    const struct tally_row *row = &timeline->tally.rows[at];
    size_t bars = timeline->tally.count;
    int height = bar_height(row->count, greatest);
    fprintf(context->stream, "<rect y=\"%d\" height=\"%d\"", BARS_BOTTOM - height, height);
    put_share(context, "x", 10 * at + 1, 10 * bars); /* a tenth free on either side */
    put_share(context, "width", 8, 10 * bars);
    put_raw(context, "><title>");
    print_markup(context, row->name);
    fprintf(context->stream, ": %zu</title></rect>\n", (size_t)row->count);
}

static const char *timeline_title(const struct facet *timeline)
{
    return timeline->kind == FACET_YEAR ? _("Articles by year") : _("Articles by month");
}

/* What the picture shows, in words. */
static void put_description(const struct print_context *context, const struct facet *timeline,
                            size_t greatest)
{
    const struct tally_row *rows = timeline->tally.rows;
    size_t articles = 0;
    for (size_t i = 0; i < timeline->tally.count; i++)
        articles += rows[i].count;
    fprintf(context->stream,
            "<title id=\"timeline-title\">%s</title>\n"
            "<desc id=\"timeline-description\">",
            timeline_title(timeline));
    fprintf(context->stream,
            _("%zu articles from %.*s to %.*s, most of them in %.*s: %zu.</desc>\n"), articles,
            STR_FORMAT(rows[0].name), STR_FORMAT(rows[timeline->tally.count - 1].name),
            STR_FORMAT(rows[greatest].name), (size_t)rows[greatest].count);
}

static void put_picture(const struct print_context *context, const struct facet *timeline)
{
    const struct tally_row *rows = timeline->tally.rows;
    size_t bars = timeline->tally.count;
    size_t greatest = greatest_of(timeline, bars);
    size_t labels = bars < MOST_LABELS ? bars : MOST_LABELS;
    struct buffer most = {0};
    fprintf(context->stream,
            "<svg role=\"img\" aria-labelledby=\"timeline-title\" "
            "aria-describedby=\"timeline-description\" height=\"%d\">\n",
            PICTURE_HEIGHT);
    put_description(context, timeline, greatest);
    for (size_t i = 0; i < bars; i++)
        put_bar(context, timeline, i, rows[greatest].count);
    fprintf(context->stream, "<line x2=\"100%%\" y1=\"%d\" y2=\"%d\"/>\n", BARS_BOTTOM,
            BARS_BOTTOM);
    buffer_append_format(&most, "%zu", (size_t)rows[greatest].count);
    put_label(context, buffer_str(&most), greatest, bars, BARS_TOP - 6);
    for (size_t i = 0; i < labels; i++) {
        size_t at = labels > 1 ? i * (bars - 1) / (labels - 1) : 0;
        put_label(context, rows[at].name, at, bars, LABELS);
    }
    put_raw(context, "</svg>\n");
    buffer_free(&most);
}

static void put_timeline(const struct print_context *context, const struct facet *timeline)
{
    put_raw(context, "<figure class=\"timeline\">\n");
    if (timeline->tally.count == 0) {
        fprintf(context->stream, "<figcaption>%s</figcaption>\n</figure>\n",
                _("No article with a date."));
        return;
    }
    fprintf(context->stream, "<figcaption>%s</figcaption>\n", timeline_title(timeline));
    put_picture(context, timeline);
    fprintf(context->stream, "<details>\n<summary>%s</summary>\n", _("In numbers"));
    put_table(context, timeline, timeline->tally.count);
    put_raw(context, "</details>\n</figure>\n");
}

void print_html_counts(const struct print_context *context)
{
    if (context->timeline)
        put_timeline(context, context->timeline);
    if (!context->facets)
        return;
    put_raw(context, _("<section class=\"facets\" aria-label=\"Facets\" lang=\"fr\">\n"));
    for (size_t i = 0; i < context->facets->count; i++)
        put_table(context, &context->facets->facets[i], PRINT_MOST_ROWS);
    put_raw(context, "</section>\n");
}
