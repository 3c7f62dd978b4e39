/* A list of entities as text that is edited: the line of one entity changes, is added or goes, and
 * all else stays as it was written, comments, blank lines and order. */
#ifndef REVUE_ENTITY_LIST_H
#define REVUE_ENTITY_LIST_H

#include <stdbool.h>

#include "entities.h"
#include "error.h"
#include "french.h"
#include "str.h"

struct entity_list;

/* An empty list. `french` is borrowed. Owned by the caller: entity_list_free(). */
struct entity_list *entity_list_new(struct french *french);
void entity_list_free(struct entity_list *list);

/* Reads the text of a list; `name` is what errors call it, borrowed as long as the list is used. A
 * bad line, or a name that stands twice, fails with STATUS_INPUT and "NAME:LINE: ..."; the list is
 * then for freeing only. */
enum status entity_list_read(struct entity_list *list, struct str text, const char *name,
                             struct error *error);

/* Gives the entity this line, in place of the one of the same folded name or else at the end; the
 * given folded name does not count. A line that says the same already stays as it is written. What
 * cannot be a line fails with STATUS_INPUT and changes nothing. */
enum status entity_list_set(struct entity_list *list, const struct entity *entity,
                            struct error *error);

/* Takes the line of this folded name out, when there is one. */
void entity_list_remove(struct entity_list *list, struct str folded_name);

/* Appends the text: what was read, but for the lines that were changed. */
void entity_list_write(const struct entity_list *list, struct buffer *text);

#endif
