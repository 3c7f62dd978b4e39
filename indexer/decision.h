/* What a decision about a name makes of a list of entities.
 *
 * What names mean, subject.h says. A decision gives one entity a new line. Where it takes another
 * name out of the list, and another list goes on having that, a line of type none stands against
 * it. */
#ifndef REVUE_DECISION_H
#define REVUE_DECISION_H

#include <stdbool.h>

#include "entities.h"
#include "entity_list.h"
#include "error.h"
#include "str.h"
#include "subject.h"

enum decision_kind {
    DECISION_ACCEPT, /* it is an entity */
    DECISION_REJECT, /* it is none: a line of type none, with its aliases */
    DECISION_MERGE,  /* its name and aliases become aliases of `other` */
    DECISION_RENAME, /* it is called `other`; its name becomes an alias */
    DECISION_TYPE,   /* it is of another type */
};

struct decision {
    enum decision_kind kind;
    struct str name;
    struct str other;
    enum entity_type type; /* with DECISION_ACCEPT, ENTITY_TYPES: as it was discovered */
    struct str aliases;    /* further ones of `name`, parted by |; with ACCEPT, REJECT and MERGE */
};

/* What is known when the decision is taken; all is borrowed. */
struct decision_grounds {
    struct name_source names;       /* all lists, and what the database has besides */
    const struct gazetteer *others; /* all lists but the one that is edited */
};

/* Zeroed is empty. */
struct decision_effect {
    bool already;       /* the lists say so without a change */
    struct entity line; /* what the entity's line is from now on */
    struct entity gone; /* the entity whose line goes; without a name when none does */
    bool shadow;        /* it goes by a line of type none */
    struct buffer told; /* what was decided, in a few words */
    struct buffer folded, aliases, required; /* of the line */
    struct subject subjects[2];              /* what the decision's names mean */
};

/* What the decision makes of what is known. A name that is unknown fails with STATUS_INPUT and the
 * nearest ones, and so does what cannot be a name. The effect borrows from the grounds and from the
 * decision. Owned by the caller, after a failure too: decision_effect_free(). */
enum status decision_find(const struct decision_grounds *grounds, const struct decision *decision,
                          struct decision_effect *effect, struct error *error);

/* Brings the list to what was decided. */
enum status decision_apply(const struct decision_effect *effect, struct entity_list *list,
                           struct error *error);

void decision_effect_free(struct decision_effect *effect);

#endif
