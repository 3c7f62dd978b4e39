/* The articles of a database that may be damaged, or made by another analyser: read from where they
 * are stored, whatever the index says.
 *
 * They are read in a process of its own, for Xapian may crash over tables that are damaged, or not
 * come back. Where one ends badly, the next goes on behind the place. */
#ifndef REVUE_RESCUE_H
#define REVUE_RESCUE_H

#include "article.h"
#include "error.h"

struct rescue_counts {
    size_t stored;  /* articles, as the database counts them, and at least what is found of them */
    size_t read;    /* of them, handed on */
    size_t changed; /* of those, not as they were stored: their fingerprint differs */
};

/* Hands every article that can be read to `take`, in order of docid, borrowed for the call; a
 * status of `take` other than STATUS_OK ends it. `altered`: the text or the fingerprint that was
 * stored with it has been damaged. Fails when the database cannot be opened at all. */
enum status rescue_articles(const char *path,
                            enum status (*take)(void *context, struct article *article,
                                                bool altered, struct error *error),
                            void *context, struct rescue_counts *counts, struct error *error);

#endif
