/* The rule of whole names: `Édouard Philippe` is not the entity Philippe, `Royal Air Maroc` not
 * Royal; but a title, a first name known for the entity, or another mention beside it is no other
 * name. */
#include "whole_names.h"

#include "gap.h"
#include "known_names.h"
#include "name_words.h"
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

/* -- Letters --------------------------------------------------------------------------------- */

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

static struct str written(const struct mention_field *field, size_t first, size_t last)
{
    const struct french_token *tokens = field->tokens->tokens;
    return str_of(field->text.data + tokens[first].start, tokens[last].end - tokens[first].start);
}

/* -- Neighbours ------------------------------------------------------------------------------ */

/* Lines of type none are held to be anything: what is said of persons and acronyms holds for them.
 */
static bool may_be(const struct check *check, const struct candidate *candidate,
                   enum entity_type type)
{
    enum entity_type is = check->gazetteer->records[candidate->entity].type;
    return is == type || is == ENTITY_NONE;
}

static bool is_person(const struct check *check, const struct candidate *candidate)
{
    return may_be(check, candidate, ENTITY_PERSON);
}

/* Whether the capitalised word at token `at`, before a person's name, is no other name. */
static bool goes_before_person(const struct check *check, const struct candidate *candidate,
                               size_t at, struct gap gap)
{
    struct str word = check->field->tokens->tokens[at].word->folded;
    struct str name = written(check->field, at, at);
    size_t letters = unicode_count(word);
    bool initials = letters <= 3 && (gap.dot || memchr(name.data, '.', name.length));
    if (gap.kind == GAP_SPACE && known_names_complete(check->gazetteer, candidate->alias))
        return true;
    if (initials && known_names_initials(check->gazetteer, candidate->alias, word))
        return true;
    return name_words_have_title(word) ||
           (letters > 1 && known_names_first(check->gazetteer, candidate->alias, word));
}

/* Whether the capitalised word before the candidate is no part of a longer name. A title before a
 * place's name makes it one: `Mme France`. */
static bool is_excused_before(const struct check *check, const struct candidate *candidate,
                              size_t at, struct gap gap)
{
    const struct french_word *word = check->field->tokens->tokens[at].word;
    if (is_person(check, candidate) && goes_before_person(check, candidate, at, gap))
        return true;
    if (gap.dot && unicode_count(word->folded) == 1) /* an initial */
        return false;
    return word->stop || name_words_have_opener(word->folded);
}

/* The same of the word after it. A stop word begins a sentence whose end before it was left out. */
static bool is_excused_after(const struct check *check, const struct candidate *candidate,
                             size_t at, struct gap gap)
{
    const struct french_word *word = check->field->tokens->tokens[at].word;
    if (unicode_count(word->folded) == 1) /* `Philippe V`, `Philippe M.` */
        return false;
    if (gap.kind == GAP_SPACE && word->stop && !name_words_have_particle(word->folded))
        return true;
    return is_person(check, candidate) &&
           (name_words_have_title(word->folded) ||
            known_names_go_on(check->gazetteer, candidate->alias, check->field->tokens, at));
}

static bool is_excused(const struct check *check, const struct candidate *candidate, size_t at,
                       enum side side, struct gap gap)
{
    if (has_digit(check->field->tokens->tokens[at].word->folded))
        return true;
    return side == BEFORE ? is_excused_before(check, candidate, at, gap)
                          : is_excused_after(check, candidate, at, gap);
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

/* The capitalised word that touches token `at` on that side, or tokens->count, and the gap. */
static size_t capital_beside(const struct mention_field *field, size_t at, enum side side,
                             struct gap *gap)
{
    const struct french_tokens *tokens = field->tokens;
    size_t beside = side == BEFORE ? token_before(tokens, at) : token_after(tokens, at);
    if (beside == tokens->count || !tokens->tokens[beside].capital)
        return tokens->count;
    const struct french_token *left = &tokens->tokens[side == BEFORE ? beside : at];
    const struct french_token *right = &tokens->tokens[side == BEFORE ? at : beside];
    *gap = gap_between(field->text, left, right);
    return gap->kind == GAP_SPACE || gap->kind == GAP_TIGHT ? beside : tokens->count;
}

/* Drops those of the candidates [first, last), all of the same words, that a word on that side
 * makes part of a longer name. A name that ends in lower case has come to its end: `la France
 * insoumise François Ruffin`. */
static void check_side(const struct check *check, size_t first, size_t last, enum side side)
{
    struct candidate *candidates = check->candidates;
    struct gap gap = {GAP_BREAK, false};
    size_t edge = side == BEFORE ? candidates[first].first : candidates[first].last;
    if (side == AFTER && !check->field->tokens->tokens[edge].capital)
        return;
    size_t beside = capital_beside(check->field, edge, side, &gap);
    if (beside == check->field->tokens->count || is_mentioned(check, first, last, beside, side))
        return;
    for (size_t i = first; i < last; i++)
        if (!is_excused(check, &candidates[i], beside, side, gap))
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
    return may_be(check, candidate, ENTITY_ORGANISATION) &&
           !has_lower_case(written(check->field, candidate->first, candidate->last));
}

static bool is_small_number(struct str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
    return word.length <= 2;
}

/* Whether a small number behind the words of the candidate makes them another name: `France 2`,
 * `Europe 1`, `Lyon 3`; but `en France 2 maires`. */
static bool is_numbered(const struct check *check, const struct candidate *candidate)
{
    const struct french_tokens *tokens = check->field->tokens;
    size_t after = token_after(tokens, candidate->last);
    size_t before = token_before(tokens, candidate->first);
    if (after == tokens->count || !is_small_number(tokens->tokens[after].word->folded))
        return false;
    struct gap gap = gap_between(check->field->text, &tokens->tokens[candidate->last],
                                 &tokens->tokens[after]);
    bool in = before != tokens->count && str_equal(tokens->tokens[before].word->folded, STR("en"));
    return gap.kind == GAP_SPACE && !gap.dot && !in;
}

/* Drops the places among the candidates [first, last), all of the same words, that a number makes
 * another name. */
static void check_number(const struct check *check, size_t first, size_t last)
{
    struct candidate *candidates = check->candidates;
    for (size_t i = first; i < last; i++)
        if (may_be(check, &candidates[i], ENTITY_PLACE) && is_numbered(check, &candidates[i]))
            candidates[i].dropped = true;
}

static void check_group(const struct check *check, size_t first, size_t last)
{
    check_side(check, first, last, BEFORE);
    check_side(check, first, last, AFTER);
    check_number(check, first, last);
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
