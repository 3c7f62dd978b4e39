/* Articles as the recogniser sees them, for the trainer. */
#ifndef REVUE_BENCH_NAME_READER_H
#define REVUE_BENCH_NAME_READER_H

#include <jansson.h>

#include "error.h"
#include "name_text.h"

struct name_reader;

/* A reader with the installed lists and gazetteer. Owned by the caller: name_reader_free(). */
enum status name_reader_new(struct name_reader **reader, struct error *error);
void name_reader_free(struct name_reader *reader);

/* The next line of the file as a JSON object, which is owned by the caller: json_decref(). NULL at
 * the end, and with an error when the line is none. `name` is what errors call the file. */
json_t *name_reader_line(struct name_reader *reader, FILE *file, const char *name,
                         struct error *error);

/* Reads the object's title and text, up to the rules' tags, one a token. Both are borrowed until
 * the next call. */
struct name_text *name_reader_read(struct name_reader *reader, const json_t *object,
                                   const uint8_t **rules);

#endif
