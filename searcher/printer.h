/* How results are shown: one small writer a format behind one interface. */
#ifndef REVUE_PRINTER_H
#define REVUE_PRINTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "facets.h"
#include "hit.h"
#include "hit_fields.h"
#include "options.h"
#include "str.h"

struct explainer; /* explain.h */

/* What is said once for all hits. */
struct print_context {
    FILE *stream;
    bool color;
    bool escape;             /* a terminal: no control character may reach it */
    size_t columns;          /* of the terminal */
    struct str query;        /* as typed */
    struct str parsed;       /* as read */
    struct str corrected;    /* what was run in its place, as read; empty: nothing was */
    struct str batch_id;     /* of --batch; else data is NULL */
    bool first;              /* of the queries that are shown */
    size_t total;            /* articles that match */
    size_t offset, count;    /* of the hits shown; at the end only those that could be read */
    struct timespec started; /* when the search began, by CLOCK_MONOTONIC */
    bool relaxed;
    bool counts_alone;                 /* facets and timeline are shown without hits */
    const struct hit_fields *fields;   /* to show, of a format that takes --fields */
    const struct explainer *explainer; /* NULL: nothing is to be explained */
    const struct facets *facets;       /* over all hits; NULL: none were asked for */
    const struct facet *timeline;      /* likewise */
};

/* A format: its begin, a hit each, its end. Where a hit cannot be read the end comes early. */
struct printer {
    const char *name;                /* of -f */
    const struct hit_fields *fields; /* those it shows unless told; NULL: it takes no --fields */
    enum hit_parts parts;            /* what it needs of a hit, when it takes no --fields */
    bool batch;                      /* whether it tells the hits of several queries apart */
    void (*begin)(const struct print_context *context); /* NULL: nothing, and so for end */
    void (*hit)(const struct print_context *context, const struct hit *hit);
    void (*end)(const struct print_context *context);
};

extern const struct printer printer_text;
extern const struct printer printer_tsv;
extern const struct printer printer_json;
extern const struct printer printer_jsonl;
extern const struct printer printer_csv;
extern const struct printer printer_ids;
extern const struct printer printer_trec;
extern const struct printer printer_ris;
extern const struct printer printer_bibtex;
extern const struct printer printer_csl_json;
extern const struct printer printer_iramuteq;
extern const struct printer printer_html;

/* Of --kwic: occurrences, for a person and as TSV. */
extern const struct printer printer_kwic;
extern const struct printer printer_kwic_tsv;

/* Their names for --help; tests/formats.sh holds them against the table in printer.c. */
#define PRINTER_NAMES "text|tsv|json|jsonl|csv|ids|trec|ris|bibtex|csl-json|iramuteq|html"

/* The printer that the option names; static. Fails with STATUS_INPUT. */
enum status printer_choose(const struct option_use *use, const struct printer **printer,
                           struct error *error);

/* Styles of a terminal; in colour alone. */
#define PRINT_BOLD "\033[1m"
#define PRINT_DIM  "\033[2m"
#define PRINT_MARK "\033[1;33m"

/* Writes text in a style, "" for none, escaped where it goes to a terminal or in colour, for a
 * pager.
 */
void print_styled(const struct print_context *context, const char *style, struct str text,
                  bool keep_newlines);

/* How many digits the number has. */
size_t print_digits(size_t number);

/* Appends the longest beginning of the text that fits the columns, with "…" where it is cut. */
void print_append_clipped(struct str text, size_t columns, struct buffer *line);

/* Writes text, escaped where it goes to a terminal, newlines too. */
void print_escaped(const struct print_context *context, struct str text);

/* The rows of a facet that a person is shown; a timeline has them all. */
#define PRINT_MOST_ROWS 10

/* Writes facets and timeline, where they are asked for, as bars or as lines of TSV. */
void print_counts(const struct print_context *context);
void print_counts_tsv(const struct print_context *context);

/* Writes text so that it parts no line or column: tabs and line breaks become spaces. */
void print_on_one_line(const struct print_context *context, struct str text);

/* In a batch begins a line of TSV: the query's id, then a tab. */
void print_batch_id(const struct print_context *context);

/* Writes text, fit to stand in an element or an attribute of HTML or XML, which have no control
 * characters: those of a query are shown as what cannot be shown. */
void print_markup(const struct print_context *context, struct str text);

/* Writes text as a cell of CSV, which no spreadsheet takes for a formula. */
void print_csv_cell(const struct print_context *context, struct str text);

/* Ends a line of CSV (RFC 4180) or RIS: by CR LF, but at a terminal, which would have to be shown
 * the CR. */
void print_line_end(const struct print_context *context);

/* Whether the address is of the web: `javascript:` and the like run where they are opened. */
bool print_is_web_address(struct str url);

/* Appends which of how many hits are shown: "12 articles", "1 to 10 of 12 articles", "article 3 of
 * 12". */
void print_append_range(const struct print_context *context, struct buffer *text);

/* Writes an article whole, as `srch show` does at a terminal. */
void print_article(const struct print_context *context, const struct hit *hit);

/* Writes a value as JSON; it is consumed. */
void print_json_value(const struct print_context *context, json_t *value);

/* Writes an article as a JSON object. */
void print_article_json(const struct print_context *context, const struct hit *hit);

/* Writes text with those of the marks that lie in it, escaped for a terminal; marks show only in
 * colour. `base` is where the text begins in what the marks are bytes of. */
void print_marked(const struct print_context *context, struct str text,
                  const struct highlight *marks, size_t count, size_t base, bool keep_newlines,
                  const char *style);

#endif
