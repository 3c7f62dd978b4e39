/* An analyser as the state of a group of tests. */
#ifndef REVUE_TESTS_ANALYSER_H
#define REVUE_TESTS_ANALYSER_H

#include "french.h"

static inline int analyser_make(void **state)
{
    *state = french_new();
    return 0;
}

static inline int analyser_free(void **state)
{
    french_free(*state);
    return 0;
}

#endif
