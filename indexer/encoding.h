/* Bytes that come in made clean text: valid UTF-8 without control characters.
 *
 * Valid is what the Unicode Standard calls well-formed (table 3-7): no overlong form, no surrogate,
 * nothing above U+10FFFF. Control characters are U+0000 to U+001F, U+007F to U+009F. */
#ifndef REVUE_ENCODING_H
#define REVUE_ENCODING_H

#include "reader.h"
#include "str.h"

/* What had to be mended; flags. */
enum encoding_fault {
    ENCODING_NOT_UTF8 = 1, /* bytes that are no UTF-8 */
    ENCODING_CONTROL = 2,  /* control characters other than tab and carriage return */
};

/* How many bytes at the front are clean: valid UTF-8 without control characters, U+2028 and
 * U+2029. */
size_t encoding_clean_length(struct str bytes);

/* Appends `bytes` made clean and returns the faults found. Control characters, tabs, U+2028 and
 * U+2029 become a space each. A byte that is no UTF-8 becomes what it is in Windows-1252, with
 * READER_UTF8 U+FFFD; with READER_WINDOWS_1252 every byte is Windows-1252 and none is a fault.
 * Stops when more than `most` bytes are in `clean`, by a few bytes at the most or, where that
 * much was clean, by its length. */
unsigned encoding_append_clean(struct str bytes, enum reader_encoding encoding, size_t most,
                               struct buffer *clean);

#endif
