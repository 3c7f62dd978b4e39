/* Where the files are that were installed with the program. */
#ifndef REVUE_INSTALLED_H
#define REVUE_INSTALLED_H

#include <stdbool.h>
#include <stddef.h>

#include "str.h"

/* Replaces `path` by the first of `beside` that is there, each a path from the folder that the
 * running program lies in, else by `otherwise`, where the build meant it to be. So what was
 * installed may be moved as a whole, and a build folder needs no installing. False, with an empty
 * path, when there is none of them. */
bool installed_find(const char *const *beside, size_t count, const char *otherwise,
                    struct buffer *path);

#endif
