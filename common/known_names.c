/* The words beside an alias in the other aliases of its entity. */
#include "known_names.h"

#include "nearest.h"
#include "unicode.h"

/* An alias within a longer full one of the same entity. */
struct around {
    struct str words[PHRASE_MAX_WORDS]; /* of the longer one */
    size_t count;
    size_t begin, end; /* the alias is words [begin, end) */
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

static size_t first_alias(const struct gazetteer *gazetteer, uint32_t alias)
{
    return gazetteer->index.ranges[gazetteer->index.aliases[alias].entity].first_alias;
}

/* Finds the next full alias, from `*at` on, of the entity of `alias` that holds its words; false
 * when there is none. */
static bool next_around(const struct gazetteer *gazetteer, uint32_t alias, size_t *at,
                        struct around *around)
{
    const struct alias_index *index = &gazetteer->index;
    uint32_t part = index->aliases[alias].node;
    size_t end = index->ranges[index->aliases[alias].entity + 1].first_alias;
    while (*at < end) {
        const struct alias *other = &index->aliases[(*at)++];
        if (!other->weak && find_around(&index->names, other->node, part, around))
            return true;
    }
    return false;
}

static bool is_nearly(struct str word, struct str known)
{
    if (str_equal(word, known))
        return true;
    size_t letters = unicode_count(known);
    size_t most = letters < 4 ? 0 : letters < 8 ? 1 : 2;
    return most > 0 && edit_distance(word, known, most) <= most;
}

bool known_names_first(const struct gazetteer *gazetteer, uint32_t alias, struct str word)
{
    struct around around;
    size_t at = first_alias(gazetteer, alias);
    while (next_around(gazetteer, alias, &at, &around))
        for (size_t i = 0; i < around.begin; i++)
            if (is_nearly(word, around.words[i]))
                return true;
    return false;
}

/* Whether each of the letters begins one of the words. */
static bool begin_words(struct str letters, const struct str *words, size_t count)
{
    for (size_t at = 0; at < letters.length;) {
        size_t start = at;
        size_t i = 0;
        unicode_next(letters, &at);
        while (i < count && !str_starts(words[i], str_of(letters.data + start, at - start)))
            i++;
        if (i == count)
            return false;
    }
    return true;
}

bool known_names_initials(const struct gazetteer *gazetteer, uint32_t alias, struct str letters)
{
    struct around around;
    size_t at = first_alias(gazetteer, alias);
    while (next_around(gazetteer, alias, &at, &around))
        if (begin_words(letters, around.words, around.begin))
            return true;
    return false;
}

/* How many of the words the tokens from `at` on are, without a miss. */
static size_t count_same(const struct french_tokens *tokens, size_t at, const struct str *words,
                         size_t count)
{
    size_t same = 0;
    for (; at < tokens->count && same < count; at++) {
        if (tokens->tokens[at].kind == FRENCH_COMPOUND)
            continue;
        if (!str_equal(tokens->tokens[at].word->folded, words[same]))
            break;
        same++;
    }
    return same;
}

bool known_names_go_on(const struct gazetteer *gazetteer, uint32_t alias,
                       const struct french_tokens *tokens, size_t at)
{
    struct around around;
    size_t other = first_alias(gazetteer, alias);
    while (next_around(gazetteer, alias, &other, &around)) {
        size_t behind = around.count - around.end;
        if (behind > 0 && count_same(tokens, at, around.words + around.end, behind) == behind)
            return true;
    }
    return false;
}

bool known_names_complete(const struct gazetteer *gazetteer, uint32_t alias)
{
    struct around around;
    size_t at = first_alias(gazetteer, alias);
    const struct alias_index *index = &gazetteer->index;
    if (index->names.nodes[index->aliases[alias].node].parent == PHRASE_ROOT) /* one word */
        return false;
    while (next_around(gazetteer, alias, &at, &around))
        if (around.begin > 0)
            return false;
    return true;
}
