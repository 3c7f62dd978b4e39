/* The files of a database's folder: which are its own, and removing those alone.
 *
 * Its own are the files that Xapian makes there, by their names. Whatever else lies there, a link
 * or a folder of such a name too, is a user's. */
#ifndef REVUE_DATABASE_FILES_H
#define REVUE_DATABASE_FILES_H

#include "error.h"

/* Looks whether all that lies in the folder `path` is the database's own. Otherwise, or where it
 * cannot be read, fails with STATUS_SYSTEM; the message names the first that is not. */
enum status database_files_check(const char *path, struct error *error);

/* Removes the database's own files from the folder `path`, and then the folder unless something is
 * left in it. What cannot be removed stays. */
void database_files_remove(const char *path);

#endif
