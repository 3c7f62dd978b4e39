/* A query's text in lexemes: brackets, operators, fields, quotations and words.
 *
 * What stands between two lexemes of other kinds is tokenised as one run, as an article's text is,
 * and handed out in units: the tokens of a chunk without white space. A chunk without a token
 * (`–`, `?`) is nothing. Control characters are white space here. */
#ifndef REVUE_LEX_H
#define REVUE_LEX_H

#include <stdbool.h>
#include <stdint.h>

#include "french.h"
#include "language.h"
#include "str.h"
#include "tree.h"

/* PROCHE without a distance, and the largest that may be given. */
#define NEAR_DEFAULT_DISTANCE 10
#define NEAR_MAX_DISTANCE     999

/* What is said of a date that is none. */
#define LEXER_NO_DATE                                                                              \
    N_("no such date; write 2019, 2019-02, 2019-02-14, or two of them with .. between")
/* The same of a distance. */
#define LEXER_NO_DISTANCE N_("the distance is a number from 1 to 999, as in PROCHE/5")

enum lexeme_kind {
    LEXEME_END,
    LEXEME_ERROR,  /* `message`, about the byte `start` */
    LEXEME_UNIT,   /* words: a chunk, or several that one token spans (`1 000`) */
    LEXEME_PHRASE, /* a quotation with its marks */
    LEXEME_OPEN,   /* ( */
    LEXEME_CLOSE,  /* ) */
    LEXEME_OR,     /* OU OR */
    LEXEME_AND,    /* ET AND */
    LEXEME_NEAR,   /* PROCHE NEAR, with /N */
    LEXEME_NOT,    /* SAUF NOT, and - directly before its operand */
    /* Directly before their operand. */
    LEXEME_NEEDED, /* + */
    LEXEME_FIELD,  /* a field's name with its colon */
    LEXEME_EXACT,  /* = */
};

struct lexeme {
    enum lexeme_kind kind;
    uint32_t start, end; /* bytes of the query */
    const char *message; /* static */
    /* LEXEME_UNIT, LEXEME_PHRASE: one token at least, with ranges of the query's text; good until
     * the next lexeme is read. */
    const struct french_token *tokens;
    size_t token_count;
    struct str text; /* LEXEME_PHRASE: what stands between the marks, trimmed */
    enum query_field field;
    uint32_t distance;
};

/* Reads one query. Zeroed but for the first two; lexer_free() it. */
struct lexer {
    struct french *french; /* borrowed */
    struct str text;       /* valid UTF-8, borrowed */
    size_t at;             /* where the next lexeme is looked for */
    struct french_tokens tokens;
    size_t next_token; /* of the run in hand; tokens.count when it is used up */
    size_t run_start;
    enum lexeme_kind previous;
    size_t previous_end;
    bool lacks_closing[3]; /* by kind of quotation: none of its own closing marks is left */
};

struct lexeme lexer_next(struct lexer *lexer);

/* From now on there are no more lexemes. */
void lexer_stop(struct lexer *lexer);

void lexer_free(struct lexer *lexer);

/* Whether `word`, standing alone in a query, is an operator. */
bool lexer_is_operator(struct str word);

/* Whether a word, or an apostrophe and a word, begins at `at`. */
bool lexer_starts_word(struct str text, size_t at);

/* Whether there is only white space. */
bool lexer_is_blank(struct str text);

#endif
