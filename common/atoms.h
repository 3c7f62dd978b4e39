/* What the tokeniser reads: atoms, which are runs of letters and digits, with acronyms (O.N.U.),
 * numbers (1 000, 1.000), hours (20 h 30) and a few fused words (aujourd’hui) taken as one, and a
 * number parted from its unit (100km); and groups of atoms that a single connector joins
 * (apostrophe, hyphen, &, /, decimal comma, the dot of inclusive writing). Texts are valid UTF-8,
 * under 4 GiB. */
#ifndef REVUE_ATOMS_H
#define REVUE_ATOMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

enum connector {
    CONNECTOR_NONE,
    CONNECTOR_APOSTROPHE,
    CONNECTOR_HYPHEN,
    CONNECTOR_AMPERSAND,
    CONNECTOR_SLASH,
    CONNECTOR_COMMA,
    CONNECTOR_ENDING, /* of inclusive writing: étudiant·e·s */
};

struct atom {
    uint32_t start, end;
    uint32_t letters; /* characters, marks not counted */
    bool digits_only;
    bool has_digit;
    bool single;          /* a character of a script without spaces: no part of a group */
    bool elided;          /* `l` of `l’armée` */
    bool ending;          /* `e` and `s` of `étudiant·e·s` */
    bool letters_only;    /* marks and ignorables are none */
    uint32_t hash;        /* words_hash() */
    enum connector after; /* what joins it to the next atom of its group; NONE: it is the last */
};

/* Zeroed is empty; reused from text to text; atoms_free() it. */
struct atoms {
    struct atom *atoms; /* of whole groups, one behind the other */
    size_t count;
    size_t capacity;
    bool inside; /* the last group goes on: a long one comes in pieces */
};

/* A group of more atoms is read in pieces of so many, for memory's sake. */
#define ATOMS_MAX_PIECE 64

void atoms_free(struct atoms *atoms);

/* Where the next atom starts from `at` on, or the text's end. */
size_t atoms_next(struct str text, size_t at);

/* Appends the group whose first atom starts at `at`, or the piece of it that does, and sets
 * `inside`; returns where it ends, or where the next piece starts. */
size_t atoms_read_group(struct atoms *atoms, struct str text, size_t at);

/* Behind the last atom of the group, or piece, that starts with the atom of this index. */
size_t atoms_group_end(const struct atoms *atoms, size_t first);

/* The atom as it is written. Borrowed from the text. */
struct str atom_text(struct str text, const struct atom *atom);

/* Whether the atom is `St` or `Ste` before a hyphen or before a space and a name, and so Saint or
 * Sainte. */
bool atom_is_saint(struct str text, const struct atom *atom);

#endif
