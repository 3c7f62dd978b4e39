/* Which entities count: of some types, confirmed ones alone. */
#ifndef REVUE_ENTITY_CHOICE_H
#define REVUE_ENTITY_CHOICE_H

#include <stdbool.h>

#include "entity_record.h"
#include "error.h"
#include "str.h"

/* Zeroed: all of them. */
struct entity_choice {
    unsigned types; /* bit `1 << type` for each; 0 stands for all */
    bool confirmed; /* those that a list has, none that were discovered */
};

static inline bool entity_choice_has(struct entity_choice choice,
                                     const struct entity_record *entity)
{
    return (choice.types == 0 || (choice.types >> entity->type & 1)) &&
           !(choice.confirmed && entity->discovered);
}

/* Reads names of types parted by commas. Fails with STATUS_INPUT. */
enum status entity_choice_read_types(struct str list, struct entity_choice *choice,
                                     struct error *error);

#endif
