/* Discovered names in the database: how one is written there, and which articles have it. */
#ifndef REVUE_STORED_NAME_H
#define REVUE_STORED_NAME_H

#include "entities.h"
#include "error.h"
#include "families.h"
#include "queries.h"
#include "str.h"
#include "xapian_c.h"

/* Appends a discovered name as it is shown, by its folded form: as the first article that has it
 * writes it; the folded form itself when none has. */
enum status stored_name_show(const struct name_source *source, struct str folded,
                             struct buffer *shown, struct error *error);

/* A discovered name by what it may be called. Zeroed is empty. */
struct stored_name {
    struct buffer name; /* as the first article writes it; empty: nobody discovered it */
    struct buffer folded;
    struct buffer aliases; /* the surnames that stand for it alone, parted by | */
    enum entity_type type; /* of most articles */
};

/* The name that folds to `folded`; that of a surname is the full name that it stands for alone.
 * Replaces what is in `stored`. Owned by the caller, after a failure too: stored_name_free(). */
enum status stored_name_find(const struct name_source *source, struct str folded,
                             struct stored_name *stored, struct error *error);
void stored_name_free(struct stored_name *stored);

/* The text of the SCHEMA_NAME terms of all articles that a discovered name stands in. */
struct stored_terms {
    struct buffer *texts; /* owned */
    size_t count, capacity;
};
void stored_terms_free(struct stored_terms *terms);

/* How many articles collected_names.h counts for the folded name: those with the name itself and
 * with the surnames that stand for it alone. */
enum status stored_name_count(struct family_reader *families, struct str folded, size_t *articles,
                              struct error *error);

/* Adds the terms of the articles about the folded name: written so, of whatever type; under the
 * full name that it stands for alone, or under each when they are several; under the surnames that
 * stand for that full name alone. None: nobody discovered it. */
enum status stored_name_terms(const struct name_source *source, struct str folded,
                              struct stored_terms *terms, struct error *error);

#endif
