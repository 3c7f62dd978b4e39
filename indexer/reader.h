/* Articles out of a file, whatever its format: one interface over the digest and the JSON reader.
 *
 * A file is read as a stream; what is held in memory is one article, which has a limit. */
#ifndef REVUE_READER_H
#define REVUE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article.h"
#include "error.h"

/* The longest title, author, section, outlet or URL, in bytes; a text has what ARTICLE_MAX_BYTES
 * leaves. A longer one is rejected, so that an article as a whole has a limit. */
#define READER_MAX_FIELD_BYTES ((size_t)64 << 10)

/* A line of more is huge. One of JSON Lines may have 48 MiB. */
#define READER_HUGE_BYTES ((size_t)8 << 20)

enum reader_format { READER_AUTO, READER_DIGEST, READER_JSONL };
enum reader_encoding { READER_ENCODING_AUTO, READER_UTF8, READER_WINDOWS_1252 };

/* What a reader has to say of a line. A warning takes nothing away; a rejection does. */
enum reader_severity { READER_WARNING, READER_REJECTION };

struct reader_options {
    enum reader_format
        format; /* AUTO: .jsonl, .ndjson and .json by name, else by the first character */
    enum reader_encoding encoding;
    bool title_optional; /* JSON Lines: an article without a title is one; its title is empty */
    const char
        *date; /* the date of articles without one: YYYY-MM-DD or NULL; else the file name's */
    /* Called for each warning and each rejection, with the line (from 1) and the reason, without
     * the file's name and without a newline. */
    void (*report)(void *context, enum reader_severity severity, size_t line, const char *reason);
    /* Called once in each line of more than READER_HUGE_BYTES, before the rest of it is read: who
     * holds memory that can be done without may give it back. NULL: nobody does. */
    void (*huge)(void *context);
    void *context;
};

enum reader_result {
    READER_ARTICLE, /* `article` was filled */
    READER_END,     /* nothing more */
    READER_FAILED,  /* the file could not be read on; `error` says why */
};

struct reader;

/* Opens `path`, or standard input when it is "-". Fails with STATUS_SYSTEM and a message that names
 * the file. An empty file is an error, as is one in UTF-16 (named, with the way to convert it). */
enum status reader_open(const char *path, const struct reader_options *options,
                        struct reader **reader, struct error *error);
void reader_free(struct reader *reader);

/* The bytes of the file that the articles so far, and what stands between them, took. */
uint64_t reader_bytes(const struct reader *reader);

/* The next article that is one; what stands before it and is none was reported. `line` becomes the
 * line where the article begins. The article keeps its memory from call to call. */
enum reader_result reader_next(struct reader *reader, struct article *article, size_t *line,
                               struct error *error);

#endif
