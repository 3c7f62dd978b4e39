/* What takes more than a look at one character. */
#include "atom_characters.h"

char letter_at(struct str text, size_t at)
{
    struct buffer folded = {0};
    size_t next = at;
    if (at >= text.length)
        return '\0';
    int32_t point = unicode_next(text, &next);
    if (point < 0x80)
        return is_ascii_letter((unsigned char)point) ? (char)(point | 0x20) : '\0';
    unicode_fold(str_of(text.data + at, next - at), &folded);
    char letter = '\0';
    if (folded.length > 0 && is_ascii_letter((unsigned char)folded.data[0]))
        letter = folded.data[0];
    buffer_free(&folded);
    return letter;
}

struct str letters_at(struct str text, size_t at)
{
    size_t end = at, next;
    while (end < text.length && is_ascii_letter((unsigned char)text.data[end]))
        end++;
    enum character_kind behind = kind_at(text, end, &next);
    bool ends = behind != CHARACTER_LETTER && behind != CHARACTER_DIGIT &&
                behind != CHARACTER_MARK && behind != CHARACTER_IGNORABLE;
    return str_of(text.data + at, ends ? end - at : 0);
}

size_t space_bytes(struct str text, size_t at)
{
    static const struct str spaces[] = {STR_CONSTANT(" "), STR_CONSTANT("\u00a0"),
                                        STR_CONSTANT("\u202f"), STR_CONSTANT("\u2009")};
    for (size_t i = 0; i < COUNT(spaces); i++)
        if (at < text.length && str_starts(str_after(text, at), spaces[i]))
            return spaces[i].length;
    return 0;
}
