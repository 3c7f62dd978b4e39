/* A text in pieces that a snippet keeps whole, and the columns they take on a terminal. */
#ifndef REVUE_PIECES_H
#define REVUE_PIECES_H

#include <stdbool.h>
#include <stdint.h>

#include "french.h"
#include "str.h"

/* What stands between two places where a line may break: mostly a word with its punctuation. */
struct piece {
    uint32_t start, end;  /* bytes of the text; white space at neither end */
    uint32_t left, right; /* the columns [left, right) it takes in the text written as one line */
    uint32_t before;      /* the end of the piece before it; 0: there is none */
    uint32_t token;       /* the first token that starts in it or behind */
    bool is_part;         /* of a piece wider than the columns */
};

/* Reads a text piece by piece; needs no memory. */
struct piece_reader {
    struct str text;
    const struct french_tokens *tokens;
    size_t columns;
    size_t at;       /* where the next piece starts */
    size_t token;    /* the first token that starts at what was looked at or behind it */
    size_t covered;  /* the furthest end of the tokens before it */
    uint32_t before; /* the end of the last piece */
    uint32_t column; /* where the next piece starts on the line */
    bool is_part;    /* the next piece is one */
};

/* Starts at the text's beginning. A break is white space, but not a no-break space, nor a space
 * behind « or before : ; ! ? » nor one inside a token (1 000); and a sentence's end without white
 * space. A piece wider than `columns` is broken further, at the borders of its tokens (compounds
 * are not broken): a single token may remain wider. */
struct piece_reader piece_reader_of(struct str text, const struct french_tokens *tokens,
                                    size_t columns);

/* Goes to a piece that was read before: it is the next one. */
void piece_reader_go_to(struct piece_reader *reader, const struct piece *piece);

/* Reads the next piece; false at the text's end. */
bool piece_read(struct piece_reader *reader, struct piece *piece);

bool piece_starts_sentence(struct str text, const struct piece *piece);
bool piece_ends_sentence(struct str text, const struct piece *piece);

/* Whether a line of these pieces is at most `columns` wide, with a "…" at each end where a sentence
 * is cut. */
bool pieces_fit(struct str text, const struct piece *first, const struct piece *last,
                size_t columns);

/* Appends text as it stands on the line: each run of white space is one space, a no-break space
 * where it holds no other. */
void pieces_append_line(struct str text, struct buffer *line);

#endif
