/* The names of all hits: persons, organisations, ..., and in which articles each stands. */
#ifndef REVUE_HIT_NAMES_H
#define REVUE_HIT_NAMES_H

#include "collected_names.h"
#include "entity_choice.h"
#include "error.h"
#include "french.h"
#include "search.h"

/* Reads the chosen names of all hits of `search`, which was run with `keep_all`; its articles are
 * those of search->all, in that order. `names` is zeroed; collected_names_free() it. */
enum status hit_names_read(const struct search *search, const struct name_source *source,
                           struct entity_choice choice, struct collected_names *names,
                           struct error *error);

#endif
