/* Reads blocks, finds the lines in them and hands them out clean. A line that is clean already, and
 * nearly every one is, is borrowed from the block without a copy. */
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "encoding.h"
#include "interrupt.h"
#include "language.h"
#include "memory.h"

#define BLOCK_BYTES ((size_t)64 << 10)

static const struct str byte_order_mark = {"\xEF\xBB\xBF", 3};

struct lines {
    struct reader_options options;
    char *name; /* for messages */
    int descriptor;
    int failure; /* errno of a failed read: the stream stays failed */
    bool finished;
    bool skipping; /* the rest of a cut line comes first, and is dropped */
    char *data;
    size_t capacity;
    size_t start, end; /* what of `data` was read and not handed out yet */
    uint64_t filled;   /* bytes of the file read so far */
    size_t number;     /* of the line handed out last */
    struct buffer clean;
    unsigned warned; /* faults that the file was warned of */
};

void lines_report_arguments(const struct lines *lines, enum reader_severity severity, size_t line,
                            const char *format, va_list arguments)
{
    if (!lines->options.report)
        return;
    struct buffer reason = {0};
    buffer_append_arguments(&reason, language_translate(format), arguments);
    lines->options.report(lines->options.context, severity, line, buffer_str(&reason).data);
    buffer_free(&reason);
}

void lines_report(const struct lines *lines, enum reader_severity severity, size_t line,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    lines_report_arguments(lines, severity, line, format, arguments);
    va_end(arguments);
}

void lines_warn(struct lines *lines, unsigned faults, size_t line)
{
    unsigned news = faults & ~lines->warned;
    lines->warned |= faults;
    if (news & ENCODING_NOT_UTF8 && lines->options.encoding == READER_UTF8)
        lines_report(lines, READER_WARNING, line,
                     "bytes that are not UTF-8 become U+FFFD; if the file is in Windows-1252, "
                     "use --encoding windows-1252");
    else if (news & ENCODING_NOT_UTF8)
        lines_report(lines, READER_WARNING, line,
                     "bytes that are not UTF-8 are read as Windows-1252; --encoding utf-8 or "
                     "windows-1252 settles it");
    if (news & ENCODING_CONTROL)
        lines_report(lines, READER_WARNING, line, "control characters become spaces");
}

static enum status read_failed(const struct lines *lines, struct error *error)
{
    return error_set(error, STATUS_SYSTEM, "cannot read %s: %s", lines->name,
                     strerror(lines->failure));
}

/* Room for a block more, but never for more than a line of `most` bytes and a block. */
static void make_room(struct lines *lines, size_t most)
{
    size_t held = lines->end - lines->start;
    if (lines->start > 0 && held > 0)
        memmove(lines->data, lines->data + lines->start, held);
    lines->start = 0;
    lines->end = held;
    if (lines->capacity - held >= BLOCK_BYTES / 2)
        return;
    size_t doubled = 2 * lines->capacity;
    lines->capacity = doubled < most + BLOCK_BYTES ? doubled : most + BLOCK_BYTES;
    lines->data = memory_resize(lines->data, lines->capacity, 1);
}

void lines_forget(struct lines *lines)
{
    size_t held = lines->end - lines->start;
    buffer_clear(&lines->clean);
    if (lines->capacity <= BUFFER_KEPT_BYTES || held > BLOCK_BYTES)
        return;
    char *data = memory_resize(NULL, 2 * BLOCK_BYTES, 1);
    memcpy(data, lines->data + lines->start, held);
    free(lines->data);
    lines->data = data;
    lines->capacity = 2 * BLOCK_BYTES;
    lines->start = 0;
    lines->end = held;
}

/* Reads on, behind what is held (at most `most` bytes). */
static enum status fill(struct lines *lines, size_t most, struct error *error)
{
    if (lines->failure)
        return read_failed(lines, error);
    make_room(lines, most);
    size_t room = lines->capacity - lines->end;
    if (room > BLOCK_BYTES) /* of a huge line: its memory is not for those that follow */
        room = BLOCK_BYTES;
    ssize_t got;
    do {
        got = read(lines->descriptor, lines->data + lines->end, room);
    } while (got < 0 && errno == EINTR && !interrupt_asked());
    if (got < 0) {
        lines->failure = errno;
        return read_failed(lines, error);
    }
    lines->finished = got == 0;
    lines->end += (size_t)got;
    lines->filled += (uint64_t)got;
    return STATUS_OK;
}

static struct str held(const struct lines *lines)
{
    return str_of(lines->data + lines->start, lines->end - lines->start);
}

/* Whether the beginning of the file is one of a text that we read. */
static enum status check_beginning(struct lines *lines, struct error *error)
{
    while (!lines->finished && held(lines).length <= byte_order_mark.length)
        if (fill(lines, BLOCK_BYTES, error) != STATUS_OK)
            return STATUS_SYSTEM;
    struct str text = held(lines);
    if (str_starts(text, STR("\xFF\xFE")) || str_starts(text, STR("\xFE\xFF")))
        return error_set(error, STATUS_SYSTEM,
                         "%s is in UTF-16; convert it with iconv -f UTF-16 -t UTF-8", lines->name);
    if (text.length == 0 || str_equal(text, byte_order_mark))
        return error_set(error, STATUS_SYSTEM, "%s is empty", lines->name);
    return STATUS_OK;
}

enum status lines_open(const char *path, const struct reader_options *options,
                       struct lines **lines_out, struct error *error)
{
    bool standard_input = strcmp(path, "-") == 0;
    int descriptor = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return error_set(error, STATUS_SYSTEM, "cannot open %s: %s", path, strerror(errno));
    const char *name = standard_input ? _("standard input") : path;
    struct lines *lines = memory_allocate(1, sizeof *lines);
    lines->options = *options;
    lines->name = memory_copy(name, strlen(name));
    lines->descriptor = descriptor;
    lines->capacity = BLOCK_BYTES;
    lines->data = memory_resize(NULL, lines->capacity, 1);
    enum status status = check_beginning(lines, error);
    if (status == STATUS_OK)
        *lines_out = lines;
    else
        lines_free(lines);
    return status;
}

void lines_free(struct lines *lines)
{
    if (!lines)
        return;
    if (lines->descriptor != STDIN_FILENO)
        close(lines->descriptor);
    buffer_free(&lines->clean);
    free(lines->data);
    free(lines->name);
    free(lines);
}

uint64_t lines_read(const struct lines *lines)
{
    return lines->filled - (lines->end - lines->start);
}

int lines_first_byte(struct lines *lines)
{
    if (str_starts(held(lines), byte_order_mark))
        lines->start += byte_order_mark.length;
    struct error ignored = {0}; /* the stream stays failed and lines_next reports it */
    int first = -1;
    do {
        for (; lines->start < lines->end && first < 0; lines->start++) {
            unsigned char byte = (unsigned char)lines->data[lines->start];
            if (byte == '\n')
                lines->number++;
            else if (byte != ' ' && byte != '\t' && byte != '\r')
                first = byte;
        }
    } while (first < 0 && !lines->finished && fill(lines, BLOCK_BYTES, &ignored) == STATUS_OK);
    if (first >= 0)
        lines->start--; /* it was looked at, not taken */
    error_free(&ignored);
    return first;
}

/* Drops what is left of a line that was cut. */
static enum status drop_rest(struct lines *lines, struct error *error)
{
    while (lines->skipping) {
        struct str rest = held(lines);
        const char *newline = memchr(rest.data, '\n', rest.length);
        lines->start = newline ? (size_t)(newline - lines->data) + 1 : lines->end;
        lines->skipping = !newline && !lines->finished;
        if (lines->skipping && fill(lines, BLOCK_BYTES, error) != STATUS_OK)
            return STATUS_SYSTEM;
    }
    return STATUS_OK;
}

/* Takes the next line as it stands, without its LF; of one with more than `most` bytes at least
 * those and at most a block more. */
static enum lines_result take_line(struct lines *lines, size_t most, struct str *raw,
                                   struct error *error)
{
    const char *newline = NULL;
    bool huge = false;
    for (size_t searched = 0;; searched = raw->length) {
        *raw = held(lines);
        newline = memchr(raw->data + searched, '\n', raw->length - searched);
        if (newline || lines->finished || raw->length > most)
            break;
        if (!huge && raw->length > READER_HUGE_BYTES && lines->options.huge)
            lines->options.huge(lines->options.context);
        huge = raw->length > READER_HUGE_BYTES;
        if (fill(lines, most, error) != STATUS_OK)
            return LINES_FAILED;
    }
    if (newline) {
        *raw = str_before(*raw, (size_t)(newline - raw->data));
        lines->start += raw->length + 1;
        return LINES_LINE;
    }
    lines->start = lines->end;
    lines->skipping = !lines->finished;
    return raw->length > 0 ? LINES_LINE : LINES_END;
}

/* The line's text made clean: borrowed from the block when it is already. */
static struct str clean_line(struct lines *lines, struct str raw, size_t most)
{
    if (lines->options.encoding != READER_WINDOWS_1252 && encoding_clean_length(raw) == raw.length)
        return raw;
    buffer_clear(&lines->clean);
    unsigned faults = encoding_append_clean(raw, lines->options.encoding, most, &lines->clean);
    lines_warn(lines, faults, lines->number);
    return buffer_str(&lines->clean);
}

enum lines_result lines_next(struct lines *lines, size_t most, struct line *line,
                             struct error *error)
{
    if (drop_rest(lines, error) != STATUS_OK)
        return LINES_FAILED;
    struct str raw;
    enum lines_result result = take_line(lines, most, &raw, error);
    if (result != LINES_LINE)
        return result;
    line->number = ++lines->number;
    if (str_ends(raw, STR("\r"))) /* else the line would not be clean, and copied */
        raw.length--;
    if (str_starts(raw, byte_order_mark))
        raw = str_after(raw, byte_order_mark.length);
    line->cut = raw.length > most;
    line->text = clean_line(lines, str_clip(raw, most), most);
    line->cut = line->cut || line->text.length > most;
    line->text = str_clip(line->text, most);
    return LINES_LINE;
}
