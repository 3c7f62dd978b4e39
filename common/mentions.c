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

static void find_in_field(const struct gazetteer *gazetteer, const struct mention_field *field,
                          struct candidates *candidates)
{
    size_t begin = candidates->count;
    for (size_t i = 0; i < field->tokens->count; i++)
        if (may_begin(&gazetteer->index, field->tokens, i))
            i = find_longest(&gazetteer->index, field, i, candidates);
    if (candidates->count > begin)
        whole_names_check(gazetteer, field, candidates->items + begin, candidates->count - begin);
}

/* -- Weak aliases ---------------------------------------------------------------------------- */

/* An article, and which required phrases stand in it: bits by node, NULL until they are needed. */
struct article_words {
    const struct gazetteer *gazetteer;
    const struct mention_field *fields;
    uint64_t *seen;
};

static void see_field(struct article_words *article, const struct mention_field *field)
{
    const struct phrases *phrases = &article->gazetteer->index.required_words;
    const struct french_tokens *tokens = field->tokens;
    for (size_t first = 0; first < tokens->count; first++) {
        if (tokens->tokens[first].kind == FRENCH_COMPOUND)
            continue;
        uint32_t node = phrases_next(phrases, PHRASE_ROOT, tokens->tokens[first].word);
        for (size_t at = first; node != PHRASE_ROOT; node = next_word(phrases, field, node, &at))
            bits_add(article->seen, node);
    }
}

/* Whether one of the entity's required words stands in the article. */
static bool has_required(struct article_words *article, uint32_t entity)
{
    const struct alias_index *index = &article->gazetteer->index;
    const struct alias_range *range = &index->ranges[entity];
    if (range[0].first_required == range[1].first_required)
        return false;
    if (!article->seen) {
        article->seen = memory_allocate(BITS_WORDS(index->required_words.count + 1),
                                        sizeof *article->seen);
        see_field(article, &article->fields[0]);
        see_field(article, &article->fields[1]);
    }
    for (size_t i = range[0].first_required; i < range[1].first_required; i++) {
        uint32_t node = index->required[i];
        if (bits_have(article->seen, node))
            return true;
    }
    return false;
}

/* -- Mentions -------------------------------------------------------------------------------- */

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->entity != right->entity)
        return left->entity < right->entity ? -1 : 1;
    if (left->field != right->field)
        return left->field < right->field ? -1 : 1;
    return (left->first > right->first) - (left->first < right->first);
}

static size_t remove_dropped(struct candidate *candidates, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!candidates[i].dropped)
            candidates[kept++] = candidates[i];
    return kept;
}

/* Adds the candidates of one entity. */
static void add_mentions(struct article_words *article, const struct candidate *candidates,
                         size_t count, struct mentions *found)
{
    bool full = false;
    for (size_t i = 0; i < count; i++)
        full |= !candidates[i].weak;
    if (!full && !has_required(article, candidates[0].entity))
        return;
    found->mentions = memory_grow(found->mentions, &found->capacity, found->count + count,
                                  sizeof *found->mentions);
    for (size_t i = 0; i < count; i++) {
        const struct candidate *candidate = &candidates[i];
        const struct french_token *tokens = article->fields[candidate->field].tokens->tokens;
        found->mentions[found->count++] = (struct mention){
            .entity = candidate->entity,
            .field = candidate->field,
            .start = tokens[candidate->first].start,
            .end = tokens[candidate->last].end,
        };
    }
}

/* Adds the mentions of entities, or those of lines of type none; the candidates are in order. */
static void add_groups(struct article_words *article, const struct candidates *candidates,
                       bool none, struct mentions *found)
{
    const struct candidate *items = candidates->items;
    for (size_t first = 0, last; first < candidates->count; first = last) {
        uint32_t entity = items[first].entity;
        for (last = first + 1; last < candidates->count && items[last].entity == entity;)
            last++;
        if ((article->gazetteer->records[entity].type == ENTITY_NONE) == none)
            add_mentions(article, &items[first], last - first, found);
    }
}

void gazetteer_match(const struct gazetteer *gazetteer, struct str title,
                     const struct french_tokens *title_tokens, struct str text,
                     const struct french_tokens *text_tokens, struct mentions *found)
{
    const struct mention_field fields[] = {{title, title_tokens, 0}, {text, text_tokens, 1}};
    struct article_words article = {gazetteer, fields, NULL};
    struct candidates candidates = {0};
    found->count = found->none_count = 0;
    if (gazetteer->count == 0)
        return;
    find_in_field(gazetteer, &fields[0], &candidates);
    find_in_field(gazetteer, &fields[1], &candidates);
    candidates.count = remove_dropped(candidates.items, candidates.count);
    if (candidates.count > 1)
        qsort(candidates.items, candidates.count, sizeof *candidates.items, compare_candidates);
    add_groups(&article, &candidates, false, found);
    size_t count = found->count;
    add_groups(&article, &candidates, true, found);
    found->none_count = found->count - count;
    found->count = count;
    free(article.seen);
    free(candidates.items);
}
