/* The lines that show where a query is wrong. */
#include "parse.h"

#include "terminal.h"
#include "unicode.h"

/* Of the query, so that it fits 80 with the two spaces and an ellipsis at either end. */
#define MAX_COLUMNS 72

/* As it may be shown on one line. */
static void append_visible(struct str text, struct buffer *visible)
{
    struct buffer line = {0};
    buffer_append(&line, text);
    for (size_t i = 0; i < line.length; i++)
        if (line.data[i] >= '\t' && line.data[i] <= '\r')
            line.data[i] = ' ';
    terminal_escape(buffer_str(&line), false, visible);
    buffer_free(&line);
}

static size_t width_at(struct str text, size_t at, size_t *next)
{
    *next = at;
    unicode_next(text, next);
    return terminal_width_of(str_of(text.data + at, *next - at));
}

/* How many bytes at the beginning of `text` fit `columns`. */
static size_t fitting(struct str text, size_t columns)
{
    size_t at = 0;
    for (size_t next, width = 0; at < text.length; at = next) {
        width += width_at(text, at, &next);
        if (width > columns)
            break;
    }
    return at;
}

/* Where the part begins that has at most `columns`, to the end of `text`; not at a mark, which
 * would combine with something else. */
static size_t fitting_from_end(struct str text, size_t columns)
{
    size_t width = terminal_width_of(text);
    size_t at = 0;
    for (size_t next; at < text.length; at = next) {
        size_t own = width_at(text, at, &next);
        if (width <= columns && own > 0)
            break;
        width -= own;
    }
    return at;
}

void query_show_place(struct str text, size_t place, struct buffer *lines)
{
    struct buffer before = {0};
    struct buffer after = {0};
    append_visible(str_before(text, place), &before);
    append_visible(str_after(text, place), &after);
    size_t after_columns = terminal_width_of(buffer_str(&after));
    size_t half = MAX_COLUMNS / 2;
    size_t columns = MAX_COLUMNS - (after_columns < half ? after_columns : half);
    size_t cut = before.length && terminal_width_of(buffer_str(&before)) > columns
                     ? fitting_from_end(buffer_str(&before), columns)
                     : 0;
    struct str left = str_after(buffer_str(&before), cut);
    size_t column = terminal_width_of(left) + (cut > 0);
    struct str right = buffer_str(&after);
    size_t end = fitting(right, MAX_COLUMNS - terminal_width_of(left));
    buffer_append_format(lines, "  %s%.*s%.*s%s\n  ", cut > 0 ? "…" : "", STR_FORMAT(left),
                         (int)end, right.data, end < right.length ? "…" : "");
    for (size_t i = 0; i < column; i++)
        buffer_append_char(lines, ' ');
    buffer_append_char(lines, '^');
    buffer_free(&before);
    buffer_free(&after);
}
