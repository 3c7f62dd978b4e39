/* Finding the gazetteer's names in an article: the longest alias at each word, whole names, weak
 * aliases that need the article's support. */
#include <stdlib.h>

#include "bits.h"
#include "entities.h"
#include "gap.h"
#include "gazetteer.h"
#include "memory.h"
#include "whole_names.h"

struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

/* What was found in an article so far. */
struct match {
    const struct gazetteer *gazetteer;
    struct candidates candidates; /* of the field at hand */
    struct mentions found; /* candidates that are no part of a longer name: mentions, unless they
                              are weak and nothing else in the article speaks for them */
    const struct mention_field *fields; /* both; NULL when the article is read in parts */
    uint64_t
        *seen; /* which required phrases stand in it: bits by node; NULL until they are needed */
};

void mentions_free(struct mentions *mentions)
{
    free(mentions->mentions);
    *mentions = (struct mentions){0};
}

/* -- Aliases in a field ---------------------------------------------------------------------- */

/* Whether the alias, found at token `first`, has its capital. */
static bool has_capital(const struct french_tokens *tokens, size_t first, const struct alias *alias)
{
    if (alias->capital == RECORD_NO_CAPITAL)
        return true;
    for (uint8_t word = 0; word < alias->capital; word++)
        first = token_after(tokens, first);
    return tokens->tokens[first].capital;
}

/* Adds the aliases of the phrase that have their capital, one an entity, full rather than weak. */
static void add_candidates(const struct alias_index *index, const struct mention_field *field,
                           uint32_t node, size_t first, size_t last, struct candidates *candidates)
{
    size_t begin = candidates->count;
    for (uint32_t at = index->alias_at[node]; at; at = index->aliases[at - 1].next) {
        const struct alias *alias = &index->aliases[at - 1];
        if (!has_capital(field->tokens, first, alias))
            continue;
        struct candidate *same = candidates->count > begin
                                     ? &candidates->items[candidates->count - 1]
                                     : NULL;
        if (same && same->entity == alias->entity) {
            same->weak = same->weak && alias->weak;
            continue;
        }
        candidates->items = memory_grow(candidates->items, &candidates->capacity,
                                        candidates->count + 1, sizeof *candidates->items);
        candidates->items[candidates->count++] = (struct candidate){
            .alias = at - 1,
            .entity = alias->entity,
            .first = (uint32_t)first,
            .last = (uint32_t)last,
            .field = field->number,
            .weak = alias->weak,
        };
    }
}

static bool ends_alias(const struct alias_index *index, const struct french_tokens *tokens,
                       uint32_t node, size_t first)
{
    for (uint32_t at = index->alias_at[node]; at; at = index->aliases[at - 1].next)
        if (has_capital(tokens, first, &index->aliases[at - 1]))
            return true;
    return false;
}

/* Goes from the word at token `*at` to the next one: the node it leads to, and its token. ROOT when
 * no phrase goes on so. */
static uint32_t next_word(const struct phrases *phrases, const struct mention_field *field,
                          uint32_t node, size_t *at)
{
    const struct french_tokens *tokens = field->tokens;
    const struct french_token *here = &tokens->tokens[*at];
    size_t next = token_after(tokens, *at);
    if (next >= tokens->count)
        return PHRASE_ROOT;
    node = phrases_next(phrases, node, tokens->tokens[next].word);
    if (node == PHRASE_ROOT ||
        gap_between(field->text, here, &tokens->tokens[next]).kind == GAP_BREAK)
        return PHRASE_ROOT;
    *at = next;
    return node;
}

/* Finds the longest alias that begins at token `first`, adds its candidates and returns its last
 * token; `first` when there is none. */
static size_t find_longest(const struct alias_index *index, const struct mention_field *field,
                           size_t first, struct candidates *candidates)
{
    const struct french_tokens *tokens = field->tokens;
    uint32_t node = phrases_next(&index->names, PHRASE_ROOT, tokens->tokens[first].word);
    uint32_t longest = PHRASE_ROOT;
    size_t last = first;
    for (size_t at = first; node != PHRASE_ROOT;
         node = next_word(&index->names, field, node, &at)) {
        if (ends_alias(index, tokens, node, first)) {
            longest = node;
            last = at;
        }
    }
    if (longest != PHRASE_ROOT)
        add_candidates(index, field, longest, first, last, candidates);
    return last;
}

/* Whether an alias may begin at token `at`: no is certain. */
static bool may_begin(const struct alias_index *index, const struct french_tokens *tokens,
                      size_t at)
{
    const struct french_token *token = &tokens->tokens[at];
    uint64_t hash = alias_first_hash(token->word->folded_key, token->capital);
    if (!key_set_has(&index->first_words, hash) || token->kind == FRENCH_COMPOUND)
        return false;
    if (key_set_has(&index->first_pairs, alias_pair_hash(hash, 0)))
        return true;
    size_t next = token_after(tokens, at);
    return next < tokens->count &&
           key_set_has(&index->first_pairs,
                       alias_pair_hash(hash, tokens->tokens[next].word->folded_key));
}

static void add_mention(struct mentions *found, struct mention mention)
{
    found->mentions = memory_grow(found->mentions, &found->capacity, found->count + 1,
                                  sizeof *found->mentions);
    found->mentions[found->count++] = mention;
}

static void add_mentions(struct match *match, const struct mention_field *field)
{
    const struct french_token *tokens = field->tokens->tokens;
    for (size_t i = 0; i < match->candidates.count; i++) {
        const struct candidate *candidate = &match->candidates.items[i];
        if (candidate->dropped)
            continue;
        bool none = match->gazetteer->records[candidate->entity].type == ENTITY_NONE;
        add_mention(&match->found, (struct mention){.entity = candidate->entity,
                                                    .field = field->number,
                                                    .none = none,
                                                    .weak = candidate->weak,
                                                    .start = tokens[candidate->first].start,
                                                    .end = tokens[candidate->last].end});
    }
}

static void find_in_field(struct match *match, const struct mention_field *field)
{
    const struct alias_index *index = &match->gazetteer->index;
    struct candidates *candidates = &match->candidates;
    candidates->count = 0;
    for (size_t i = 0; i < field->tokens->count; i++)
        if (may_begin(index, field->tokens, i))
            i = find_longest(index, field, i, candidates);
    if (candidates->count == 0)
        return;
    whole_names_check(match->gazetteer, field, candidates->items, candidates->count);
    add_mentions(match, field);
}

/* -- Weak aliases ---------------------------------------------------------------------------- */

static void see_field(struct match *match, const struct mention_field *field)
{
    const struct phrases *phrases = &match->gazetteer->index.required_words;
    const struct french_tokens *tokens = field->tokens;
    if (!match->seen)
        match->seen = memory_allocate(BITS_WORDS(phrases->count + 1), sizeof *match->seen);
    for (size_t first = 0; first < tokens->count; first++) {
        if (tokens->tokens[first].kind == FRENCH_COMPOUND)
            continue;
        uint32_t node = phrases_next(phrases, PHRASE_ROOT, tokens->tokens[first].word);
        for (size_t at = first; node != PHRASE_ROOT; node = next_word(phrases, field, node, &at))
            bits_add(match->seen, node);
    }
}

/* Whether one of the entity's required words stands in the article. */
static bool has_required(struct match *match, uint32_t entity)
{
    const struct alias_index *index = &match->gazetteer->index;
    const struct alias_range *range = &index->ranges[entity];
    if (range[0].first_required == range[1].first_required)
        return false;
    if (!match->seen) {
        see_field(match, &match->fields[0]);
        see_field(match, &match->fields[1]);
    }
    for (size_t i = range[0].first_required; i < range[1].first_required; i++) {
        uint32_t node = index->required[i];
        if (bits_have(match->seen, node))
            return true;
    }
    return false;
}

/* -- Mentions -------------------------------------------------------------------------------- */

int mention_compare(const void *a, const void *b)
{
    const struct mention *x = a;
    const struct mention *y = b;
    if (x->none != y->none)
        return x->none ? 1 : -1;
    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    if (x->field != y->field)
        return x->field < y->field ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

/* Whether something speaks for the entity of these mentions. */
static bool is_supported(struct match *match, const struct mention *mentions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!mentions[i].weak)
            return true;
    return has_required(match, mentions[0].entity);
}

/* Leaves of the mentions, which are in order, those of entities that something speaks for. */
static void keep_supported(struct match *match)
{
    struct mentions *found = &match->found;
    struct mention *mentions = found->mentions;
    const size_t count = found->count;
    found->count = found->none_count = 0;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && mentions[end].entity == mentions[first].entity;)
            end++;
        if (!is_supported(match, &mentions[first], end - first))
            continue;
        size_t kept = found->count + found->none_count;
        *(mentions[first].none ? &found->none_count : &found->count) += end - first;
        memmove(&mentions[kept], &mentions[first], (end - first) * sizeof *mentions);
    }
}

/* Makes `found` what the article has, and frees what the match needed. */
static void end_match(struct match *match, struct mentions *found)
{
    if (match->found.count > 1)
        qsort(match->found.mentions, match->found.count, sizeof *match->found.mentions,
              mention_compare);
    keep_supported(match);
    *found = match->found;
    free(match->candidates.items);
    free(match->seen);
}

void gazetteer_match(const struct gazetteer *gazetteer, struct str title,
                     const struct french_tokens *title_tokens, struct str text,
                     const struct french_tokens *text_tokens, struct mentions *found)
{
    const struct mention_field fields[] = {{title, title_tokens, 0}, {text, text_tokens, 1}};
    struct match match = {.gazetteer = gazetteer, .found = *found, .fields = fields};
    match.found.count = 0;
    for (size_t i = 0; i < 2 && gazetteer->count > 0; i++)
        find_in_field(&match, &fields[i]);
    end_match(&match, found);
}

/* -- In parts -------------------------------------------------------------------------------- */

struct gazetteer_parts {
    struct match match;
};

/* The part's tokens are gone when it is known whether required phrases are needed. */
static void add_part(struct match *match, const struct mention_field *field)
{
    if (match->gazetteer->count == 0)
        return;
    find_in_field(match, field);
    see_field(match, field);
}

struct gazetteer_parts *gazetteer_match_begin(const struct gazetteer *gazetteer, struct str title,
                                              const struct french_tokens *title_tokens)
{
    struct gazetteer_parts *parts = memory_allocate(1, sizeof *parts);
    parts->match.gazetteer = gazetteer;
    add_part(&parts->match, &(struct mention_field){title, title_tokens, 0});
    return parts;
}

void gazetteer_match_add(struct gazetteer_parts *parts, struct str text,
                         const struct french_tokens *tokens)
{
    add_part(&parts->match, &(struct mention_field){text, tokens, 1});
}

void gazetteer_match_end(struct gazetteer_parts *parts, struct mentions *found)
{
    mentions_free(found);
    end_match(&parts->match, found);
    free(parts);
}
