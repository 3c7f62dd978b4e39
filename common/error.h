/* What went wrong, in a sentence a user understands.
 *
 * A call that can fail returns a status and takes a `struct error *` as its last parameter. When
 * the status is not STATUS_OK the error holds a message: what went wrong, where, and what to do,
 * without the program's name and without a newline. A zeroed error is empty; the one who made it
 * frees it. */
#ifndef REVUE_ERROR_H
#define REVUE_ERROR_H

#include "str.h"

enum status {
    STATUS_OK = 0,
    STATUS_INPUT,   /* the input or the command is wrong: the user can mend it */
    STATUS_SYSTEM,  /* a file, a database or the machine failed */
    STATUS_CHANGED, /* the database was written to while it was read: open it anew, begin again */
};

struct error {
    struct buffer message;
};

/* Replaces the message and returns `status`, so that `return error_set(...)` reads as one step. The
 * format is translated. */
__attribute__((format(printf, 3, 4), nonnull(3))) enum status
error_set(struct error *error, enum status status, const char *format, ...);

/* The message as a C string; "" when there is none. Borrowed from the error. */
const char *error_message(const struct error *error);

void error_free(struct error *error);

#endif
