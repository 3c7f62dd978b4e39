/* The formats that other programs read: GraphML, GEXF, and the edges as CSV. */
#include "print_network.h"

enum status network_writer_choose(const struct option_use *use,
                                  const struct network_writer **writer, struct error *error)
{
    static const struct network_writer *const writers[] = {
        &network_writer_graphml, &network_writer_gexf, &network_writer_csv, &network_writer_html};
    static const char *const names[] = {"graphml", "gexf", "csv", "html", NULL};
    size_t choice = 0;
    enum status status = option_choice(use, names, &choice, error);
    *writer = writers[choice];
    return status;
}

static void put(const struct print_context *context, const char *text)
{
    fputs(text, context->stream);
}

/* -- GraphML --------------------------------------------------------------------------------- */

static enum status write_graphml(const struct print_context *context, const struct network *network,
                                 struct hit_reader *reader, struct error *error)
{
    (void)reader;
    (void)error;
    put(context, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
                 " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                 " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
                 " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"
                 "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
                 "<key id=\"type\" for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n"
                 "<key id=\"articles\" for=\"node\" attr.name=\"articles\" attr.type=\"int\"/>\n"
                 "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
                 "<graph edgedefault=\"undirected\">\n");
    for (size_t i = 0; i < network->name_count; i++) {
        const struct collected_name *name = &network->names->names[i];
        fprintf(context->stream, "<node id=\"n%zu\"><data key=\"label\">", i);
        print_markup(context, name->name);
        fprintf(context->stream, "</data><data key=\"type\">%s</data>",
                entity_type_name(name->type));
        fprintf(context->stream, "<data key=\"articles\">%zu</data></node>\n", name->articles);
    }
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct network_edge *edge = &network->edges[i];
        fprintf(context->stream,
                "<edge id=\"e%zu\" source=\"n%u\" target=\"n%u\"><data key=\"weight\">%u</data>"
                "</edge>\n",
                i, edge->first, edge->second, edge->articles);
    }
    put(context, "</graph>\n</graphml>\n");
    return STATUS_OK;
}

const struct network_writer network_writer_graphml = {100, write_graphml};

/* -- GEXF ------------------------------------------------------------------------------------ */

static enum status write_gexf(const struct print_context *context, const struct network *network,
                              struct hit_reader *reader, struct error *error)
{
    (void)reader;
    (void)error;
    put(context, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n"
                 "<meta><creator>Revue</creator><description>");
    print_markup(context, context->query);
    put(context, "</description></meta>\n"
                 "<graph defaultedgetype=\"undirected\">\n"
                 "<attributes class=\"node\">\n"
                 "<attribute id=\"type\" title=\"type\" type=\"string\"/>\n"
                 "<attribute id=\"articles\" title=\"articles\" type=\"integer\"/>\n"
                 "</attributes>\n<nodes>\n");
    for (size_t i = 0; i < network->name_count; i++) {
        const struct collected_name *name = &network->names->names[i];
        fprintf(context->stream, "<node id=\"n%zu\" label=\"", i);
        print_markup(context, name->name);
        fprintf(context->stream,
                "\"><attvalues><attvalue for=\"type\" value=\"%s\"/>"
                "<attvalue for=\"articles\" value=\"%zu\"/></attvalues></node>\n",
                entity_type_name(name->type), name->articles);
    }
    put(context, "</nodes>\n<edges>\n");
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct network_edge *edge = &network->edges[i];
        fprintf(context->stream,
                "<edge id=\"e%zu\" source=\"n%u\" target=\"n%u\" weight=\"%u\"/>\n", i, edge->first,
                edge->second, edge->articles);
    }
    put(context, "</edges>\n</graph>\n</gexf>\n");
    return STATUS_OK;
}

const struct network_writer network_writer_gexf = {100, write_gexf};

/* -- CSV ------------------------------------------------------------------------------------- */

/* The columns are what Gephi takes for a table of edges. */
static enum status write_csv(const struct print_context *context, const struct network *network,
                             struct hit_reader *reader, struct error *error)
{
    (void)reader;
    (void)error;
    put(context, "Source,Target,Type,Weight");
    print_line_end(context);
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct network_edge *edge = &network->edges[i];
        print_csv_cell(context, network->names->names[edge->first].name);
        put(context, ",");
        print_csv_cell(context, network->names->names[edge->second].name);
        fprintf(context->stream, ",Undirected,%u", edge->articles);
        print_line_end(context);
    }
    return STATUS_OK;
}

const struct network_writer network_writer_csv = {100, write_csv};
