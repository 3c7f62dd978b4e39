/* Where the gazetteer comes from: the installed file, the user's, and one given on the command
 * line. */
#ifndef REVUE_GAZETTEER_FILES_H
#define REVUE_GAZETTEER_FILES_H

#include "entities.h"
#include "error.h"

/* Adds the entities of the installed entities.tsv, of $XDG_CONFIG_HOME/revue/entities.tsv (or
 * ~/.config/revue/entities.tsv) when there is one, and of `file` (NULL: none); a later line of the
 * same name replaces an earlier one. The installed file is looked for beside the program first
 * (../share/revue, and ../data in a build folder), then where it was to be installed. */
enum status gazetteer_load(struct gazetteer *gazetteer, const char *file, struct error *error);

#endif
