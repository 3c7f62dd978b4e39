/* idx entities --interactive: the discovered names one by one, each with two sentences that have
 * it, and what the user decides of it. */
#ifndef REVUE_INTERACTIVE_H
#define REVUE_INTERACTIVE_H

#include "curation.h"
#include "error.h"

/* Asks on standard output and reads answers, a line each, from standard input until that ends or
 * the user quits. A decision is carried out at once, so nothing is lost whatever ends the program;
 * one that fails is told, and the name is asked about again. `curation` names the database. */
enum status interactive_run(const struct curation *curation, struct error *error);

#endif
