/* The lexicon as an array in the order of its keys, as it is stored, and as a hash table with open
 * addressing, as it is asked: it is larger than the nearest caches, and an answer costs one line of
 * them. */
#include "name_lexicon.h"

#include <stdlib.h>

#include "memory.h"

#define LEARNT_BYTES 3

static bool is_free(const struct name_lexicon_entry *slot)
{
    return (slot->learnt.own | slot->learnt.before | slot->learnt.behind) == 0;
}

/* The slot of `key`, or the free one where it would stand. */
static inline struct name_lexicon_entry *find(const struct name_lexicon *lexicon, uint32_t key)
{
    size_t at = key & (lexicon->slot_count - 1);
    while (lexicon->slots[at].key != key && !is_free(&lexicon->slots[at]))
        at = (at + 1) & (lexicon->slot_count - 1);
    return &lexicon->slots[at];
}

void name_lexicon_set(struct name_lexicon *lexicon, struct name_lexicon_entry *entries,
                      size_t count)
{
    name_lexicon_free(lexicon);
    lexicon->entries = entries;
    lexicon->count = count;
    lexicon->slot_count = 8;
    while (lexicon->slot_count < 2 * count)
        lexicon->slot_count *= 2;
    lexicon->slots = memory_allocate(lexicon->slot_count, sizeof *lexicon->slots);
    for (size_t i = 0; i < count; i++)
        *find(lexicon, entries[i].key) = entries[i];
}

void name_lexicon_free(struct name_lexicon *lexicon)
{
    free(lexicon->entries);
    free(lexicon->slots);
    *lexicon = (struct name_lexicon){0};
}

bool name_lexicon_is_pair(const struct name_text *text, size_t at)
{
    return at + 1 < text->count && name_shape_is_capital(text->tokens[at].shape) &&
           name_shape_is_capital(text->tokens[at + 1].shape) &&
           !(text->tokens[at + 1].places & NAME_OPENS_TEXT);
}

uint32_t name_lexicon_pair_key(const struct name_text *text, size_t at)
{
    uint64_t first = name_text_word(text, at)->key;
    uint64_t second = name_text_word(text, at + 1)->key;
    uint64_t hash = (first << 32 | second) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)((hash ^ hash >> 29) * UINT64_C(0xD6E8FEB86659FD93) >> 32);
}

const struct name_learnt *name_lexicon_get(const struct name_lexicon *lexicon, uint32_t key)
{
    static const struct name_learnt nothing;
    if (!lexicon->slots)
        return &nothing;
    const struct name_lexicon_entry *slot = find(lexicon, key);
    return slot->key == key ? &slot->learnt : &nothing;
}

void name_lexicon_fetch(const struct name_lexicon *lexicon, uint32_t key)
{
    if (lexicon->slots)
        __builtin_prefetch(&lexicon->slots[key & (lexicon->slot_count - 1)]);
}

void name_lexicon_apply_words(const struct name_lexicon *lexicon, struct name_text *text)
{
    for (size_t i = 0; i < text->word_count; i++)
        text->words[i].learnt = *name_lexicon_get(lexicon, text->words[i].key);
}

void name_lexicon_apply_pairs(const struct name_lexicon *lexicon, struct name_text *text)
{
    for (size_t i = 0; i < text->capital_count; i++) /* all of them wait for memory at once */
        if (name_lexicon_is_pair(text, text->capitals[i]))
            name_lexicon_fetch(lexicon, name_lexicon_pair_key(text, text->capitals[i]));
    for (size_t i = 0; i < text->capital_count; i++) {
        uint32_t at = text->capitals[i];
        if (name_lexicon_is_pair(text, at))
            text->tokens[at].pair = name_lexicon_get(lexicon, name_lexicon_pair_key(text, at))->own;
    }
}

void name_lexicon_pack(const struct name_lexicon *lexicon, struct buffer *out)
{
    uint32_t last = 0;
    pack_number(out, lexicon->count);
    for (size_t i = 0; i < lexicon->count; i++) {
        const struct name_lexicon_entry *entry = &lexicon->entries[i];
        const char learnt[LEARNT_BYTES] = {(char)entry->learnt.own, (char)entry->learnt.before,
                                           (char)entry->learnt.behind};
        pack_number(out, entry->key - last);
        buffer_append(out, str_of(learnt, LEARNT_BYTES));
        last = entry->key;
    }
}

void name_lexicon_unpack(struct unpack *unpack, struct name_lexicon *lexicon)
{
    struct name_lexicon_entry *entries = NULL;
    size_t capacity = 0;
    uint64_t key = 0;
    uint32_t count = unpack_bounded(unpack, UINT32_MAX);
    for (uint32_t i = 0; i < count && !unpack->failed; i++) {
        uint32_t distance = unpack_bounded(unpack, UINT32_MAX);
        struct str learnt = unpack_bytes(unpack, LEARNT_BYTES);
        key += distance;
        unpack->failed |= key > UINT32_MAX || (i > 0 && distance == 0);
        if (unpack->failed)
            break;
        entries = memory_grow(entries, &capacity, (size_t)i + 1, sizeof *entries);
        entries[i] = (struct name_lexicon_entry){
            .key = (uint32_t)key,
            .learnt = {(uint8_t)learnt.data[0], (uint8_t)learnt.data[1], (uint8_t)learnt.data[2]}};
    }
    if (unpack->failed)
        free(entries);
    else
        name_lexicon_set(lexicon, entries, count);
}
