/* Has the disk begin with the tables of a database while they are made, so that little is left to
 * wait for when Xapian syncs them at the end. */
#ifndef REVUE_WRITEBACK_H
#define REVUE_WRITEBACK_H

#include <stddef.h>

#include "xapian_c.h"

/* Makes one database of `count` others in the folder `path`, as xapian_compact() does, as small as
 * it may be that is changed again. Docids stay: they decide between articles that are alike in all
 * else. Where there can be no thread, nothing is lost but time. */
enum xapian_status writeback_compact(const char *const *sources, size_t count, const char *path,
                                     char **message);

#endif
