/* The table of analysed words: open addressing over written forms, memory in blocks. */
#include "words.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"
#include "stem.h"
#include "stop_words.h"
#include "unicode.h"
#include "vocabulary.h"

#define BLOCK_BYTES    ((size_t)64 << 10)
#define PREFIX_LETTERS 5 /* of prefix_key; measured: five beat four and six */

/* Memory that is freed as a whole. */
struct block {
    struct block *next;
    size_t used;
    char bytes[BLOCK_BYTES];
};

struct slot {
    uint64_t hash;                  /* of the written form */
    struct str written;             /* data is NULL: the slot is free */
    const struct french_word *word; /* NULL: nothing remained */
};

struct words {
    struct slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
    uint32_t analysed; /* words since the last clearing */
    uint32_t generation;
    struct block *blocks;
    size_t block_count;
    struct stemmer *stemmer; /* NULL: words are folded and no more */
    struct buffer folded;
    struct buffer spelling;
};

static struct slot *new_slots(size_t capacity)
{
    return memory_allocate(capacity, sizeof(struct slot));
}

struct words *words_new_folded(void)
{
    struct words *words = memory_allocate(1, sizeof *words);
    words->capacity = 1024;
    words->slots = new_slots(words->capacity);
    return words;
}

struct words *words_new(void)
{
    struct words *words = words_new_folded();
    words->stemmer = stemmer_new();
    return words;
}

static void free_blocks(struct words *words)
{
    while (words->blocks) {
        struct block *next = words->blocks->next;
        free(words->blocks);
        words->blocks = next;
    }
    words->block_count = 0;
}

void words_free(struct words *words)
{
    if (!words)
        return;
    free_blocks(words);
    free(words->slots);
    stemmer_free(words->stemmer);
    buffer_free(&words->folded);
    buffer_free(&words->spelling);
    free(words);
}

size_t words_bytes(const struct words *words)
{
    return words->block_count * sizeof(struct block) + words->capacity * sizeof(struct slot);
}

void words_clear(struct words *words)
{
    free_blocks(words);
    free(words->slots);
    words->capacity = 1024;
    words->count = 0;
    words->analysed = 0;
    words->generation++;
    words->slots = new_slots(words->capacity);
}

uint32_t words_generation(const struct words *words)
{
    return words->generation;
}

/* `bytes` is far below a block: words are short, written forms are kept up to a limit. */
static void *take(struct words *words, size_t bytes)
{
    bytes = (bytes + 7) & ~(size_t)7;
    if (!words->blocks || words->blocks->used + bytes > BLOCK_BYTES) {
        struct block *block = memory_resize(NULL, 1, sizeof *block);
        block->next = words->blocks;
        block->used = 0;
        words->blocks = block;
        words->block_count++;
    }
    void *taken = words->blocks->bytes + words->blocks->used;
    words->blocks->used += bytes;
    return taken;
}

static struct str keep(struct words *words, struct str text)
{
    char *copy = take(words, text.length);
    memcpy(copy, text.data, text.length);
    return str_of(copy, text.length);
}

static uint32_t key_of(struct str text)
{
    return (uint32_t)hash_bytes(text, 0);
}

static struct str first_letters(struct str text, size_t letters)
{
    size_t at = 0;
    while (letters-- > 0 && at < text.length)
        unicode_next(text, &at);
    return str_before(text, at);
}

void words_set_keys(struct french_word *word)
{
    word->folded_key = key_of(word->folded);
    word->prefix_key = key_of(first_letters(word->folded, PREFIX_LETTERS));
}

static void find_in_vocabulary(struct french_word *word)
{
    struct vocabulary_range range = vocabulary_of_stem(word->stem, word->stem_key);
    word->common_stem = range.first < range.end ? range.first : VOCABULARY_NONE;
    word->common = vocabulary_find(range, word->spelling);
}

/* Folds and stems `written`; NULL when nothing remains. */
static const struct french_word *analyse(struct words *words, struct str written)
{
    buffer_clear(&words->folded);
    buffer_clear(&words->spelling);
    unicode_fold(written, &words->folded);
    unicode_spelling(written, &words->spelling);
    struct str folded = str_clip(buffer_str(&words->folded), FRENCH_MAX_WORD_BYTES);
    struct str spelling = str_clip(buffer_str(&words->spelling), (size_t)2 * FRENCH_MAX_WORD_BYTES);
    if (folded.length == 0)
        return NULL;
    struct french_word *word = take(words, sizeof *word);
    *word = (struct french_word){0};
    word->folded = keep(words, folded);
    word->spelling = str_equal(spelling, folded) ? word->folded : keep(words, spelling);
    word->stop = stop_words_have(word->folded);
    word->number = words->analysed++;
    if (!words->stemmer)
        return word;
    struct str stem = stemmer_stem(words->stemmer, word->folded);
    word->stem = str_starts(word->folded, stem) ? str_before(word->folded, stem.length)
                                                : keep(words, stem);
    words_set_keys(word);
    word->stem_key = key_of(word->stem);
    word->spelling_key = key_of(word->spelling);
    find_in_vocabulary(word);
    return word;
}

static struct slot *find(struct words *words, struct str written, uint64_t hash)
{
    size_t mask = words->capacity - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct slot *slot = &words->slots[i];
        if (!slot->written.data || (slot->hash == hash && str_equal(slot->written, written)))
            return slot;
    }
}

static void grow(struct words *words)
{
    struct slot *old = words->slots;
    size_t old_capacity = words->capacity;
    words->capacity *= 2;
    words->slots = new_slots(words->capacity);
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].written.data)
            *find(words, old[i].written, old[i].hash) = old[i];
    free(old);
}

/* A written form is kept whole up to this many bytes; what is cut cannot reach the folded word. */
#define MAX_WRITTEN_BYTES ((size_t)16 << 10)

const struct french_word *words_get(struct words *words, struct str written)
{
    written = str_clip(written, MAX_WRITTEN_BYTES);
    uint64_t hash = hash_bytes(written, 0);
    struct slot *slot = find(words, written, hash);
    if (slot->written.data)
        return slot->word;
    if (words->count * 2 >= words->capacity) {
        grow(words);
        slot = find(words, written, hash);
    }
    words->count++;
    *slot = (struct slot){hash, keep(words, written), analyse(words, written)};
    return slot->word;
}
