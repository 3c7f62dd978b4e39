/* The articles that may name an entity: those with all the words of its name or of an alias, by
 * their stems. The gazetteer finds nothing of it in others. */
#ifndef REVUE_ALIAS_ARTICLES_H
#define REVUE_ALIAS_ARTICLES_H

#include "docids.h"
#include "entities.h"
#include "error.h"
#include "french.h"
#include "xapian_c.h"

/* Replaces what is in `articles` by those of all these entities, in order. */
enum status alias_articles_find(const struct xapian_database *database, struct french *french,
                                const struct entity *entities, size_t count,
                                struct docid_list *articles, struct error *error);

#endif
