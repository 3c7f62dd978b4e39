/* The decisions of idx entities: `accept NAME` and the others, from the command line. */
#ifndef REVUE_CURATE_H
#define REVUE_CURATE_H

#include <stdbool.h>

#include "curation.h"
#include "error.h"
#include "options.h"

/* Whether the command line has operands, which are a decision. */
bool curate_is_asked(const struct option_uses *uses);

/* Carries out the decision that the operands say, and prints what came of it. */
enum status curate_run(const struct option_uses *uses, struct error *error);

#endif
