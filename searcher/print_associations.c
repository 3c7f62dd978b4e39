/* Associations as text, TSV and JSON. */
#include "print_associations.h"

#include "json_text.h"
#include "language.h"
#include "terminal.h"

/* The columns of names, and of the two numbers. */
struct widths {
    size_t name, both, everywhere;
};

static struct widths measure(const struct associations *associations, size_t count, size_t columns)
{
    struct widths widths = {0};
    for (size_t i = 0; i < count; i++) {
        const struct association *association = &associations->associations[i];
        size_t name = terminal_width_of(association->name->name);
        size_t both = print_digits(association->name->articles);
        size_t everywhere = print_digits(association->everywhere);
        widths.name = name > widths.name ? name : widths.name;
        widths.both = both > widths.both ? both : widths.both;
        widths.everywhere = everywhere > widths.everywhere ? everywhere : widths.everywhere;
    }
    if (widths.name > columns / 2)
        widths.name = columns / 2;
    return widths;
}

static void print_text(const struct print_context *context, const struct associations *associations,
                       size_t count)
{
    struct widths widths = measure(associations, count, context->columns);
    for (size_t i = 0; i < count; i++) {
        const struct association *association = &associations->associations[i];
        struct buffer name = {0};
        print_append_clipped(association->name->name, widths.name, &name);
        size_t width = terminal_width_of(buffer_str(&name));
        print_styled(context, PRINT_BOLD, buffer_str(&name), false);
        fprintf(context->stream, _("%*s  %*zu of %*zu  %8.1f  %s\n"), (int)(widths.name - width),
                "", (int)widths.both, association->name->articles, (int)widths.everywhere,
                association->everywhere, association->likelihood,
                entity_type_name(association->name->type));
        buffer_free(&name);
    }
    struct buffer line = {0};
    buffer_append_format(&line,
                         language_translate_count("%zu article", "%zu articles", context->total),
                         context->total);
    if (count == 0)
        buffer_append(&line, str_from(_(", no name that stands with them by more than chance")));
    print_styled(context, PRINT_DIM, buffer_str(&line), false);
    putc('\n', context->stream);
    buffer_free(&line);
}

static void print_tsv(const struct print_context *context, const struct associations *associations,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct association *association = &associations->associations[i];
        print_on_one_line(context, association->name->name);
        fprintf(context->stream, "\t%s\t%zu\t%zu\t%.4f\n",
                entity_type_name(association->name->type), association->name->articles,
                association->everywhere, association->likelihood);
    }
}

static void print_json(const struct print_context *context, const struct associations *associations,
                       size_t count)
{
    json_t *names = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct association *association = &associations->associations[i];
        json_t *row = json_object();
        json_object_set_new(row, "name", json_text(association->name->name));
        json_object_set_new(row, "type", json_string(entity_type_name(association->name->type)));
        json_object_set_new(row, "articles", json_integer((json_int_t)association->name->articles));
        json_object_set_new(row, "everywhere", json_integer((json_int_t)association->everywhere));
        json_object_set_new(row, "likelihood", json_real(association->likelihood));
        json_array_append_new(names, row);
    }
    fputs("{\"query\":", context->stream);
    print_json_value(context, json_text(context->query));
    fprintf(context->stream, ",\"total\":%zu,\"names\":", context->total);
    print_json_value(context, names);
    fputs("}\n", context->stream);
}

void print_associations(const struct print_context *context, const struct printer *printer,
                        const struct associations *associations, size_t most)
{
    size_t count = most > 0 && most < associations->count ? most : associations->count;
    if (printer == &printer_json)
        print_json(context, associations, count);
    else if (printer == &printer_tsv)
        print_tsv(context, associations, count);
    else
        print_text(context, associations, count);
}
