/* A line a file, for people or for programs. */
#include "file_counts.h"

#include <stdio.h>

#include "json_text.h"
#include "terminal.h"

size_t file_counts_good(const struct file_counts *counts)
{
    return counts->added + counts->updated + counts->unchanged;
}

static double seconds_between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void print_json(const struct file_counts *counts)
{
    json_t *object = json_pack(
        "{s:o, s:I, s:I, s:I, s:I, s:f}", "file", json_text(str_from(counts->path)), "added",
        (json_int_t)counts->added, "updated", (json_int_t)counts->updated, "unchanged",
        (json_int_t)counts->unchanged, "rejected", (json_int_t)counts->rejected, "seconds",
        seconds_between(counts->started, counts->ended));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

void file_counts_print(const struct file_counts *counts, bool json)
{
    if (json) {
        print_json(counts);
        return;
    }
    struct buffer name = {0};
    terminal_escape(str_from(counts->path), false, &name);
    printf("%s: %zu added, %zu updated, %zu unchanged, %zu rejected\n", name.data, counts->added,
           counts->updated, counts->unchanged, counts->rejected);
    buffer_free(&name);
}
