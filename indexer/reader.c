/* One interface over the readers: which format a file has, and the date of articles without one. */
#include "reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "date.h"
#include "digest.h"
#include "jsonl.h"
#include "lines.h"
#include "memory.h"
#include "variety.h"

struct reader {
    struct lines *lines;
    struct digest *digest; /* one of the two is NULL */
    struct jsonl *jsonl;
    char date[DATE_BYTES + 1]; /* of articles without one; "" when there is none */
    bool date_guessed;         /* it is of the file's name */
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_jsonl_name(const char *path)
{
    const char *dot = strrchr(base_name(path), '.');
    return dot && (strcasecmp(dot, ".jsonl") == 0 || strcasecmp(dot, ".ndjson") == 0 ||
                   strcasecmp(dot, ".json") == 0);
}

static bool is_jsonl(enum reader_format format, const char *path, struct lines *lines)
{
    if (format != READER_AUTO)
        return format == READER_JSONL;
    return is_jsonl_name(path) || lines_first_byte(lines) == '{';
}

enum status reader_open(const char *path, const struct reader_options *options,
                        struct reader **reader_out, struct error *error)
{
    struct lines *lines = NULL;
    enum status status = lines_open(path, options, &lines, error);
    if (status != STATUS_OK)
        return status;
    struct reader *reader = memory_allocate(1, sizeof *reader);
    reader->lines = lines;
    if (options->date)
        snprintf(reader->date, sizeof reader->date, "%s", options->date);
    else
        reader->date_guessed = date_find(str_from(base_name(path)), reader->date);
    if (is_jsonl(options->format, path, lines))
        reader->jsonl = jsonl_new(lines, options->title_optional);
    else
        reader->digest = digest_new(lines);
    *reader_out = reader;
    return STATUS_OK;
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    jsonl_free(reader->jsonl);
    digest_free(reader->digest);
    lines_free(reader->lines);
    free(reader);
}

uint64_t reader_bytes(const struct reader *reader)
{
    return lines_read(reader->lines);
}

static enum reader_result next(struct reader *reader, struct article *article, size_t *line,
                               struct error *error)
{
    return reader->jsonl ? jsonl_next(reader->jsonl, article, line, error)
                         : digest_next(reader->digest, article, line, error);
}

/* What is asked of an article whatever its format. */
static bool is_text(const struct reader *reader, const struct article *article, size_t line)
{
    if (article_get(article, ARTICLE_TITLE).length > READER_MAX_FIELD_BYTES)
        lines_report(reader->lines, READER_REJECTION, line, "a title of more than %zu KiB",
                     READER_MAX_FIELD_BYTES >> 10);
    else if (variety_is_too_great(article_get(article, ARTICLE_TEXT)))
        lines_report(reader->lines, READER_REJECTION, line,
                     "an article of more than %d different words is no text", VARIETY_MOST);
    else
        return true;
    return false;
}

enum reader_result reader_next(struct reader *reader, struct article *article, size_t *line,
                               struct error *error)
{
    enum reader_result result;
    do
        result = next(reader, article, line, error);
    while (result == READER_ARTICLE && !is_text(reader, article, *line));
    if (result == READER_ARTICLE && article_get(article, ARTICLE_DATE).length == 0) {
        article_set(article, ARTICLE_DATE, str_from(reader->date));
        article->date_guessed = reader->date_guessed;
    }
    return result;
}
