/* From a place to the ends of its sentences, one by one, both ways. */
#include "sentence_extent.h"

#include "sentence.h"
#include "unicode.h"

static size_t character_start(struct str text, size_t at)
{
    while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static bool is_space_at(struct str text, size_t at)
{
    return text.data[at] == ' ' || text.data[at] == '\n';
}

/* Moves `*at` back to the end of the sentence before the one that it stands in, or to the text's
 * beginning; false when it stopped short, at a space, because that is too far. */
static bool go_back(struct str text, size_t *at)
{
    size_t start = *at;
    while (*at > 0 && !sentence_ends(text, *at)) {
        if (start - *at >= SENTENCE_MOST_BYTES && is_space_at(text, *at - 1))
            return false;
        *at = character_start(text, *at - 1);
    }
    return true;
}

/* Moves `*at` on to the end of the sentence that it stands in; false as above. */
static bool go_on(struct str text, size_t *at)
{
    size_t start = *at;
    while (*at < text.length && !sentence_ends(text, *at)) {
        if (*at - start >= SENTENCE_MOST_BYTES && is_space_at(text, *at))
            return false;
        unicode_next(text, at);
    }
    return true;
}

static uint32_t skip_spaces(struct str text, size_t at)
{
    size_t next = at;
    while (next < text.length && unicode_kind(unicode_next(text, &next)) == CHARACTER_SPACE)
        at = next;
    return (uint32_t)at;
}

struct sentence_extent sentence_extent_around(struct str text, size_t start, size_t end,
                                              size_t sentences)
{
    struct sentence_extent extent = {0};
    extent.cut_before = !go_back(text, &start);
    for (size_t i = 0; i < sentences && start > 0 && !extent.cut_before; i++) {
        start = character_start(text, start - 1);
        extent.cut_before = !go_back(text, &start);
    }
    extent.cut_behind = !go_on(text, &end);
    for (size_t i = 0; i < sentences && end < text.length && !extent.cut_behind; i++) {
        unicode_next(text, &end);
        extent.cut_behind = !go_on(text, &end);
    }
    extent.start = skip_spaces(text, start);
    extent.end = (uint32_t)end;
    return extent;
}
