/* Evidence out of what was gathered already: the rules' tags, the lists' kinds and the facts. */
#include "name_evidence.h"

#include <string.h>

#include "name_facts.h"
#include "name_tag.h"

/* By type: the kinds of a first word that the lists know as one, and the facts that speak for it.
 */
static const struct {
    uint32_t kinds, facts;
} signs[NAME_TYPES] = {
    [ENTITY_PERSON] = {NAME_SURNAME, NAME_FACT_AFTER_FIRST | NAME_FACT_BEFORE_SPEECH},
    [ENTITY_ORGANISATION] = {NAME_COMPANY | NAME_ORGANISATION, NAME_FACT_AFTER_ORGANISATION},
    [ENTITY_PLACE] = {NAME_COUNTRY | NAME_REGION, NAME_FACT_AFTER_INTO | NAME_FACT_AFTER_PLACE},
};

/* Whether the rules, too, have the name, from its first word to its last and no further. */
static bool rules_agree(const struct name_text *text, const uint8_t *rules, const uint8_t *decided,
                        const struct name *name)
{
    size_t end = name->first_token + name->token_count;
    return memcmp(rules + name->first_token, decided + name->first_token, name->token_count) == 0 &&
           (end == text->count || !name_tag_goes_on(rules[end]));
}

static uint8_t evidence_of(const struct name_text *text, const uint8_t *rules,
                           const uint8_t *decided, const struct name *name)
{
    const struct name_word *first = name_text_word(text, name->first_token);
    const struct name_word *last = name_text_word(text, name->first_token + name->token_count - 1);
    uint32_t facts = first->facts | last->facts;
    unsigned evidence = 0;
    if (rules_agree(text, rules, decided, name))
        evidence |= NAME_EVIDENCE_RULES;
    if (name->type == ENTITY_PERSON && name->token_count > 1 && first->kinds & NAME_FIRST)
        evidence |= NAME_EVIDENCE_FIRST;
    if (first->kinds & signs[name->type].kinds)
        evidence |= NAME_EVIDENCE_LIST;
    if (name->type == ENTITY_PERSON && first->facts & NAME_FACT_AFTER_TITLE)
        evidence |= NAME_EVIDENCE_TITLE;
    if (facts & signs[name->type].facts)
        evidence |= NAME_EVIDENCE_CONTEXT;
    if (text->tokens[name->first_token].places & NAME_BEGINS_EXPANSION ||
        name->link == NAME_LINK_ACRONYM)
        evidence |= NAME_EVIDENCE_EXPANSION;
    return (uint8_t)evidence;
}

void name_evidence_find(const struct name_text *text, const uint8_t *rules, const uint8_t *decided,
                        struct names_found *found)
{
    for (size_t i = 0; i < found->count; i++)
        found->names[i].evidence = evidence_of(text, rules, decided, &found->names[i]);
}

void name_evidence_append(unsigned evidence, struct buffer *text)
{
    static const struct {
        enum name_evidence bit;
        const char *name;
    } names[] = {
        {NAME_EVIDENCE_FIRST, "first-name"},  {NAME_EVIDENCE_LIST, "list"},
        {NAME_EVIDENCE_TITLE, "title"},       {NAME_EVIDENCE_CONTEXT, "context"},
        {NAME_EVIDENCE_EXPANSION, "acronym"},
    };
    buffer_append(text, evidence & NAME_EVIDENCE_RULES ? STR("rules") : STR("model"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (evidence & names[i].bit)
            buffer_append_format(text, ",%s", names[i].name);
}

/* By how many signs there are beside the rules' answer; without it and with it. */
#define MOST_SIGNS 3
static const uint8_t percents[2][MOST_SIGNS + 1] = {{63, 70, 85, 85}, {71, 90, 97, 99}};

unsigned name_evidence_percent(unsigned evidence)
{
    unsigned count = 0;
    for (unsigned rest = evidence & ~(unsigned)NAME_EVIDENCE_RULES; rest != 0; rest &= rest - 1)
        count += count < MOST_SIGNS;
    return percents[evidence & NAME_EVIDENCE_RULES ? 1 : 0][count];
}
