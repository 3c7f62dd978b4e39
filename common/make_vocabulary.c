/* Makes the vocabulary's tables as C on standard output: make_vocabulary common/vocabulary.txt
 *
 * The file's first line has zstd's tables in hexadecimal digits, each other line a word, the most
 * frequent last. Run by the build. */
#include <stdio.h>
#include <stdlib.h>

#include "memory.h"
#include "vocabulary.h"
#include "words.h"

struct entry {
    const struct french_word *word;
    size_t stem_rank;  /* of the most frequent word of its stem; 1 is the most frequent of all */
    size_t rank;       /* ... of its folded form */
    uint32_t spelling; /* where it begins in the dictionary */
    uint32_t stem;     /* ... in the text of stems */
};

struct making {
    struct words *words;
    struct entry entries[VOCABULARY_WORDS + 1]; /* from 1 */
    size_t count;
    struct buffer dictionary;
    struct buffer stems;
};

static int compare_keys(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* Ranks of folded forms decide within a stem. */
static int by_rank(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    if (left->stem_rank != right->stem_rank)
        return left->stem_rank < right->stem_rank ? -1 : 1;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return str_compare(left->word->spelling, right->word->spelling);
}

/* The list has the most frequent word last. Of its few thousand words each is held against all. */
static void rank_words(struct making *making)
{
    for (size_t i = 1; i <= making->count; i++) {
        struct entry *entry = &making->entries[i];
        for (size_t other = 1; other <= making->count; other++) {
            const struct french_word *word = making->entries[other].word;
            size_t rank = making->count + 1 - other;
            if (word->stem_key == entry->word->stem_key)
                entry->stem_rank = rank;
            if (word->folded_key == entry->word->folded_key)
                entry->rank = rank;
        }
    }
}

static void add_tables(struct making *making, struct str digits)
{
    for (; digits.length >= 2; digits = str_after(digits, 2)) {
        const char byte[] = {digits.data[0], digits.data[1], '\0'};
        buffer_append_char(&making->dictionary, (char)strtoul(byte, NULL, 16));
    }
}

/* False when the line is no word as words are spelt. */
static bool add_word(struct making *making, struct str line)
{
    const struct french_word *word = words_get(making->words, line);
    if (!word || !str_equal(word->spelling, line) || line.length > UINT8_MAX ||
        making->count == VOCABULARY_WORDS)
        return false;
    making->entries[++making->count] = (struct entry){
        .word = word, .spelling = (uint32_t)making->dictionary.length};
    buffer_append(&making->dictionary, line);
    buffer_append_char(&making->dictionary, ' ');
    return true;
}

static bool read_list(struct making *making, FILE *stream)
{
    char *line = NULL;
    size_t capacity = 0;
    bool good = true;
    ssize_t length;
    for (size_t number = 0; good && (length = getline(&line, &capacity, stream)) > 0; number++) {
        struct str text = str_trim(str_of(line, (size_t)length));
        if (number == 0)
            add_tables(making, text);
        else
            good = add_word(making, text);
        if (!good)
            fprintf(stderr, "make_vocabulary: line %zu is no word\n", number + 1);
    }
    free(line);
    return good;
}

/* Words of one stem share its text. False when two stems or two words share a key that must tell
 * them apart. */
static bool number_words(struct making *making)
{
    struct entry *entries = making->entries;
    rank_words(making);
    qsort(entries + 1, making->count, sizeof *entries, by_rank);
    for (size_t i = 1; i <= making->count; i++) {
        const struct french_word *word = entries[i].word;
        const struct french_word *before = i > 1 ? entries[i - 1].word : NULL;
        if (before && before->stem_key == word->stem_key) {
            entries[i].stem = entries[i - 1].stem;
            if (!str_equal(before->stem, word->stem) || str_equal(before->spelling, word->spelling))
                return false;
        } else {
            entries[i].stem = (uint32_t)making->stems.length;
            buffer_append(&making->stems, word->stem);
        }
        bool plain = word->spelling.data == word->folded.data;
        if (((word->spelling_key ^ word->folded_key) & 0xFFFF) == 0 && !plain)
            return false;
    }
    return true;
}

enum column {
    STEM_KEY,
    PREFIX_KEY,
    WORD_KEY,
    WORD_TOP,
    SPELLING_KEY,
    STEM,
    SPELLING,
    STEM_BYTES,
    BYTES
};

static uint32_t cell(const struct entry *entry, enum column column)
{
    const struct french_word *word = entry->word;
    const uint32_t cells[] = {
        [STEM_KEY] = word->stem_key,
        [PREFIX_KEY] = word->prefix_key >> 16,
        [WORD_KEY] = word->folded_key & 0xFFFF,
        [WORD_TOP] = word->folded_key >> 16 & 0xFF,
        [SPELLING_KEY] = word->spelling_key & 0xFFFF,
        [STEM] = entry->stem,
        [SPELLING] = entry->spelling,
        [STEM_BYTES] = (uint32_t)word->stem.length,
        [BYTES] = (uint32_t)word->spelling.length,
    };
    return cells[column];
}

static void print_column(const struct making *making, const char *name, enum column column)
{
    printf("    .%s = {0", name);
    for (size_t i = 1; i <= making->count; i++)
        printf(",%u", cell(&making->entries[i], column));
    printf("},\n");
}

struct keyed {
    uint32_t key;
    size_t number;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *left = a;
    const struct keyed *right = b;
    int order = compare_keys(left->key, right->key);
    return order ? order : (left->number > right->number) - (left->number < right->number);
}

/* The numbers in the order of a column. */
static void print_order(const struct making *making, const char *name, enum column column)
{
    struct keyed *keyed = memory_allocate(making->count, sizeof *keyed);
    for (size_t i = 0; i < making->count; i++)
        keyed[i] = (struct keyed){cell(&making->entries[i + 1], column), i + 1};
    qsort(keyed, making->count, sizeof *keyed, by_key);
    printf("    .%s = {0", name);
    for (size_t i = 0; i < making->count; i++)
        printf(",%zu", keyed[i].number);
    printf("},\n");
    free(keyed);
}

static void print_text(const char *name, const struct buffer *text)
{
    printf("const char %s[] = {", name);
    for (size_t i = 0; i < text->length; i++)
        printf("%d,", text->data[i]);
    printf("};\n");
}

static void print(const struct making *making)
{
    printf("#include \"vocabulary.h\"\n\nconst struct vocabulary_tables vocabulary_tables = {\n");
    print_column(making, "stem_keys", STEM_KEY);
    print_column(making, "prefix_keys", PREFIX_KEY);
    print_column(making, "word_keys", WORD_KEY);
    print_column(making, "word_tops", WORD_TOP);
    print_column(making, "spelling_keys", SPELLING_KEY);
    print_order(making, "by_stem", STEM_KEY);
    print_order(making, "by_prefix", PREFIX_KEY);
    print_column(making, "stems", STEM);
    print_column(making, "spellings", SPELLING);
    print_column(making, "stem_bytes", STEM_BYTES);
    print_column(making, "spelling_bytes", BYTES);
    printf("};\n");
    print_text("vocabulary_stems", &making->stems);
    print_text("vocabulary_dictionary", &making->dictionary);
    printf("const uint32_t vocabulary_dictionary_bytes = %zu;\n", making->dictionary.length);
}

int main(int count, char **arguments)
{
    FILE *stream = count == 2 ? fopen(arguments[1], "r") : NULL;
    struct making *making = memory_allocate(1, sizeof *making);
    making->words = words_new();
    bool good = stream && read_list(making, stream);
    if (good && making->count != VOCABULARY_WORDS) {
        fprintf(stderr, "make_vocabulary: %zu words, not %d\n", making->count, VOCABULARY_WORDS);
        good = false;
    }
    good = good && number_words(making);
    if (good)
        print(making);
    else
        fprintf(stderr, "make_vocabulary: %s is no list of words\n",
                count == 2 ? arguments[1] : "?");
    words_free(making->words);
    buffer_free(&making->dictionary);
    buffer_free(&making->stems);
    free(making);
    if (stream)
        fclose(stream);
    return good ? 0 : 1;
}
