/* Worker processes: a socket each, on which a task goes one way and what became of it the other. */
#include "worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bump.h"
#include "crash.h"
#include "database.h"
#include "folders.h"
#include "memory.h"
#include "shard.h"
#include "writeback.h"

/* For what Xapian keeps in trees, at the most: more than a worker may take at all. */
#define TREE_BYTES ((size_t)1 << 30)

/* What goes before a task's path and bytes. */
struct task_head {
    enum task_kind kind;
    size_t path_length;
    size_t byte_count;
};

/* What goes before the message of an answer. */
struct answer_head {
    enum status status;
    size_t message_length;
};

/* -- Bytes through a socket ------------------------------------------------------------------- */

static bool send_bytes(int socket, const void *bytes, size_t count)
{
    for (size_t sent = 0; sent < count;) {
        ssize_t now = send(socket, (const char *)bytes + sent, count - sent, MSG_NOSIGNAL);
        if (now < 0 && errno != EINTR)
            return false;
        sent += now > 0 ? (size_t)now : 0;
    }
    return true;
}

static bool receive_bytes(int socket, void *bytes, size_t count)
{
    for (size_t received = 0; received < count;) {
        ssize_t now = read(socket, (char *)bytes + received, count - received);
        if (now == 0 || (now < 0 && errno != EINTR))
            return false;
        received += now > 0 ? (size_t)now : 0;
    }
    return true;
}

static bool receive_buffer(int socket, size_t count, struct buffer *buffer)
{
    buffer_clear(buffer);
    buffer_reserve(buffer, count);
    if (!receive_bytes(socket, buffer->data, count))
        return false;
    buffer->length = count;
    buffer->data[count] = '\0';
    return true;
}

/* -- In the worker's process ------------------------------------------------------------------ */

enum status worker_merge(struct str sources, const char *path, struct error *error)
{
    const char **paths = NULL;
    size_t count = 0;
    size_t capacity = 0;
    char *message = NULL;
    while (sources.length > 0) {
        paths = memory_grow(paths, &capacity, count + 1, sizeof *paths);
        paths[count++] = sources.data;
        sources = str_after(sources, strlen(sources.data) + 1);
    }
    enum xapian_status merged = writeback_compact(paths, count, path, &message);
    free(paths);
    return merged == XAPIAN_OK ? STATUS_OK : database_error(error, path, merged, message);
}

static bool answer(int socket, enum status status, const struct error *error)
{
    struct answer_head head = {status, error->message.length};
    return send_bytes(socket, &head, sizeof head) &&
           send_bytes(socket, error->message.data, error->message.length);
}

/* Does tasks until there are none or nobody asks for their end. */
static void serve(int socket, const struct analysers *analysers, struct shared_words *words)
{
    struct shard_maker *maker = shard_maker_new(analysers, words);
    struct task_head head;
    struct buffer path = {0};
    struct buffer bytes = {0};
    bool asked = true;
    while (asked && receive_bytes(socket, &head, sizeof head) &&
           receive_buffer(socket, head.path_length, &path) &&
           receive_buffer(socket, head.byte_count, &bytes)) {
        struct error error = {0};
        enum status status = head.kind == TASK_SHARD
                                 ? shard_make(maker, buffer_str(&bytes), path.data, &error)
                                 : worker_merge(buffer_str(&bytes), path.data, &error);
        asked = answer(socket, status, &error);
        error_free(&error);
    }
    shard_maker_free(maker);
    buffer_free(&path);
    buffer_free(&bytes);
}

/* The life of the process. It leaves without the parent's exit handlers and destructors: what they
 * would close or write is not its own. A ^C or the like is for the parent, which then finishes or
 * stops it. */
static _Noreturn void live(int socket, pid_t parent, const struct analysers *analysers,
                           struct shared_words *words)
{
    crash_forget();
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int only = STDERR_FILENO + 1;
    if (getppid() == parent && dup2(socket, only) == only) {
        closefrom(only + 1);
        bump_begin(TREE_BYTES);
        serve(only, analysers, words);
    }
    _exit(0);
}

/* -- In the parent's -------------------------------------------------------------------------- */

enum status worker_start(struct worker *worker, const struct analysers *analysers,
                         struct shared_words *words, struct error *error)
{
    int sockets[2];
    pid_t parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return error_set(error, STATUS_SYSTEM, "cannot start a process: %s", strerror(errno));
    memory_give_back(); /* what is free would be held by both as soon as one uses it */
    pid_t process = fork();
    if (process == 0)
        live(sockets[1], parent, analysers, words);
    int reason = errno;
    close(sockets[1]);
    if (process < 0) {
        close(sockets[0]);
        return error_set(error, STATUS_SYSTEM, "cannot start a process: %s", strerror(reason));
    }
    *worker = (struct worker){process, sockets[0], false};
    return STATUS_OK;
}

/* With less room than this a block cannot be written, or one of a few at once. */
#define FULL_BYTES ((uint64_t)64 << 10)

/* Of the disk with the folder that `path` is, or is to be, in. */
static bool is_full(const char *path)
{
    struct statvfs disk;
    struct buffer folder = {0};
    folder_parent(path, &folder);
    bool read = statvfs(folder.data, &disk) == 0;
    buffer_free(&folder);
    return read &&
           (uint64_t)(geteuid() == 0 ? disk.f_bfree : disk.f_bavail) * disk.f_frsize < FULL_BYTES;
}

/* Xapian ends the program at some of the places where a block cannot be written. */
static enum status is_gone(const char *path, struct error *error)
{
    if (is_full(path))
        return error_set(error, STATUS_SYSTEM, "%s: %s", path, strerror(ENOSPC));
    return error_set(error, STATUS_SYSTEM,
                     "a process that indexes has ended; is there enough memory, and room on the "
                     "disk? Run it again, or with --jobs 1");
}

enum status worker_send(struct worker *worker, const struct task *task, struct error *error)
{
    struct task_head head = {task->kind, strlen(task->path), task->bytes.length};
    worker->busy = true;
    return send_bytes(worker->socket, &head, sizeof head) &&
                   send_bytes(worker->socket, task->path, head.path_length) &&
                   send_bytes(worker->socket, task->bytes.data, head.byte_count)
               ? STATUS_OK
               : is_gone(task->path, error);
}

enum status worker_receive(struct worker *worker, const char *path, struct error *error)
{
    struct answer_head head;
    struct buffer message = {0};
    enum status status = STATUS_OK;
    worker->busy = false;
    if (!receive_bytes(worker->socket, &head, sizeof head) ||
        !receive_buffer(worker->socket, head.message_length, &message))
        status = is_gone(path, error);
    else if (head.status != STATUS_OK)
        status = error_set(error, head.status, "%s", message.data);
    buffer_free(&message);
    return status;
}

enum status worker_wait(struct worker *workers, size_t count, struct worker **ready,
                        struct error *error)
{
    struct pollfd *sockets = memory_allocate(count, sizeof *sockets);
    size_t busy = 0;
    int answers = 0;
    *ready = NULL;
    for (size_t i = 0; i < count; i++)
        if (workers[i].busy)
            sockets[busy++] = (struct pollfd){workers[i].socket, POLLIN, 0};
    do
        answers = busy > 0 ? poll(sockets, busy, -1) : 0;
    while (answers < 0 && errno == EINTR);
    int reason = errno;
    for (size_t i = 0, at = 0; answers > 0 && i < count && !*ready; i++)
        if (workers[i].busy && sockets[at++].revents != 0)
            *ready = &workers[i];
    free(sockets);
    return answers < 0
               ? error_set(error, STATUS_SYSTEM, "cannot wait for a process: %s", strerror(reason))
               : STATUS_OK;
}

void worker_stop(struct worker *worker)
{
    if (worker->process <= 0)
        return;
    if (worker->busy) /* else it ends by itself: there are no tasks any more */
        kill(worker->process, SIGKILL);
    close(worker->socket);
    while (waitpid(worker->process, NULL, 0) < 0 && errno == EINTR)
        continue;
    *worker = (struct worker){0};
}
