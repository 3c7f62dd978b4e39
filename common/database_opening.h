/* For the files that implement database.h: what must be known of a database before it is read or
 * written. */
#ifndef REVUE_DATABASE_OPENING_H
#define REVUE_DATABASE_OPENING_H

#include <stdbool.h>
#include <stdint.h>

#include "database.h"
#include "schema.h"

/* Which folder stands at a path: a database that takes another's place (idx) is another folder.
 * Its number may be that of one that is gone; then the time of its birth differs. */
struct identity {
    uint64_t device, file, seconds, nanoseconds; /* 0: nothing stands there */
};

struct identity folder_identity(const char *path);
bool folder_is_same(struct identity a, struct identity b);

/* A database is several files, opened by their path one after the other. Where another has taken
 * its place meanwhile they may be of both: then it is opened again. So often in a row at most: */
#define OPEN_ATTEMPTS 100

/* Opens what stands at the path at one moment. Owned by the caller: xapian_database_free(). */
enum xapian_status database_open_at_once(const char *path, struct xapian_database **database,
                                         char **message);

/* Whether nothing was ever put into the database, by us or by others. */
enum xapian_status database_is_blank(const struct xapian_database *database, bool *blank,
                                     char **message);

/* Compares what the database remembers with what this program does; fails where they differ. */
enum status database_check_maker(const struct xapian_database *database, const char *path,
                                 struct error *error);

/* Sets an entry of the metadata. */
enum xapian_status database_set_text(struct xapian_writable *writable, enum schema_metadata entry,
                                     const char *text, char **message);

#endif
