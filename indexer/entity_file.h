/* The file of a list of entities while it is edited: held against others who edit it, replaced in
 * one step. */
#ifndef REVUE_ENTITY_FILE_H
#define REVUE_ENTITY_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "error.h"
#include "str.h"

/* Zeroed is closed. */
struct entity_file {
    struct buffer path; /* of the file itself, where the given one is a link */
    struct buffer text; /* as it was read; empty where there is no file */
    bool there;
    struct stat read; /* of the file that was read */
    int lock;         /* its folder, held; of no meaning without a path */
};

/* Makes the folders above `path` where they are missing, waits up to `wait` seconds until nobody
 * else edits a list in there (`notify` is called once before, NULL allowed), and reads the file, if
 * there is one. Owned by the caller, after a failure too: entity_file_close(). */
enum status entity_file_open(const char *path, unsigned wait, void (*notify)(const char *path),
                             struct entity_file *file, struct error *error);

/* Replaces the file by one with this text and the same rights. With STATUS_OK it is on the disk;
 * after a failure the file is as before, but for a disk that failed to say that it keeps the new
 * one. Refused when the file has changed since it was read. */
enum status entity_file_replace(const struct entity_file *file, struct str text,
                                struct error *error);

void entity_file_close(struct entity_file *file);

#endif
