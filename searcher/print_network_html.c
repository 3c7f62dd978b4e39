/* The network as a page: a picture whose names are links to who stands with them and where. No
 * script runs: what is shown is the target of the link. */
#include <math.h>
#include <stdlib.h>

#include "language.h"
#include "network_layout.h"
#include "print_html.h"
#include "print_network.h"

/* The picture's units. */
#define WIDTH  1000.0
#define HEIGHT 760.0
#define MARGIN 70.0

/* The weakest edges only blur a picture; and of a name's articles and neighbours the page lists the
 * first. */
#define MOST_EDGES      300
#define MOST_ARTICLES   50
#define MOST_NEIGHBOURS 30

static const char style[] =
    "<style>\n"
    "body { max-width: 62rem }\n"
    "svg.network { height: auto } svg.network line { stroke: var(--bar) }\n"
    "svg.network text { fill: var(--ink); text-anchor: middle; paint-order: stroke;\n"
    "  stroke: var(--paper); stroke-width: 4px }\n"
    "circle { stroke: var(--paper); stroke-width: 1.5px } .person circle { fill: #3f7cbf }\n"
    ".organisation circle { fill: #b5652c } .place circle { fill: #4c8a53 }\n"
    ".event circle { fill: #8a5aa8 }\n"
    "svg a:hover circle, svg a:focus circle { stroke: var(--ink); stroke-width: 3px }\n"
    ".key { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; list-style: none }\n"
    ".key svg { display: inline-block; width: .75rem; height: .75rem }\n"
    ".name { display: none } .name:target { display: block }\n"
    ".name li { padding: .15rem 0 } .name ul { padding-left: 1.25rem }\n"
    "@media print { .name { display: block; break-inside: avoid } }\n"
    "</style>\n";

struct page {
    const struct print_context *context;
    const struct network *network;
    struct network_point *points;
    struct hit_reader *reader;
    struct hit hit;
};

static void put(const struct page *page, const char *html)
{
    fputs(html, page->context->stream);
}

static const struct collected_name *name_of(const struct page *page, size_t index)
{
    return &page->network->names->names[index];
}

/* -- The picture ----------------------------------------------------------------------------- */

/* A coordinate in tenths, whose decimal point no locale can change. */
static void put_number(const struct page *page, const char *attribute, double number)
{
    long tenths = lround(10 * number);
    fprintf(page->context->stream, " %s=\"%ld.%ld\"", attribute, tenths / 10, tenths % 10);
}

static double x_of(const struct page *page, size_t index)
{
    return MARGIN + page->points[index].x * (WIDTH - 2 * MARGIN);
}

static double y_of(const struct page *page, size_t index)
{
    return MARGIN / 2 + page->points[index].y * (HEIGHT - MARGIN);
}

static void put_edge(const struct page *page, const struct network_edge *edge)
{
    double share = (double)edge->articles / page->network->edges[0].articles;
    put(page, "<line");
    put_number(page, "x1", x_of(page, edge->first));
    put_number(page, "y1", y_of(page, edge->first));
    put_number(page, "x2", x_of(page, edge->second));
    put_number(page, "y2", y_of(page, edge->second));
    put_number(page, "stroke-width", .4 + 5 * share);
    put_number(page, "stroke-opacity", .25 + .5 * share);
    put(page, "/>\n");
}

/* A circle whose area is the number of articles, and the name under it. */
static void put_name(const struct page *page, size_t index)
{
    const struct collected_name *name = name_of(page, index);
    double share = sqrt((double)name->articles / (double)name_of(page, 0)->articles);
    double radius = 4 + 20 * share;
    fprintf(page->context->stream, "<a href=\"#name-%zu\" class=\"%s\"><title>", index,
            entity_type_name(name->type));
    print_markup(page->context, name->name);
    fprintf(page->context->stream, ": %zu</title><circle", name->articles);
    put_number(page, "cx", x_of(page, index));
    put_number(page, "cy", y_of(page, index));
    put_number(page, "r", radius);
    put(page, "/><text");
    put_number(page, "x", x_of(page, index));
    put_number(page, "y", y_of(page, index) + radius + 11);
    put_number(page, "font-size", 10 + 6 * share);
    put(page, ">");
    print_markup(page->context, name->name);
    put(page, "</text></a>\n");
}

static void put_key(const struct page *page)
{
    static const char *const types[ENTITY_TYPES] = {
        [ENTITY_PERSON] = N_("persons"),
        [ENTITY_ORGANISATION] = N_("organisations"),
        [ENTITY_PLACE] = N_("places"),
        [ENTITY_EVENT] = N_("events"),
    };
    put(page, "<ul class=\"key\">\n");
    for (enum entity_type type = 0; type < ENTITY_TYPES; type++)
        fprintf(page->context->stream,
                "<li><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><g class=\"%s\">"
                "<circle cx=\"6\" cy=\"6\" r=\"5\"/></g></svg> %s</li>\n",
                entity_type_name(type), language_translate(types[type]));
    put(page, "</ul>\n");
}

/* The greatest names last, above the others. */
static void put_picture(const struct page *page)
{
    const struct network *network = page->network;
    size_t edges = network->edge_count < MOST_EDGES ? network->edge_count : MOST_EDGES;
    fprintf(page->context->stream,
            "<figure>\n<figcaption>%s</figcaption>\n"
            "<svg class=\"network\" viewBox=\"0 0 %.0f %.0f\">\n",
            _("Who stands with whom. A name leads to its articles."), WIDTH, HEIGHT);
    for (size_t i = edges; i-- > 0;)
        put_edge(page, &network->edges[i]);
    for (size_t i = network->name_count; i-- > 0;)
        put_name(page, i);
    put(page, "</svg>\n");
    put_key(page);
    put(page, "</figure>\n");
}

/* -- A name's section ------------------------------------------------------------------------ */

static void put_neighbours(const struct page *page, size_t index)
{
    const struct network *network = page->network;
    size_t shown = 0;
    for (size_t i = 0; i < network->edge_count && shown < MOST_NEIGHBOURS; i++) {
        const struct network_edge *edge = &network->edges[i];
        if (edge->first != index && edge->second != index)
            continue;
        size_t other = edge->first == index ? edge->second : edge->first;
        fprintf(page->context->stream, "%s<a href=\"#name-%zu\">", shown > 0 ? " · " : "<p>",
                other);
        print_markup(page->context, name_of(page, other)->name);
        fprintf(page->context->stream, "</a> %u", edge->articles);
        shown++;
    }
    put(page, shown > 0 ? "</p>\n" : "");
}

static void put_article(const struct page *page)
{
    const struct article *article = &page->hit.article;
    struct str url = article_get(article, ARTICLE_URL);
    bool linked = print_is_web_address(url);
    put(page, "<li>");
    if (linked) {
        put(page, "<a rel=\"noopener noreferrer\" href=\"");
        print_markup(page->context, url);
        put(page, "\">");
    }
    print_markup(page->context, article_get(article, ARTICLE_TITLE));
    put(page, linked ? "</a> <span class=\"id\">" : " <span class=\"id\">");
    print_markup(page->context, article_get(article, ARTICLE_OUTLET));
    put(page, " ");
    print_markup(page->context, article_get(article, ARTICLE_DATE));
    put(page, "</span></li>\n");
}

static bool has_name(const struct collected_names *names, size_t article, size_t index)
{
    for (size_t i = article > 0 ? names->ends[article - 1] : 0; i < names->ends[article]; i++)
        if (names->members[i] == index)
            return true;
    return false;
}

static enum status put_articles(struct page *page, size_t index, struct error *error)
{
    const struct collected_names *names = page->network->names;
    enum status status = STATUS_OK;
    size_t shown = 0;
    put(page, "<ul>\n");
    for (size_t i = names->article_count;
         i-- > 0 && shown < MOST_ARTICLES && status == STATUS_OK;) {
        if (!has_name(names, i, index))
            continue;
        status = hit_read(page->reader, page->network->search->all[i].docid, &page->hit, error);
        if (status == STATUS_OK)
            put_article(page);
        shown++;
    }
    put(page, "</ul>\n");
    if (shown < name_of(page, index)->articles)
        fprintf(page->context->stream, _("<p>and %zu more</p>\n"),
                name_of(page, index)->articles - shown);
    return status;
}

static enum status put_section(struct page *page, size_t index, struct error *error)
{
    const struct collected_name *name = name_of(page, index);
    fprintf(page->context->stream, "<section class=\"name\" id=\"name-%zu\">\n<h2>", index);
    print_markup(page->context, name->name);
    put(page, "</h2>\n<p class=\"id\">");
    fprintf(page->context->stream,
            language_translate_count("%zu article", "%zu articles", name->articles),
            name->articles);
    put(page, "</p>\n");
    put_neighbours(page, index);
    enum status status = put_articles(page, index, error);
    put(page, "</section>\n");
    return status;
}

static enum status write_html(const struct print_context *context, const struct network *network,
                              struct hit_reader *reader, struct error *error)
{
    struct page page = {.context = context,
                        .network = network,
                        .points = network_layout(network),
                        .reader = reader};
    enum status status = STATUS_OK;
    print_html_begin(context, style);
    if (network->name_count > 0)
        put_picture(&page);
    else
        fprintf(context->stream, "<p>%s</p>\n", _("No name stands in these articles."));
    for (size_t i = 0; i < network->name_count && status == STATUS_OK; i++)
        status = put_section(&page, i, error);
    print_html_end(context);
    hit_free(&page.hit);
    free(page.points);
    return status;
}

const struct network_writer network_writer_html = {60, write_html};
