/* Cutting from the end of what fits. */
#include "name_parts.h"

#include <stdbool.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Behind the last empty line, or 0. */
static size_t paragraph_end(struct str part)
{
    size_t end = part.length;
    while (end >= 2 && !(part.data[end - 1] == '\n' && part.data[end - 2] == '\n'))
        end--;
    return end >= 2 ? end : 0;
}

static size_t space_end(struct str part)
{
    size_t end = part.length;
    while (end > 0 && !is_space(part.data[end - 1]))
        end--;
    return end;
}

size_t name_part_end(struct str text, size_t begin)
{
    struct str part = str_clip(str_after(text, begin), NAME_PART_BYTES);
    if (begin + part.length == text.length)
        return text.length;
    size_t end = paragraph_end(part);
    if (end == 0)
        end = space_end(part);
    return begin + (end == 0 ? part.length : end);
}
