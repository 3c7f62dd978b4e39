/* Text with its length: `struct str` borrows, `struct buffer` owns.
 *
 * A str points into memory that somebody else keeps; it need not end in NUL. A buffer grows, and
 * its data always has a NUL after the last byte, so that it can be handed to the C library. Both
 * hold bytes; where they hold text it is UTF-8, checked once where it came in. */
#ifndef REVUE_STR_H
#define REVUE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *data;
    size_t length; /* bytes */
};

struct buffer {
    char *data; /* NULL only when nothing was ever appended */
    size_t length;
    size_t capacity;
};

/* A str of a string literal: as an expression, and as an initialiser of static data. */
#define STR(literal) ((struct str)STR_CONSTANT(literal))
#define STR_CONSTANT(literal)                                                                      \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* Arguments for printf's "%.*s". */
#define STR_FORMAT(s) (int)(s).length, (s).data

static inline struct str str_from(const char *text)
{
    return (struct str){text, text ? strlen(text) : 0};
}

static inline struct str str_of(const char *data, size_t length)
{
    return (struct str){data, length};
}

static inline struct str str_after(struct str s, size_t bytes)
{
    return (struct str){s.data + bytes, s.length - bytes};
}

static inline struct str str_before(struct str s, size_t bytes)
{
    return (struct str){s.data, bytes};
}

static inline struct str buffer_str(const struct buffer *buffer)
{
    return (struct str){buffer->data ? buffer->data : "", buffer->length};
}

bool str_equal(struct str a, struct str b);

/* As memcmp: by bytes, which for UTF-8 is by code points; a prefix comes first. */
int str_compare(struct str a, struct str b);

/* The first eight bytes as a number: of two texts that of the lesser is the lesser, or they are
 * equal. */
uint64_t str_beginning(struct str s);

bool str_starts(struct str s, struct str prefix);
/* The same, ASCII letters in any case. */
bool str_starts_caseless(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Without spaces, tabs, carriage returns, newlines, U+00A0 and U+202F at either end. */
struct str str_trim(struct str s);

/* Cuts `*rest` at the first `separator`: returns what stands before it and leaves what stands
 * after. Without one, returns all and leaves an empty str whose data is NULL. */
struct str str_cut(struct str *rest, char separator);

/* Byte index of the first occurrence of `needle`, or s.length. */
size_t str_find(struct str s, struct str needle);

/* Whether `s` is one of `words`, which are sorted by bytes. */
bool str_among(struct str s, const char *const *words, size_t count);

/* The longest part of `s` of at most `bytes` bytes that ends on the border of a UTF-8 character. */
struct str str_clip(struct str s, size_t bytes);

void buffer_append(struct buffer *buffer, struct str s);
__attribute__((format(printf, 2, 3), nonnull(2))) void
buffer_append_format(struct buffer *buffer, const char *format, ...);
__attribute__((format(printf, 2, 0), nonnull(2))) void
buffer_append_arguments(struct buffer *buffer, const char *format, va_list arguments);

/* Appends the number in decimal digits. */
void buffer_append_number(struct buffer *buffer, uint64_t number);

/* Makes room for `bytes` more, so that the caller may write there before adding to length. */
void buffer_reserve(struct buffer *buffer, size_t bytes);

static inline void buffer_append_char(struct buffer *buffer, char c)
{
    if (buffer->capacity - buffer->length < 2)
        buffer_reserve(buffer, 1);
    buffer->data[buffer->length++] = c;
    buffer->data[buffer->length] = '\0';
}

/* The most that a cleared buffer keeps: more is given back, or the largest article of a million
 * would be paid for to the end, in each place that copies it. A batch of articles has less. */
#define BUFFER_KEPT_BYTES ((size_t)8 << 20)

/* Length 0; memory is kept, up to BUFFER_KEPT_BYTES. */
void buffer_clear(struct buffer *buffer);

/* Frees the memory; the buffer is empty and can be used again. */
void buffer_free(struct buffer *buffer);

#endif
