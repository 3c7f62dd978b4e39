/* Command lines: options as a table, read by one function, shown by another.
 *
 * Options may stand before or after operands; `--` ends them and `-` is an operand. A long one
 * takes `--name VALUE` or `--name=VALUE`, a short one `-n VALUE` or `-nVALUE`, and short ones
 * without value may be joined (`-cq`). The argument after an option that needs a value is its value
 * whatever it looks like (`-n -1`, `--author --x`), so that a script can pass any text. Names are
 * never abbreviated. An unknown name is an error that tells the nearest known one. */
#ifndef REVUE_OPTIONS_H
#define REVUE_OPTIONS_H

#include "error.h"
#include "language.h"
#include "str.h"

/* The value of an option that takes a whole number. */
#define OPTION_NUMBER "N"

struct option {
    char short_name;  /* 0: none */
    const char *name; /* without the dashes */
    /* What --help and messages call the value: "FILE", OPTION_NUMBER, "auto|always|never"; NULL
     * when it takes none. One in brackets, "[month|year]", may be left out: then the next argument
     * is the value only when it is one of the words in the brackets. */
    const char *value;
    const char *help; /* one line, without a full stop; it and a value's name are N_("...") */
};

/* What an argument with a single dash is. */
enum option_dash {
    /* Always options; an unknown one is an error. */
    OPTION_DASH_STRICT,
    /* An operand, as a query's `-mot` is, unless it is exactly a dash and a known letter (`-n 5`,
     * `-c`), or a letter and the number or one of the words that it takes (`-n5`, `-fjson`). So
     * `-russe`, `-cq`, `-fx`, `-non` and `-x`, when the table has no x, are operands. */
    OPTION_DASH_WORDS,
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

/* Reads argv[first..argc) by the table, which ends with an entry whose name is NULL. Appends the
 * uses in the order of the command line; the caller frees them, after a failure too. Fails with
 * STATUS_INPUT. */
enum status options_read(const struct option *table, enum option_dash dash, int first, int argc,
                         char *const *argv, struct option_uses *uses, struct error *error);

void option_uses_free(struct option_uses *uses);

/* Appends the table as --help shows it: a line an option, aligned, wrapped to 80 columns. */
void options_help(const struct option *table, struct buffer *text);

/* A whole number of [least, most] and nothing else; fails with STATUS_INPUT and "--NAME: ...". */
enum status option_number(const struct option_use *use, long long least, long long most,
                          long long *number, struct error *error);

/* That the use's value is not empty, as that of an unset variable of a script is; fails with
 * STATUS_INPUT and "--NAME: ...". */
enum status option_not_empty(const struct option_use *use, struct error *error);

/* The name that `typed` was meant for, of those in a list that ends with NULL; NULL when none is
 * near. */
const char *options_nearest(struct str typed, const char *const *names);

/* The index of the use's value in `choices`, which ends with NULL; an unknown one fails with the
 * nearest and the whole list. */
enum status option_choice(const struct option_use *use, const char *const *choices, size_t *index,
                          struct error *error);

/* The same of a list parted by commas, in its order. `indices` has room for every choice; one that
 * is there twice fails, too. */
enum status option_choices(const struct option_use *use, const char *const *choices,
                           size_t *indices, size_t *count, struct error *error);

#endif
