/* How far an ingest is, on a terminal: one line of standard error that is written over. */
#ifndef REVUE_PROGRESS_H
#define REVUE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* Zeroed shows nothing. */
struct progress {
    bool shown;      /* at all */
    bool endless;    /* there is more to read than `total` */
    uint64_t total;  /* bytes of files to read */
    uint64_t read;   /* bytes of the files that were read to their end */
    size_t articles; /* so far */
    size_t width;    /* of the line that stands there, in columns; 0: none */
    struct timespec started, written;
};

/* Begins; shows what is done when that is `wanted` and standard error is a terminal. */
void progress_begin(struct progress *progress, bool wanted);

/* Tells what will be read, for the time left, which is not known where one of the paths is no file.
 */
void progress_expect(struct progress *progress, char *const *paths, size_t count);

/* One more article; `bytes` of its file were read so far. */
void progress_count(struct progress *progress, uint64_t bytes);

/* A file of so many bytes was read to its end. */
void progress_end_file(struct progress *progress, uint64_t bytes);

/* Shows `what` is done now that takes its time, when nothing more is read. */
void progress_say(struct progress *progress, const char *what);

/* Takes the line away: before anything else is written to the terminal, and in the end. */
void progress_clear(struct progress *progress);

#endif
