/* The recogniser's files: the installed lists and the model. */
#ifndef REVUE_NAME_FILES_H
#define REVUE_NAME_FILES_H

#include <stdbool.h>

#include "error.h"
#include "names.h"

/* Adds the installed lists. Fails when one of them is missing or bad. */
enum status name_files_load_lists(struct name_finder *names, struct error *error);

/* Gives the recogniser the model in `path`, NULL for the installed one, if there is one. One that
 * cannot be used fails and leaves the rules at work: a warning to the user. */
enum status name_files_load_model(struct name_finder *names, const char *path, struct error *error);

#endif
