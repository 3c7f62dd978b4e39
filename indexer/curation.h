/* Carrying out decisions about names: the list of entities on the disk and the database's own
 * change, and the articles concerned get their entities anew.
 *
 * The list is written before the database, so that whatever ends the program between the two,
 * idx retag, or the same decision again, brings the database to what the list says. */
#ifndef REVUE_CURATION_H
#define REVUE_CURATION_H

#include "decision.h"
#include "error.h"
#include "retag_pass.h"
#include "str.h"

/* Where decisions go. Paths are borrowed. */
struct curation {
    const char *list;     /* the list that is edited; NULL: the user's own */
    const char *database; /* NULL: there is none */
    unsigned wait;        /* seconds for another writer of either */
};

/* `told` gets, in a few words, what was decided; `counts` what came of it in the database. A
 * failure changes neither list nor database, or the list alone; the error then says so. */
enum status curation_decide(const struct curation *curation, const struct decision *decision,
                            struct buffer *told, struct retag_counts *counts, struct error *error);

#endif
