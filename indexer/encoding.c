/* Clean text out of bytes. Nearly all input is clean already: the check for that is the fast path
 * and looks at 16 bytes at a time. */
#include "encoding.h"

#include <stdbool.h>
#include <stdint.h>
#include <utf8proc.h>

/* 0x80 to 0x9F of Windows-1252, after the mapping table CP1252.TXT that Unicode publishes; the five
 * bytes without a character are U+FFFD. Every other byte is the code point of the same number. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static bool is_printable_ascii(unsigned char c)
{
    return (unsigned char)(c - 0x20) <= 0x7E - 0x20;
}

/* How many bytes at the front are printable ASCII. The inner loop without an exit is one the
 * compiler turns into vector instructions. */
static size_t ascii_length(const unsigned char *bytes, size_t length)
{
    enum { STEP = 16 };
    size_t i = 0;
    for (; length - i >= STEP; i += STEP) {
        unsigned char others = 0;
        for (size_t j = 0; j < STEP; j++)
            others |= (unsigned char)!is_printable_ascii(bytes[i + j]);
        if (others)
            break;
    }
    while (i < length && is_printable_ascii(bytes[i]))
        i++;
    return i;
}

static bool is_continuation(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* The length of the valid UTF-8 sequence at the front, 0 when there is none. `length` is at least
 * 1. */
static size_t sequence_length(const unsigned char *p, size_t length)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4 || length < 2 || !is_continuation(p[1]))
        return 0;
    if (p[0] < 0xE0)
        return 2;
    if (length < 3 || !is_continuation(p[2]))
        return 0;
    if (p[0] < 0xF0) {
        bool overlong = p[0] == 0xE0 && p[1] < 0xA0;
        bool surrogate = p[0] == 0xED && p[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    bool overlong = p[0] == 0xF0 && p[1] < 0x90;
    bool too_great = p[0] == 0xF4 && p[1] > 0x8F;
    return length < 4 || !is_continuation(p[3]) || overlong || too_great ? 0 : 4;
}

/* Of a valid sequence. */
static bool is_line_separator(const unsigned char *p, size_t length)
{
    return length == 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9);
}

/* Of a valid sequence. */
static bool is_control(const unsigned char *p, size_t length)
{
    return length == 1 ? p[0] < 0x20 || p[0] == 0x7F : length == 2 && p[0] == 0xC2 && p[1] < 0xA0;
}

size_t encoding_clean_length(struct str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.data;
    size_t i = 0;
    while (i < bytes.length) {
        i += ascii_length(p + i, bytes.length - i);
        while (i < bytes.length && p[i] >= 0x80) {
            size_t length = sequence_length(p + i, bytes.length - i);
            if (length == 0 || is_control(p + i, length) || is_line_separator(p + i, length))
                return i;
            i += length;
        }
        if (i < bytes.length && !is_printable_ascii(p[i]))
            return i;
    }
    return i;
}

static void append_code_point(utf8proc_int32_t code_point, struct buffer *text)
{
    buffer_reserve(text, 4);
    text->length += (size_t)utf8proc_encode_char(code_point,
                                                 (utf8proc_uint8_t *)text->data + text->length);
    text->data[text->length] = '\0';
}

/* What a byte that is no UTF-8 stands for. */
static utf8proc_int32_t code_point_of(unsigned char byte, enum reader_encoding encoding)
{
    if (encoding == READER_UTF8)
        return 0xFFFD;
    return byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
}

/* Appends what stands for the unclean byte or character at the front of `*bytes` and takes it away.
 * Returns the fault, if it is one. */
static unsigned mend_first(struct str *bytes, enum reader_encoding encoding, struct buffer *clean)
{
    const unsigned char *p = (const unsigned char *)bytes->data;
    bool single_bytes = encoding == READER_WINDOWS_1252 && p[0] >= 0x80;
    size_t length = single_bytes ? 0 : sequence_length(p, bytes->length);
    *bytes = str_after(*bytes, length ? length : 1);
    if (length == 0) {
        append_code_point(code_point_of(p[0], encoding), clean);
        return single_bytes ? 0 : ENCODING_NOT_UTF8;
    }
    buffer_append_char(clean, ' ');
    bool white = p[0] == '\t' || p[0] == '\r' || is_line_separator(p, length);
    return white ? 0 : ENCODING_CONTROL;
}

unsigned encoding_append_clean(struct str bytes, enum reader_encoding encoding, size_t most,
                               struct buffer *clean)
{
    unsigned faults = 0;
    while (clean->length <= most) {
        size_t length = encoding == READER_WINDOWS_1252
                            ? ascii_length((const unsigned char *)bytes.data, bytes.length)
                            : encoding_clean_length(bytes);
        buffer_append(clean, str_before(bytes, length));
        bytes = str_after(bytes, length);
        if (bytes.length == 0)
            break;
        faults |= mend_first(&bytes, encoding, clean);
    }
    return faults;
}
