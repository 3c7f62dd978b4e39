/* A line of the gazetteer as a record: checked, trimmed, its words folded. */
#ifndef REVUE_RECORD_H
#define REVUE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"
#include "error.h"
#include "french.h"
#include "str.h"

struct record {
    char *text; /* owned: what the others point into; free() */
    struct str name;
    struct str folded_name;
    struct str aliases;  /* parted by |, as gazetteer_write gives them */
    struct str required; /* the same */
    struct str phrases;  /* the words of all of them: record_phrase */
    enum entity_type type;
    size_t line; /* from 1 */
};

/* Where a line stands, and what reading it needs. */
struct record_reader {
    struct french *french; /* borrowed */
    const char *name;      /* of the text; borrowed */
    size_t line;
    struct french_tokens tokens; /* of the last words read */
    struct buffer fields;        /* of the record being read, one behind the other */
    struct buffer phrases;
};

void record_reader_free(struct record_reader *reader);

/* An error of the reader's line: "NAME:LINE: ...". */
__attribute__((format(printf, 3, 4), nonnull(3))) enum status
record_error(const struct record_reader *reader, struct error *error, const char *format, ...);

/* The number of the first byte, from 1, that is no UTF-8 or begins a control character other than a
 * tab, or a byte order mark; 0: all fine. */
size_t record_bad_byte(struct str line);

/* Reads a line, without its newline, into `record`. `*is_record` is false for a comment and an
 * empty line. A bad line is STATUS_INPUT. */
enum status record_read(struct record_reader *reader, struct str line, struct record *record,
                        bool *is_record, struct error *error);

enum phrase_role {
    PHRASE_NAME,
    PHRASE_ALIAS,
    PHRASE_WEAK_ALIAS,
    PHRASE_REQUIRED,
};

#define RECORD_NO_CAPITAL UINT8_MAX

struct record_phrase {
    enum phrase_role role;
    uint8_t capital;  /* which word must begin with a capital; or RECORD_NO_CAPITAL */
    struct str words; /* as phrases_add takes them */
};

/* Takes the next phrase off `*phrases`; false at the end. The name comes first, then the aliases,
 * then the required words. */
bool record_next_phrase(struct str *phrases, struct record_phrase *phrase);

#endif
