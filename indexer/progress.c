/* A line a tenth of a second, without any control but the carriage return. */
#include "progress.h"

#include <stdio.h>
#include <sys/stat.h>

#include "language.h"
#include "str.h"
#include "terminal.h"

/* Seconds between two lines, and before the first: a short ingest shows none. */
#define PAUSE .1

static double seconds_since(struct timespec then)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then.tv_sec) + (double)(now.tv_nsec - then.tv_nsec) / 1e9;
}

void progress_begin(struct progress *progress, bool wanted)
{
    *progress = (struct progress){.shown = wanted && terminal_is(stderr)};
    clock_gettime(CLOCK_MONOTONIC, &progress->started);
    progress->written = progress->started;
}

void progress_expect(struct progress *progress, char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct stat file;
        if (stat(paths[i], &file) == 0 && S_ISREG(file.st_mode))
            progress->total += (uint64_t)file.st_size;
        else
            progress->endless = true;
    }
}

/* Writes the line over the one that stands there. */
static void write_line(struct progress *progress, const struct buffer *line)
{
    size_t width = terminal_width_of(buffer_str(line));
    if (progress->width > width)
        fprintf(stderr, "\r%*s", (int)progress->width, "");
    fprintf(stderr, "\r%s", line->data);
    fflush(stderr);
    progress->width = width;
    clock_gettime(CLOCK_MONOTONIC, &progress->written);
}

static void append_time_left(struct buffer *line, double seconds)
{
    unsigned long left = (unsigned long)(seconds + .5);
    if (left >= 3600)
        buffer_append_format(line, _(", %lu:%02lu:%02lu left"), left / 3600, left / 60 % 60,
                             left % 60);
    else
        buffer_append_format(line, _(", %lu:%02lu left"), left / 60, left % 60);
}

void progress_count(struct progress *progress, uint64_t bytes)
{
    progress->articles++;
    if (!progress->shown || seconds_since(progress->written) < PAUSE)
        return;
    struct buffer line = {0};
    double seconds = seconds_since(progress->started);
    double read = (double)(progress->read + bytes);
    buffer_append_format(&line, _("%zu articles, %.1f MB/s"), progress->articles,
                         read / 1e6 / seconds);
    if (!progress->endless && (double)progress->total >= read && read > 0)
        append_time_left(&line, ((double)progress->total - read) * seconds / read);
    write_line(progress, &line);
    buffer_free(&line);
}

void progress_end_file(struct progress *progress, uint64_t bytes)
{
    progress->read += bytes;
}

void progress_say(struct progress *progress, const char *what)
{
    if (!progress->shown || seconds_since(progress->started) < PAUSE)
        return;
    struct buffer line = {0};
    buffer_append_format(&line, _("%zu articles, %s"), progress->articles, what);
    write_line(progress, &line);
    buffer_free(&line);
}

void progress_clear(struct progress *progress)
{
    if (progress->width > 0)
        fprintf(stderr, "\r%*s\r", (int)progress->width, "");
    progress->width = 0;
}
