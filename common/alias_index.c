/* The index of a gazetteer's aliases: which phrases they are, whose, and what each asks for. */
#include "gazetteer.h"

#include <stdlib.h>

#include "memory.h"

void alias_index_free(struct alias_index *index)
{
    phrases_free(&index->names);
    phrases_free(&index->required_words);
    free(index->aliases);
    free(index->required);
    free(index->ranges);
    free(index->alias_at);
    free(index->starts);
    *index = (struct alias_index){0};
}

static bool is_article(struct str folded)
{
    static const struct str articles[] = {STR_CONSTANT("la"), STR_CONSTANT("le"),
                                          STR_CONSTANT("les")};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (str_equal(folded, articles[i]))
            return true;
    return false;
}

/* Which word of an alias needs a capital: the first when it has one. An article before it (`La
 * Poste`, `les Républicains`) is written either way, so that the word behind it counts. */
static uint8_t capital_word(const struct french_tokens *tokens)
{
    uint8_t word = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct french_token *token = &tokens->tokens[i];
        if (token->kind == FRENCH_COMPOUND)
            continue;
        if (word > 0 || i + 1 == tokens->count || !is_article(token->word->folded))
            return token->capital ? word : ALIAS_NO_CAPITAL;
        word++;
    }
    return ALIAS_NO_CAPITAL;
}

/* The last alias of the entity that has the words of `node`, plus 1; 0 when there is none. */
static uint32_t own_alias(const struct alias_index *index, uint32_t entity, uint32_t node)
{
    uint32_t at = index->alias_at[node];
    return at && index->aliases[at - 1].entity == entity ? at : 0;
}

/* The entity's alias with the words of `node` that asks for a capital in the same place, or NULL.
 */
static struct alias *find_alias(struct alias_index *index, uint32_t entity, uint32_t node,
                                uint8_t capital)
{
    uint32_t at = own_alias(index, entity, node);
    while (at && index->aliases[at - 1].entity == entity) {
        if (index->aliases[at - 1].capital == capital)
            return &index->aliases[at - 1];
        at = index->aliases[at - 1].next;
    }
    return NULL;
}

/* Enters the phrase and makes room in `alias_at` for its nodes. */
static uint32_t add_name(struct alias_index *index, const struct french_tokens *tokens)
{
    uint32_t node = phrases_add(&index->names, tokens);
    size_t known = index->alias_at_capacity;
    if (known < index->names.capacity) {
        index->alias_at_capacity = index->names.capacity;
        index->alias_at = memory_resize(index->alias_at, index->alias_at_capacity,
                                        sizeof *index->alias_at);
        memset(index->alias_at + known, 0,
               (index->alias_at_capacity - known) * sizeof *index->alias_at);
    }
    return node;
}

static void append_alias(struct alias_index *index, struct alias alias)
{
    index->aliases = memory_grow(index->aliases, &index->alias_capacity, index->alias_count + 1,
                                 sizeof *index->aliases);
    index->aliases[index->alias_count++] = alias;
    index->alias_at[alias.node] = (uint32_t)index->alias_count;
}

/* An alias that stands twice in the line, weak and not, is not weak. */
static void add_alias(struct alias_index *index, uint32_t entity,
                      const struct french_tokens *tokens, bool weak)
{
    uint32_t node = add_name(index, tokens);
    uint8_t capital = capital_word(tokens);
    struct alias *same = find_alias(index, entity, node, capital);
    if (same)
        same->weak = same->weak && weak;
    else
        append_alias(index, (struct alias){entity, node, index->alias_at[node], capital, weak});
}

static void add_required(struct alias_index *index, const struct french_tokens *tokens)
{
    index->required = memory_grow(index->required, &index->required_capacity,
                                  index->required_count + 1, sizeof *index->required);
    index->required[index->required_count++] = phrases_add(&index->required_words, tokens);
}

/* Enters what a record says. The name comes last, so that a line can say that it is weak. */
static void add_record(struct gazetteer *gazetteer, uint32_t entity, struct french_tokens *tokens)
{
    struct alias_index *index = &gazetteer->index;
    const struct record *record = &gazetteer->records[entity];
    struct str rest = record->aliases;
    while (rest.length) {
        struct str alias = str_cut(&rest, '|');
        bool weak = alias.data[0] == '~';
        french_tokenise(gazetteer->french, str_after(alias, weak), tokens);
        add_alias(index, entity, tokens, weak);
    }
    french_tokenise(gazetteer->french, record->name, tokens);
    if (!own_alias(index, entity, add_name(index, tokens)))
        add_alias(index, entity, tokens, false);
    for (rest = record->required; rest.length;) {
        french_tokenise(gazetteer->french, str_cut(&rest, '|'), tokens);
        add_required(index, tokens);
    }
}

/* The first word of the alias and whether it must be a capital decide which words may begin it. */
static void mark_start(struct alias_index *index, const struct alias *alias)
{
    uint32_t node = alias->node;
    while (index->names.nodes[node].parent != PHRASE_ROOT)
        node = index->names.nodes[node].parent;
    for (int capital = alias->capital == 0; capital <= 1; capital++) {
        uint64_t bit = alias_start_bit(index, index->names.nodes[node].key, capital);
        index->starts[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

/* Sixteen bits an alias or more keep wrong guesses rare. */
static void mark_starts(struct alias_index *index)
{
    uint64_t bits = 1024;
    while (bits < index->alias_count * 16)
        bits *= 2;
    index->starts = memory_allocate(bits / 64, sizeof *index->starts);
    index->start_mask = bits - 1;
    for (size_t i = 0; i < index->alias_count; i++)
        mark_start(index, &index->aliases[i]);
}

void alias_index_make(struct gazetteer *gazetteer)
{
    struct alias_index *index = &gazetteer->index;
    struct french_tokens tokens = {0};
    alias_index_free(index);
    index->ranges = memory_allocate(gazetteer->count + 1, sizeof *index->ranges);
    for (size_t i = 0; i < gazetteer->count; i++) {
        index->ranges[i] = (struct alias_range){index->alias_count, index->required_count};
        add_record(gazetteer, (uint32_t)i, &tokens);
    }
    index->ranges[gazetteer->count] = (struct alias_range){index->alias_count,
                                                           index->required_count};
    mark_starts(index);
    french_tokens_free(&tokens);
}
