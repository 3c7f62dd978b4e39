/* An article as the index keeps it: article → tokens → terms, forward record, values. */
#ifndef REVUE_DOCUMENT_H
#define REVUE_DOCUMENT_H

#include <stdbool.h>

#include "analysers.h"
#include "article.h"
#include "error.h"
#include "xapian_c.h"

/* Makes documents; keeps the working memory from one to the next. One a thread. */
struct document_maker;

/* What `analysers` points to is borrowed. Owned by the caller: document_maker_free(). */
struct document_maker *document_maker_new(const struct analysers *analysers);
void document_maker_free(struct document_maker *maker);

/* Makes the document of an article that has its id. `is_known(context, word)` says whether the
 * database knows a word by its folded form already; a word that it does not know gets its
 * SCHEMA_WORD term on this document. The document is owned by the caller: xapian_document_free().
 */
enum status document_make(struct document_maker *maker, const struct article *article,
                          bool (*is_known)(void *context, const struct french_word *word),
                          void *context, struct xapian_document **document, struct error *error);

/* Gives the stored document of `article` the entities that the maker finds in it, in place of those
 * that it has; nothing else of it changes. `*changed`: they differ. */
enum status document_retag(struct document_maker *maker, const struct article *article,
                           struct xapian_document *document, bool *changed, struct error *error);

/* The 16 bytes of SCHEMA_SLOT_FINGERPRINT. */
#define FINGERPRINT_BYTES 16
void document_fingerprint(const struct article *article, char fingerprint[FINGERPRINT_BYTES]);

#endif
