/* The lexicon as a sorted array with the beginnings of its parts by the keys' upper bits. */
#include "name_lexicon.h"

#include <stdlib.h>

#include "memory.h"

#define START_BITS   14
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

void name_lexicon_apply(const struct name_lexicon *lexicon, struct name_text *text)
{
    for (size_t i = 0; lexicon->starts && i < text->word_count; i++) {
        struct name_word *word = &text->words[i];
        uint32_t end = lexicon->starts[PART(word->key) + 1];
        for (uint32_t at = lexicon->starts[PART(word->key)]; at < end; at++)
            if (lexicon->entries[at].key == word->key)
                word->learnt = lexicon->entries[at].learnt;
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
