/* A thread that asks the system, now and then, to write what is dirty. It uses no C++, whose memory
 * is for one thread (bump.h). */
#include "writeback.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "memory.h"
#include "str.h"

/* Between two times. Measured: at 20 ms and at 50 what is left to sync takes 2 ms, not 75. */
#define INTERVAL_NANOSECONDS 20000000L

struct writeback {
    const char *folder;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t ending;
    bool ends; /* by the mutex */
};

/* What cannot be opened or written now is Xapian's to tell. */
static void write_table(const char *folder, const char *name)
{
    struct buffer path = {0};
    buffer_append_format(&path, "%s/%s.glass", folder, name);
    int file = open(path.data, O_RDONLY | O_CLOEXEC);
    buffer_free(&path);
    if (file < 0)
        return;
    sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
    close(file);
}

/* Waits for the interval, or for the end; says whether to go on. */
static bool wait_on(struct writeback *writeback)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += INTERVAL_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&writeback->mutex);
    if (!writeback->ends)
        pthread_cond_timedwait(&writeback->ending, &writeback->mutex, &until);
    bool goes_on = !writeback->ends;
    pthread_mutex_unlock(&writeback->mutex);
    return goes_on;
}

static void *run(void *context)
{
    struct writeback *writeback = context;
    while (wait_on(writeback)) {
        write_table(writeback->folder, "postlist");
        write_table(writeback->folder, "termlist");
    }
    return NULL;
}

static void free_writeback(struct writeback *writeback)
{
    pthread_mutex_destroy(&writeback->mutex);
    pthread_cond_destroy(&writeback->ending);
    free(writeback);
}

/* For the tables that come to be in `folder`, which is borrowed; NULL when there can be no thread.
 * Signals are the business of the thread that begins it. */
static struct writeback *begin(const char *folder)
{
    struct writeback *writeback = memory_allocate(1, sizeof *writeback);
    sigset_t all;
    sigset_t before;
    writeback->folder = folder;
    pthread_mutex_init(&writeback->mutex, NULL);
    pthread_cond_init(&writeback->ending, NULL);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool begun = pthread_create(&writeback->thread, NULL, run, writeback) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (begun)
        return writeback;
    free_writeback(writeback);
    return NULL;
}

static void end(struct writeback *writeback)
{
    if (!writeback)
        return;
    pthread_mutex_lock(&writeback->mutex);
    writeback->ends = true;
    pthread_cond_signal(&writeback->ending);
    pthread_mutex_unlock(&writeback->mutex);
    pthread_join(writeback->thread, NULL);
    free_writeback(writeback);
}

enum xapian_status writeback_compact(const char *const *sources, size_t count, const char *path,
                                     char **message)
{
    struct writeback *writeback = begin(path);
    enum xapian_status made = xapian_compact(
        sources, count, path, XAPIAN_COMPACT_FULL | XAPIAN_COMPACT_NO_RENUMBER, message);
    end(writeback);
    return made;
}
