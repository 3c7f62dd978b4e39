/* Whole names: an alias inside a longer capitalised name is not that entity. */
#ifndef REVUE_WHOLE_NAMES_H
#define REVUE_WHOLE_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "gazetteer.h"

/* A title or a text with its tokens. */
struct mention_field {
    struct str text;
    const struct french_tokens *tokens;
    uint8_t number; /* of struct mention */
};

/* An alias found in a field, until it is known to be a mention. */
struct candidate {
    uint32_t alias;       /* in the index's aliases */
    uint32_t entity;      /* the alias's */
    uint32_t first, last; /* tokens */
    uint8_t field;
    bool weak;
    bool dropped;
};

/* The word before or after token `at`, compounds passed over; tokens->count when there is none. */
size_t token_before(const struct french_tokens *tokens, size_t at);
size_t token_after(const struct french_tokens *tokens, size_t at);

/* Drops the candidates of a field that are inside a longer name. They are in the order of the text;
 * those of the same words stand together. */
void whole_names_check(const struct gazetteer *gazetteer, const struct mention_field *field,
                       struct candidate *candidates, size_t count);

#endif
