/* What an article is read with on its way into the database. */
#ifndef REVUE_ANALYSERS_H
#define REVUE_ANALYSERS_H

#include <stdbool.h>

#include "entities.h"
#include "error.h"
#include "french.h"
#include "names.h"
#include "xapian_c.h"

struct analysers {
    struct french *french;
    struct gazetteer *gazetteer;
    struct name_finder *names; /* NULL: names that the gazetteer lacks are not looked for */
};

struct analysers_settings {
    const char *entities; /* a list besides the installed one and the user's; NULL: none */
    bool discover;        /* names that no list has, too */
    const char *model;    /* of the recogniser, in place of the installed one; NULL */
    bool without_model;   /* names are found by the rules alone */
};

/* Loads what is installed and what the settings add. A model that cannot be used is told, and the
 * rules go on without it; lists of the recogniser that cannot be read are told, and names are not
 * looked for. Owned by the caller, after a failure, too: analysers_free(). */
enum status analysers_load(const struct analysers_settings *settings, struct analysers *analysers,
                           struct error *error);

/* The recogniser's part of that, for analysers without one; name_finder_free() it where the others
 * are borrowed. */
void analysers_load_names(struct analysers *analysers, const struct analysers_settings *settings);

/* An analyser with an empty gazetteer: for what needs no entities. */
void analysers_make_plain(struct analysers *analysers);

/* Gives the database the gazetteer, for its readers (database_set_gazetteer). */
enum status analysers_keep_gazetteer(const struct analysers *analysers,
                                     struct xapian_writable *writable, struct error *error);

void analysers_free(struct analysers *analysers);

#endif
