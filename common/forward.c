/* Building and opening forward records. */
#include "forward.h"

#include "pack.h"

#define VERSION 4

#define TWO_BYTES 0xE0U /* a gap that begins with these bits has 13 */

/* The lower 16 bits of a key in their place. */
static void put_key(char *keys, uint32_t index, uint32_t key)
{
    keys[2 * (size_t)index] = (char)key;
    keys[2 * (size_t)index + 1] = (char)(key >> 8);
}

/* -- Building -------------------------------------------------------------------------------- */

#define SET_WORDS (VOCABULARY_WORDS / 64 + 1)

/* The words of the vocabulary that an article has. */
struct common_set {
    uint64_t has[SET_WORDS];
    uint32_t before[SET_WORDS]; /* how many stand in the words before */
};

static void collect_common(const struct article_words *words, struct common_set *set)
{
    *set = (struct common_set){0};
    for (size_t i = 0; i < words->count; i++)
        if (words->words[i].class == WORD_COMMON)
            set->has[words->words[i].word->common / 64] |= 1ULL
                                                           << words->words[i].word->common % 64;
    for (size_t i = 1; i < SET_WORDS; i++)
        set->before[i] = set->before[i - 1] + (uint32_t)__builtin_popcountll(set->has[i - 1]);
}

static uint32_t rank_of(const struct common_set *set, uint16_t number)
{
    uint64_t below = set->has[number / 64] & ((1ULL << number % 64) - 1);
    return set->before[number / 64] + (uint32_t)__builtin_popcountll(below);
}

/* Where each class's numbers begin. */
struct numbering {
    struct common_set common;
    uint32_t first[WORD_CLASSES];
};

static uint32_t number_of(const struct numbering *numbering, const struct article_word *word)
{
    if (word->class == WORD_COMMON)
        return rank_of(&numbering->common, word->word->common);
    return numbering->first[word->class] + word->number;
}

static void append_common(const struct common_set *set, struct buffer *record)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < SET_WORDS; i++) {
        for (uint64_t left = set->has[i]; left; left &= left - 1) {
            uint32_t number = 64 * i + (uint32_t)__builtin_ctzll(left);
            uint32_t gap = number - next;
            if (gap >= TWO_BYTES)
                buffer_append_char(record, (char)(TWO_BYTES | gap >> 8));
            buffer_append_char(record, (char)gap);
            next = number + 1;
        }
    }
}

/* The keys of the words that are not common. */
static void append_others(const struct article_words *words, const struct numbering *numbering,
                          struct buffer *record)
{
    uint32_t common = words->class_counts[WORD_COMMON];
    size_t others = words->count - common;
    size_t spelt = others - words->class_counts[WORD_PLAIN];
    char *prefix_keys = record->data + record->length;
    char *word_keys = prefix_keys + 2 * others;
    char *word_tops = word_keys + 2 * others;
    char *stem_keys = word_tops + others;
    char *stem_tops = stem_keys + 2 * others;
    char *spelling_keys = stem_tops + others;
    for (size_t i = 0; i < words->count; i++) {
        const struct article_word *word = &words->words[i];
        if (word->class == WORD_COMMON)
            continue;
        uint32_t place = number_of(numbering, word) - common;
        put_key(prefix_keys, place, forward_key_of(word->word) >> 16);
        put_key(word_keys, place, forward_key_of(word->word));
        word_tops[place] = (char)forward_top_of(word->word);
        put_key(stem_keys, place, forward_stem_of(word->word));
        stem_tops[place] = (char)(forward_stem_of(word->word) >> 16);
        if (word->class != WORD_PLAIN)
            put_key(spelling_keys, place - words->class_counts[WORD_PLAIN],
                    word->word->spelling_key);
    }
    record->length += 8 * others + 2 * spelt;
}

static uint8_t width_of(size_t words)
{
    return words <= 0x100 ? 8 : words <= 0x1000 ? 12 : words <= 0x10000 ? 16 : 32;
}

static size_t bytes_of_tokens(size_t tokens, uint8_t width)
{
    return (tokens * width + 7) / 8;
}

static void append_tokens(const struct article_words *words, const struct numbering *numbering,
                          uint8_t width, struct buffer *record)
{
    size_t tokens = words->title_tokens + words->text_tokens;
    uint64_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < tokens; i++) {
        bits |= (uint64_t)number_of(numbering, &words->words[words->tokens[i]]) << held;
        for (held += width; held >= 8; held -= 8, bits >>= 8)
            buffer_append_char(record, (char)bits);
    }
    if (held > 0)
        buffer_append_char(record, (char)bits);
}

void forward_build(const struct article_words *words, struct buffer *record)
{
    struct numbering numbering;
    uint8_t width = width_of(words->count);
    uint32_t first = 0;
    buffer_append_char(record, VERSION);
    buffer_append_char(record, (char)width);
    for (int class = 0; class < WORD_CLASSES; class ++) {
        pack_number(record, words->class_counts[class]);
        numbering.first[class] = first;
        first += words->class_counts[class];
    }
    collect_common(words, &numbering.common);
    pack_number(record, words->title_tokens);
    pack_number(record, words->text_tokens);
    append_common(&numbering.common, record);
    buffer_reserve(record, 10 * words->count);
    append_others(words, &numbering, record);
    append_tokens(words, &numbering, width, record);
}

/* -- Opening --------------------------------------------------------------------------------- */

static const unsigned char *unpack_row(struct unpack *unpack, size_t bytes)
{
    return (const unsigned char *)unpack_bytes(unpack, bytes).data;
}

/* How many gaps are read at once. */
#define EIGHT 8

typedef uint8_t eight_bytes __attribute__((vector_size(EIGHT)));
typedef uint16_t eight_numbers __attribute__((vector_size(2 * EIGHT)));

/* Reads eight gaps at once if each is of one byte; `*next` is what the first counts from. */
static bool unpack_eight(const unsigned char *bytes, uint16_t *numbers, uint32_t *next)
{
    eight_bytes gaps;
    uint64_t all;
    memcpy(&all, bytes, sizeof all);
    if ((all & all << 1 & all << 2 & 0x8080808080808080U) != 0)
        return false;
    memcpy(&gaps, bytes, sizeof gaps);
    eight_numbers sums = __builtin_convertvector(gaps, eight_numbers);
    const eight_numbers none = {0};
    sums += __builtin_shufflevector(none, sums, 0, 8, 9, 10, 11, 12, 13, 14);
    sums += __builtin_shufflevector(none, sums, 0, 0, 8, 9, 10, 11, 12, 13);
    sums += __builtin_shufflevector(none, sums, 0, 0, 0, 0, 8, 9, 10, 11);
    uint32_t sum = sums[EIGHT - 1];
    sums += (uint16_t)*next + (eight_numbers){0, 1, 2, 3, 4, 5, 6, 7};
    memcpy(numbers, &sums, sizeof sums);
    *next += sum + EIGHT;
    return true;
}

static inline uint32_t unpack_gap(const unsigned char **bytes)
{
    uint32_t gap = *(*bytes)++;
    return gap >= TWO_BYTES ? (gap & ~TWO_BYTES) << 8 | *(*bytes)++ : gap;
}

/* Reads the numbers of the common words until one is not below `end`; false when they are not as
 * many as the bytes say. Each word has a token behind, so that two bytes a word are there. */
static bool unpack_common(struct str row, uint32_t end, struct forward *forward)
{
    const unsigned char *begin = (const unsigned char *)row.data;
    const unsigned char *bytes = begin;
    uint32_t next = 0;
    uint32_t word = 0;
    while (word < forward->common && next < end) {
        uint32_t stop = forward->common - word < EIGHT ? forward->common : word + EIGHT;
        if (stop == word + EIGHT && unpack_eight(bytes, &forward->numbers[word], &next)) {
            bytes += EIGHT;
            word = stop;
            continue;
        }
        for (; word < stop; word++) {
            next += unpack_gap(&bytes);
            forward->numbers[word] = (uint16_t)next++;
        }
    }
    forward->numbered = word;
    return next <= VOCABULARY_WORDS + 1 &&
           (word < forward->common || (size_t)(bytes - begin) == row.length);
}

/* The numbers take what the other rows leave, one byte or two a word. */
static bool unpack_numbers(struct unpack *unpack, uint64_t others, uint32_t end,
                           struct forward *forward)
{
    const uint64_t length = unpack->rest.length;
    if (unpack->failed || others > length || length - others < forward->common ||
        length - others > 2 * (uint64_t)forward->common || length < 2 * (uint64_t)forward->common)
        return false;
    return unpack_common(unpack_bytes(unpack, (size_t)(length - others)), end, forward);
}

bool forward_open_below(struct str record, uint32_t end, struct forward *forward)
{
    struct unpack unpack = {record, false};
    forward->words = 0;
    if (record.length < 2 || record.data[0] != VERSION)
        return false;
    forward->width = (uint8_t)record.data[1];
    unpack_bytes(&unpack, 2);
    uint32_t most = record.length < UINT32_MAX / 4 ? (uint32_t)record.length : UINT32_MAX / 4;
    forward->common = unpack_bounded(&unpack, VOCABULARY_WORDS);
    forward->plain = unpack_bounded(&unpack, most);
    forward->accented = unpack_bounded(&unpack, most);
    forward->compounds = unpack_bounded(&unpack, most);
    forward->title_tokens = unpack_bounded(&unpack, most);
    forward->text_tokens = unpack_bounded(&unpack, most);
    size_t spelt = (size_t)forward->accented + forward->compounds;
    size_t others = forward->plain + spelt;
    size_t token_bytes = bytes_of_tokens((size_t)forward->title_tokens + forward->text_tokens,
                                         forward->width);
    const unsigned char *gaps = (const unsigned char *)unpack.rest.data;
    if (!unpack_numbers(&unpack, 8 * (uint64_t)others + 2 * (uint64_t)spelt + token_bytes, end,
                        forward))
        return false;
    forward->gaps = gaps;
    forward->words = forward->common + (uint32_t)others;
    forward->prefix_keys = unpack_row(&unpack, 2 * others);
    forward->word_keys = unpack_row(&unpack, 2 * others);
    forward->word_tops = unpack_row(&unpack, others);
    forward->stem_keys = unpack_row(&unpack, 2 * others);
    forward->stem_tops = unpack_row(&unpack, others);
    forward->spelling_keys = unpack_row(&unpack, 2 * spelt);
    forward->tokens = unpack_row(&unpack, token_bytes);
    return !unpack.failed && unpack.rest.length == 0 &&
           (forward->width == 8 || forward->width == 12 || forward->width == 16 ||
            forward->width == 32);
}

bool forward_open(struct str record, struct forward *forward)
{
    return forward_open_below(record, UINT32_MAX, forward);
}

uint32_t forward_common_from(const struct forward *forward, uint32_t number)
{
    uint32_t first = 0;
    uint32_t end = forward->numbered;
    while (first < end) {
        uint32_t middle = (first + end) / 2;
        if (forward_number(forward, middle) < number)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

uint32_t forward_find_word_key(const struct forward *forward, uint32_t word)
{
    const unsigned char *gaps = forward->gaps;
    uint32_t number = 0;
    if (word < forward->numbered || word >= forward->common)
        return forward_word_key(forward, word);
    for (uint32_t i = 0; i <= word; i++)
        number += unpack_gap(&gaps) + (i > 0);
    if (number > VOCABULARY_WORDS) /* damaged */
        return 0;
    return vocabulary_word_key(number);
}
