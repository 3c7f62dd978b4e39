/* Facts of words, gathered from all places where they stand with a capital. */
#include "name_facts.h"

#include "name_tag.h"

#define MAX_CUE_DISTANCE  4
#define MAX_HEAD_DISTANCE 6

static bool is_capital(const struct name_text *text, size_t at)
{
    return at < text->count && name_shape_is_capital(text->tokens[at].shape);
}

static bool is_mark(const struct name_text *text, size_t at)
{
    return text->tokens[at].shape == NAME_SHAPE_MARK;
}

/* Whether the token at `at` goes on the sentence of the one before. */
static bool goes_on(const struct name_text *text, size_t at)
{
    return !(text->tokens[at].places & (NAME_OPENS_TEXT | NAME_OPENS_SENTENCE));
}

size_t name_facts_cue_before(const struct name_text *text, size_t at)
{
    for (size_t steps = 0; steps < MAX_CUE_DISTANCE && at > 0 && goes_on(text, at); steps++) {
        at--;
        if (is_mark(text, at))
            return text->count;
        if (!name_shape_is_capital(text->tokens[at].shape) &&
            text->tokens[at].shape != NAME_SHAPE_ELIDED &&
            !(name_text_word(text, at)->kinds & NAME_PARTICLE))
            return at;
    }
    return text->count;
}

/* What stands between a name and what the person does: a, est, s’est, avait, de. */
static bool is_passed_over(const struct name_text *text, size_t at)
{
    const struct name_word *word = name_text_word(text, at);
    return text->tokens[at].shape == NAME_SHAPE_ELIDED || word->key == ',' ||
           word->kinds & NAME_AUXILIARY;
}

size_t name_facts_cue_after(const struct name_text *text, size_t at)
{
    for (size_t steps = 0; steps < MAX_CUE_DISTANCE; steps++) {
        at++;
        if (at >= text->count || !goes_on(text, at))
            return text->count;
        if (!is_capital(text, at) && !is_passed_over(text, at))
            return is_mark(text, at) ? text->count : at;
    }
    return text->count;
}

size_t name_facts_head(const struct name_text *text, size_t at)
{
    for (size_t steps = 0; steps < MAX_HEAD_DISTANCE && at > 0 && goes_on(text, at); steps++) {
        at--;
        if (is_mark(text, at))
            return text->count;
        if (name_text_word(text, at)->kinds & (NAME_ORGANISATION | NAME_PLACE))
            return at;
    }
    return text->count;
}

static uint32_t facts_before(const struct name_text *text, size_t at)
{
    uint32_t facts = 0;
    if (at == 0 || !goes_on(text, at))
        return 0;
    const struct name_word *before = name_text_word(text, at - 1);
    if (is_capital(text, at - 1)) {
        facts |= NAME_FACT_AFTER_CAPITAL;
        if (before->kinds & NAME_FIRST)
            facts |= NAME_FACT_AFTER_FIRST;
        if (before->kinds & NAME_TITLE)
            facts |= NAME_FACT_AFTER_TITLE;
    } else if (before->kinds & (NAME_TITLE | NAME_ROLE)) {
        facts |= NAME_FACT_AFTER_TITLE;
    } else if (before->kinds & NAME_INTO) {
        facts |= NAME_FACT_AFTER_INTO;
    } else if (text->tokens[at - 1].shape == NAME_SHAPE_ELIDED || before->kinds & NAME_ARTICLE) {
        facts |= NAME_FACT_AFTER_ARTICLE;
    }
    size_t cue = name_facts_cue_before(text, at);
    uint32_t kinds = cue < text->count ? name_text_word(text, cue)->kinds : 0;
    if (kinds & NAME_PLACE)
        facts |= NAME_FACT_AFTER_PLACE;
    if (kinds & NAME_ORGANISATION)
        facts |= NAME_FACT_AFTER_ORGANISATION;
    return facts;
}

static uint32_t facts_of(const struct name_text *text, size_t at)
{
    uint32_t facts = facts_before(text, at);
    const struct name_token *token = &text->tokens[at];
    bool closes = at + 1 < text->count && name_text_word(text, at + 1)->key == ')';
    if (is_capital(text, at + 1) && goes_on(text, at + 1))
        facts |= NAME_FACT_BEFORE_CAPITAL;
    if (closes && at > 0 && name_text_word(text, at - 1)->key == '(')
        facts |= NAME_FACT_BRACKETS;
    if (token->known != NAME_OUTSIDE)
        facts |= (uint32_t)NAME_FACT_KNOWN_PERSON << name_tag_type(token->known);
    size_t cue = name_facts_cue_after(text, at);
    if (cue < text->count && name_text_word(text, cue)->kinds & NAME_SPEECH)
        facts |= NAME_FACT_BEFORE_SPEECH;
    return facts;
}

void name_facts_find(struct name_text *text)
{
    for (size_t i = 0; i < text->capital_count; i++) {
        uint32_t at = text->capitals[i];
        uint16_t *facts = &text->words[text->tokens[at].word].facts;
        *facts = (uint16_t)(*facts | facts_of(text, at));
    }
}
