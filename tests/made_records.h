/* Forward records of made-up articles. */
#ifndef REVUE_TESTS_MADE_RECORDS_H
#define REVUE_TESTS_MADE_RECORDS_H

#include "forward.h"

/* made_records_make() first, made_records_free() after. */
struct made_records {
    struct french *french;
    struct forward *forward; /* for a test to open them */
    struct french_tokens title, text;
    struct article_words words;
    struct buffer written;
    struct buffer record; /* the last one */
};

void made_records_make(struct made_records *records);
void made_records_free(struct made_records *records);

/* Appends one of so many words: of the vocabulary, made up, accented, compounds; some share a stem
 * or a beginning. */
void made_word_append(uint32_t number, struct buffer *text);

/* Makes the record of an article of a title and so many tokens out of the first `different` words.
 * `state` is next_random()'s. */
void made_record(struct made_records *records, uint32_t *state, struct str title, uint32_t tokens,
                 uint32_t different);

#endif
