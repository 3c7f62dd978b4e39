/* XXH64 against the test vectors of its specification. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "hash.h"

static void published_vectors(void **state)
{
    (void)state;
    assert_int_equal(hash_bytes(STR(""), 0), 0xEF46DB3751D8E999U);
    assert_int_equal(hash_bytes(STR("a"), 0), 0xD24EC4F1A98C6E5BU);
    assert_int_equal(hash_bytes(STR("abc"), 0), 0x44BC2CF5AD770999U);
    assert_int_equal(hash_bytes(STR("xxhash"), 0), 0x32DD38952C4BC720U);
    assert_int_equal(hash_bytes(STR("xxhash"), 20141025), 0xB559B98D844E0635U);
}

static void every_tail_and_stripe(void **state)
{
    (void)state;
    /* 39 and 63 bytes: stripes of 32, then eight, four and single bytes. */
    assert_int_equal(
        hash_bytes(STR("Call me Ishmael. Some years ago--never mind how long precisely-"), 0),
        0x02A2E85470D6FD96U);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors),
        cmocka_unit_test(every_tail_and_stripe),
    };
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
