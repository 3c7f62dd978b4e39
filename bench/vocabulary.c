/* What common/vocabulary.txt holds, counted: vocabulary FILE...
 *
 * Every other article of the files is read: the words that most of them have, and how zstd's
 * symbols are distributed where such articles are compressed with those words at hand. */
#include <stdio.h>
#include <stdlib.h>
#include <zdict.h>

#include "article.h"
#include "french.h"
#include "memory.h"
#include "reader.h"
#include "vocabulary.h"

/* zstd's level for which the dictionary is made, that of articles when it was. */
#define TRAINING_LEVEL 3

#define MAX_SAMPLES 6000

struct counted {
    const struct french_word *word;
    uint32_t articles;
    size_t last; /* the last article that has it */
};

struct counting {
    struct french *french;
    struct french_tokens tokens;
    struct counted *words; /* open addressing by spelling */
    size_t places, count;
    size_t article;
    struct buffer samples; /* articles as they are packed */
    size_t sample_bytes[MAX_SAMPLES];
    unsigned sample_count;
};

static struct counted *find(const struct counting *counting, const struct french_word *word)
{
    size_t at = word->spelling_key & (counting->places - 1);
    while (counting->words[at].word &&
           !str_equal(counting->words[at].word->spelling, word->spelling))
        at = (at + 1) & (counting->places - 1);
    return &counting->words[at];
}

static void grow(struct counting *counting)
{
    struct counting larger = {.places = counting->places ? 2 * counting->places : 1024};
    larger.words = memory_allocate(larger.places, sizeof *larger.words);
    for (size_t i = 0; i < counting->places; i++)
        if (counting->words[i].word)
            *find(&larger, counting->words[i].word) = counting->words[i];
    free(counting->words);
    counting->words = larger.words;
    counting->places = larger.places;
}

static void count_text(struct counting *counting, struct str text)
{
    french_tokenise(counting->french, text, &counting->tokens);
    for (size_t i = 0; i < counting->tokens.count; i++) {
        const struct french_token *token = &counting->tokens.tokens[i];
        if (token->kind == FRENCH_COMPOUND)
            continue;
        if (counting->count * 2 >= counting->places)
            grow(counting);
        struct counted *counted = find(counting, token->word);
        counting->count += !counted->word;
        counted->word = token->word;
        counted->articles += counted->last != counting->article;
        counted->last = counting->article;
    }
}

static void read_article(struct counting *counting, const struct article *article)
{
    if (++counting->article % 2 == 0)
        return;
    count_text(counting, article_get(article, ARTICLE_TITLE));
    count_text(counting, article_get(article, ARTICLE_TEXT));
    if (counting->sample_count == MAX_SAMPLES)
        return;
    size_t before = counting->samples.length;
    article_append_fields(article, &counting->samples);
    counting->sample_bytes[counting->sample_count++] = counting->samples.length - before;
}

static enum status read_file(struct counting *counting, const char *path, struct error *error)
{
    struct reader *reader;
    struct article article = {0};
    size_t line;
    enum reader_result result = READER_FAILED;
    enum status status = reader_open(path, &(struct reader_options){0}, &reader, error);
    while (status == STATUS_OK &&
           (result = reader_next(reader, &article, &line, error)) == READER_ARTICLE)
        read_article(counting, &article);
    if (status == STATUS_OK)
        reader_free(reader);
    article_free(&article);
    return result == READER_END ? STATUS_OK : STATUS_SYSTEM;
}

/* The most frequent first; of two as frequent, the first by its bytes. */
static int by_frequency(const void *a, const void *b)
{
    const struct counted *left = a;
    const struct counted *right = b;
    if (left->articles != right->articles)
        return left->articles > right->articles ? -1 : 1;
    return left->word ? str_compare(left->word->spelling, right->word->spelling) : 0;
}

/* The entropy tables that zstd makes of the samples, as hexadecimal digits. */
static void print_tables(const struct counting *counting, struct str words)
{
    size_t capacity = words.length + 4096;
    char *dictionary = memory_allocate(capacity, 1);
    const ZDICT_params_t parameters = {.compressionLevel = TRAINING_LEVEL, .dictID = 1};
    size_t bytes = ZDICT_finalizeDictionary(dictionary, capacity, words.data, words.length,
                                            counting->samples.data, counting->sample_bytes,
                                            counting->sample_count, parameters);
    for (size_t i = 0; !ZDICT_isError(bytes) && i < bytes - words.length; i++)
        printf("%02x", (unsigned char)dictionary[i]);
    printf("\n");
    free(dictionary);
}

static void print(struct counting *counting)
{
    struct buffer words = {0};
    qsort(counting->words, counting->places, sizeof *counting->words, by_frequency);
    for (size_t i = VOCABULARY_WORDS; i-- > 0;) {
        if (i >= counting->count)
            continue;
        buffer_append(&words, counting->words[i].word->spelling);
        buffer_append_char(&words, '\n');
    }
    print_tables(counting, buffer_str(&words));
    printf("%s", words.data);
    buffer_free(&words);
}

int main(int count, char **arguments)
{
    struct counting counting = {.french = french_new()};
    struct error error = {0};
    enum status status = STATUS_OK;
    for (int i = 1; i < count && status == STATUS_OK; i++)
        status = read_file(&counting, arguments[i], &error);
    if (status == STATUS_OK)
        print(&counting);
    else
        fprintf(stderr, "vocabulary: %s\n", error.message.data);
    free(counting.words);
    buffer_free(&counting.samples);
    french_tokens_free(&counting.tokens);
    french_free(counting.french);
    error_free(&error);
    return status == STATUS_OK ? 0 : 2;
}
