/* Links within an article: which names are another way to write a longer one there.
 *
 * A surname is the one full name that ends with it; an acronym is the name it stands in brackets
 * with, whichever comes first. Two names with different first names are never one, and a surname
 * that two of them share stays open. */
#ifndef REVUE_NAME_LINKS_H
#define REVUE_NAME_LINKS_H

#include "name_text.h"
#include "names.h"

/* Sets `link` and `linked` of the names, which are those of the text. */
void name_links_find(const struct name_text *text, struct names_found *found);

/* "surname", "acronym": static; "" for NAME_LINK_NONE. */
const char *name_link_name(enum name_link link);

#endif
