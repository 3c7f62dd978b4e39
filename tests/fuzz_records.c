/* A fuzzer of the stored records and the list of entities, for libFuzzer; tests/fuzz.sh builds and
 * runs it. The first byte says which record the others are read as. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "stored_records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct french *french = french_new();
    bool read = false;
    if (size > 0) {
        struct str bytes = str_after(str_of((const char *)data, size), 1);
        const char *flaw = stored_record_flaw(french, (enum stored_record)(data[0] & 3), bytes,
                                              &read);
        if (flaw) {
            fprintf(stderr, "%s\n", flaw);
            abort();
        }
    }
    french_free(french);
    return 0;
}
