/* The endings of inclusive writing: étudiant·e·s, élu.e, élu-e-s. */
#ifndef REVUE_ATOM_ENDINGS_H
#define REVUE_ATOM_ENDINGS_H

#include "atoms.h"

/* The bytes at `at` of what parts an ending from the word, or from the one before; 0: none. Words
 * of two letters have -e alone: né·e, not kg·m. */
size_t atom_ending_bytes(struct str text, const struct atom *word, size_t at);

#endif
