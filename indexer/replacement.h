/* A database made beside another one and put into its place in one step.
 *
 * It is made in a folder `DATABASE.build-NUMBER` next to the database. Whoever opens the database
 * finds the one before or the one after; who has the one before open keeps it. Only the holder of
 * the database's lock may do this. Nothing is removed but what an idx made: a folder of such a name
 * that is another's stays, and so does what others put into one of ours. */
#ifndef REVUE_REPLACEMENT_H
#define REVUE_REPLACEMENT_H

#include "error.h"
#include "str.h"

/* Zeroed is none. */
struct replacement {
    struct buffer database; /* the path of the database, links resolved */
    struct buffer folder;   /* for what is needed on the way; "" when there is none */
    struct buffer made;     /* where the new database is to be made: a path in the folder */
    struct buffer base;     /* likewise for one that it is made from */
};

/* Removes what runs that were killed left beside the database, as far as it can. */
void replacement_clean(const char *database);

/* Makes the folder. Fails with STATUS_SYSTEM where it cannot be made (the database's parent may not
 * be written to), where the database's folder is a mount point or the current folder, where the
 * file system cannot exchange two folders in one step, or where something lies in the database's
 * folder that is not its own. */
enum status replacement_begin(struct replacement *replacement, const char *database,
                              struct error *error);

/* Puts the new database into the place of the old one, whose owner, group and modes it gets as far
 * as this user may give them. With STATUS_OK it is on the disk and in its place; otherwise one of
 * them is, whole: the old one unless the last step, to keep the exchange on the disk, is what
 * failed. Fails, too, where something not its own has come to lie in the database's folder
 * meanwhile. */
enum status replacement_swap(struct replacement *replacement, struct error *error);

/* Removes the folder with what was made in it, and the old database. */
void replacement_end(struct replacement *replacement);

#endif
