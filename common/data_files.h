/* The files that come with Revue: where they lie, and reading one whole. */
#ifndef REVUE_DATA_FILES_H
#define REVUE_DATA_FILES_H

#include "error.h"
#include "str.h"

/* Makes `path` the path of the installed file `name`, or empty when there is none. It is looked for
 * beside the program first (../share/revue, and ../data in a build folder), then where it was to be
 * installed. */
void data_file_find(const char *name, struct buffer *path);

/* Appends what is in the file; of one with more than `most` bytes, that many and up to 64 KiB.
 * Fails with STATUS_SYSTEM; `what` is what the message calls it. */
enum status data_file_read(const char *path, const char *what, size_t most, struct buffer *bytes,
                           struct error *error);

#endif
