/* Reading bytes as the records that are stored, whatever they are: for a test and a fuzzer. */
#ifndef REVUE_TESTS_STORED_RECORDS_H
#define REVUE_TESTS_STORED_RECORDS_H

#include <stdbool.h>

#include "french.h"
#include "str.h"

enum stored_record { STORED_FORWARD, STORED_ARTICLE, STORED_ENTITIES, STORED_GAZETTEER };

/* Reads all that `bytes` hold as a record of this kind. Returns what is wrong with the reader, or
 * NULL; `*read` says whether it took the bytes for a sound record. `bytes` should end where their
 * memory does, so that a sanitizer sees what is read behind them. */
const char *stored_record_flaw(struct french *french, enum stored_record kind, struct str bytes,
                               bool *read);

#endif
