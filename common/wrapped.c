/* Widths are a terminal's. */
#include "wrapped.h"

#include "terminal.h"

void wrapped_append_spaces(struct buffer *text, size_t count)
{
    while (count-- > 0)
        buffer_append_char(text, ' ');
}

void wrapped_append(struct str words, size_t column, size_t columns, struct buffer *text)
{
    size_t at = column;
    while (words.data) {
        struct str word = str_cut(&words, ' ');
        size_t width = terminal_width_of(word);
        if (at > column && at + 1 + width > columns) {
            buffer_append_char(text, '\n');
            wrapped_append_spaces(text, column);
            at = column;
        } else if (at > column) {
            buffer_append_char(text, ' ');
            at++;
        }
        buffer_append(text, word);
        at += width;
    }
    buffer_append_char(text, '\n');
}
