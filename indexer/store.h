/* The database as an ingest sees it: articles go in, each is new, changed or known already. */
#ifndef REVUE_STORE_H
#define REVUE_STORE_H

#include <stdbool.h>

#include "analysers.h"
#include "article.h"
#include "error.h"
#include "xapian_c.h"

struct store;

enum store_outcome { STORE_ADDED, STORE_UPDATED, STORE_UNCHANGED };

/* How an article without an id may replace one with the same outlet and title. */
struct store_update {
    /* Whether the article of this id may not be replaced by the one at hand. */
    bool (*is_kept)(void *context, struct str id);
    void *context;
};

/* A store over the database at `path`, opened; all three, and what the analysers point to, are
 * borrowed for its lifetime. Owned by the caller: store_free(). */
struct store *store_new(struct xapian_writable *writable, const char *path,
                        const struct analysers *analysers);
void store_free(struct store *store);

/* Puts an article where it belongs and gives it its id when it has none.
 *
 * With an id of its own it replaces the article of that id when anything differs. Without one, the
 * id is made from outlet, title and text: the same again is unchanged, except that an author,
 * section, date or URL that it brings and that differs updates the article; one that it lacks is
 * never taken away. With `update`, which may be NULL, it replaces the article with the same outlet
 * and title and another text, whose id was made and that is not kept; of several the one
 * most like it. Nothing is on the disk before store_commit(). */
enum status store_put(struct store *store, struct article *article,
                      const struct store_update *update, enum store_outcome *outcome,
                      struct error *error);

/* So much is not committed at most, or one article. Measured: 20 MB of random words took 577 MB
 * with 16, in articles of 1.4 MB 644; 12 MB of updates into 34,060 articles take 6 s with 1, 2
 * or 4. */
#define STORE_COMMIT_BYTES ((size_t)1 << 20)

/* The bytes of title and text that were written, and of articles replaced, since the last
 * store_commit(): they are in memory, as terms that may take forty times as much. */
size_t store_uncommitted(const struct store *store);

/* Whether what is not committed should be before the article is put. */
bool store_is_full(const struct store *store, const struct article *article);

/* The bytes that the deletions since the last commit hold in memory. Measured: five for a byte of
 * text (20,000 articles of 46 MB took 230 MB), and 560 for a word that was listed with the article.
 */
size_t store_deleted_memory(const struct store *store);

/* Takes out the article of this id; `*found`: whether there was one. */
enum status store_delete(struct store *store, struct str id, bool *found, struct error *error);

/* When it returns STATUS_OK, all that was put is on the disk. */
enum status store_commit(struct store *store, struct error *error);

/* The same of a transaction of the database, which another may follow. */
enum status store_commit_transaction(struct store *store, struct error *error);

#endif
