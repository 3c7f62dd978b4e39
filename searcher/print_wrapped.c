/* Breaking text into lines, with marks and links in them. */
#include "print_wrapped.h"

#include <inttypes.h>

#include "hash.h"
#include "terminal.h"

void print_marked(const struct print_context *context, struct str text,
                  const struct highlight *marks, size_t count, size_t base, bool keep_newlines,
                  const char *style)
{
    size_t at = 0;
    for (size_t i = 0; i < count && marks[i].start < base + text.length; i++) {
        if (marks[i].start < base + at || marks[i].start + marks[i].length > base + text.length)
            continue;
        size_t start = marks[i].start - base;
        print_styled(context, style, str_of(text.data + at, start - at), keep_newlines);
        print_styled(context, PRINT_MARK, str_of(text.data + start, marks[i].length),
                     keep_newlines);
        at = start + marks[i].length;
    }
    print_styled(context, style, str_after(text, at), keep_newlines);
}

/* -- Links ----------------------------------------------------------------------------------- */

/* Longer ones no terminal takes. */
#define MAX_LINK_BYTES 2083

/* Begins a link (OSC 8), or ends it; the lines of one title share an id and so are one link. Of an
 * address only printable ASCII stays as it is, so that no byte of it ends the sequence. */
static void put_link(const struct print_context *context, struct str address)
{
    struct buffer sequence = {0};
    if (address.length > 0)
        buffer_append_format(&sequence, "id=%016" PRIx64, hash_bytes(address, 0));
    buffer_append_char(&sequence, ';');
    for (size_t i = 0; i < address.length; i++) {
        unsigned char byte = (unsigned char)address.data[i];
        if (byte > ' ' && byte < 0x7F)
            buffer_append_char(&sequence, address.data[i]);
        else
            buffer_append_format(&sequence, "%%%02X", (unsigned)byte);
    }
    if (sequence.length <= MAX_LINK_BYTES)
        fprintf(context->stream, "\033]8;%s\033\\", sequence.data);
    buffer_free(&sequence);
}

/* -- Lines ----------------------------------------------------------------------------------- */

static size_t word_end(struct str text, size_t at)
{
    while (at < text.length && text.data[at] == ' ')
        at++;
    while (at < text.length && text.data[at] != ' ' && text.data[at] != '\n')
        at++;
    return at;
}

/* How wide the text is when it is written, with its escapes. */
static size_t shown_width(const struct print_context *context, struct str text)
{
    struct buffer escaped = {0};
    if (!context->escape && !context->color)
        return terminal_width_of(text);
    terminal_escape(text, false, &escaped);
    size_t width = terminal_width_of(buffer_str(&escaped));
    buffer_free(&escaped);
    return width;
}

/* Where the line from `start` on ends: at a newline, or behind the last word that fits `width`, but
 * behind one word at least. */
static size_t line_end(const struct print_context *context, struct str text, size_t start,
                       size_t width)
{
    size_t end = word_end(text, start);
    size_t used = shown_width(context, str_of(text.data + start, end - start));
    while (end < text.length && text.data[end] == ' ') {
        size_t next = word_end(text, end);
        used += shown_width(context, str_of(text.data + end, next - end));
        if (used > width)
            break;
        end = next;
    }
    return end;
}

/* The columns from `start` on; where an indent takes half of them, all, and lines begin anew. */
static size_t columns_behind(const struct print_context *context, size_t start)
{
    return context->columns > 2 * start ? context->columns - start : context->columns;
}

static void put_line(const struct print_context *context, const struct print_block *block,
                     size_t start, size_t end)
{
    bool linked = block->link.length > 0 && context->escape && context->color;
    if (linked)
        put_link(context, block->link);
    print_marked(context, str_of(block->text.data + start, end - start), block->marks,
                 block->mark_count, start, false, block->style);
    if (linked)
        put_link(context, STR(""));
    putc('\n', context->stream);
}

void print_wrapped(const struct print_context *context, const struct print_block *block)
{
    struct print_block rest = *block; /* with the marks of the lines to come */
    struct str text = block->text;
    size_t start = 0;
    do {
        size_t end = line_end(context, text, start, columns_behind(context, rest.column));
        if (start > 0)
            fprintf(context->stream, "%*s", (int)block->indent, "");
        while (rest.mark_count > 0 && rest.marks->start < start) {
            rest.marks++;
            rest.mark_count--;
        }
        put_line(context, &rest, start, end);
        rest.column = block->indent;
        start = end;
        while (start < text.length && text.data[start] == ' ')
            start++;
        if (start < text.length && text.data[start] == '\n')
            start++;
    } while (start < text.length);
}

void print_indented(const struct print_context *context, struct str text, size_t indent,
                    const char *style)
{
    if (text.length == 0)
        return;
    fprintf(context->stream, "%*s", (int)indent, "");
    print_wrapped(context, &(struct print_block){
                               .text = text, .indent = indent, .column = indent, .style = style});
}
