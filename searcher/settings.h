/* What srch is asked to do: its command line, read. */
#ifndef REVUE_SETTINGS_H
#define REVUE_SETTINGS_H

#include "error.h"
#include "facets.h"
#include "filters.h"
#include "options.h"
#include "print_network.h"
#include "printer.h"
#include "search.h"
#include "terminal.h"

/* The table of options, for reading and for --help. */
extern const struct option settings_options[];

/* The command line, read. Texts are borrowed from argv. */
struct settings {
    struct filters filters;
    struct search_options search;
    bool sorted; /* --sort was given */
    const struct printer *printer;
    struct hit_fields fields; /* to show, where the printer takes them */
    struct facet_list facets;
    enum timeline_unit timeline;
    const char *with;                   /* names that stand with this one are asked for */
    bool entity_timeline;               /* when names were in the news is asked for */
    const struct network_writer *graph; /* the network of names is asked for, in this format */
    size_t most_names;                  /* of the network; 0: as many as the format takes */
    bool in_context;                    /* --context was given */
    size_t context;                     /* sentences on either side of a passage */
    bool kwic;
    bool limited;      /* --limit was given */
    bool counts_alone; /* facets and timeline without hits */
    bool count, quiet, help, version;
    const char *why_not;        /* an id */
    const char *explain_entity; /* an id */
    enum terminal_color color;
    struct terminal_screen screen; /* standard output, before a pager reads it */
    bool pager;                    /* to be started: --pager, and it is a terminal */
    const char *batch;
    const char *mark; /* --query */
    const char **databases;
    size_t database_count, database_capacity;
    const char **operands;
    size_t operand_count, operand_capacity;
};

/* Reads the options and operands into `settings`, which is zeroed; settings_free() it, after a
 * failure too. Fails with STATUS_INPUT. */
enum status settings_read(const struct option_uses *uses, struct settings *settings,
                          struct error *error);

/* The last step of that: refuses options that do not go together and chooses the printer. */
enum status settings_check(struct settings *settings, struct error *error);

void settings_free(struct settings *settings);

/* Whether articles are to be shown whole: `srch show ID`. */
bool settings_show(const struct settings *settings);

/* Whether there is a filter: then a query may have no word. */
bool settings_have_filter(const struct settings *settings);

/* Whether the query is nothing but what looks like options, though a dash before letters is a
 * negation: a letter that is none, or several that are (`-v`, `-cq`). */
bool settings_look_like_options(const struct settings *settings);

#endif
