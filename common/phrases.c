/* The trie of phrases: nodes in an array, edges in a hash table keyed by parent and word. */
#include "phrases.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"

void phrases_free(struct phrases *phrases)
{
    free(phrases->nodes);
    free(phrases->slots);
    buffer_free(&phrases->words);
    *phrases = (struct phrases){0};
}

static struct str node_word(const struct phrases *phrases, uint32_t node)
{
    const char *at = phrases->words.data + phrases->nodes[node].word;
    return str_of(at + 1, (unsigned char)*at);
}

/* Where the search for an edge begins: multiplicative hashing, the upper bits are the good ones. */
static size_t first_slot(const struct phrases *phrases, uint32_t parent, uint32_t key)
{
    uint64_t edge = (uint64_t)parent << 32 | key;
    edge = (edge ^ edge >> 29) * 0x9E3779B97F4A7C15U;
    return (size_t)(edge >> 32) & (phrases->slot_count - 1);
}

/* The slot that holds the edge, or the free one it belongs into. */
static uint32_t *find_slot(const struct phrases *phrases, uint32_t parent, uint32_t key,
                           struct str word)
{
    size_t mask = phrases->slot_count - 1;
    for (size_t i = first_slot(phrases, parent, key);; i = (i + 1) & mask) {
        uint32_t child = phrases->slots[i];
        if (child == PHRASE_ROOT)
            return &phrases->slots[i];
        const struct phrase_node *node = &phrases->nodes[child];
        if (node->parent == parent && node->key == key &&
            str_equal(node_word(phrases, child), word))
            return &phrases->slots[i];
    }
}

static void grow_slots(struct phrases *phrases)
{
    free(phrases->slots);
    phrases->slot_count = phrases->slot_count ? phrases->slot_count * 2 : 64;
    phrases->slots = memory_allocate(phrases->slot_count, sizeof *phrases->slots);
    for (uint32_t child = 1; child < phrases->count; child++) {
        const struct phrase_node *node = &phrases->nodes[child];
        *find_slot(phrases, node->parent, node->key, node_word(phrases, child)) = child;
    }
}

static uint32_t add_node(struct phrases *phrases, struct phrase_node node)
{
    phrases->nodes = memory_grow(phrases->nodes, &phrases->capacity, phrases->count + 1,
                                 sizeof *phrases->nodes);
    phrases->nodes[phrases->count] = node;
    return (uint32_t)phrases->count++;
}

static uint32_t add_word(struct phrases *phrases, uint32_t parent, struct str word)
{
    uint32_t key = (uint32_t)hash_bytes(word, 0); /* as french_word.folded_key */
    if (phrases->count * 2 >= phrases->slot_count)
        grow_slots(phrases);
    uint32_t *slot = find_slot(phrases, parent, key, word);
    if (*slot == PHRASE_ROOT) {
        struct phrase_node node = {parent, key, (uint32_t)phrases->words.length};
        buffer_append_char(&phrases->words, (char)word.length);
        buffer_append(&phrases->words, word);
        *slot = add_node(phrases, node);
    }
    return *slot;
}

void phrase_append_words(const struct french_tokens *tokens, struct buffer *words)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->tokens[i].kind == FRENCH_COMPOUND)
            continue;
        struct str word = tokens->tokens[i].word->folded;
        buffer_append_char(words, (char)word.length);
        buffer_append(words, word);
    }
}

uint32_t phrases_add(struct phrases *phrases, struct str words)
{
    uint32_t node = PHRASE_ROOT;
    if (phrases->count == 0)
        add_node(phrases, (struct phrase_node){0}); /* the root */
    while (words.length) {
        size_t length = (unsigned char)words.data[0];
        node = add_word(phrases, node, str_of(words.data + 1, length));
        words = str_after(words, 1 + length);
    }
    return node;
}

uint32_t phrases_next(const struct phrases *phrases, uint32_t node, const struct french_word *word)
{
    if (phrases->count == 0)
        return PHRASE_ROOT;
    return *find_slot(phrases, node, word->folded_key, word->folded);
}

uint32_t phrases_find(const struct phrases *phrases, const struct french_tokens *tokens)
{
    uint32_t node = PHRASE_ROOT;
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->tokens[i].kind == FRENCH_COMPOUND)
            continue;
        node = phrases_next(phrases, node, tokens->tokens[i].word);
        if (node == PHRASE_ROOT)
            break;
    }
    return node;
}

size_t phrases_words(const struct phrases *phrases, uint32_t node, struct str *words)
{
    size_t count = 0;
    for (uint32_t up = node; up != PHRASE_ROOT; up = phrases->nodes[up].parent)
        count++;
    for (size_t i = count; i > 0; i--, node = phrases->nodes[node].parent)
        words[i - 1] = node_word(phrases, node);
    return count;
}
