/* The lexicon as a sorted array with the beginnings of its parts by the keys' upper bits. */
#include "name_lexicon.h"

#include <stdlib.h>

#include "memory.h"

#define START_BITS   15
#define PART(key)    ((key) >> (32 - START_BITS))
#define PARTS        (1U << START_BITS)
#define LEARNT_BYTES 3

void name_lexicon_set(struct name_lexicon *lexicon, struct name_lexicon_entry *entries,
                      size_t count)
{
    name_lexicon_free(lexicon);
    lexicon->entries = entries;
    lexicon->count = count;
    lexicon->starts = memory_allocate(PARTS + 1, sizeof *lexicon->starts);
    for (size_t i = 0; i < count; i++)
        lexicon->starts[PART(entries[i].key) + 1]++;
    for (size_t part = 0; part < PARTS; part++)
        lexicon->starts[part + 1] += lexicon->starts[part];
}

void name_lexicon_free(struct name_lexicon *lexicon)
{
    free(lexicon->entries);
    free(lexicon->starts);
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

struct name_learnt name_lexicon_get(const struct name_lexicon *lexicon, uint32_t key)
{
    if (!lexicon->starts)
        return (struct name_learnt){0};
    uint32_t end = lexicon->starts[PART(key) + 1];
    for (uint32_t at = lexicon->starts[PART(key)]; at < end; at++)
        if (lexicon->entries[at].key == key)
            return lexicon->entries[at].learnt;
    return (struct name_learnt){0};
}

void name_lexicon_apply_words(const struct name_lexicon *lexicon, struct name_text *text)
{
    for (size_t i = 0; i < text->word_count; i++)
        text->words[i].learnt = name_lexicon_get(lexicon, text->words[i].key);
}

void name_lexicon_apply_pairs(const struct name_lexicon *lexicon, struct name_text *text)
{
    for (size_t i = 0; i < text->capital_count; i++) {
        uint32_t at = text->capitals[i];
        if (name_lexicon_is_pair(text, at))
            text->tokens[at].pair = name_lexicon_get(lexicon, name_lexicon_pair_key(text, at)).own;
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
