/* A file without a name, for what is to be whole before any of it is shown. */
#ifndef REVUE_SPOOL_H
#define REVUE_SPOOL_H

#include <stdio.h>

#include "error.h"

/* Opens one for writing and reading in TMPDIR, or in /tmp; fclose() it. NULL on failure. */
enum status spool_open(FILE **spool, struct error *error);

/* The error of a spool that cannot be written; errno says why. */
enum status spool_write_error(struct error *error);

/* Likewise of one that cannot be read. */
enum status spool_read_error(struct error *error);

#endif
