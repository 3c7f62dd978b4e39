/* Borrowed and owned text with its length. */
#include "str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "memory.h"

bool str_equal(struct str a, struct str b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

int str_compare(struct str a, struct str b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

uint64_t str_beginning(struct str s)
{
    uint64_t beginning = 0;
    for (size_t i = 0; i < sizeof beginning; i++)
        beginning = beginning << 8 | (i < s.length ? (unsigned char)s.data[i] : 0);
    return beginning;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.length >= prefix.length && str_equal(str_before(s, prefix.length), prefix);
}

bool str_starts_caseless(struct str s, struct str prefix)
{
    return s.length >= prefix.length && strncasecmp(s.data, prefix.data, prefix.length) == 0;
}

bool str_ends(struct str s, struct str suffix)
{
    return s.length >= suffix.length && str_equal(str_after(s, s.length - suffix.length), suffix);
}

/* The white space of French press text that str_trim takes away, as UTF-8. */
static const struct str spaces[] = {
    {" ", 1}, {"\t", 1}, {"\r", 1}, {"\n", 1}, {"\xc2\xa0", 2}, {"\xe2\x80\xaf", 3},
};

struct str str_trim(struct str s)
{
    const size_t count = sizeof spaces / sizeof *spaces;
    for (size_t i = 0; i < count;) {
        if (str_starts(s, spaces[i])) {
            s = str_after(s, spaces[i].length);
            i = 0;
        } else if (str_ends(s, spaces[i])) {
            s = str_before(s, s.length - spaces[i].length);
            i = 0;
        } else {
            i++;
        }
    }
    return s;
}

struct str str_cut(struct str *rest, char separator)
{
    struct str whole = *rest;
    const char *at = whole.length ? memchr(whole.data, separator, whole.length) : NULL;
    if (!at) {
        *rest = (struct str){NULL, 0};
        return whole;
    }
    size_t before = (size_t)(at - whole.data);
    *rest = str_after(whole, before + 1);
    return str_before(whole, before);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.length == 0)
        return 0;
    const char *found = s.length ? memmem(s.data, s.length, needle.data, needle.length) : NULL;
    return found ? (size_t)(found - s.data) : s.length;
}

bool str_among(struct str s, const char *const *words, size_t count)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(s, str_from(words[middle]));
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

struct str str_clip(struct str s, size_t bytes)
{
    if (s.length <= bytes)
        return s;
    while (bytes > 0 && ((unsigned char)s.data[bytes] & 0xC0) == 0x80)
        bytes--;
    return str_before(s, bytes);
}

void buffer_reserve(struct buffer *buffer, size_t bytes)
{
    size_t needed = bytes < SIZE_MAX - buffer->length ? buffer->length + bytes + 1 : SIZE_MAX;
    buffer->data = memory_grow(buffer->data, &buffer->capacity, needed, 1);
}

void buffer_append(struct buffer *buffer, struct str s)
{
    buffer_reserve(buffer, s.length);
    if (s.length)
        memcpy(buffer->data + buffer->length, s.data, s.length);
    buffer->length += s.length;
    buffer->data[buffer->length] = '\0';
}

void buffer_append_arguments(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length > 0) {
        buffer_reserve(buffer, (size_t)length);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_append_arguments(buffer, format, arguments);
    va_end(arguments);
}

void buffer_append_number(struct buffer *buffer, uint64_t number)
{
    char digits[20]; /* of 2^64 */
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buffer_append(buffer, str_of(digits + first, sizeof digits - first));
}

void buffer_clear(struct buffer *buffer)
{
    if (buffer->capacity > BUFFER_KEPT_BYTES)
        buffer_free(buffer);
    buffer->length = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
