/* How articles go into a database: a few the plain way, one by one (store.h), and many as shards
 * beside it that are merged with it into a new one (builder.h, replacement.h). The result is the
 * same; the user sees no difference.
 *
 * It begins the plain way and changes over once that has cost as much as the other way would, so
 * that it never takes more than twice the better of the two, however many articles come. */
#ifndef REVUE_BULK_H
#define REVUE_BULK_H

#include "store.h"

struct bulk;

struct bulk_settings {
    const char *database;              /* its path */
    unsigned wait;                     /* seconds to wait for another writer */
    void (*notify)(const char *path);  /* called once when there is one */
    unsigned jobs;                     /* worker processes, at least 1 */
    bool update;                       /* as store_put has it; articles of one number are kept */
    uint64_t bytes;                    /* of files that will be read, if that is known, or 0 */
    const struct analysers *analysers; /* borrowed, as is the next */
    void *context;                     /* of the calls below */
    /* What became of an article of this number (bulk_put). Often known only later. */
    void (*count)(void *context, size_t number, enum store_outcome outcome);
    /* All that was counted is on the disk. */
    void (*committed)(void *context);
};

/* Opens the database for writing, making it when it is not there. `settings` is copied, the path
 * and the two that are borrowed are not. Owned by the caller: bulk_free(), which loses what was not
 * committed. */
enum status bulk_open(const struct bulk_settings *settings, struct bulk **bulk,
                      struct error *error);
void bulk_free(struct bulk *bulk);

/* The database, for metadata to be read and set before the first article. Borrowed. */
struct xapian_writable *bulk_writable(struct bulk *bulk);

/* Puts an article where it belongs, as store_put does; `number`, its file's, is for `count`.
 * Commits now and then. The article's id is of no use afterwards. */
enum status bulk_put(struct bulk *bulk, struct article *article, size_t number,
                     struct error *error);

/* Something else needs memory: gives back what can be done without. */
void bulk_rest(struct bulk *bulk);

/* Ends it: nothing may be put afterwards. When it returns STATUS_OK, all that was put is counted
 * and on the disk. */
enum status bulk_commit(struct bulk *bulk, struct error *error);

#endif
