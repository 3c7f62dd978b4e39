/* idx ingest: reads files of articles and puts them into the database.
 *
 * A file's line of counts is printed when its articles are on the disk, not before. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bulk.h"
#include "commands.h"
#include "database.h"
#include "file_counts.h"
#include "ingest_settings.h"
#include "inputs.h"
#include "progress.h"
#include "interrupt.h"
#include "language.h"
#include "large_pages.h"
#include "memory.h"
#include "terminal.h"

/* For large_pages_prepare(): a long article's blocks are to go back to the system behind it. */
#define BLOCK_BYTES ((size_t)1 << 20)

/* What was named on the command line. */
struct operand {
    char *name;           /* owned */
    struct inputs inputs; /* its files */
    enum status found;
    struct error missing; /* why not: told when its turn comes */
};

struct ingest {
    struct ingest_settings settings;
    struct operand *operands;
    size_t operand_count;
    size_t operand_capacity;
    struct analysers analysers;
    struct buffer path; /* of the database */
    struct bulk *bulk;  /* opened with the first article, so that without one nothing changes */
    struct article article;
    struct progress progress;
    struct file_counts *files;
    size_t file_count;
    size_t file_capacity;
    size_t complete; /* files that were read to their end */
    size_t printed;  /* files whose line was printed */
    size_t stored;   /* articles that were added or updated and are on the disk */
    bool stopped;    /* by a signal, with more to read */
};

/* -- What the user is told ------------------------------------------------------------------- */

/* "FILE:LINE: reason" on standard error, so that an editor can jump there. */
static void report(void *context, enum reader_severity severity, size_t line, const char *reason)
{
    struct ingest *ingest = context;
    struct file_counts *counts = &ingest->files[ingest->file_count - 1];
    struct buffer place = {0};
    progress_clear(&ingest->progress);
    buffer_append_format(&place, "%s:%zu", counts->path, line);
    terminal_message(place.data, "%s%s", severity == READER_WARNING ? _("warning: ") : "", reason);
    buffer_free(&place);
    if (severity == READER_REJECTION)
        counts->rejected++;
}

/* For a line so long the workers' memory is needed. */
static void rest(void *context)
{
    const struct ingest *ingest = context;
    if (ingest->bulk)
        bulk_rest(ingest->bulk);
}

/* All that was counted is on the disk: counts it, and prints the lines of the files that are
 * complete. */
static void take_commit(void *context)
{
    struct ingest *ingest = context;
    progress_clear(&ingest->progress);
    for (; ingest->printed < ingest->complete; ingest->printed++) {
        const struct file_counts *counts = &ingest->files[ingest->printed];
        if (!counts->failed || file_counts_good(counts) > 0) /* else it was said what there is */
            file_counts_print(counts, ingest->settings.json);
    }
    fflush(stdout);
    ingest->stored = 0;
    for (size_t i = 0; i < ingest->file_count; i++)
        ingest->stored += ingest->files[i].added + ingest->files[i].updated;
}

/* A failure that comes after a commit says what is in all the same. */
static void tell_stored(const struct ingest *ingest, enum status status, struct error *error)
{
    struct error reason = *error;
    if (ingest->stored == 0)
        return;
    *error = (struct error){0};
    error_set(error, status,
              "%s; articles that are in already: %zu; run the same command again for the rest",
              error_message(&reason), ingest->stored);
    error_free(&reason);
}

/* -- The database and its gazetteer ---------------------------------------------------------- */

/* The database keeps the gazetteer that its newest articles were tagged with. */
static enum status remember_gazetteer(struct ingest *ingest, struct error *error)
{
    struct buffer now = {0};
    struct buffer before = {0};
    struct xapian_writable *writable = bulk_writable(ingest->bulk);
    struct xapian_database *database = xapian_writable_database(writable);
    uint32_t articles = 0;
    gazetteer_write(ingest->analysers.gazetteer, &now);
    enum status status = database_gazetteer(database, &before, error);
    xapian_database_count(database, &articles, NULL);
    if (status == STATUS_OK && !str_equal(buffer_str(&now), buffer_str(&before))) {
        if (articles > 0)
            terminal_message("idx",
                             "the list of entities has changed; the %u articles already there keep "
                             "the entities they were found to have",
                             articles);
        status = database_set_gazetteer(writable, buffer_str(&now), error);
    }
    buffer_free(&now);
    buffer_free(&before);
    return status;
}

static enum status load_analysers(struct ingest *ingest, struct error *error)
{
    enum status status = analysers_load(&ingest->settings.analysers, &ingest->analysers, error);
    if (status == STATUS_OK && gazetteer_count(ingest->analysers.gazetteer) == 0)
        terminal_message("idx", "no list of entities is installed; articles go in without");
    return status;
}

static void count_article(void *context, size_t file, enum store_outcome outcome)
{
    struct file_counts *counts = &((struct ingest *)context)->files[file];
    counts->added += outcome == STORE_ADDED;
    counts->updated += outcome == STORE_UPDATED;
    counts->unchanged += outcome == STORE_UNCHANGED;
}

static enum status open_database(struct ingest *ingest, struct error *error)
{
    enum status status = database_path(ingest->settings.database, &ingest->path, error);
    const struct bulk_settings settings = {.database = ingest->path.data,
                                           .wait = ingest->settings.wait,
                                           .notify = command_tell_waiting,
                                           .jobs = ingest->settings.jobs,
                                           .update = ingest->settings.update,
                                           .bytes = ingest->progress.total,
                                           .analysers = &ingest->analysers,
                                           .context = ingest,
                                           .count = count_article,
                                           .committed = take_commit};
    if (status == STATUS_OK)
        status = bulk_open(&settings, &ingest->bulk, error);
    if (status == STATUS_OK)
        status = remember_gazetteer(ingest, error);
    if (status == STATUS_OK)
        interrupt_prepare();
    return status;
}

static void free_ingest(struct ingest *ingest)
{
    bulk_free(ingest->bulk);
    progress_clear(&ingest->progress);
    buffer_free(&ingest->path);
    analysers_free(&ingest->analysers);
    article_free(&ingest->article);
    for (size_t i = 0; i < ingest->operand_count; i++) {
        free(ingest->operands[i].name);
        inputs_free(&ingest->operands[i].inputs);
        error_free(&ingest->operands[i].missing);
    }
    free(ingest->operands);
    for (size_t i = 0; i < ingest->file_count; i++)
        free(ingest->files[i].path);
    free(ingest->files);
}

/* -- Reading and storing --------------------------------------------------------------------- */

/* Puts the article at hand, of the last file. */
static enum status put(struct ingest *ingest, struct error *error)
{
    size_t file = ingest->file_count - 1;
    if (ingest->settings.lint) {
        count_article(ingest, file, STORE_ADDED);
        return STATUS_OK;
    }
    enum status status = ingest->bulk ? STATUS_OK : open_database(ingest, error);
    return status == STATUS_OK ? bulk_put(ingest->bulk, &ingest->article, file, error) : status;
}

static struct file_counts *add_file(struct ingest *ingest, const char *path)
{
    ingest->files = memory_grow(ingest->files, &ingest->file_capacity, ingest->file_count + 1,
                                sizeof *ingest->files);
    struct file_counts *counts = &ingest->files[ingest->file_count++];
    *counts = (struct file_counts){.path = memory_copy(path, strlen(path))};
    return counts;
}

/* Reads one file. What is wrong with it is told and counted; an error is the database's. */
static enum status ingest_file(struct ingest *ingest, const char *path, struct error *error)
{
    struct file_counts *counts = add_file(ingest, path);
    struct reader_options options = {.format = ingest->settings.format,
                                     .encoding = ingest->settings.encoding,
                                     .date = ingest->settings.date,
                                     .report = report,
                                     .huge = rest,
                                     .context = ingest};
    struct reader *reader = NULL;
    struct error input = {0};
    enum status status = STATUS_OK;
    enum reader_result result = READER_FAILED;
    size_t line;
    clock_gettime(CLOCK_MONOTONIC, &counts->started);
    if (reader_open(path, &options, &reader, &input) == STATUS_OK)
        while (status == STATUS_OK && !interrupt_asked() &&
               (result = reader_next(reader, &ingest->article, &line, &input)) == READER_ARTICLE) {
            progress_count(&ingest->progress, reader_bytes(reader));
            status = put(ingest, error);
        }
    if (reader)
        progress_end_file(&ingest->progress, reader_bytes(reader));
    if (status == STATUS_OK && result == READER_FAILED && !interrupt_asked()) {
        progress_clear(&ingest->progress);
        terminal_message("idx", "%s", error_message(&input));
        counts->failed = true;
    }
    reader_free(reader);
    error_free(&input);
    clock_gettime(CLOCK_MONOTONIC, &counts->ended);
    bool complete = status == STATUS_OK && (result == READER_END || counts->failed);
    ingest->complete = complete ? ingest->file_count : ingest->file_count - 1;
    return status;
}

/* The operand's files. One that is missing is told and counted as a file that failed. */
static enum status ingest_operand(struct ingest *ingest, const struct operand *operand,
                                  struct error *error)
{
    enum status status = STATUS_OK;
    if (operand->found != STATUS_OK) {
        progress_clear(&ingest->progress);
        terminal_message("idx", "%s", error_message(&operand->missing));
        add_file(ingest, operand->name)->failed = true;
        ingest->complete = ingest->file_count;
    }
    for (size_t i = 0; i < operand->inputs.count && status == STATUS_OK && !interrupt_asked(); i++)
        status = ingest_file(ingest, operand->inputs.paths[i], error);
    return status;
}

/* -- The command ----------------------------------------------------------------------------- */

static void add_operand(struct ingest *ingest, const char *name)
{
    ingest->operands = memory_grow(ingest->operands, &ingest->operand_capacity,
                                   ingest->operand_count + 1, sizeof *ingest->operands);
    struct operand *operand = &ingest->operands[ingest->operand_count++];
    *operand = (struct operand){.name = memory_copy(name, strlen(name))};
    operand->found = inputs_collect(&operand->name, 1, &operand->inputs, &operand->missing);
    if (operand->found == STATUS_OK)
        progress_expect(&ingest->progress, operand->inputs.paths, operand->inputs.count);
}

/* Looks for all files beforehand, so that it is known how much there is to read. */
static void find_operands(struct ingest *ingest, const struct option_uses *uses)
{
    progress_begin(&ingest->progress, !ingest->settings.json);
    for (size_t i = 0; i < uses->count; i++)
        if (!uses->uses[i].option)
            add_operand(ingest, uses->uses[i].value);
    if (ingest->operand_count == 0)
        add_operand(ingest, "-");
}

static enum status ingest_operands(struct ingest *ingest, const struct option_uses *uses,
                                   struct error *error)
{
    enum status status = STATUS_OK;
    find_operands(ingest, uses);
    for (size_t i = 0; i < ingest->operand_count && status == STATUS_OK && !interrupt_asked(); i++)
        status = ingest_operand(ingest, &ingest->operands[i], error);
    ingest->stopped = interrupt_asked() != 0;
    progress_clear(&ingest->progress);
    if (status == STATUS_OK && ingest->stopped)
        terminal_message("idx", "stopping: what was read goes in first; once more ends at once");
    else if (status == STATUS_OK)
        progress_say(&ingest->progress, _("being written"));
    if (status == STATUS_OK && ingest->bulk)
        status = bulk_commit(ingest->bulk, error);
    else if (status == STATUS_OK)
        take_commit(ingest);
    if (status != STATUS_OK)
        tell_stored(ingest, status, error);
    return status;
}

static enum exit_status exit_status_of(const struct ingest *ingest)
{
    if (ingest->stopped) {
        terminal_message("idx", "stopped before the end; run the same command again to go on");
        return (enum exit_status)(EXIT_SIGNAL + interrupt_asked());
    }
    size_t good = 0;
    size_t bad = 0;
    for (size_t i = 0; i < ingest->file_count; i++) {
        const struct file_counts *counts = &ingest->files[i];
        good += file_counts_good(counts);
        bad += counts->rejected + counts->failed;
    }
    return bad == 0 ? EXIT_DONE : good > 0 ? EXIT_REJECTED : EXIT_NOTHING;
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct ingest ingest = {0};
    enum exit_status result = EXIT_NOTHING;
    large_pages_prepare(0, BLOCK_BYTES);
    if (ingest_settings_read(uses, &ingest.settings, error) != STATUS_OK)
        return result;
    if (load_analysers(&ingest, error) == STATUS_OK &&
        ingest_operands(&ingest, uses, error) == STATUS_OK)
        result = exit_status_of(&ingest);
    free_ingest(&ingest);
    return result;
}

const struct command command_ingest = {
    .name = "ingest",
    .operands = N_("[FILE|DIRECTORY|-]..."),
    .summary = N_("put the articles of files into the database"),
    .options = ingest_options,
    .run = run,
};
