/* Text as a JSON string. */
#ifndef REVUE_JSON_TEXT_H
#define REVUE_JSON_TEXT_H

#include <jansson.h>

#include "str.h"

/* JSON is UTF-8: each byte of `text` that is not, as in the name of a file, becomes U+FFFD. Owned
 * by the caller. */
json_t *json_text(struct str text);

/* The same; an empty text is null. */
json_t *json_text_or_null(struct str text);

#endif
