/* A fuzzer of the query language, for libFuzzer; tests/fuzz.sh builds and runs it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "parse.h"
#include "query_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct french *french = french_new();
    struct str text = str_of((const char *)data, size);
    struct buffer print = {0};
    struct buffer lines = {0};
    const char *flaw = query_tree_round_trip(french, text, &print);
    if (flaw) {
        fprintf(stderr, "%s: printed %s\n", flaw, print.data ? print.data : "");
        abort();
    }
    query_show_place(text, size / 2, &lines);
    buffer_free(&print);
    buffer_free(&lines);
    french_free(french);
    return 0;
}
