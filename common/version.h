/* What --version says. */
#ifndef REVUE_VERSION_H
#define REVUE_VERSION_H

#include "str.h"

/* Appends a line for the program, then one for each library and for the analyser. */
void version_append(const char *program, struct buffer *text);

#endif
