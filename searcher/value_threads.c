/* Threads that take turns at pieces of a list of candidates. */
#include "value_threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "memory.h"
#include "values.h"

/* A thread takes so many candidates at a time: some tenths of a millisecond's work. */
#define PIECE 256

/* With fewer candidates a thread, making it and opening the database takes what it saves. Measured:
 * "de la" ET guerre has 1,600 of them and takes 22 ms with one thread, 24 with two; "de la" ET
 * président 9,400, 42 and 32 ms. */
#define WORTH_A_THREAD 1500

struct value_threads {
    char *path;
    const struct xapian_database *database; /* for the thread that calls alone */
    struct buffer state;                    /* that it shows; empty: that cannot be told */
    struct xapian_database *others[VALUE_THREADS - 1]; /* NULL: not opened, or not usable */
    bool tried[VALUE_THREADS - 1];
};

/* What the threads of one call share. */
struct reading {
    enum schema_slot slot;
    struct candidate *candidates;
    size_t count;
    atomic_size_t next; /* the first candidate that nobody took */
    void (*take)(void *context, struct candidate *candidate, struct str value);
};

struct thread {
    pthread_t id;
    struct reading *reading;
    struct value_threads *threads;
    size_t number; /* 0: the one that called */
    void *context;
    enum status status;
    struct error error;
};

/* `state` is zeroed, and stays so where the state cannot be told. */
static void read_state(const struct xapian_database *database, struct buffer *state)
{
    xapian_database_state(database, &state->data, &state->length, NULL);
}

struct value_threads *value_threads_new(const char *path, const struct xapian_database *database)
{
    struct value_threads *threads = memory_allocate(1, sizeof *threads);
    threads->path = memory_copy(path, strlen(path));
    threads->database = database;
    read_state(database, &threads->state);
    return threads;
}

void value_threads_free(struct value_threads *threads)
{
    if (!threads)
        return;
    for (size_t i = 0; i < VALUE_THREADS - 1; i++)
        xapian_database_free(threads->others[i]);
    free(threads->path);
    buffer_free(&threads->state);
    free(threads);
}

/* That this process may use. */
static size_t processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

size_t value_threads_count(const struct value_threads *threads, size_t candidates)
{
    size_t count = candidates / WORTH_A_THREAD;
    if (!threads || count < 2)
        return 1;
    size_t most = processors();
    most = most < VALUE_THREADS ? most : VALUE_THREADS;
    return count < most ? count : most;
}

/* The database that a thread reads; NULL: none shows the state that the first one does. */
static const struct xapian_database *database_of(struct value_threads *threads, size_t number)
{
    if (number == 0)
        return threads->database;
    struct xapian_database **own = &threads->others[number - 1];
    if (threads->tried[number - 1])
        return *own;
    threads->tried[number - 1] = true;
    struct buffer state = {0};
    if (xapian_database_open(threads->path, own, NULL) == XAPIAN_OK)
        read_state(*own, &state);
    if (state.length == 0 || !str_equal(buffer_str(&state), buffer_str(&threads->state))) {
        xapian_database_free(*own);
        *own = NULL;
    }
    buffer_free(&state);
    return *own;
}

static void *read_pieces(void *argument)
{
    struct thread *thread = argument;
    struct reading *reading = thread->reading;
    const struct xapian_database *database = database_of(thread->threads, thread->number);
    while (database && thread->status == STATUS_OK) {
        size_t first = atomic_fetch_add(&reading->next, PIECE);
        if (first >= reading->count)
            break;
        size_t left = reading->count - first;
        thread->status = values_for_each(database, reading->slot, reading->candidates + first,
                                         left < PIECE ? left : PIECE, reading->take,
                                         thread->context, &thread->error);
    }
    if (thread->status != STATUS_OK) /* nobody is to go on */
        atomic_store(&reading->next, reading->count);
    return NULL;
}

enum status value_threads_for_each(struct value_threads *threads, enum schema_slot slot,
                                   struct candidate *candidates, size_t count,
                                   void (*take)(void *context, struct candidate *candidate,
                                                struct str value),
                                   void *const *contexts, size_t context_count, struct error *error)
{
    struct reading reading = {slot, candidates, count, 0, take};
    struct thread all[VALUE_THREADS] = {0};
    bool started[VALUE_THREADS] = {false};
    enum status status = STATUS_OK;
    for (size_t i = context_count; i-- > 0;) {
        all[i].reading = &reading;
        all[i].threads = threads;
        all[i].number = i;
        all[i].context = contexts[i];
        started[i] = i > 0 && pthread_create(&all[i].id, NULL, read_pieces, &all[i]) == 0;
    }
    read_pieces(&all[0]);
    for (size_t i = 0; i < context_count; i++) {
        if (started[i])
            pthread_join(all[i].id, NULL);
        if (status == STATUS_OK && all[i].status != STATUS_OK)
            status = error_set(error, all[i].status, "%s", error_message(&all[i].error));
        error_free(&all[i].error);
    }
    return status;
}
