/* Numbers and text as bytes, for records that are stored; and reading them back without trust. */
#ifndef REVUE_PACK_H
#define REVUE_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* Appends a number as a varint: seven bits a byte, lowest first, the top bit set on all but the
 * last. */
void pack_number(struct buffer *out, uint64_t number);

/* Appends the length, then the bytes. */
void pack_text(struct buffer *out, struct str text);

/* What is left of a record. Once something did not fit, `failed` stays set and all that is read is
 * 0 or empty, so that a reader checks once, at the end. */
struct unpack {
    struct str rest;
    bool failed;
};

uint64_t unpack_long_number(struct unpack *unpack); /* internal */

/* Most numbers have one byte, most others two. */
static inline uint64_t unpack_number(struct unpack *unpack)
{
    const unsigned char *bytes = (const unsigned char *)unpack->rest.data;
    size_t length = unpack->rest.length;
    if (length > 0 && bytes[0] < 0x80) {
        unpack->rest = str_after(unpack->rest, 1);
        return bytes[0];
    }
    if (length > 1 && bytes[1] < 0x80) {
        unpack->rest = str_after(unpack->rest, 2);
        return (bytes[0] & 0x7FU) | (uint64_t)bytes[1] << 7;
    }
    return unpack_long_number(unpack);
}

void unpack_fail(struct unpack *unpack); /* internal */

/* A number that must not be over `most`. */
static inline uint32_t unpack_bounded(struct unpack *unpack, uint32_t most)
{
    uint64_t number = unpack_number(unpack);
    if (number <= most)
        return (uint32_t)number;
    unpack_fail(unpack);
    return 0;
}

/* Borrowed from the record. */
struct str unpack_text(struct unpack *unpack);

/* The next `length` bytes, borrowed from the record. */
struct str unpack_bytes(struct unpack *unpack, size_t length);

#endif
