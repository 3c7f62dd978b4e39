/* How results are shown: one small writer a format behind one interface. */
#ifndef REVUE_PRINTER_H
#define REVUE_PRINTER_H

#include <stdbool.h>
#include <stdio.h>

#include "hit.h"
#include "str.h"

struct explainer; /* explain.h */

/* What is said once for all hits. */
struct print_context {
    FILE *stream;
    bool color;
    bool escape;          /* a terminal: no control character may reach it */
    size_t columns;       /* of the terminal */
    struct str query;     /* as typed */
    struct str parsed;    /* as read */
    struct str corrected; /* what was run in its place, as read; empty: nothing was */
    struct str batch_id;  /* of --batch; else data is NULL */
    size_t total;         /* articles that match */
    size_t offset, count; /* of the hits shown */
    bool relaxed;
    const struct explainer *explainer; /* NULL: nothing is to be explained */
};

struct printer {
    const char *name;                                   /* of -f */
    enum hit_parts parts;                               /* what it needs of a hit */
    void (*begin)(const struct print_context *context); /* NULL: nothing, and so for end */
    void (*hit)(const struct print_context *context, const struct hit *hit);
    void (*end)(const struct print_context *context);
};

extern const struct printer printer_text;
extern const struct printer printer_tsv;
extern const struct printer printer_json;
extern const struct printer printer_ids;
extern const struct printer printer_trec;

/* The printer of a format, or NULL. */
const struct printer *printer_find(const char *name);

/* Their names, parted by |, for --help; static. */
#define PRINTER_NAMES "text|tsv|json|ids|trec"

/* Writes an article whole, as `srch show` does at a terminal. */
void print_article(const struct print_context *context, const struct hit *hit);

/* Writes it as a JSON object. */
void print_article_json(const struct print_context *context, const struct hit *hit);

/* Writes text with those of the marks that lie in it, escaped for a terminal; marks show only in
 * colour. `base` is where the text begins in what the marks are bytes of. */
void print_marked(const struct print_context *context, struct str text,
                  const struct highlight *marks, size_t count, size_t base, bool keep_newlines,
                  const char *style);

#endif
