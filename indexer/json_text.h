/* Text as a JSON string. */
#ifndef REVUE_JSON_TEXT_H
#define REVUE_JSON_TEXT_H

#include <jansson.h>

#include "str.h"

/* NULL for what is no UTF-8, as jansson has it. */
static inline json_t *json_text(struct str text)
{
    return json_stringn(text.data, text.length);
}

#endif
