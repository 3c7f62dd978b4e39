/* The decisions of idx entities: `accept NAME` and the others, from the command line, or asked for.
 */
#ifndef REVUE_CURATE_H
#define REVUE_CURATE_H

#include "curation.h"
#include "error.h"
#include "options.h"

/* Carries out the decision that the operands say, and prints what came of it; with --interactive,
 * asks for decisions instead. */
enum status curate_run(const struct option_uses *uses, struct error *error);

/* Prints what was decided and what came of it. */
void curate_tell(struct str told, const struct retag_counts *counts);

/* The type of this name; fails with STATUS_INPUT. */
enum status curate_read_type(struct str name, enum entity_type *type, struct error *error);

#endif
