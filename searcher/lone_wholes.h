/* Articles that have a compound in one word, F16 for F-16, and not all of its parts.
 *
 * One written with its hyphen gives the whole as well as the parts, so most of the whole's articles
 * have both; the parts find and weigh those. */
#ifndef REVUE_LONE_WHOLES_H
#define REVUE_LONE_WHOLES_H

#include "postings.h"
#include "tree.h"

/* The postings of the whole of a NODE_COMPOUND in such articles. `lone` is zeroed;
 * lone_wholes_free() it, after a failure too. */
enum xapian_status lone_wholes_read(struct postings *postings, const struct node *compound,
                                    struct posting_list *lone, char **message);
void lone_wholes_free(struct posting_list *lone);

#endif
