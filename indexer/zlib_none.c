/* zlib's functions to compress (zlib.h), which compress nothing. Xapian compresses the list of
 * terms of each article by itself; ours are short and many are numbers, so that it takes time and
 * saves little.
 *
 * libxapian finds these before libz's, as it does what C++ lets a program replace (xapian_c.cc);
 * what was compressed before is read by libz as ever. Only what libxapian asks for is here. */
#include <zlib.h>

int deflateInit2_(z_streamp stream, int level, int method, int window_bits, int memory_level,
                  int strategy, const char *version, int stream_size)
{
    (void)level, (void)method, (void)window_bits, (void)memory_level, (void)strategy;
    if (!version || version[0] != ZLIB_VERSION[0] || stream_size != (int)sizeof *stream)
        return Z_VERSION_ERROR;
    return stream ? Z_OK : Z_STREAM_ERROR;
}

int deflateReset(z_streamp stream)
{
    return stream ? Z_OK : Z_STREAM_ERROR;
}

/* Z_OK: there is too little room for all of it; Xapian then keeps the bytes as they are. */
int deflate(z_streamp stream, int flush)
{
    return stream && flush == Z_FINISH ? Z_OK : Z_STREAM_ERROR;
}

int deflateEnd(z_streamp stream)
{
    return stream ? Z_OK : Z_STREAM_ERROR;
}
