/* What stands at a name's end and belongs to none. */
#include "name_end.h"

#include "name_shape.h"
#include "stop_words.h"

/* The mark that a closing one goes with; 0 for others. */
static uint32_t opening_of(uint32_t point)
{
    return point == ')'      ? '('
           : point == 0xBB   ? 0xAB
           : point == 0x201D ? 0x201C
           : point == '"'    ? '"'
                             : 0;
}

static bool has_mark(const struct name_text *text, size_t first, size_t last, uint32_t point)
{
    for (size_t i = first; i < last; i++)
        if (text->tokens[i].shape == NAME_SHAPE_MARK && name_text_word(text, i)->key == point)
            return true;
    return false;
}

/* Whether no name ends with the token: an elided article, a comma, a quotation mark or bracket that
 * was not opened in it. A full stop and an exclamation mark may be part of one: `Yahoo!`. */
static bool is_loose(const struct name_text *text, size_t first, size_t at)
{
    uint8_t shape = text->tokens[at].shape;
    uint32_t point = name_text_word(text, at)->key;
    if (shape != NAME_SHAPE_MARK)
        return shape == NAME_SHAPE_ELIDED;
    if (opening_of(point) != 0)
        return !has_mark(text, first, at, opening_of(point));
    return point != '.' && point != '!' && point != '+';
}

/* A word that joins two parts of a name: `de`, `la`, and the `l’` of `de l’`. */
static bool is_joining(const struct name_text *text, size_t at)
{
    uint8_t shape = text->tokens[at].shape;
    return shape == NAME_SHAPE_ELIDED ||
           (shape == NAME_SHAPE_LOWER && stop_words_have(name_text_word(text, at)->folded));
}

static bool is_word(const struct name_text *text, size_t at, const char *word)
{
    return text->tokens[at].shape <= NAME_SHAPE_LOWER &&
           text->tokens[at].shape != NAME_SHAPE_MARK &&
           str_equal(name_text_word(text, at)->folded, str_from(word));
}

/* Whether the tokens before `last` are `de`, `du`, `des`, `de la` or `de l’`. */
static bool ends_with_of(const struct name_text *text, size_t first, size_t last)
{
    size_t at = last - 1;
    if (at > first && (is_word(text, at, "la") || text->tokens[at].shape == NAME_SHAPE_ELIDED))
        at--;
    return is_word(text, at, "de") ||
           (at == last - 1 && (is_word(text, at, "du") || is_word(text, at, "des")));
}

size_t name_end_find(const struct name_text *text, size_t first, size_t last, enum entity_type type)
{
    bool goes_on = type == ENTITY_ORGANISATION && ends_with_of(text, first, last) &&
                   last < text->count && text->tokens[last].field == text->tokens[first].field &&
                   text->tokens[last].shape == NAME_SHAPE_LOWER && !is_joining(text, last);
    if (goes_on)
        return last + 1;
    while (last > first && (is_loose(text, first, last - 1) || is_joining(text, last - 1)))
        last--;
    return last;
}

/* An elided article is one ASCII letter and its apostrophe. */
static bool is_elided_lower(const struct name_text *text, size_t at)
{
    const struct name_token *token = &text->tokens[at];
    char letter = text->fields[token->field].data[token->start];
    return token->shape == NAME_SHAPE_ELIDED && letter >= 'a' && letter <= 'z';
}

size_t name_end_begin(const struct name_text *text, size_t first, size_t last)
{
    while (first < last && is_elided_lower(text, first))
        first++;
    return first;
}
