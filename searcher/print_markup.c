/* Text in HTML and XML. */
#include "printer.h"

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void print_markup(const struct print_context *context, struct str text)
{
    struct buffer html = {0};
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (entity_of(text.data[i]))
            buffer_append(&html, str_from(entity_of(text.data[i])));
        else if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f)
            buffer_append(&html, STR("\uFFFD"));
        else
            buffer_append_char(&html, text.data[i]);
    }
    print_escaped(context, buffer_str(&html));
    buffer_free(&html);
}
