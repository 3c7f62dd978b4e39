/* The names that were discovered in a database's articles and are in no list: idx entities
 * --discovered. */
#ifndef REVUE_DISCOVERED_H
#define REVUE_DISCOVERED_H

#include <stdbool.h>

#include "collected_names.h"
#include "error.h"
#include "french.h"
#include "xapian_c.h"

/* Zeroed is empty; discovered_free() it. */
struct discovered {
    struct collected_names names; /* those of most articles first, which a decision would change */
    xapian_docid *docids;         /* of their articles */
    size_t docid_capacity;
};

/* Reads them all, each with the ways it is written; `discovered` is zeroed. */
enum status discovered_read(const struct xapian_database *database, struct french *french,
                            struct discovered *discovered, struct error *error);
void discovered_free(struct discovered *discovered);

/* Writes the docids of the first articles that have name `index`, at most `most`; returns how many.
 */
size_t discovered_articles(const struct discovered *discovered, size_t index, xapian_docid *docids,
                           size_t most);

/* Prints the first `most` of them on standard output: a line each, or a JSON array. */
void discovered_print(const struct collected_names *names, bool json, size_t most);

/* The name without the mark of one that was discovered: as most articles write it. Borrowed. */
struct str discovered_name(const struct collected_names *names, size_t index);

/* Appends the other ways it is written, parted by |, without those that are the same but for case
 * and accents: what becomes its aliases. Surnames are left out unless they are wanted. */
void discovered_aliases(const struct collected_names *names, size_t index, bool surnames,
                        struct french *french, struct buffer *aliases);

#endif
