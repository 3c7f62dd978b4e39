/* What libxapian asks of zlib, done by libdeflate: libz must read it, and refuse the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <zlib.h>

#include "random.h"

/* As libxapian's compression_stream.cc does. */
static void begin(z_stream *stream)
{
    *stream = (z_stream){0};
    assert_int_equal(
        deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
}

/* Compresses the bytes into as much room; false: they do not fit. */
static bool compress_bytes(z_stream *stream, const unsigned char *bytes, size_t count,
                           unsigned char *compressed)
{
    unsigned char *copy = malloc(count + 1);
    memcpy(copy, bytes, count);
    assert_int_equal(deflateReset(stream), Z_OK);
    stream->next_in = copy;
    stream->avail_in = (uInt)count;
    stream->next_out = compressed;
    stream->avail_out = (uInt)count;
    int result = deflate(stream, Z_FINISH);
    free(copy);
    if (result == Z_STREAM_END)
        assert_int_equal(stream->total_out, count - stream->avail_out);
    else
        assert_int_equal(result, Z_OK);
    return result == Z_STREAM_END;
}

static void libz_reads(const unsigned char *compressed, size_t length,
                       const unsigned char *expected, size_t count)
{
    z_stream stream = {0};
    unsigned char *bytes = malloc(count + 1);
    assert_int_equal(inflateInit2(&stream, -15), Z_OK);
    stream.next_in = (unsigned char *)(uintptr_t)compressed;
    stream.avail_in = (uInt)length;
    stream.next_out = bytes;
    stream.avail_out = (uInt)count + 1;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, count);
    assert_memory_equal(bytes, expected, count);
    inflateEnd(&stream);
    free(bytes);
}

/* Of few letters, so that they can be made shorter. */
static void fill(uint32_t *seed, unsigned char *bytes, size_t count, uint32_t letters)
{
    for (size_t i = 0; i < count; i++)
        bytes[i] = (unsigned char)random_below(seed, letters);
}

static void libz_reads_what_is_compressed(void **state)
{
    uint32_t seed = 1;
    z_stream stream;
    (void)state;
    begin(&stream);
    for (size_t round = 0; round < 400; round++) {
        size_t count = 200 + random_below(&seed, round % 50 == 0 ? 1000000 : 4000);
        unsigned char *bytes = malloc(count);
        unsigned char *compressed = malloc(count);
        fill(&seed, bytes, count, 1 + (uint32_t)round % 100);
        assert_true(compress_bytes(&stream, bytes, count, compressed));
        assert_true(stream.total_out < count);
        libz_reads(compressed, stream.total_out, bytes, count);
        free(bytes);
        free(compressed);
    }
    assert_int_equal(deflateEnd(&stream), Z_OK);
}

/* Xapian then keeps the bytes as they are. */
static void what_does_not_become_shorter_is_told(void **state)
{
    uint32_t seed = 2;
    unsigned char bytes[2000], compressed[2000];
    z_stream stream;
    (void)state;
    begin(&stream);
    assert_false(compress_bytes(&stream, bytes, 0, compressed));
    for (size_t count = 1; count <= sizeof bytes; count += 37) {
        fill(&seed, bytes, count, 256);
        assert_false(compress_bytes(&stream, bytes, count, compressed));
    }
    memset(bytes, 'a', sizeof bytes);
    assert_true(compress_bytes(&stream, bytes, sizeof bytes, compressed));
    libz_reads(compressed, stream.total_out, bytes, sizeof bytes);
    assert_int_equal(deflateEnd(&stream), Z_OK);
}

static void what_libxapian_does_not_ask_for_is_refused(void **state)
{
    z_stream stream = {0};
    unsigned char bytes[100] = {0};
    (void)state;
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15, 9, 0),
                     Z_STREAM_ERROR); /* with a head: another format */
    assert_int_equal(deflateInit2_(&stream, 6, Z_DEFLATED, -15, 9, 0, "9", sizeof stream),
                     Z_VERSION_ERROR);
    assert_int_equal(deflateInit2_(&stream, 6, Z_DEFLATED, -15, 9, 0, ZLIB_VERSION, 1),
                     Z_VERSION_ERROR);
    begin(&stream);
    stream.next_in = stream.next_out = bytes;
    stream.avail_in = stream.avail_out = sizeof bytes;
    assert_int_equal(deflate(&stream, Z_NO_FLUSH), Z_STREAM_ERROR);
    assert_int_equal(deflateParams(&stream, 1, 0), Z_STREAM_ERROR); /* libz's own */
    assert_int_equal(deflateEnd(&stream), Z_OK);
    assert_int_equal(deflateEnd(&stream), Z_STREAM_ERROR);
    assert_int_equal(deflateReset(&stream), Z_STREAM_ERROR);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_ERROR);
    assert_int_equal(deflateEnd(NULL), Z_STREAM_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libz_reads_what_is_compressed),
        cmocka_unit_test(what_does_not_become_shorter_is_told),
        cmocka_unit_test(what_libxapian_does_not_ask_for_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
