/* What belongs to a number, and what does not. Each takes an atom that begins with a number, and
 * leaves another as it is. */
#ifndef REVUE_ATOM_NUMBERS_H
#define REVUE_ATOM_NUMBERS_H

#include "atoms.h"

/* Parts `100km`, `500k€`: the number is a word, and the unit another, as with a space between. */
void atom_part_unit(struct str text, struct atom *atom);

/* Makes `1 000 000` and `1.000.000` one atom: up to three digits, then groups of three, parted. */
void atom_extend_number(struct str text, struct atom *atom);

/* Makes `20 h` and `20 h 30` one atom, as `20h30` is. */
void atom_extend_hour(struct str text, struct atom *atom);

#endif
