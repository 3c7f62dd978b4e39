/* Building and opening forward records. */
#include "forward.h"

#include "pack.h"

#define VERSION 2

static void append_number(struct buffer *record, uint32_t number, unsigned width)
{
    for (unsigned i = 0; i < width; i++)
        buffer_append_char(record, (char)(number >> 8 * i));
}

/* The lower 16 bits of a key in their place. */
static void put_key(char *keys, uint32_t index, uint32_t key)
{
    keys[2 * (size_t)index] = (char)key;
    keys[2 * (size_t)index + 1] = (char)(key >> 8);
}

/* The numbers of each class follow those of the class before. */
static void append_keys(const struct article_words *words, const uint32_t *first,
                        struct buffer *record)
{
    size_t spelt = words->count - words->class_counts[WORD_PLAIN];
    char *prefix_keys = record->data + record->length;
    char *word_keys = prefix_keys + 2 * words->count;
    char *stem_keys = word_keys + 2 * words->count;
    char *stem_tops = stem_keys + 2 * words->count;
    char *spelling_keys = stem_tops + words->count;
    for (size_t i = 0; i < words->count; i++) {
        const struct article_word *word = &words->words[i];
        uint32_t number = first[word->class] + word->number;
        put_key(prefix_keys, number, forward_key_of(word->word) >> 16);
        put_key(word_keys, number, forward_key_of(word->word));
        put_key(stem_keys, number, forward_stem_of(word->word));
        stem_tops[number] = (char)(forward_stem_of(word->word) >> 16);
        if (word->class != WORD_PLAIN)
            put_key(spelling_keys, number - first[WORD_ACCENTED], word->word->spelling_key);
    }
    record->length += 7 * words->count + 2 * spelt;
}

void forward_build(const struct article_words *words, struct buffer *record)
{
    const uint32_t *counts = words->class_counts;
    const uint32_t first[WORD_CLASSES] = {0, counts[WORD_PLAIN],
                                          counts[WORD_PLAIN] + counts[WORD_ACCENTED]};
    size_t tokens = words->title_tokens + words->text_tokens;
    unsigned width = words->count <= 0x100 ? 1 : words->count <= 0x10000 ? 2 : 4;
    append_number(record, VERSION, 1);
    append_number(record, width, 1);
    for (int class = 0; class < WORD_CLASSES; class ++)
        pack_number(record, counts[class]);
    pack_number(record, words->title_tokens);
    pack_number(record, words->text_tokens);
    buffer_reserve(record, 9 * words->count + width * tokens);
    append_keys(words, first, record);
    for (size_t i = 0; i < tokens; i++) {
        const struct article_word *word = &words->words[words->tokens[i]];
        append_number(record, first[word->class] + word->number, width);
    }
}

static const unsigned char *unpack_keys(struct unpack *unpack, size_t bytes)
{
    return (const unsigned char *)unpack_bytes(unpack, bytes).data;
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
    forward->prefix_keys = unpack_keys(&unpack, 2 * (size_t)forward->words);
    forward->word_keys = unpack_keys(&unpack, 2 * (size_t)forward->words);
    forward->stem_keys = unpack_keys(&unpack, 2 * (size_t)forward->words);
    forward->stem_tops = unpack_keys(&unpack, forward->words);
    forward->spelling_keys = unpack_keys(&unpack, 2 * spelt);
    forward->tokens = unpack_bytes(&unpack, tokens * forward->width).data;
    return !unpack.failed && unpack.rest.length == 0 &&
           (forward->width == 1 || forward->width == 2 || forward->width == 4);
}
