/* What stands between two words of a text: whether they can belong to one name. */
#ifndef REVUE_GAP_H
#define REVUE_GAP_H

#include <stdbool.h>

#include "french.h"
#include "str.h"

enum gap_kind {
    GAP_BREAK = 0, /* punctuation, quotation marks, a spaced dash, the end of a paragraph */
    GAP_SPACE,
    GAP_LINE,    /* spaces with one line break */
    GAP_TIGHT,   /* a hyphen or an apostrophe without spaces */
    GAP_ELISION, /* an elided article: `de l’Atlantique` */
    GAP_AND,     /* an ampersand: `R&D`, `Procter & Gamble` */
};

struct gap {
    enum gap_kind kind;
    bool dot; /* behind an abbreviation: `J. Guaidó`, `St. Louis` */
};

/* `left` and `right` are words of `text` (no compounds) that follow each other. */
struct gap gap_between(struct str text, const struct french_token *left,
                       const struct french_token *right);

#endif
