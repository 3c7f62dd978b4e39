/* From operands (FILE, DIRECTORY or "-") to the files that are to be read. */
#ifndef REVUE_INPUTS_H
#define REVUE_INPUTS_H

#include <stddef.h>

#include "error.h"

/* Zeroed is empty; inputs_free() when done. */
struct inputs {
    char **paths; /* owned; "-" is standard input */
    size_t count;
    size_t capacity;
};

/* Appends the inputs that the operands mean, in the order given; "-" when there is no operand.
 *
 * A directory means the regular files in it and below it that end in .txt or .jsonl (letter case
 * apart), sorted by the bytes of their paths. Names that begin with a full stop are left out, as a
 * shell's * leaves them out, and so are symbolic links that lead nowhere. Links to directories are
 * followed; a directory that several ways lead to is read once, by its own name if that is among
 * them.
 *
 * What cannot be read below a directory, a file or another directory, is among the inputs: opening
 * it says why, and the rest can be read.
 *
 * Fails with STATUS_SYSTEM and the path when an operand is missing or cannot be read, with
 * STATUS_INPUT when a directory has no such file or standard input is named twice. Of the operand
 * that fails nothing is appended, of those before it everything is. */
enum status inputs_collect(char *const *operands, size_t count, struct inputs *inputs,
                           struct error *error);

void inputs_free(struct inputs *inputs);

#endif
