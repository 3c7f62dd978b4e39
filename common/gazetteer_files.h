/* Where the gazetteer comes from: the installed file, the user's, one given on the command line,
 * and what a database keeps of these. */
#ifndef REVUE_GAZETTEER_FILES_H
#define REVUE_GAZETTEER_FILES_H

#include "database.h"
#include "entities.h"
#include "error.h"

/* Appends the path of the user's own list, $XDG_CONFIG_HOME/revue/entities.tsv or
 * ~/.config/revue/entities.tsv, whether it is there or not; nothing when there is no home. */
void gazetteer_users_path(struct buffer *path);

/* Adds the entities of the installed entities.tsv, when there is one. It is looked for beside the
 * program first (../share/revue, and ../data in a build folder), then where it was to be installed.
 */
enum status gazetteer_load_installed(struct gazetteer *gazetteer, struct error *error);

/* Adds the entities of the user's own list, when there is one. */
enum status gazetteer_load_users(struct gazetteer *gazetteer, struct error *error);

/* Adds those of the installed list, of the user's own and of `file` (NULL: none); a later line of
 * the same name replaces an earlier one. */
enum status gazetteer_load(struct gazetteer *gazetteer, const char *file, struct error *error);

/* Adds those by which the database's articles are tagged. */
enum status gazetteer_load_stored(struct gazetteer *gazetteer,
                                  const struct xapian_database *database, struct error *error);

#endif
