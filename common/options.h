/* Command lines: options as a table, read by one function, shown by another.
 *
 * Options may stand before or after operands; `--` ends them; a long one takes `--name VALUE` or
 * `--name=VALUE`, a short one `-n VALUE` or `-nVALUE`, and short ones without value may be joined
 * (`-cq`). Names are never abbreviated. An unknown name is an error that tells the nearest known
 * one. */
#ifndef REVUE_OPTIONS_H
#define REVUE_OPTIONS_H

#include "error.h"
#include "str.h"

struct option {
    char short_name;   /* 0: none */
    const char *name;  /* without the dashes */
    const char *value; /* what --help calls the value, "FILE"; NULL when it takes none */
    const char *help;  /* one line, without a full stop */
};

/* One option or operand as it stood on the command line; borrowed from argv. */
struct option_use {
    const struct option *option; /* NULL: an operand */
    const char *value; /* the option's value or the operand; NULL for an option without one */
};

/* Zeroed is empty. */
struct option_uses {
    struct option_use *uses;
    size_t count;
    size_t capacity;
};

/* Reads argv[first..argc) by the table, which ends with an entry whose name is NULL. Uses are in
 * the order of the command line. Fails with STATUS_INPUT. */
enum status options_read(const struct option *table, int first, int argc, char *const *argv,
                         struct option_uses *uses, struct error *error);

void option_uses_free(struct option_uses *uses);

/* Appends the table as --help shows it: a line an option, aligned, wrapped to 80 columns. */
void options_help(const struct option *table, struct buffer *text);

/* A whole number of [least, most] and nothing else; fails with STATUS_INPUT and "--NAME: ...". */
enum status option_number(const struct option_use *use, long long least, long long most,
                          long long *number, struct error *error);

/* The index of the use's value in `choices`, which ends with NULL; an unknown one fails with the
 * nearest and the whole list. */
enum status option_choice(const struct option_use *use, const char *const *choices, size_t *index,
                          struct error *error);

#endif
