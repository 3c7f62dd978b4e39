/* Folders: making those that are missing, and having the disk keep what was named in them. */
#ifndef REVUE_FOLDERS_H
#define REVUE_FOLDERS_H

#include "error.h"
#include "str.h"

/* Appends the folder that `path` lies in: "." for a bare name. */
void folder_parent(const char *path, struct buffer *parent);

/* Makes the folders above `path` that are missing, from the top down, each kept by the disk. */
enum status folder_make_parents(const char *path, struct error *error);

/* Asks the disk to keep the names in the folder `path`, after something was created or renamed
 * there. */
enum status folder_sync(const char *path, struct error *error);

/* The same of the folder that `path` lies in. */
enum status folder_sync_parent(const char *path, struct error *error);

#endif
