/* Versions of the program and of what its results depend on. */
#include "version.h"

#include <utf8proc.h>

#include "french.h"
#include "schema.h"
#include "xapian_c.h"

void version_append(const char *program, struct buffer *text)
{
    buffer_append_format(text, "%s (Revue) %s\nXapian %s\nutf8proc %s\nanalyser %s\nschema %d\n",
                         program, REVUE_VERSION, xapian_version(), utf8proc_version(),
                         french_analyser_id(), SCHEMA_VERSION);
}
