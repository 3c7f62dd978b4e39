/* The characters between two words. */
#include "gap.h"

#include "name_words.h"
#include "unicode.h"

/* Whether a dot behind the word may be no end of a sentence: `N.`, `Dr.`, `St.`. */
static bool is_abbreviation(const struct french_token *token)
{
    size_t bytes = token->end - token->start;
    struct str folded = token->word->folded;
    if (folded.length == 1)
        return true;
    return bytes <= 3 && (name_words_have_title(folded) || str_starts(folded, STR("saint")));
}

static bool is_line_end(int32_t c)
{
    return c == '\n' || c == 0x2028 || c == 0x2029;
}

/* Reading a gap: what was seen so far. */
struct reading {
    enum character_kind last; /* LETTER at the beginning: the word itself */
    bool space;
    bool tight;
    bool elided;
    bool line;
    bool ampersand;
};

/* Takes the next character in; false when it parts the words. */
static bool read_character(struct reading *reading, int32_t c)
{
    enum character_kind last = reading->last;
    enum character_kind kind = unicode_kind(c);
    if (kind == CHARACTER_IGNORABLE)
        return true;
    reading->last = kind;
    switch (kind) {
    case CHARACTER_SPACE:
        if ((is_line_end(c) && reading->line) || last == CHARACTER_HYPHEN ||
            (last == CHARACTER_APOSTROPHE && !reading->elided))
            return false;
        reading->line |= is_line_end(c);
        reading->space = true;
        return true;
    case CHARACTER_HYPHEN:
    case CHARACTER_APOSTROPHE:
        reading->tight = true;
        return last == CHARACTER_LETTER;
    case CHARACTER_LETTER: /* of an elided article, or it would be a word */
    case CHARACTER_MARK:
        reading->last = CHARACTER_LETTER;
        reading->elided = true;
        return true;
    default:
        if (c != '&' || reading->ampersand)
            return false;
        reading->ampersand = true;
        return true;
    }
}

struct gap gap_between(struct str text, const struct french_token *left,
                       const struct french_token *right)
{
    struct gap gap = {GAP_BREAK, false};
    struct reading reading = {.last = CHARACTER_LETTER};
    size_t at = left->end;
    if (at < right->start && text.data[at] == '.' && is_abbreviation(left)) {
        gap.dot = true;
        at++;
    }
    while (at < right->start)
        if (!read_character(&reading, unicode_next(text, &at)))
            return gap;
    if (reading.line)
        gap.kind = GAP_LINE;
    else if (reading.ampersand)
        gap.kind = GAP_AND;
    else if (reading.elided)
        gap.kind = GAP_ELISION;
    else if (reading.space)
        gap.kind = GAP_SPACE;
    else
        gap.kind = GAP_TIGHT;
    return gap;
}
