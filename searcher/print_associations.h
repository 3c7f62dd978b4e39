/* Names that stand with others, as a person, a script or a table wants them. */
#ifndef REVUE_PRINT_ASSOCIATIONS_H
#define REVUE_PRINT_ASSOCIATIONS_H

#include "associations.h"
#include "printer.h"

/* Writes the first `most` (0: all): as text or TSV, a line each of name, type, articles of the hits
 * that have it, articles of all that have it, and the likelihood; as JSON in one object. */
void print_associations(const struct print_context *context, const struct printer *printer,
                        const struct associations *associations, size_t most);

#endif
