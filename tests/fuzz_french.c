/* A fuzzer of the French analysis, for libFuzzer; tests/fuzz.sh builds and runs it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "french_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct french *french = french_new();
    const char *flaw = french_flaw(french, str_of((const char *)data, size));
    if (flaw) {
        fprintf(stderr, "%s\n", flaw);
        abort();
    }
    french_free(french);
    return 0;
}
