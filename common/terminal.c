/* The border to the terminal: what is shown there is made harmless, measured and checked to have
 * arrived. What is shown is the programs' business. */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include "language.h"

/* Reads the first code point of `text`, which is not empty, and returns its bytes. A byte that is
 * not UTF-8 gives -1 and 1. */
static size_t read_point(struct str text, utf8proc_int32_t *point)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    if (bytes[0] < 0x80) {
        *point = bytes[0];
        return 1;
    }
    size_t available = text.length < 4 ? text.length : 4;
    utf8proc_ssize_t taken = utf8proc_iterate(bytes, (utf8proc_ssize_t)available, point);
    if (taken > 0)
        return (size_t)taken;
    *point = -1;
    return 1;
}

/* What a terminal may obey instead of showing, or what reorders the text around it. */
static bool is_harmful(utf8proc_int32_t point)
{
    return point < 0x20 || (point >= 0x7f && point <= 0x9f) ||      /* C0, DEL, C1 */
           point == 0x061c || point == 0x200e || point == 0x200f || /* direction marks */
           (point >= 0x2028 && point <= 0x202e) ||                  /* separators, embeddings */
           (point >= 0x2066 && point <= 0x2069);                    /* isolates */
}

void terminal_escape(struct str text, bool keep_newlines, struct buffer *escaped)
{
    size_t plain = 0; /* where the text begins that is not yet appended */
    size_t bytes;
    for (size_t at = 0; at < text.length; at += bytes) {
        utf8proc_int32_t point;
        bytes = read_point(str_after(text, at), &point);
        if (!is_harmful(point) || (point == '\n' && keep_newlines))
            continue;
        buffer_append(escaped, str_of(text.data + plain, at - plain));
        if (bytes == 1)
            buffer_append_format(escaped, "\\x%02x", (unsigned)(unsigned char)text.data[at]);
        else
            buffer_append_format(escaped, "\\u%04x", (unsigned)point);
        plain = at + bytes;
    }
    if (plain < text.length)
        buffer_append(escaped, str_after(text, plain));
}

size_t terminal_width_of(struct str text)
{
    size_t width = 0;
    while (text.length) {
        utf8proc_int32_t point;
        text = str_after(text, read_point(text, &point));
        width += point < 0 ? 1 : (size_t)utf8proc_charwidth(point);
    }
    return width;
}

/* $COLUMNS, or 0 when it is unset or makes no sense. */
static size_t columns_of_environment(void)
{
    const char *text = getenv("COLUMNS");
    size_t digits = text ? strspn(text, "0123456789") : 0;
    if (digits == 0 || digits > 5 || text[digits] != '\0')
        return 0;
    unsigned long columns = strtoul(text, NULL, 10);
    return columns <= 10000 ? columns : 0;
}

size_t terminal_columns(FILE *stream)
{
    struct winsize window = {0};
    if (ioctl(fileno(stream), TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
        return window.ws_col;
    size_t columns = columns_of_environment();
    return columns ? columns : 80;
}

bool terminal_is(FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

bool terminal_use_color(enum terminal_color color, FILE *stream)
{
    if (color != TERMINAL_COLOR_AUTO)
        return color == TERMINAL_COLOR_ALWAYS;
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return terminal_is(stream) && !(refused && *refused) && terminal &&
           strcmp(terminal, "dumb") != 0;
}

struct terminal_screen terminal_screen_of(FILE *stream, enum terminal_color color)
{
    return (struct terminal_screen){.is_terminal = terminal_is(stream),
                                    .color = terminal_use_color(color, stream),
                                    .columns = terminal_columns(stream)};
}

/* Appends `text`, escaped when standard error is a terminal. */
static void append_shown(struct buffer *line, struct str text, bool keep_newlines)
{
    if (isatty(STDERR_FILENO))
        terminal_escape(text, keep_newlines, line);
    else
        buffer_append(line, text);
}

void terminal_message(const char *place, const char *format, ...)
{
    struct buffer message = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_append_arguments(&message, language_translate(format), arguments);
    va_end(arguments);

    struct buffer line = {0}; /* written at once, so that lines of several programs do not mix */
    append_shown(&line, str_from(place), false);
    buffer_append(&line, STR(": "));
    append_shown(&line, buffer_str(&message), true);
    buffer_append_char(&line, '\n');
    fwrite(line.data, 1, line.length, stderr);
    buffer_free(&line);
    buffer_free(&message);
}

void terminal_prepare_streams(void)
{
    /* The contrary of what each is for, so that using it is an error. */
    static const int modes[] = {
        [STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDONLY};
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0)
            open("/dev/null", modes[stream]); /* takes the lowest number that is free, this one */
    signal(SIGPIPE, SIG_IGN);
}

bool terminal_output_ended(void)
{
    return ferror(stdout) != 0;
}

/* Whether standard output is a pipe whose reader has gone. */
static bool reader_has_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR);
}

enum status terminal_finish_output(struct error *error)
{
    bool failed = ferror(stdout) != 0; /* some time ago, the reason is forgotten */
    errno = 0;
    failed |= fflush(stdout) != 0;
    int reason = errno;
    if (failed && reason == 0 && reader_has_gone())
        reason = EPIPE;
    /* Standard output may have been closed from the start: no loss when nothing was written. */
    if (fclose(stdout) != 0 && !failed && errno != EBADF) {
        failed = true;
        reason = errno;
    }
    if (!failed || reason == EPIPE)
        return STATUS_OK;
    return error_set(error, STATUS_SYSTEM, "standard output: %s",
                     reason ? strerror(reason) : _("not all of it could be written"));
}
