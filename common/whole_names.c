/* The rule of whole names: `Édouard Philippe` is not the entity Philippe, `Royal Air Maroc` not
 * Royal; but a title, a first name known for the entity, or another mention beside it is no other
 * name. */
#include "whole_names.h"

#include "gap.h"
#include "name_words.h"
#include "nearest.h"
#include "unicode.h"

enum side { BEFORE, AFTER };

/* What the rule is applied to. */
struct check {
    const struct gazetteer *gazetteer;
    const struct mention_field *field;
    struct candidate *candidates;
    size_t count;
};

size_t token_before(const struct french_tokens *tokens, size_t at)
{
    while (at-- > 0)
        if (tokens->tokens[at].kind != FRENCH_COMPOUND)
            return at;
    return tokens->count;
}

size_t token_after(const struct french_tokens *tokens, size_t at)
{
    while (++at < tokens->count && tokens->tokens[at].kind == FRENCH_COMPOUND)
        ;
    return at;
}

/* -- Letters ------------------------------------------------------------------------------------
 */

static bool has_lower_case(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        int32_t c = unicode_next(text, &at);
        if (unicode_kind(c) == CHARACTER_LETTER && !unicode_is_upper(c))
            return true;
    }
    return false;
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

static size_t count_letters(struct str text)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.length; letters++)
        unicode_next(text, &at);
    return letters;
}

static struct str written(const struct mention_field *field, size_t first, size_t last)
{
    const struct french_token *tokens = field->tokens->tokens;
    return str_of(field->text.data + tokens[first].start, tokens[last].end - tokens[first].start);
}

/* -- The names known for an entity --------------------------------------------------------------
 */

/* The words of a full alias that stand before and after those of a shorter one. */
struct around {
    struct str words[PHRASE_MAX_WORDS];
    size_t count;
    size_t begin, end; /* the shorter alias is words [begin, end) */
};

/* Finds the words of `part` within those of `whole`; false when they are not there. */
static bool find_around(const struct phrases *names, uint32_t whole, uint32_t part,
                        struct around *around)
{
    struct str words[PHRASE_MAX_WORDS];
    size_t count = phrases_words(names, part, words);
    around->count = phrases_words(names, whole, around->words);
    for (around->begin = 0; around->begin + count <= around->count; around->begin++) {
        size_t same = 0;
        while (same < count && str_equal(around->words[around->begin + same], words[same]))
            same++;
        around->end = around->begin + count;
        if (same == count)
            return true;
    }
    return false;
}

/* Whether a word is the known name, perhaps mistyped: one letter of four to seven, two of more. */
static bool is_nearly(struct str word, struct str known)
{
    if (str_equal(word, known))
        return true;
    size_t letters = count_letters(known);
    size_t most = letters < 4 ? 0 : letters < 8 ? 1 : 2;
    return most > 0 && edit_distance(word, known, most) <= most;
}

/* Whether the letters of `initials`, one or more, each begin one of the words. */
static bool are_initials(struct str initials, const struct str *words, size_t count)
{
    for (size_t at = 0; at < initials.length;) {
        size_t start = at;
        size_t i = 0;
        unicode_next(initials, &at);
        while (i < count && !str_starts(words[i], str_of(initials.data + start, at - start)))
            i++;
        if (i == count)
            return false;
    }
    return true;
}

/* Whether the word, or its letters as initials, is known to stand on that side of the candidate's
 * alias: a first name or a second surname of a person's full alias. */
static bool is_known(const struct check *check, const struct candidate *candidate, struct str word,
                     enum side side, bool initials)
{
    const struct alias_index *index = &check->gazetteer->index;
    const struct alias_range *range = &index->ranges[candidate->entity];
    uint32_t part = index->aliases[candidate->alias].node;
    struct around around;
    if (check->gazetteer->records[candidate->entity].type != ENTITY_PERSON)
        return false;
    for (size_t i = range[0].first_alias; i < range[1].first_alias; i++) {
        const struct alias *alias = &index->aliases[i];
        if (alias->weak || !find_around(&index->names, alias->node, part, &around))
            continue;
        size_t from = side == BEFORE ? 0 : around.end;
        size_t to = side == BEFORE ? around.begin : around.count;
        if (initials && are_initials(word, around.words + from, to - from))
            return true;
        for (size_t w = from; w < to && !initials; w++)
            if (is_nearly(word, around.words[w]))
                return true;
    }
    return false;
}

/* -- Neighbours ---------------------------------------------------------------------------------
 */

/* Whether it is a title that makes a name: before a place's name it makes another one, `Mme
 * France`.
 */
static bool is_title(const struct check *check, const struct candidate *candidate, struct str word)
{
    return check->gazetteer->records[candidate->entity].type == ENTITY_PERSON &&
           name_words_have_title(word);
}

/* Whether a capitalised word beside the candidate is no part of a longer name. */
static bool is_excused(const struct check *check, const struct candidate *candidate, size_t at,
                       enum side side, bool dot)
{
    const struct french_word *word = check->field->tokens->tokens[at].word;
    struct str name = written(check->field, at, at);
    size_t letters = count_letters(word->folded);
    if (has_digit(word->folded))
        return true;
    if (side == BEFORE && (dot || memchr(name.data, '.', name.length)) && letters <= 3 &&
        is_known(check, candidate, word->folded, side, true))
        return true;
    if (letters == 1) /* an initial, `Philippe V`; but `M. Maduro`, `A Caracas` */
        return side == BEFORE && (dot ? is_title(check, candidate, word->folded) : word->stop);
    if (is_title(check, candidate, word->folded) ||
        is_known(check, candidate, word->folded, side, false))
        return true;
    return side == BEFORE && (word->stop || name_words_have_opener(word->folded));
}

/* Whether a mention stands at the word beside the candidates [first, last) of the same words. */
static bool is_mentioned(const struct check *check, size_t first, size_t last, size_t at,
                         enum side side)
{
    const struct candidate *candidates = check->candidates;
    if (side == BEFORE) {
        for (size_t i = first; i > 0 && candidates[i - 1].last == at; i--)
            if (!candidates[i - 1].dropped)
                return true;
    } else {
        for (size_t i = last; i < check->count && candidates[i].first == at; i++)
            if (!candidates[i].dropped)
                return true;
    }
    return false;
}

/* The capitalised word that touches token `at` on that side, or tokens->count. `dot`: an
 * abbreviation's dot stands between them. */
static size_t capital_beside(const struct mention_field *field, size_t at, enum side side,
                             bool *dot)
{
    const struct french_tokens *tokens = field->tokens;
    size_t beside = side == BEFORE ? token_before(tokens, at) : token_after(tokens, at);
    if (beside == tokens->count || !tokens->tokens[beside].capital)
        return tokens->count;
    struct gap gap = side == BEFORE
                         ? gap_between(field->text, &tokens->tokens[beside], &tokens->tokens[at])
                         : gap_between(field->text, &tokens->tokens[at], &tokens->tokens[beside]);
    *dot = gap.dot;
    return gap.kind == GAP_SPACE || gap.kind == GAP_TIGHT ? beside : tokens->count;
}

/* Drops those of the candidates [first, last), all of the same words, that a word on that side
 * makes part of a longer name. */
static void check_side(const struct check *check, size_t first, size_t last, enum side side)
{
    struct candidate *candidates = check->candidates;
    bool dot = false;
    size_t edge = side == BEFORE ? candidates[first].first : candidates[first].last;
    size_t beside = capital_beside(check->field, edge, side, &dot);
    if (beside == check->field->tokens->count || is_mentioned(check, first, last, beside, side))
        return;
    for (size_t i = first; i < last; i++)
        if (!is_excused(check, &candidates[i], beside, side, dot))
            candidates[i].dropped = true;
}

/* An acronym keeps its meaning beside other names (`l’ONU António Guterres`), and words in lower
 * case are no part of a name. */
static bool is_exempt(const struct check *check, const struct candidate *candidate)
{
    const struct french_tokens *tokens = check->field->tokens;
    bool capital = false;
    for (size_t i = candidate->first; i <= candidate->last; i++)
        capital |= tokens->tokens[i].capital;
    if (!capital)
        return true;
    return check->gazetteer->records[candidate->entity].type == ENTITY_ORGANISATION &&
           !has_lower_case(written(check->field, candidate->first, candidate->last));
}

static void check_group(const struct check *check, size_t first, size_t last)
{
    check_side(check, first, last, BEFORE);
    check_side(check, first, last, AFTER);
    for (size_t i = first; i < last; i++)
        if (check->candidates[i].dropped && is_exempt(check, &check->candidates[i]))
            check->candidates[i].dropped = false;
}

/* A candidate beside a dropped one may have to be dropped too: once forwards and once backwards
 * settles that. */
void whole_names_check(const struct gazetteer *gazetteer, const struct mention_field *field,
                       struct candidate *candidates, size_t count)
{
    const struct check check = {gazetteer, field, candidates, count};
    if (count == 0 || !has_lower_case(field->text))
        return;
    for (size_t first = 0, last; first < count; first = last) {
        for (last = first + 1; last < count && candidates[last].first == candidates[first].first;)
            last++;
        check_group(&check, first, last);
    }
    for (size_t last = count, first; last > 0; last = first) {
        for (first = last - 1;
             first > 0 && candidates[first - 1].last == candidates[last - 1].last;)
            first--;
        check_group(&check, first, last);
    }
}
