/* srch --why-not: why an article is not, or not higher, among the hits. */
#ifndef REVUE_WHY_NOT_H
#define REVUE_WHY_NOT_H

#include <stdbool.h>

#include "error.h"
#include "printer.h"
#include "search.h"

struct why_not {
    const char *id;
    const struct search *search; /* all hits, with `explain` */
    const struct node *root;     /* NULL: nothing but the filters */
    const struct filters *filters;
    struct names *names;
    bool json;
};

/* Writes the answer to the context's stream, unless that is NULL; the context has an explainer of
 * the search. `*is_hit`: whether the article is among the hits. An id that no article has is an
 * error. */
enum status why_not_tell(const struct why_not *why_not, const struct print_context *context,
                         bool *is_hit, struct error *error);

#endif
