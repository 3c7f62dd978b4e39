/* What became of one file of an ingest, and its line on standard output. */
#ifndef REVUE_FILE_COUNTS_H
#define REVUE_FILE_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct file_counts {
    char *path; /* owned */
    size_t added, updated, unchanged, rejected;
    struct timespec started, ended;
    bool failed; /* it could not be read, or not to its end */
};

/* The articles that are in now. */
size_t file_counts_good(const struct file_counts *counts);

/* Prints the line, or with `json` the object of a line. */
void file_counts_print(const struct file_counts *counts, bool json);

#endif
