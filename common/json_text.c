/* Text as a JSON string, also where it is no UTF-8. */
#include "json_text.h"

#include "unicode.h"

#define REPLACEMENT_CHARACTER 0xFFFD

json_t *json_text(struct str text)
{
    json_t *value = json_stringn(text.data, text.length);
    if (value) /* the common case */
        return value;
    struct buffer mended = {0};
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        bool replaced = unicode_next(text, &at) == REPLACEMENT_CHARACTER;
        buffer_append(&mended, replaced ? STR("\uFFFD") : str_of(text.data + from, at - from));
    }
    value = json_stringn(mended.data, mended.length);
    buffer_free(&mended);
    return value;
}

json_t *json_text_or_null(struct str text)
{
    return text.length > 0 ? json_text(text) : json_null();
}
