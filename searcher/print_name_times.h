/* When names were in the news, as small pictures one below the other. */
#ifndef REVUE_PRINT_NAME_TIMES_H
#define REVUE_PRINT_NAME_TIMES_H

#include "name_times.h"
#include "printer.h"

/* As text a line of bars a name, each name's greatest the full height; as TSV a line of name,
 * period and articles for each period; as JSON one object; as HTML a page. */
void print_name_times(const struct print_context *context, const struct printer *printer,
                      const struct name_times *times);

#endif
