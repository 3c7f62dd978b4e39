/* Trees of queries for tests: as compact text, compared, and checked to be what tree.h says. */
#ifndef REVUE_TESTS_QUERY_TREE_H
#define REVUE_TESTS_QUERY_TREE_H

#include "french.h"
#include "str.h"
#include "tree.h"

/* Appends `LIST(base, milit*, NOT(media:"rt"))`; words are folded, exact ones as spelt. */
void query_tree_write(const struct node *root, struct buffer *text);

/* Appends the numbers of the words, in order: `0 1 3`. */
void query_tree_write_positions(const struct node *root, struct buffer *text);

/* Whether two trees are the same but for ranges, numbers and `typed`. */
bool query_tree_equal(const struct node *a, const struct node *b);

/* What is wrong with the tree of a query, or NULL. Static. */
const char *query_tree_flaw(const struct query *query);

/* Parses any bytes, and the print of what parses again, which is appended. Returns what is wrong:
 * with the tree, with the error, with the print; or NULL. Static. */
const char *query_tree_round_trip(struct french *french, struct str text, struct buffer *print);

#endif
