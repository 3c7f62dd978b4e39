/* A fuzzer of what comes in, digests and JSON Lines, for libFuzzer; tests/fuzz.sh builds and runs
 * it. The first byte says as which format, and in which encoding, the others are read.
 *
 * Each article is clean, and where a digest can hold it, it is the same one after being written as
 * a digest and read again. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "digest_writer.h"
#include "encoding.h"
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Noreturn void fail(const char *flaw, const struct article *article)
{
    struct str title = article_get(article, ARTICLE_TITLE);
    fprintf(stderr, "%s: the article %.*s\n", flaw, (int)title.length, title.data);
    abort();
}

/* A path by which the bytes are read as a file. */
static void make_file(struct str bytes, int *file, char path[64])
{
    *file = memfd_create("input", MFD_CLOEXEC);
    if (*file < 0 || write(*file, bytes.data, bytes.length) != (ssize_t)bytes.length)
        abort();
    snprintf(path, 64, "/proc/self/fd/%d", *file);
}

/* Not the id: a digest has none. */
static bool is_same(const struct article *a, const struct article *b)
{
    for (size_t i = 0; i < ARTICLE_FIELDS; i++)
        if (i != ARTICLE_ID && !str_equal(article_get(a, (enum article_field)i),
                                          article_get(b, (enum article_field)i)))
            return false;
    return true;
}

static void check_written(const struct article *article)
{
    struct buffer digest = {0};
    struct reader *reader = NULL;
    struct error error = {0};
    struct article again = {0};
    struct reader_options options = {.format = READER_DIGEST, .encoding = READER_UTF8};
    size_t line;
    char path[64];
    int file;
    if (!digest_write(article, &digest)) {
        make_file(buffer_str(&digest), &file, path);
        if (reader_open(path, &options, &reader, &error) != STATUS_OK ||
            reader_next(reader, &again, &line, &error) != READER_ARTICLE)
            fail("written as a digest it is none", article);
        if (!is_same(article, &again))
            fail("written as a digest it is another", article);
        if (reader_next(reader, &again, &line, &error) != READER_END)
            fail("written as a digest it is two", article);
        reader_free(reader);
        close(file);
    }
    article_free(&again);
    error_free(&error);
    buffer_free(&digest);
}

/* JSON may say that an article has no title, by an empty one. */
static void check_clean(const struct article *article, bool titled)
{
    for (size_t i = 0; i < ARTICLE_FIELDS; i++) {
        struct str rest = article_get(article, (enum article_field)i);
        while (rest.data) {
            struct str line = i == ARTICLE_TEXT ? str_cut(&rest, '\n') : rest;
            if (encoding_clean_length(line) != line.length)
                fail("it is not clean", article);
            if (i != ARTICLE_TEXT)
                break;
        }
    }
    if ((titled && article_get(article, ARTICLE_TITLE).length == 0) ||
        article_get(article, ARTICLE_TEXT).length == 0)
        fail("it is empty", article);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct reader_options options = {.format = (enum reader_format)(data[0] % 3),
                                     .encoding = (enum reader_encoding)(data[0] / 3 % 3)};
    struct reader *reader = NULL;
    struct error error = {0};
    struct article article = {0};
    size_t line;
    char path[64];
    int file;
    make_file(str_of((const char *)data + 1, size - 1), &file, path);
    if (reader_open(path, &options, &reader, &error) == STATUS_OK)
        while (reader_next(reader, &article, &line, &error) == READER_ARTICLE) {
            check_clean(&article, options.format == READER_DIGEST);
            check_written(&article);
        }
    reader_free(reader);
    article_free(&article);
    error_free(&error);
    close(file);
    return 0;
}
