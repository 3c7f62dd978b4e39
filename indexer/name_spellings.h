/* Discovered names that are one name spelt two ways: transliterations, slips of the pen.
 *
 * Two names are one when they are of one type and stand in an article together, when all their
 * words are the same but one, and that one, of six letters or more, differs by one letter for every
 * six. Digits must be the same, and a person's first name. Of an article of thousands of names the
 * first 2,000 are compared. */
#ifndef REVUE_NAME_SPELLINGS_H
#define REVUE_NAME_SPELLINGS_H

#include <stdbool.h>

#include "collected_names.h"
#include "entities.h"
#include "str.h"

/* Joins the discovered names that are spelt several ways, each to that of most articles. */
void name_spellings_join(struct collected_names *names);

#endif
