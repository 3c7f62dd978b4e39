/* A fuzzer of the stored records and the list of entities, for libFuzzer; not built by default. The
 * first byte says which record the others are read as. With clang:
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE -Icommon -Itests \
 *     tests/fuzz_records.c tests/stored_records.c common/{alias_index,article,entities}.c \
 *     common/{entity_record,error,forward,french,gap,gazetteer,hash,key_set,known_names}.c \
 *     common/{memory,mentions,name_words,nearest,pack,phrases,record,stem,stop_words,str}.c \
 *     common/{terminal,unicode,whole_names,words}.c -lutf8proc -lstemmer -lzstd -lm -o fuzz_records
 *   mkdir -p corpus && (printf '\3'; cat data/entities.tsv) >corpus/list && ./fuzz_records corpus
 */
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
