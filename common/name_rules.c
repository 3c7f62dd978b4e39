/* The rules: where a name begins, how far it goes, and of which type it is by the points that cues
 * give. What one place of the article tells of a word counts at the others, by its facts. */
#include "name_rules.h"

#include <string.h>

#include "name_facts.h"

/* A name of more words is taken as it is: no cue tells of its type. */
#define MAX_WORDS 12

/* A name found: tokens [first, last). */
struct sequence {
    size_t first, last;
};

static bool is_capital(const struct name_text *text, size_t at)
{
    return at < text->count && name_shape_is_capital(text->tokens[at].shape);
}

static bool goes_on(const struct name_text *text, size_t at)
{
    return at < text->count && !(text->tokens[at].places & (NAME_OPENS_TEXT | NAME_OPENS_SENTENCE));
}

static uint32_t kinds(const struct name_text *text, size_t at)
{
    return at < text->count ? name_text_word(text, at)->kinds : 0;
}

/* -- Where a name begins --------------------------------------------------------------------- */

/* `J.` of `J. Dubois` */
static bool is_initial(const struct name_text *text, size_t at)
{
    return text->tokens[at].shape == NAME_SHAPE_INITIAL && at + 1 < text->count &&
           name_text_word(text, at + 1)->key == '.' && goes_on(text, at + 1);
}

/* Whether the first word of a sentence, capitalised in any case, is a name. */
static bool opens_with_name(const struct name_text *text, size_t at)
{
    const struct name_word *word = name_text_word(text, at);
    uint8_t shape = text->tokens[at].shape;
    if (word->kinds & NAME_STOP && shape != NAME_SHAPE_UPPER)
        return false;
    if (word->kinds &
        (NAME_FIRST | NAME_SURNAME | NAME_PROPER | NAME_COUNTRY | NAME_REGION | NAME_COMPANY))
        return !(word->written & NAME_WRITTEN_LOWER);
    if (shape != NAME_SHAPE_CAPITAL || word->written & NAME_WRITTEN_INSIDE)
        return true;
    return !(word->written & NAME_WRITTEN_LOWER) && is_capital(text, at + 1) &&
           goes_on(text, at + 1);
}

static bool begins(const struct name_text *text, size_t at)
{
    const struct name_token *token = &text->tokens[at];
    if (token->known != NAME_OUTSIDE || token->places & NAME_BEGINS_EXPANSION)
        return true;
    if (!name_shape_is_capital(token->shape))
        return false;
    const struct name_word *word = name_text_word(text, at);
    if (word->kinds & NAME_CALENDAR)
        return false;
    if (word->kinds & NAME_TITLE && token->shape != NAME_SHAPE_UPPER)
        return false;
    if (is_initial(text, at))
        return is_capital(text, at + 2) && goes_on(text, at + 2);
    if (token->places & NAME_OPENS_SENTENCE)
        return opens_with_name(text, at);
    return !(word->kinds & NAME_STOP) || token->shape == NAME_SHAPE_UPPER;
}

/* -- How far it goes ------------------------------------------------------------------------- */

/* Behind particles from `at` on, the capital or the word of an organisation they lead to; `at` when
 * they lead to none. */
static size_t behind_particles(const struct name_text *text, size_t at, uint32_t wanted)
{
    size_t next = at;
    while (next < at + 3 && goes_on(text, next) && !is_capital(text, next) &&
           kinds(text, next) & NAME_PARTICLE)
        next++;
    if (next == at || !goes_on(text, next))
        return at;
    return is_capital(text, next) || kinds(text, next) & wanted ? next : at;
}

/* The particles that go on a name of persons and places: `Ben`, `van`, `d’` of `Côte d’Ivoire`. */
static bool is_short_particle(const struct name_text *text, size_t first, size_t at)
{
    struct str word = name_text_word(text, at)->folded;
    if (str_equal(word, STR("de")) || str_equal(word, STR("du")) || str_equal(word, STR("d")) ||
        str_equal(word, STR("la")) || str_equal(word, STR("des")))
        return kinds(text, first) & (NAME_FIRST | NAME_REGION | NAME_PLACE) ||
               name_text_word(text, first)->facts & NAME_FACT_AFTER_TITLE;
    return !str_equal(word, STR("le")) && !str_equal(word, STR("les")) &&
           !str_equal(word, STR("l")) && !str_equal(word, STR("et")) && !str_equal(word, STR("en"));
}

static size_t end_of_organisation(const struct name_text *text, size_t first)
{
    size_t at = first + 1;
    while (at < text->count && at - first < MAX_WORDS && goes_on(text, at)) {
        if (is_capital(text, at) || kinds(text, at) & (NAME_ADJECTIVE | NAME_DEMONYM)) {
            at++;
            continue;
        }
        size_t next = behind_particles(text, at, NAME_ORGANISATION | NAME_ADJECTIVE);
        if (next == at)
            break;
        at = next + 1;
    }
    return at;
}

static size_t end_of_capitals(const struct name_text *text, size_t first)
{
    size_t at = first + 1;
    while (at < text->count && at - first < MAX_WORDS && goes_on(text, at)) {
        bool initial = name_text_word(text, at)->key == '.' &&
                       text->tokens[at - 1].shape == NAME_SHAPE_INITIAL;
        if (is_capital(text, at) || initial) {
            at++;
            continue;
        }
        size_t next = behind_particles(text, at, 0);
        if (next == at || !is_short_particle(text, first, at))
            break;
        at = next + 1;
    }
    while (at > first + 1 && text->tokens[at - 1].shape == NAME_SHAPE_MARK)
        at--;
    return at;
}

static struct sequence sequence_at(const struct name_text *text, size_t first)
{
    size_t last = first + 1;
    uint8_t known = text->tokens[first].known;
    if (known != NAME_OUTSIDE)
        while (last < text->count && text->tokens[last].known == known + 1)
            last++;
    while (last < text->count && text->tokens[last].places & NAME_IN_EXPANSION)
        last++;
    size_t end = kinds(text, first) & NAME_ORGANISATION ? end_of_organisation(text, first)
                                                        : end_of_capitals(text, first);
    return (struct sequence){first, end > last ? end : last};
}

/* -- Which type ------------------------------------------------------------------------------ */

static void add_lists(const struct name_text *text, const struct sequence *name, int *points)
{
    size_t words = name->last - name->first;
    uint32_t first = kinds(text, name->first);
    uint8_t known = text->tokens[name->first].known;
    uint8_t shape = text->tokens[name->first].shape;
    if (known != NAME_OUTSIDE)
        points[name_tag_type(known)] += 8;
    if (text->tokens[name->first].places & NAME_BEGINS_EXPANSION)
        points[ENTITY_ORGANISATION] += 6;
    if (first & NAME_FIRST)
        points[ENTITY_PERSON] += words > 1 ? 6 : 1;
    if (first & NAME_SURNAME)
        points[ENTITY_PERSON] += 2;
    if (first & (NAME_COUNTRY | NAME_REGION))
        points[ENTITY_PLACE] += 6;
    if (first & NAME_PROPER)
        points[ENTITY_PLACE] += words == 1 ? 3 : 1;
    if (first & NAME_ORGANISATION)
        points[ENTITY_ORGANISATION] += 6;
    if (first & NAME_COMPANY)
        points[ENTITY_ORGANISATION] += 6;
    if (first & NAME_PLACE)
        points[ENTITY_PLACE] += 3;
    if (shape == NAME_SHAPE_UPPER || shape == NAME_SHAPE_MIXED)
        points[ENTITY_ORGANISATION] += words == 1 ? 3 : 1;
    if (words >= 2 && words <= 3)
        points[ENTITY_PERSON] += 2;
    if (shape == NAME_SHAPE_INITIAL && words > 1)
        points[ENTITY_PERSON] += 3;
    if (words > 3)
        points[ENTITY_ORGANISATION] += 1;
}

static void add_facts(uint32_t facts, int *points)
{
    if (facts & (NAME_FACT_AFTER_FIRST | NAME_FACT_AFTER_TITLE))
        points[ENTITY_PERSON] += 3;
    if (facts & NAME_FACT_BEFORE_SPEECH)
        points[ENTITY_PERSON] += 1;
    if (facts & NAME_FACT_AFTER_INTO)
        points[ENTITY_PLACE] += 3;
    if (facts & NAME_FACT_AFTER_PLACE)
        points[ENTITY_PLACE] += 2;
    if (facts & NAME_FACT_AFTER_ORGANISATION)
        points[ENTITY_ORGANISATION] += 2;
    if (facts & NAME_FACT_AFTER_ARTICLE)
        points[ENTITY_ORGANISATION] += 1;
    for (unsigned type = 0; type < NAME_TYPES; type++)
        if (facts & (uint32_t)NAME_FACT_KNOWN_PERSON << type)
            points[type] += 3;
}

static enum entity_type type_of(const struct name_text *text, const struct sequence *name)
{
    int points[NAME_TYPES] = {[ENTITY_PLACE] = 1};
    add_lists(text, name, points);
    add_facts(name_text_word(text, name->first)->facts, points);
    if (name->last - name->first > 1) {
        uint32_t facts = name_text_word(text, name->last - 1)->facts;
        if (facts & (NAME_FACT_AFTER_FIRST | NAME_FACT_BEFORE_SPEECH))
            points[ENTITY_PERSON] += 2;
    }
    enum entity_type best = ENTITY_PERSON;
    for (enum entity_type type = ENTITY_ORGANISATION; type < NAME_TYPES; type++)
        if (points[type] > points[best])
            best = type;
    return best;
}

/* Inhabitants and titles alone are no names: `les Français`, `le Premier`. */
static bool is_name(const struct name_text *text, const struct sequence *name)
{
    if (name->last - name->first > 1 || text->tokens[name->first].known != NAME_OUTSIDE)
        return true;
    const struct name_word *word = name_text_word(text, name->first);
    bool plain = text->tokens[name->first].shape == NAME_SHAPE_CAPITAL;
    struct str one = word->folded;
    if (one.length > 2 && one.data[one.length - 1] == 's' && plain &&
        word->facts & NAME_FACT_AFTER_ARTICLE && !(word->kinds & (NAME_COUNTRY | NAME_REGION)))
        return false;
    return text->tokens[name->first].shape != NAME_SHAPE_INITIAL &&
           !(plain && word->kinds & (NAME_DEMONYM | NAME_ORGANISATION | NAME_ADJECTIVE) &&
             !(word->kinds & (NAME_COUNTRY | NAME_REGION)));
}

/* Tags the name that begins at `at`, if one does, and returns where the next one may begin. */
static size_t tag_at(const struct name_text *text, size_t at, uint8_t *tags)
{
    if (!begins(text, at))
        return at + 1;
    struct sequence name = sequence_at(text, at);
    if (!is_name(text, &name))
        return at + 1;
    enum entity_type type = type_of(text, &name);
    tags[at] = name_tag_begin(type);
    memset(tags + at + 1, name_tag_inside(type), name.last - at - 1);
    return name.last;
}

void name_rules_tag(const struct name_text *text, uint8_t *tags)
{
    memset(tags, NAME_OUTSIDE, text->count);
    for (size_t at = 0; at < text->count;)
        at = tag_at(text, at, tags);
}
