/* The list of words: each folded word that articles have is a SCHEMA_WORD term of one of them. When
 * that article goes or changes, the term moves to another one that has the word. */
#ifndef REVUE_WORD_LIST_H
#define REVUE_WORD_LIST_H

#include <stdbool.h>

#include "error.h"
#include "french.h"
#include "xapian_c.h"

struct word_list;

/* The words of an open database; both are borrowed. Owned by the caller: word_list_free(). */
struct word_list *word_list_new(struct xapian_writable *writable, struct french *french);
void word_list_free(struct word_list *list);

/* For document_make, `context` being a word_list: whether the list has the word's folded form; from
 * now on it does. A word that only the leaving article carries is not in it. */
bool word_list_has(void *context, const struct french_word *word);

/* To be called before article `docid` is replaced or deleted: its words are leaving. */
enum status word_list_leave(struct word_list *list, xapian_docid docid, struct error *error);

/* How many words are leaving. */
size_t word_list_leaving(const struct word_list *list);

/* To be called when the document that takes the place of the leaving article was made, or when none
 * does: words that left with it move to other articles that have them, the others are forgotten. */
enum status word_list_settle(struct word_list *list, struct error *error);

#endif
