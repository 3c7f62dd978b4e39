/* Holds a database against its own stored articles. */
#ifndef REVUE_AUDIT_H
#define REVUE_AUDIT_H

#include "error.h"
#include "xapian_c.h"

/* Analyses every stored article anew and compares the document that this gives with the stored one,
 * all documents with all postings, and the counts. Each finding is a sentence for `report`, without
 * a newline. Fails with STATUS_SYSTEM where the database cannot be read on. */
enum status audit_database(const struct xapian_database *database,
                           void (*report)(void *context, const char *finding), void *context,
                           struct error *error);

#endif
