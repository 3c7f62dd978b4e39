/* Batches go to workers as they become full; shards are merged by the hundred, and the rest at the
 * end. */
#include "builder.h"

#include <stdlib.h>

#include "memory.h"
#include "shard.h"
#include "shared_words.h"
#include "worker.h"

/* A shard's articles, packed: about 1,700 of 2.3 KB. The larger it is, the less there is to merge:
 * measured with 78 MB, 4 MB instead of 2 make the database 2 % smaller and take 2 % less time, 8 MB
 * make it 4 % smaller and take as long as 4. */
#define BATCH_BYTES ((uint64_t)4 << 20)

/* Where the end is known, batches become smaller towards it, so that the workers end together. */
#define LEAST_BATCH_BYTES ((uint64_t)512 << 10)

/* The first ones are small, so that no worker waits long for something to do. */
#define FIRST_BATCH_BYTES ((uint64_t)1 << 20)

/* Articles have a word that is new this often at the most: 2 MB of a new database one in 250 bytes,
 * 78 MB one in 530. */
#define BYTES_A_WORD 64

/* Databases merged at once: each takes two open files, of which a process has 1,024 at least. */
#define MERGE_SOURCES 200

struct shard {
    char *path;   /* owned */
    size_t level; /* how often its articles were merged */
    bool ready;
};

struct builder {
    struct builder_options options;
    struct worker *workers; /* started when there is something for them to do */
    struct shard **tasks;   /* of each worker: what it is making */
    struct shared_words *words;
    struct buffer batch;
    bool is_long;          /* the batch has an article of more than SHARD_WRITE_BYTES */
    uint64_t sent;         /* bytes of batches */
    struct shard **shards; /* owned, in the order of their docids */
    size_t shard_count;
    size_t shard_capacity;
    size_t named;       /* shards that were given a name so far */
    enum status status; /* of builder_rest() */
    struct error error;
};

struct builder *builder_new(const struct builder_options *options)
{
    struct builder *builder = memory_allocate(1, sizeof *builder);
    builder->options = *options;
    builder->workers = memory_allocate(options->jobs, sizeof *builder->workers);
    builder->tasks = memory_allocate(options->jobs, sizeof *builder->tasks);
    builder->words = shared_words_new(options->bytes > 0 ? options->bytes / BYTES_A_WORD
                                                         : UINT64_MAX);
    return builder;
}

static void stop_workers(struct builder *builder)
{
    for (size_t i = 0; i < builder->options.jobs; i++)
        worker_stop(&builder->workers[i]);
}

static void shard_free(struct shard *shard)
{
    free(shard->path);
    free(shard);
}

void builder_free(struct builder *builder)
{
    if (!builder)
        return;
    stop_workers(builder);
    for (size_t i = 0; i < builder->shard_count; i++)
        shard_free(builder->shards[i]);
    free(builder->workers);
    free(builder->tasks);
    shared_words_free(builder->words);
    free(builder->shards);
    buffer_free(&builder->batch);
    error_free(&builder->error);
    free(builder);
}

/* -- Workers ---------------------------------------------------------------------------------- */

/* Waits for the end of any task; `*done` is the worker, NULL when none has a task. */
static enum status receive_any(struct builder *builder, struct worker **done, struct error *error)
{
    enum status status = worker_wait(builder->workers, builder->options.jobs, done, error);
    if (!*done)
        return status;
    struct shard *shard = builder->tasks[*done - builder->workers];
    shard->ready = true;
    return worker_receive(*done, shard->path, error);
}

/* A worker without a task, and one that runs if there is one; NULL: there is none. */
static struct worker *find_idle(struct builder *builder)
{
    struct worker *idle = NULL;
    for (size_t i = builder->options.jobs; i-- > 0;)
        if (!builder->workers[i].busy && (!idle || builder->workers[i].process > 0))
            idle = &builder->workers[i];
    return idle;
}

/* Gives the task to the first worker that has none; what it makes is `shard`. */
static enum status start_task(struct builder *builder, enum task_kind kind, struct str bytes,
                              struct shard *shard, struct error *error)
{
    enum status status = STATUS_OK;
    struct worker *worker = find_idle(builder);
    if (!worker)
        status = receive_any(builder, &worker, error);
    if (status == STATUS_OK && worker->process == 0)
        status = worker_start(worker, builder->options.analysers, builder->words, error);
    if (status != STATUS_OK)
        return status;
    builder->tasks[worker - builder->workers] = shard;
    return worker_send(worker, &(struct task){kind, shard->path, bytes}, error);
}

static enum status receive_all(struct builder *builder, struct error *error)
{
    enum status status = STATUS_OK;
    struct worker *done = NULL;
    do
        status = receive_any(builder, &done, error);
    while (status == STATUS_OK && done);
    return status;
}

/* -- Shards ----------------------------------------------------------------------------------- */

static struct shard *shard_new(struct builder *builder, size_t level)
{
    struct shard *shard = memory_allocate(1, sizeof *shard);
    struct buffer path = {0};
    buffer_append_format(&path, "%s/%zu", builder->options.folder, builder->named++);
    shard->path = path.data;
    shard->level = level;
    return shard;
}

/* The paths of the shards [first, end), each ended by a NUL. */
static void append_paths(const struct builder *builder, size_t first, size_t end,
                         struct buffer *paths)
{
    for (size_t i = first; i < end; i++)
        buffer_append(paths,
                      str_of(builder->shards[i]->path, strlen(builder->shards[i]->path) + 1));
}

/* Where the last shards of one level that are ready and not merged together begin and end; false
 * when there are not enough of them. */
static bool find_group(const struct builder *builder, size_t *first, size_t *end)
{
    for (*first = 0; *first < builder->shard_count; *first = *end) {
        size_t level = builder->shards[*first]->level;
        for (*end = *first; *end < builder->shard_count && *end - *first < MERGE_SOURCES &&
                            builder->shards[*end]->ready && builder->shards[*end]->level == level;)
            ++*end;
        if (*end - *first == MERGE_SOURCES)
            return true;
        *end += *end == *first;
    }
    return false;
}

/* Has the shards [first, end) made one, which takes their place. */
static enum status merge_group(struct builder *builder, size_t first, size_t end,
                               struct error *error)
{
    struct buffer paths = {0};
    struct shard *merged = shard_new(builder, builder->shards[first]->level + 1);
    append_paths(builder, first, end, &paths);
    enum status status = start_task(builder, TASK_MERGE, buffer_str(&paths), merged, error);
    for (size_t i = first; i < end; i++)
        shard_free(builder->shards[i]);
    builder->shards[first] = merged;
    memmove(builder->shards + first + 1, builder->shards + end,
            (builder->shard_count - end) * sizeof(struct shard *));
    builder->shard_count -= end - first - 1;
    buffer_free(&paths);
    return status;
}

/* Has the batch made while nothing else is, by a worker that ends with it: with a long article it
 * may take what is allowed to all. Measured, all processes together: 16 MB of letters 220 MB, two
 * at once 519; articles of 1.4 MB, each of 170,000 words that no other has, 260 MB, two at once
 * 534. */
static enum status make_alone(struct builder *builder, struct shard *shard, struct error *error)
{
    enum status status = receive_all(builder, error);
    stop_workers(builder);
    if (status == STATUS_OK)
        status = start_task(builder, TASK_SHARD, buffer_str(&builder->batch), shard, error);
    buffer_clear(&builder->batch);
    memory_give_back();
    if (status == STATUS_OK)
        status = receive_all(builder, error);
    stop_workers(builder);
    return status;
}

void builder_rest(struct builder *builder)
{
    if (builder->status == STATUS_OK)
        builder->status = receive_all(builder, &builder->error);
    stop_workers(builder);
}

/* Tells what failed in builder_rest(). */
static enum status check_rest(const struct builder *builder, struct error *error)
{
    if (builder->status == STATUS_OK)
        return STATUS_OK;
    return error_set(error, builder->status, "%s", error_message(&builder->error));
}

static enum status send_batch(struct builder *builder, struct error *error)
{
    size_t first;
    size_t end;
    struct shard *shard = shard_new(builder, 0);
    builder->shards = memory_grow(builder->shards, &builder->shard_capacity,
                                  builder->shard_count + 1, sizeof(struct shard *));
    builder->shards[builder->shard_count++] = shard;
    builder->sent += builder->batch.length;
    enum status status = builder->is_long ? make_alone(builder, shard, error)
                                          : start_task(builder, TASK_SHARD,
                                                       buffer_str(&builder->batch), shard, error);
    buffer_clear(&builder->batch);
    builder->is_long = false;
    if (status == STATUS_OK && find_group(builder, &first, &end))
        status = merge_group(builder, first, end, error);
    return status;
}

/* How large a batch is to be: one for each worker to begin with, and then what is left would do for
 * two more of each. */
static uint64_t batch_bytes(const struct builder *builder)
{
    const struct builder_options *options = &builder->options;
    if (builder->sent < options->jobs * FIRST_BATCH_BYTES)
        return FIRST_BATCH_BYTES;
    if (options->bytes <= builder->sent)
        return BATCH_BYTES;
    uint64_t share = (options->bytes - builder->sent) / 2 / options->jobs;
    uint64_t least = share > LEAST_BATCH_BYTES ? share : LEAST_BATCH_BYTES;
    return least < BATCH_BYTES ? least : BATCH_BYTES;
}

enum status builder_add(struct builder *builder, xapian_docid docid, const struct article *article,
                        struct error *error)
{
    enum status status = check_rest(builder, error);
    if (status != STATUS_OK)
        return status;
    shard_pack(docid, article, &builder->batch);
    builder->is_long |= article_get(article, ARTICLE_TEXT).length > SHARD_WRITE_BYTES;
    return builder->batch.length < batch_bytes(builder) ? STATUS_OK : send_batch(builder, error);
}

/* -- The end ---------------------------------------------------------------------------------- */

/* Merges until the rest can be merged at once. */
static enum status merge_groups(struct builder *builder, struct error *error)
{
    enum status status = receive_all(builder, error);
    while (status == STATUS_OK && builder->shard_count > MERGE_SOURCES) {
        size_t merged = builder->shard_count - MERGE_SOURCES + 1;
        size_t end = merged < MERGE_SOURCES ? merged : MERGE_SOURCES;
        status = merge_group(builder, 0, end, error);
        if (status == STATUS_OK)
            status = receive_all(builder, error);
    }
    return status;
}

enum status builder_finish(struct builder *builder, const char *base, const char *path,
                           struct error *error)
{
    enum status status = check_rest(builder, error);
    if (status == STATUS_OK && builder->batch.length > 0)
        status = send_batch(builder, error);
    if (status == STATUS_OK)
        status = merge_groups(builder, error);
    if (status != STATUS_OK)
        return status;
    struct buffer paths = {0};
    buffer_append(&paths, str_of(base, strlen(base) + 1));
    append_paths(builder, 0, builder->shard_count, &paths);
    status = worker_merge(buffer_str(&paths), path, error);
    buffer_free(&paths);
    return status;
}
