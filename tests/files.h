/* Files for tests: a temporary directory, and what is written into it. */
#ifndef REVUE_TEST_FILES_H
#define REVUE_TEST_FILES_H

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "str.h"

/* The directory that files_enter made. */
static char files_temporary[64];

/* For cmocka_run_group_tests: makes a new directory the working directory. */
static inline int files_enter(void **state)
{
    (void)state;
    snprintf(files_temporary, sizeof files_temporary, "/tmp/revue-test-XXXXXX");
    return mkdtemp(files_temporary) && chdir(files_temporary) == 0 ? 0 : -1;
}

static inline int files_remove_one(const char *path, const struct stat *status, int kind,
                                   struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

/* Likewise: removes it again. */
static inline int files_leave(void **state)
{
    (void)state;
    return chdir("/") == 0 ? nftw(files_temporary, files_remove_one, 16, FTW_DEPTH | FTW_PHYS) : -1;
}

static inline bool files_write(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool written = fwrite(bytes.data, 1, bytes.length, file) == bytes.length;
    return fclose(file) == 0 && written;
}

/* Appends what the file holds. */
static inline bool files_read(const char *path, struct buffer *bytes)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    char block[4096];
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        buffer_append(bytes, str_of(block, got));
    bool read = !ferror(file);
    fclose(file);
    return read;
}

#endif
