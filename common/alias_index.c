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
    free(index->first_words.bits);
    free(index->first_pairs.bits);
    *index = (struct alias_index){0};
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

/* Enters the words and makes room in `alias_at` for their nodes. */
static uint32_t add_words(struct alias_index *index, struct str words)
{
    uint32_t node = phrases_add(&index->names, words);
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
                      const struct record_phrase *phrase)
{
    bool weak = phrase->role == PHRASE_WEAK_ALIAS;
    uint32_t node = add_words(index, phrase->words);
    struct alias *same = find_alias(index, entity, node, phrase->capital);
    if (same)
        same->weak = same->weak && weak;
    else
        append_alias(index,
                     (struct alias){entity, node, index->alias_at[node], phrase->capital, weak});
}

static void add_required(struct alias_index *index, struct str words)
{
    index->required = memory_grow(index->required, &index->required_capacity,
                                  index->required_count + 1, sizeof *index->required);
    index->required[index->required_count++] = phrases_add(&index->required_words, words);
}

/* The name is an alias like the others, unless one of them has its words and says what it is: weak.
 */
static void add_record(struct alias_index *index, uint32_t entity, const struct record *record)
{
    struct str rest = record->phrases;
    struct record_phrase name;
    struct record_phrase phrase;
    record_next_phrase(&rest, &name);
    while (record_next_phrase(&rest, &phrase)) {
        if (phrase.role == PHRASE_REQUIRED)
            add_required(index, phrase.words);
        else
            add_alias(index, entity, &phrase);
    }
    uint32_t own = own_alias(index, entity, add_words(index, name.words));
    if (own)
        index->ranges[entity].weak_name = index->aliases[own - 1].weak;
    else
        add_alias(index, entity, &name);
}

/* Enters what may begin the alias: its first word, with a capital or in both ways, alone or with
 * the second. */
static void add_beginning(struct alias_index *index, const struct alias *alias)
{
    const struct phrase_node *nodes = index->names.nodes;
    uint32_t first = alias->node;
    uint32_t second = PHRASE_ROOT;
    while (nodes[first].parent != PHRASE_ROOT) {
        second = first;
        first = nodes[first].parent;
    }
    uint32_t next_key = second == PHRASE_ROOT ? 0 : nodes[second].key;
    for (int capital = alias->capital == 0; capital <= 1; capital++) {
        uint64_t hash = alias_first_hash(nodes[first].key, capital);
        key_set_add(&index->first_words, hash);
        key_set_add(&index->first_pairs, alias_pair_hash(hash, next_key));
    }
}

static void make_beginnings(struct alias_index *index)
{
    size_t first_words = 0;
    for (size_t i = 1; i < index->names.count; i++)
        first_words += index->names.nodes[i].parent == PHRASE_ROOT;
    index->first_words = key_set_make(first_words);
    index->first_pairs = key_set_make(index->alias_count);
    for (size_t i = 0; i < index->alias_count; i++)
        add_beginning(index, &index->aliases[i]);
}

void alias_index_make(struct gazetteer *gazetteer)
{
    struct alias_index *index = &gazetteer->index;
    alias_index_free(index);
    index->ranges = memory_allocate(gazetteer->count + 1, sizeof *index->ranges);
    for (size_t i = 0; i < gazetteer->count; i++) {
        index->ranges[i] = (struct alias_range){index->alias_count, index->required_count, false};
        add_record(index, (uint32_t)i, &gazetteer->records[i]);
    }
    index->ranges[gazetteer->count] = (struct alias_range){index->alias_count,
                                                           index->required_count, false};
    make_beginnings(index);
}
