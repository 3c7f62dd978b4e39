/* Chains of words around capitals: one way forward, and back from each capital no further than what
 * is marked. */
#include "name_candidates.h"

/* How many links (particles, marks) may stand in a row between two words of a name: `de la`. */
#define MAX_LINKS 2

/* How many words that no list has go on the name of an organisation behind its noun. */
#define MAX_UNKNOWN 2

/* Words that names have in lower case. */
#define INNER_KINDS (NAME_ORGANISATION | NAME_PLACE | NAME_ADJECTIVE | NAME_DEMONYM)

enum part {
    PART_NONE,    /* in no name */
    PART_LINK,    /* in one where words of it stand on either side */
    PART_UNKNOWN, /* in one behind the word of an organisation: `Cour d’appel` */
    PART_WORD,
};

static bool is_capital(const struct name_text *text, size_t at)
{
    return name_shape_is_capital(text->tokens[at].shape);
}

static enum part part_of_mark(const struct name_text *text, size_t at)
{
    uint32_t key = name_text_word(text, at)->key;
    bool initial = at > 0 && text->tokens[at - 1].shape == NAME_SHAPE_INITIAL &&
                   !(name_text_word(text, at - 1)->kinds & NAME_TITLE); /* not `M. Dubois` */
    return key == '&' || (key == '.' && initial) ? PART_LINK : PART_NONE;
}

static enum part part_of(const struct name_text *text, size_t at)
{
    uint32_t kinds = name_text_word(text, at)->kinds;
    if (is_capital(text, at))
        return PART_WORD;
    switch (text->tokens[at].shape) {
    case NAME_SHAPE_MARK:
        return part_of_mark(text, at);
    case NAME_SHAPE_NUMBER: /* `France 3` */
        return at > 0 && is_capital(text, at - 1) ? PART_WORD : PART_NONE;
    default:
        if (kinds & INNER_KINDS)
            return PART_WORD;
        if (kinds == 0 && text->tokens[at].shape == NAME_SHAPE_LOWER)
            return PART_UNKNOWN;
        return kinds & (NAME_PARTICLE | NAME_STOP) && !(kinds & NAME_AUXILIARY) ? PART_LINK
                                                                                : PART_NONE;
    }
}

/* Whether the capital of the token tells of a name: that of `Le` at the beginning of a sentence
 * does not. */
static bool tells_of_name(const struct name_text *text, size_t at)
{
    const struct name_token *token = &text->tokens[at];
    return !(token->shape == NAME_SHAPE_CAPITAL && token->places & NAME_OPENS_SENTENCE &&
             name_text_word(text, at)->kinds & NAME_STOP);
}

/* Whether token `at` begins a paragraph, or there is none. */
static bool begins_text(const struct name_text *text, size_t at)
{
    return at >= text->count || text->tokens[at].places & NAME_OPENS_TEXT;
}

/* The first word that the one at `at` is chained to, not before `lowest`. */
static size_t first_of_chain(const struct name_text *text, size_t at, size_t lowest)
{
    size_t first = at;
    for (unsigned links = 0; at > lowest && links <= MAX_LINKS && !begins_text(text, at);) {
        enum part part = part_of(text, --at);
        if (part == PART_NONE || part == PART_UNKNOWN)
            break;
        links = part == PART_LINK ? links + 1 : 0;
        if (part == PART_WORD)
            first = at;
    }
    return first;
}

/* Behind the last word that the one at `at` is chained to. */
static size_t end_of_chain(const struct name_text *text, size_t at)
{
    size_t end = at + 1;
    unsigned unknown = 0; /* how many of them may follow */
    for (unsigned links = 0; links <= MAX_LINKS; at++) {
        enum part part = part_of(text, at);
        if (name_text_word(text, at)->kinds & NAME_ORGANISATION)
            unknown = MAX_UNKNOWN;
        if (part == PART_NONE || (part == PART_UNKNOWN && unknown-- == 0))
            break;
        links = part == PART_LINK ? links + 1 : 0;
        if (part != PART_LINK)
            end = at + 1;
        if (begins_text(text, at + 1))
            break;
    }
    return end;
}

void name_candidates_mark(struct name_text *text)
{
    size_t end = 0; /* of the chain before */
    for (size_t i = 0; i < text->capital_count; i++) {
        size_t capital = text->capitals[i];
        if (capital < end || !tells_of_name(text, capital))
            continue;
        size_t first = first_of_chain(text, capital, end);
        end = end_of_chain(text, capital);
        for (size_t at = first; at < end; at++)
            text->tokens[at].places |= NAME_CANDIDATE;
    }
}
