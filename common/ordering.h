/* Orders of many texts and numbers, by their bytes. */
#ifndef REVUE_ORDERING_H
#define REVUE_ORDERING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

/* Fills `order` with the numbers of the texts, from 0, in the order of str_compare(); equal texts
 * stay as they are. */
void ordering_by_text(const struct str *texts, size_t count, uint32_t *order);

/* Puts the numbers in `order` by their values, the greatest first; equal ones stay as they are. */
void ordering_by_greatest(const uint32_t *values, size_t count, uint32_t *order);

#endif
