/* The table of analysed words: open addressing over written forms, memory in blocks.
 *
 * An ingest looks for every word of every text here, and most of that is waiting for memory: a slot
 * is as small as it can be, and what it leads to lies together. */
#include "words.h"

#include <stdlib.h>

#include "hash.h"
#include "large_pages.h"
#include "memory.h"
#include "stem.h"
#include "stop_words.h"
#include "unicode.h"
#include "vocabulary.h"

#define BLOCK_BYTES      ((size_t)64 << 10)
#define CACHE_LINE_BYTES 64 /* of most processors: a wrong one costs nothing but time */
#define PREFIX_LETTERS   5  /* of prefix_key; measured: five beat four and six */

/* Memory that is freed as a whole. */
struct block {
    size_t used;
    char bytes[BLOCK_BYTES];
};

/* A written form; the word lies behind it. */
struct entry {
    const struct french_word *word; /* NULL: nothing remained */
    size_t length;
    char written[];
};

/* What is taken from a block begins at a multiple of this many bytes. */
#define PLACE_BYTES      8
#define PLACES_PER_BLOCK (BLOCK_BYTES / PLACE_BYTES)

struct slot {
    uint32_t hash;  /* the lower bits of the written form's */
    uint32_t place; /* of the entry in all blocks, counted from 1; 0: the slot is free */
};

struct words {
    struct slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
    uint16_t owner;        /* french_new_owner(): the last one */
    struct block **blocks; /* owned; the last one is being filled */
    size_t block_count;
    size_t block_capacity;
    struct stemmer *stemmer; /* NULL: words are folded and no more */
    struct buffer folded;
    struct buffer spelling;
};

static struct slot *new_slots(size_t capacity)
{
    return large_pages_table(capacity, sizeof(struct slot));
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
    for (size_t i = 0; i < words->block_count; i++)
        free(words->blocks[i]);
    words->block_count = 0;
}

void words_free(struct words *words)
{
    if (!words)
        return;
    free_blocks(words);
    free(words->blocks);
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
    words->slots = new_slots(words->capacity);
}

/* `bytes` is far below a block: words are short, written forms are kept up to a limit. */
static void *take(struct words *words, size_t bytes)
{
    struct block *block = words->block_count ? words->blocks[words->block_count - 1] : NULL;
    bytes = (bytes + PLACE_BYTES - 1) / PLACE_BYTES * PLACE_BYTES;
    if (!block || block->used + bytes > BLOCK_BYTES) {
        block = memory_resize(NULL, 1, sizeof *block);
        block->used = 0;
        words->blocks = memory_grow(words->blocks, &words->block_capacity, words->block_count + 1,
                                    sizeof(struct block *));
        words->blocks[words->block_count++] = block;
    }
    void *taken = block->bytes + block->used;
    block->used += bytes;
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
    if (!words->stemmer)
        return word;
    struct str stem = stemmer_stem(words->stemmer, word->folded);
    word->stem = str_starts(word->folded, stem) ? str_before(word->folded, stem.length)
                                                : keep(words, stem);
    word->function = stop_words_have_function_stem(word->stem);
    words_set_keys(word);
    word->stem_key = key_of(word->stem);
    word->spelling_key = key_of(word->spelling);
    find_in_vocabulary(word);
    return word;
}

static struct entry *entry_at(const struct words *words, uint32_t place)
{
    size_t index = place - 1;
    struct block *block = words->blocks[index / PLACES_PER_BLOCK];
    return (struct entry *)(void *)(block->bytes + index % PLACES_PER_BLOCK * PLACE_BYTES);
}

/* The place of the entry that was taken last. */
static uint32_t place_of(const struct words *words, const struct entry *entry)
{
    size_t last = words->block_count - 1;
    size_t offset = (size_t)((const char *)entry - words->blocks[last]->bytes);
    return (uint32_t)(last * PLACES_PER_BLOCK + offset / PLACE_BYTES + 1);
}

/* Its slot, or a free one where it belongs. */
static struct slot *find(const struct words *words, struct str written, uint32_t hash)
{
    size_t mask = words->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct slot *slot = &words->slots[i];
        if (slot->place == 0)
            return slot;
        if (slot->hash != hash)
            continue;
        const struct entry *entry = entry_at(words, slot->place);
        if (str_equal(str_of(entry->written, entry->length), written))
            return slot;
    }
}

static void grow(struct words *words)
{
    struct slot *old = words->slots;
    size_t old_capacity = words->capacity;
    words->capacity *= 2;
    words->slots = new_slots(words->capacity);
    for (size_t i = 0; i < old_capacity; i++) {
        const struct entry *entry = old[i].place == 0 ? NULL : entry_at(words, old[i].place);
        if (entry)
            *find(words, str_of(entry->written, entry->length), old[i].hash) = old[i];
    }
    free(old);
}

static void forget_owner(const struct french_word *word)
{
    french_note_of(word)->owner = 0;
    french_collect(word, 0);
}

static void forget_owners(struct words *words)
{
    for (size_t i = 0; i < words->capacity; i++) {
        uint32_t place = words->slots[i].place;
        if (place != 0 && entry_at(words, place)->word)
            forget_owner(entry_at(words, place)->word);
    }
}

uint16_t words_new_owner(struct words *words)
{
    if (words->owner == UINT16_MAX) {
        forget_owners(words);
        words->owner = 0;
    }
    return ++words->owner;
}

/* A written form is kept whole up to this many bytes; what is cut cannot reach the folded word. */
#define MAX_WRITTEN_BYTES ((size_t)16 << 10)

uint32_t words_hash(struct str written)
{
    return key_of(str_clip(written, MAX_WRITTEN_BYTES));
}

void words_fetch_slot(const struct words *words, uint32_t hash)
{
    __builtin_prefetch(&words->slots[hash & (words->capacity - 1)]);
}

void words_fetch_entry(const struct words *words, uint32_t hash)
{
    const struct slot *slot = &words->slots[hash & (words->capacity - 1)];
    if (slot->hash != hash || slot->place == 0)
        return;
    const char *entry = (const char *)entry_at(words, slot->place);
    __builtin_prefetch(entry);
    __builtin_prefetch(entry + CACHE_LINE_BYTES);
}

const struct french_word *words_get_hashed(struct words *words, struct str written, uint32_t hash)
{
    written = str_clip(written, MAX_WRITTEN_BYTES);
    struct slot *slot = find(words, written, hash);
    if (slot->place != 0)
        return entry_at(words, slot->place)->word;
    if (words->count * 2 >= words->capacity) {
        grow(words);
        slot = find(words, written, hash);
    }
    words->count++;
    struct entry *entry = take(words, sizeof *entry + written.length);
    *slot = (struct slot){hash, place_of(words, entry)};
    entry->length = written.length;
    memcpy(entry->written, written.data, written.length);
    entry->word = analyse(words, written);
    return entry->word;
}

const struct french_word *words_get(struct words *words, struct str written)
{
    return words_get_hashed(words, written, words_hash(written));
}
