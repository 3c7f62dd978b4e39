/* How long warm queries take in one process, as the peers' `latency` measures it: parse, both
 * stages of ranking, the ten best. latency DATABASE QUERIES.tsv ROUNDS     any word; p50 and p99 of
 * the last round, ms */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "database.h"
#include "memory.h"
#include "parse.h"
#include "records.h"
#include "scan.h"
#include "sets.h"
#include "search.h"

struct line {
    char *text;
    struct str query;
};

static size_t read_lines(const char *path, struct line **lines)
{
    FILE *stream = fopen(path, "r");
    char *text = NULL;
    size_t capacity = 0;
    size_t count = 0;
    size_t lines_capacity = 0;
    ssize_t length;
    while (stream && (length = getline(&text, &capacity, stream)) >= 0) {
        *lines = memory_grow(*lines, &lines_capacity, count + 1, sizeof **lines);
        struct line *line = &(*lines)[count++];
        line->text = memory_copy(text, (size_t)length);
        line->query = str_trim(str_of(line->text, (size_t)length));
        str_cut(&line->query, '\t');
    }
    free(text);
    if (stream)
        fclose(stream);
    return count;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static enum status run(struct names *names, const struct search_options *options, struct str text,
                       struct error *error)
{
    struct query query = {0};
    struct search search = {0};
    size_t place;
    enum status status = query_parse(names->french, text, &query, &place, error);
    if (status == STATUS_OK)
        status = search_run(&search, query.root, options, names, error);
    search_free(&search);
    query_free(&query);
    return status;
}

static int compare_times(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum status measure(struct names *names, const struct search_options *options,
                           const struct line *lines, size_t count, long rounds, struct error *error)
{
    double *times = memory_allocate(count, sizeof *times);
    enum status status = STATUS_OK;
    for (long round = 0; round < rounds; round++)
        for (size_t i = 0; i < count && status == STATUS_OK; i++) {
            double start = now();
            status = run(names, options, lines[i].query, error);
            times[i] = now() - start;
        }
    qsort(times, count, sizeof *times, compare_times);
    if (status == STATUS_OK && count > 0)
        printf("revue latency p50 %.3f ms p99 %.3f ms\n", times[count / 2],
               times[count * 99 / 100]);
    free(times);
    return status;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct names names = {0};
    struct records *records = NULL;
    struct postings *postings = NULL;
    struct scanner *scanner = NULL;
    struct sets *sets = NULL;
    struct xapian_database *database = NULL;
    struct line *lines = NULL;
    if (argc < 4) {
        fputs("usage: latency DATABASE QUERIES.tsv ROUNDS [relax]\n", stderr);
        return 2;
    }
    const char *paths[] = {argv[1]};
    size_t count = read_lines(argv[2], &lines);
    struct filters filters = {0};
    struct search_options options = {.words = SEARCH_ANY, .limit = 10, .filters = &filters};
    if (argc == 5 && strcmp(argv[4], "relax") == 0)
        options.words = SEARCH_RELAX;
    enum status status = database_open(paths, 1, &database, &error);
    if (status == STATUS_OK) {
        names.database = database;
        names.french = french_new();
        records = records_new(database);
        postings = postings_new(database);
        scanner = scanner_new(database, postings);
        sets = sets_new(database, postings);
        options.records = records;
        options.postings = postings;
        options.scanner = scanner;
        options.sets = sets;
        status = measure(&names, &options, lines, count, strtol(argv[3], NULL, 10), &error);
    }
    if (status != STATUS_OK)
        fprintf(stderr, "latency: %s\n", error_message(&error));
    records_free(records);
    scanner_free(scanner);
    sets_free(sets);
    postings_free(postings);
    names_free(&names);
    french_free(names.french);
    xapian_database_free(database);
    for (size_t i = 0; i < count; i++)
        free(lines[i].text);
    free(lines);
    error_free(&error);
    return status == STATUS_OK ? 0 : 2;
}
