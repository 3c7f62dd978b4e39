/* Varints and length-led text. */
#include "pack.h"

void pack_number(struct buffer *out, uint64_t number)
{
    while (number >= 0x80) {
        buffer_append_char(out, (char)(number | 0x80));
        number >>= 7;
    }
    buffer_append_char(out, (char)number);
}

void pack_text(struct buffer *out, struct str text)
{
    pack_number(out, text.length);
    buffer_append(out, text);
}

void unpack_fail(struct unpack *unpack)
{
    unpack->failed = true;
    unpack->rest = str_before(unpack->rest, 0);
}

uint64_t unpack_long_number(struct unpack *unpack)
{
    uint64_t number = 0;
    for (size_t i = 0; i < unpack->rest.length && i < 9; i++) {
        unsigned char byte = (unsigned char)unpack->rest.data[i];
        number |= (uint64_t)(byte & 0x7F) << (7 * i);
        if (byte < 0x80) {
            unpack->rest = str_after(unpack->rest, i + 1);
            return number;
        }
    }
    unpack_fail(unpack);
    return 0;
}

struct str unpack_bytes(struct unpack *unpack, size_t length)
{
    if (length > unpack->rest.length) {
        unpack_fail(unpack);
        return str_before(unpack->rest, 0);
    }
    struct str bytes = str_before(unpack->rest, length);
    unpack->rest = str_after(unpack->rest, length);
    return bytes;
}

struct str unpack_text(struct unpack *unpack)
{
    uint64_t length = unpack_number(unpack);
    return unpack_bytes(unpack, length > SIZE_MAX ? SIZE_MAX : (size_t)length);
}
