/* Opening Revue's database: where it is, and whether this program may read or write it. */
#ifndef REVUE_DATABASE_H
#define REVUE_DATABASE_H

#include "error.h"
#include "str.h"
#include "xapian_c.h"

/* Appends the path of the database: `option` (NULL: not given), else $REVUE_DB, else
 * $XDG_DATA_HOME/revue/db, else ~/.local/share/revue/db. Fails when there is no home either. */
enum status database_path(const char *option, struct buffer *path, struct error *error);

/* Turns what the binding reported about `path` (NULL: it is not at hand) into an error for the
 * user; frees `message` (NULL allowed). Returns STATUS_SYSTEM, or STATUS_CHANGED for
 * XAPIAN_MODIFIED. */
enum status database_error(struct error *error, const char *path, enum xapian_status status,
                           char *message);

/* Opens the databases at `paths`, each as it was at one moment, each a database or a stub file, as
 * one. A database that another program made, a newer Revue, or another analyser is refused in a
 * sentence that says so. Owned by the caller: xapian_database_free(). */
enum status database_open(const char *const *paths, size_t count, struct xapian_database **database,
                          struct error *error);

/* Whether `path` is one database on this machine: no stub file, which may name several, and others'
 * machines. */
bool database_is_single(const char *path);

/* The bytes of the files in the folder of the database; 0 where there is none. */
uint64_t database_bytes(const char *path);

/* Opens the database at `path` for writing, making it and the folders above it when it is not
 * there. Another writer's lock is waited for, up to `wait` seconds (`notify` is called once before,
 * NULL allowed), then an error. Owned by the caller: xapian_writable_free(). */
enum status database_open_writable(const char *path, unsigned wait,
                                   void (*notify)(const char *path),
                                   struct xapian_writable **writable, struct error *error);

/* Takes the lock that writers hold, without reading the database, which may be damaged; waits and
 * notifies as database_open_writable() does. `*lock` is owned by the caller: close(). */
enum status database_lock(const char *path, unsigned wait, void (*notify)(const char *path),
                          int *lock, struct error *error);

/* Commits. With STATUS_OK all changes are on the disk, and so is the name of the file that makes
 * them the database's state: Xapian leaves that one to the system. */
enum status database_commit(struct xapian_writable *writable, const char *path,
                            struct error *error);

/* Ends a transaction with a commit, as database_commit() does. */
enum status database_commit_transaction(struct xapian_writable *writable, const char *path,
                                        struct error *error);

/* Sets `*docid` to the article of this id, 0 when there is none. */
enum status database_find(const struct xapian_database *database, struct str id,
                          xapian_docid *docid, struct error *error);

/* Appends the gazetteer that the database was made with, as gazetteer_write gives it; nothing when
 * it remembers none. */
enum status database_gazetteer(const struct xapian_database *database, struct buffer *text,
                               struct error *error);
enum status database_set_gazetteer(struct xapian_writable *writable, struct str text,
                                   struct error *error);

/* Appends what the database remembers under a key of schema.h. */
enum status database_metadata(const struct xapian_database *database, struct str key,
                              struct buffer *value, struct error *error);

#endif
