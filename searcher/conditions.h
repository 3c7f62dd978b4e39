/* What an article has to be to be a hit, condition by condition, each with the article's own value.
 */
#ifndef REVUE_CONDITIONS_H
#define REVUE_CONDITIONS_H

#include <stdbool.h>

#include "error.h"
#include "filters.h"
#include "hit.h"
#include "plan.h"
#include "terms.h"
#include "tree.h"

struct condition {
    unsigned depth; /* 0: has to hold; deeper: belongs to the nearest one above that is less deep */
    bool holds;
    struct buffer text; /* what is so or not: "lacks russe (no form of it)" */
};

/* Zeroed is empty. */
struct conditions {
    struct condition *conditions;
    size_t count;
    size_t capacity;
};

void conditions_free(struct conditions *conditions);

/* What is asked of the article; all borrowed. */
struct request {
    const struct node *root; /* NULL: nothing but the filters */
    enum plan_mode mode;
    const struct query_terms *terms; /* of `root` */
    const struct filters *filters;
    struct names *names;
    bool english; /* conditions are worded for a program, not in the user's language */
};

/* Appends the conditions of `request`, first those of the query, then the filters', and whether the
 * article `docid` fulfils them, which `reader` has just read into `hit`, with HIT_SNIPPET. */
enum status conditions_judge(const struct request *request, xapian_docid docid,
                             const struct hit_reader *reader, const struct hit *hit,
                             struct conditions *conditions, struct error *error);

#endif
