/* Months and years as numbers: those since the year 0. */
#ifndef REVUE_PERIOD_H
#define REVUE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* The month of a day as SCHEMA_SLOT_DATE has it; false when it is none. */
bool period_read_month(struct str day, uint32_t *month);

/* Appends the name of a year, "2019", or of a month, "2019-02". */
void period_append(uint32_t period, bool yearly, struct buffer *name);

#endif
