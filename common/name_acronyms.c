/* Matching acronyms with the words around the brackets next to them. */
#include "name_acronyms.h"

/* In bytes, of its folded form; a longer word in brackets is no acronym. */
#define MIN_BYTES 2
#define MAX_BYTES 12

/* An expansion has at most so many tokens. */
#define MAX_TOKENS 20

bool name_acronym_is_initials(const struct name_text *text, size_t acronym, size_t first,
                              size_t last)
{
    struct str letters = name_text_word(text, acronym)->folded;
    size_t taken = 0;
    size_t words = 0;
    for (size_t i = first; i < last; i++) {
        const struct name_word *word = name_text_word(text, i);
        uint8_t shape = text->tokens[i].shape;
        if (shape == NAME_SHAPE_MARK || shape == NAME_SHAPE_ELIDED)
            continue;
        bool takes = taken < letters.length && word->folded.data[0] == letters.data[taken];
        if (!takes && (words == 0 || !(word->kinds & (NAME_PARTICLE | NAME_STOP | NAME_DEMONYM))))
            return false;
        taken += takes;
        words += takes;
    }
    return words > 1 && taken == letters.length;
}

static bool may_be_acronym(const struct name_text *text, size_t at)
{
    size_t bytes = name_text_word(text, at)->folded.length;
    return name_shape_is_capital(text->tokens[at].shape) && bytes >= MIN_BYTES &&
           bytes <= MAX_BYTES;
}

static void mark(struct name_text *text, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        text->tokens[i].places |= NAME_CANDIDATE |
                                  (i == first ? NAME_BEGINS_EXPANSION : NAME_IN_EXPANSION);
}

/* Marks what ends before the bracket at `opening` and has the initials of the acronym behind it. */
static void mark_before(struct name_text *text, size_t opening)
{
    for (size_t first = opening; first > 0 && opening - first < MAX_TOKENS;) {
        const struct name_token *token = &text->tokens[--first];
        if (token->shape == NAME_SHAPE_MARK)
            return;
        if (name_shape_is_capital(token->shape) &&
            name_acronym_is_initials(text, opening + 1, first, opening)) {
            mark(text, first, opening);
            return;
        }
        if (token->places & (NAME_OPENS_TEXT | NAME_OPENS_SENTENCE))
            return;
    }
}

/* Marks what stands behind the bracket at `opening` and has the initials of the acronym before it.
 */
static void mark_behind(struct name_text *text, size_t opening)
{
    size_t last = opening + 1;
    while (last < text->count && last - opening <= MAX_TOKENS &&
           text->tokens[last].shape != NAME_SHAPE_MARK)
        last++;
    if (last < text->count && name_text_word(text, last)->key == ')' && last > opening + 1 &&
        name_shape_is_capital(text->tokens[opening + 1].shape) &&
        name_acronym_is_initials(text, opening - 1, opening + 1, last))
        mark(text, opening + 1, last);
}

/* Marks the expansion on the other side of token `at`, when it is a bracket beside an acronym. */
static void mark_at(struct name_text *text, size_t at)
{
    if (at == 0 || at >= text->count || text->count - at < 3 ||
        text->tokens[at].shape != NAME_SHAPE_MARK || name_text_word(text, at)->key != '(')
        return;
    if (may_be_acronym(text, at + 1) && name_text_word(text, at + 2)->key == ')')
        mark_before(text, at);
    else if (may_be_acronym(text, at - 1))
        mark_behind(text, at);
}

void name_acronyms_mark(struct name_text *text)
{
    for (size_t i = 0; i < text->capital_count; i++) {
        size_t capital = text->capitals[i];
        mark_at(text, capital - 1); /* before the first one: beyond the last */
        mark_at(text, capital + 1);
    }
}
