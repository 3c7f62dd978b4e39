/* XXH64, after its specification; tests/test_hash.c holds the published test vectors. */
#include "hash.h"

#include <endian.h>
#include <string.h>

static const uint64_t prime1 = 0x9E3779B185EBCA87U;
static const uint64_t prime2 = 0xC2B2AE3D27D4EB4FU;
static const uint64_t prime3 = 0x165667B19E3779F9U;
static const uint64_t prime4 = 0x85EBCA77C2B2AE63U;
static const uint64_t prime5 = 0x27D4EB2F165667C5U;

static uint64_t rotate_left(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

/* Little-endian whatever the machine. */
static uint64_t read_8(const unsigned char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return le64toh(x);
}

static uint64_t read_4(const unsigned char *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return le32toh(x);
}

static uint64_t round_lane(uint64_t lane, uint64_t input)
{
    return rotate_left(lane + input * prime2, 31) * prime1;
}

static uint64_t merge_lane(uint64_t hash, uint64_t lane)
{
    return (hash ^ round_lane(0, lane)) * prime1 + prime4;
}

/* The stripes of 32 bytes; moves `*p` past them. */
static uint64_t hash_stripes(const unsigned char **p, const unsigned char *end, uint64_t seed)
{
    uint64_t lanes[4] = {seed + prime1 + prime2, seed + prime2, seed, seed - prime1};
    for (; end - *p >= 32; *p += 32)
        for (unsigned i = 0; i < 4; i++)
            lanes[i] = round_lane(lanes[i], read_8(*p + 8 * (size_t)i));
    uint64_t hash = rotate_left(lanes[0], 1) + rotate_left(lanes[1], 7) +
                    rotate_left(lanes[2], 12) + rotate_left(lanes[3], 18);
    for (unsigned i = 0; i < 4; i++)
        hash = merge_lane(hash, lanes[i]);
    return hash;
}

uint64_t hash_bytes(struct str bytes, uint64_t seed)
{
    const unsigned char *p = (const unsigned char *)bytes.data;
    const unsigned char *end = bytes.length ? p + bytes.length : p;
    uint64_t hash = bytes.length >= 32 ? hash_stripes(&p, end, seed) : seed + prime5;
    hash += bytes.length;
    for (; end - p >= 8; p += 8)
        hash = rotate_left(hash ^ round_lane(0, read_8(p)), 27) * prime1 + prime4;
    for (; end - p >= 4; p += 4)
        hash = rotate_left(hash ^ read_4(p) * prime1, 23) * prime2 + prime3;
    for (; p < end; p++)
        hash = rotate_left(hash ^ *p * prime5, 11) * prime1;
    hash = (hash ^ hash >> 33) * prime2;
    hash = (hash ^ hash >> 29) * prime3;
    return hash ^ hash >> 32;
}
