/* The entities of stored articles anew, of all or of some: what idx retag and the decisions about
 * entities share. */
#ifndef REVUE_RETAG_PASS_H
#define REVUE_RETAG_PASS_H

#include <stdint.h>

#include "analysers.h"
#include "docids.h"
#include "error.h"
#include "xapian_c.h"

/* What a pass works with; all is borrowed. */
struct retag_pass {
    const struct analysers *analysers; /* whose gazetteer the database keeps */
    struct xapian_writable *writable;
    const char *path;              /* of the database, for messages */
    const struct docid_list *only; /* the articles; NULL: all */
};

struct retag_counts {
    uint32_t articles; /* looked at */
    uint32_t changed;  /* that have other entities than before */
};

/* In one transaction: whoever reads finds the entities before or those after, and the gazetteer
 * that goes with them. After a failure nothing is changed once the database is closed. */
enum status retag_pass_run(const struct retag_pass *pass, struct retag_counts *counts,
                           struct error *error);

#endif
