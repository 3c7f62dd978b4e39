/* A process that does tasks for this one: batches to shards, databases to one. */
#ifndef REVUE_WORKER_H
#define REVUE_WORKER_H

#include <sys/types.h>

#include "analysers.h"
#include "error.h"
#include "shared_words.h"
#include "str.h"

enum task_kind {
    TASK_SHARD, /* `bytes` is a batch of shard.h, which becomes a database at `path` */
    TASK_MERGE, /* `bytes` are the paths of databases, each ended by a NUL, which become one at
                   `path`, docids kept */
};

/* Borrowed for the call that sends it. */
struct task {
    enum task_kind kind;
    const char *path;
    struct str bytes;
};

struct worker {
    pid_t process;
    int socket;
    bool busy; /* has a task whose end was not received yet */
};

/* Starts the process. It has copies of the analysers as they are now, shares the words with this
 * one, and has no file that is open but the standard streams, so that no lock of this process lives
 * on in it. It ends when this process does. */
enum status worker_start(struct worker *worker, const struct analysers *analysers,
                         struct shared_words *words, struct error *error);

/* Gives a worker that is not busy a task. Waits until it has read all of it, not until it is done.
 */
enum status worker_send(struct worker *worker, const struct task *task, struct error *error);

/* Waits for the end of the task that makes `path`. Fails as the task failed. */
enum status worker_receive(struct worker *worker, const char *path, struct error *error);

/* Waits until one of those that are busy, `*ready`, can be received from without waiting; NULL when
 * none is busy. */
enum status worker_wait(struct worker *workers, size_t count, struct worker **ready,
                        struct error *error);

/* Ends the process, whatever it is doing. A worker that was not started (process 0) is left. */
void worker_stop(struct worker *worker);

/* Merges databases as TASK_MERGE does, in this process. */
enum status worker_merge(struct str sources, const char *path, struct error *error);

#endif
