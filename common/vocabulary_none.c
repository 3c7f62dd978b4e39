/* An empty vocabulary, for the program that makes the tables. */
#include "vocabulary.h"

const struct vocabulary_tables vocabulary_tables;
const char vocabulary_stems[1];
const char vocabulary_dictionary[1];
const uint32_t vocabulary_dictionary_bytes;
