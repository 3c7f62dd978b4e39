/* What a name means that a decision is about. */
#ifndef REVUE_SUBJECT_H
#define REVUE_SUBJECT_H

#include <stdbool.h>

#include "entities.h"
#include "error.h"
#include "families.h"
#include "stored_name.h"
#include "str.h"
#include "xapian_c.h"

/* Names are looked up in all lists, and what the database has besides; where there is no database,
 * it is NULL, and none are discovered. */

enum subject_kind {
    SUBJECT_UNKNOWN,
    SUBJECT_ENTITY,
    SUBJECT_DISCOVERED,
    SUBJECT_REJECTED, /* a line of type none */
};

struct subject {
    enum subject_kind kind;
    bool by_alias;
    struct entity entity; /* its name as it was given, when it is unknown; borrowed from the
                           * gazetteer, the name that was given, or `stored` */
    struct stored_name stored;
};

/* A name means, in this order: the entity of that name; the name that was discovered, a surname the
 * one full name that it stands for; the entity that has it as an alias; what was rejected under it.
 * Case and accents do not count. An alias of several fails with STATUS_INPUT. Owned by the caller,
 * after a failure too: subject_free(). */
enum status subject_find(const struct name_source *source, struct str name, struct subject *subject,
                         struct error *error);

/* Whether a listed person other than the one of this folded name has `alias` for a surname. */
bool subject_is_surname_of_other(const struct name_source *source, struct str alias,
                                 struct str name);

/* The same, where it must be an entity or may become one: otherwise it fails with STATUS_INPUT. */
enum status subject_find_entity(const struct name_source *source, struct str name,
                                struct subject *subject, struct error *error);

/* Fails with STATUS_INPUT and the names that are nearest. */
enum status subject_unknown(const struct name_source *source, struct str name, struct error *error);

void subject_free(struct subject *subject);

#endif
