/* A fuzzer of the French analysis, for libFuzzer; not built by default. With clang:
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE -Icommon -Itests \
 *     tests/fuzz_french.c tests/french_check.c \
 *     common/{error,french,hash,memory,stem,stop_words,str,unicode,words}.c \
 *     -lutf8proc -lstemmer -o fuzz_french
 *   grep -v '^#' tests/french.txt | cut -f1 | split -l1 -a4 - corpus/ && ./fuzz_french corpus */
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
