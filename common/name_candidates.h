/* Which tokens may be part of a name: only they are given to the model.
 *
 * A name has a capital. From there it reaches over the words that names have in lower case, those
 * of organisations and places and their adjectives (`Assemblée nationale`), and over the particles
 * and marks between such words (`ministère de l’Intérieur`). */
#ifndef REVUE_NAME_CANDIDATES_H
#define REVUE_NAME_CANDIDATES_H

#include "name_text.h"

/* Marks the tokens that are: NAME_CANDIDATE. Linear in their number. */
void name_candidates_mark(struct name_text *text);

#endif
