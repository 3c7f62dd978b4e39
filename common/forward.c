/* Building and opening forward records. */
#include "forward.h"

#include <stdlib.h>

#include "memory.h"
#include "pack.h"

#define VERSION 1

enum word_class { PLAIN, ACCENTED, COMPOUND, CLASSES };

/* A distinct word of the article. */
struct entry {
    const struct french_word *word; /* NULL: the slot is free */
    enum word_class class;
    uint32_t number; /* within its class, in order of appearance */
};

/* The distinct words: a hash table over word and class, and each class in order. */
struct distinct {
    struct entry *slots;
    size_t capacity;
    const struct french_word **words[CLASSES];
    uint32_t counts[CLASSES];
    size_t capacities[CLASSES];
};

static enum word_class class_of(const struct french_token *token)
{
    if (token->kind == FRENCH_COMPOUND)
        return COMPOUND;
    return token->word->spelling.data == token->word->folded.data ? PLAIN : ACCENTED;
}

/* Two written forms (Etat, etat) are two french_words but one word: keys decide. */
static bool same_word(const struct french_word *a, const struct french_word *b)
{
    return a == b || (a->spelling_key == b->spelling_key && a->folded_key == b->folded_key &&
                      str_equal(a->spelling, b->spelling));
}

static struct entry *find(struct distinct *distinct, const struct french_token *token)
{
    enum word_class class = class_of(token);
    size_t mask = distinct->capacity - 1;
    for (size_t i = token->word->spelling_key + (size_t) class * 0x9E3779B9U;; i++) {
        struct entry *entry = &distinct->slots[i & mask];
        if (!entry->word)
            *entry = (struct entry){token->word, class, UINT32_MAX};
        else if (entry->class != class || !same_word(entry->word, token->word))
            continue;
        return entry;
    }
}

static void collect(struct distinct *distinct, const struct french_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        struct entry *entry = find(distinct, &tokens->tokens[i]);
        if (entry->number != UINT32_MAX)
            continue;
        enum word_class class = entry->class;
        entry->number = distinct->counts[class]++;
        distinct->words[class] = memory_grow(distinct->words[class], &distinct->capacities[class],
                                             distinct->counts[class],
                                             sizeof *distinct->words[class]);
        distinct->words[class][entry->number] = entry->word;
    }
}

static void append_bytes(struct buffer *record, uint32_t number, unsigned width)
{
    for (unsigned i = 0; i < width; i++)
        buffer_append_char(record, (char)(number >> 8 * i));
}

static void append_tokens(struct distinct *distinct, const struct french_tokens *tokens,
                          unsigned width, struct buffer *record)
{
    const uint32_t first[CLASSES] = {0, distinct->counts[PLAIN],
                                     distinct->counts[PLAIN] + distinct->counts[ACCENTED]};
    for (size_t i = 0; i < tokens->count; i++) {
        const struct entry *entry = find(distinct, &tokens->tokens[i]);
        append_bytes(record, first[entry->class] + entry->number, width);
    }
}

static void append_record(struct distinct *distinct, const struct french_tokens *title,
                          const struct french_tokens *text, struct buffer *record)
{
    uint32_t words = distinct->counts[PLAIN] + distinct->counts[ACCENTED] +
                     distinct->counts[COMPOUND];
    unsigned width = words <= 0x100 ? 1 : words <= 0x10000 ? 2 : 4;
    buffer_append_char(record, VERSION);
    buffer_append_char(record, (char)width);
    for (int class = 0; class < CLASSES; class ++)
        pack_number(record, distinct->counts[class]);
    pack_number(record, title->count);
    pack_number(record, text->count);
    buffer_reserve(record, 12 * (size_t)words + width * (title->count + text->count));
    for (int class = 0; class < CLASSES; class ++)
        for (uint32_t i = 0; i < distinct->counts[class]; i++)
            append_bytes(record, forward_key_of(distinct->words[class][i]), 4);
    for (int class = 0; class < CLASSES; class ++)
        for (uint32_t i = 0; i < distinct->counts[class]; i++)
            append_bytes(record, distinct->words[class][i]->stem_key, 4);
    for (int class = ACCENTED; class < CLASSES; class ++)
        for (uint32_t i = 0; i < distinct->counts[class]; i++)
            append_bytes(record, distinct->words[class][i]->spelling_key, 4);
    append_tokens(distinct, title, width, record);
    append_tokens(distinct, text, width, record);
}

void forward_build(const struct french_tokens *title, const struct french_tokens *text,
                   struct buffer *record)
{
    struct distinct distinct = {.capacity = 64};
    while (distinct.capacity < 2 * (title->count + text->count + 1))
        distinct.capacity *= 2;
    distinct.slots = memory_allocate(distinct.capacity, sizeof *distinct.slots);
    collect(&distinct, title);
    collect(&distinct, text);
    append_record(&distinct, title, text, record);
    for (int class = 0; class < CLASSES; class ++)
        free(distinct.words[class]);
    free(distinct.slots);
}

bool forward_open(struct str record, struct forward *forward)
{
    struct unpack unpack = {record, false};
    *forward = (struct forward){0};
    if (record.length < 2 || record.data[0] != VERSION)
        return false;
    forward->width = (uint8_t)record.data[1];
    unpack_bytes(&unpack, 2);
    uint32_t most = record.length < UINT32_MAX / 4 ? (uint32_t)record.length : UINT32_MAX / 4;
    forward->plain = unpack_bounded(&unpack, most);
    forward->accented = unpack_bounded(&unpack, most);
    forward->compounds = unpack_bounded(&unpack, most);
    forward->title_tokens = unpack_bounded(&unpack, most);
    forward->text_tokens = unpack_bounded(&unpack, most);
    forward->words = forward->plain + forward->accented + forward->compounds;
    size_t spelt = (size_t)forward->accented + forward->compounds;
    size_t tokens = (size_t)forward->title_tokens + forward->text_tokens;
    forward->word_keys = unpack_bytes(&unpack, 4 * (size_t)forward->words).data;
    forward->stem_keys = unpack_bytes(&unpack, 4 * (size_t)forward->words).data;
    forward->spelling_keys = unpack_bytes(&unpack, 4 * spelt).data;
    forward->tokens = unpack_bytes(&unpack, tokens * forward->width).data;
    return !unpack.failed && unpack.rest.length == 0 &&
           (forward->width == 1 || forward->width == 2 || forward->width == 4);
}
