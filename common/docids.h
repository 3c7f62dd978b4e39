/* The articles that a query of Xapian's finds, by their docids alone. */
#ifndef REVUE_DOCIDS_H
#define REVUE_DOCIDS_H

#include <stddef.h>

#include "error.h"
#include "xapian_c.h"

/* In ascending order. Zeroed is empty; docid_list_free() it. */
struct docid_list {
    xapian_docid *docids;
    size_t count;
    size_t capacity;
};

void docid_list_free(struct docid_list *list);

/* Replaces the list by the articles that match, the first `most` of them. */
enum status docids_find(const struct xapian_database *database, const struct xapian_query *query,
                        uint32_t most, struct docid_list *list, struct error *error);

#endif
