/* A file as a stream of clean lines, for the readers of both formats.
 *
 * Lines end in LF or CR LF; the last one may have no end. Their text is clean in the sense of
 * encoding.h, and a byte order mark at the front of a line (files joined by cat have them inside)
 * is left out. What is held in memory is one line as long as the caller allows, and a block. */
#ifndef REVUE_LINES_H
#define REVUE_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "reader.h"
#include "str.h"

struct lines;

struct line {
    struct str text; /* without its end; borrowed, valid until the next call */
    size_t number;   /* from 1 */
    bool cut;        /* it was longer than allowed: `text` is its beginning, the rest is dropped */
};

enum lines_result { LINES_LINE, LINES_END, LINES_FAILED };

/* Opens `path`, "-" for standard input, and reads the first block. `options` is copied, what it
 * points to is borrowed. Fails with STATUS_SYSTEM and the file's name when the file cannot be read,
 * is empty or is in UTF-16. */
enum status lines_open(const char *path, const struct reader_options *options, struct lines **lines,
                       struct error *error);
void lines_free(struct lines *lines);

/* Before the first line: drops white space and blank lines, and returns the byte that comes then,
 * -1 when there is none (or the file cannot be read on, which lines_next will say). */
int lines_first_byte(struct lines *lines);

/* The next line, cut when it has more than `most` bytes as it stands or clean. Warns, once a file,
 * of bytes that are not UTF-8 and of control characters. After LINES_FAILED every call fails. */
enum lines_result lines_next(struct lines *lines, size_t most, struct line *line,
                             struct error *error);

/* The text of the line handed out last is needed no more: that of a huge one goes back. */
void lines_forget(struct lines *lines);

/* The bytes of the file that were handed out so far, or dropped. */
uint64_t lines_read(const struct lines *lines);

/* Passes a warning or a rejection on to the options' report. */
__attribute__((format(printf, 4, 5))) void lines_report(const struct lines *lines,
                                                        enum reader_severity severity, size_t line,
                                                        const char *format, ...);
__attribute__((format(printf, 4, 0))) void lines_report_arguments(const struct lines *lines,
                                                                  enum reader_severity severity,
                                                                  size_t line, const char *format,
                                                                  va_list arguments);

/* Warns of the faults (enum encoding_fault) of line `line` that the file was not warned of yet. */
void lines_warn(struct lines *lines, unsigned faults, size_t line);

#endif
