/* Test cases as lines of a text file: the one runner of all data-driven tests.
 *
 * A file is in the tests' folder, named by the environment variable TESTS. Lines that are empty or
 * begin with # are passed over; in the others \uXXXX, \xNN, \n, \t, \r and \\ stand for characters.
 */
#ifndef REVUE_TESTS_CASES_H
#define REVUE_TESTS_CASES_H

#include "str.h"

/* Calls `check` for every case of the file, with its fields (parted by tabs, unescaped), and
 * returns how many of them returned false. `check` says on standard error what it expected,
 * beginning with `where` ("french.txt:12"). Fails the test when the file cannot be read or has no
 * case. */
size_t cases_run(const char *file,
                 bool (*check)(void *context, const char *where, const struct str *fields,
                               size_t count),
                 void *context);

/* Appends `text` with its escapes read. */
void cases_unescape(struct str text, struct buffer *out);

#endif
