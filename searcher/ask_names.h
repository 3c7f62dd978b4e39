/* Questions about the names of all hits: --with, --entity-timeline and --graph. */
#ifndef REVUE_ASK_NAMES_H
#define REVUE_ASK_NAMES_H

#include "printer.h"
#include "session.h"

/* Whether the settings ask for names in place of hits. */
bool ask_names_wanted(const struct settings *settings);

/* Writes what they ask for about the hits of `search`, which was run with `keep_all`. */
enum status ask_names(struct session *session, const struct search *search,
                      const struct print_context *context, struct error *error);

#endif
