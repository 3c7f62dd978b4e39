/* Reading which types of entities are wanted. */
#include "entity_choice.h"

#include "entities.h"

enum status entity_choice_read_types(struct str list, struct entity_choice *choice,
                                     struct error *error)
{
    choice->types = 0;
    while (list.data) {
        struct str name = str_trim(str_cut(&list, ','));
        enum entity_type type;
        if (!entity_type_find(name, &type) || type == ENTITY_NONE)
            return error_set(error, STATUS_INPUT,
                             "--entity-type: \"%.*s\" is none; there are person, organisation, "
                             "place, event",
                             STR_FORMAT(name));
        choice->types |= 1U << type;
    }
    return STATUS_OK;
}
