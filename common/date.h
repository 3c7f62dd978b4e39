/* Dates of the Gregorian calendar: 2019, 2019-02, 2019-02-14, and the ways a French digest writes
 * one. */
#ifndef REVUE_DATE_H
#define REVUE_DATE_H

#include <stdbool.h>

#include "str.h"

#define DATE_BYTES 10 /* YYYY-MM-DD */

/* The days that a date with or without month and day covers, both ends included, each as
 * "YYYY-MM-DD" with a NUL. */
struct date_range {
    char first[DATE_BYTES + 1];
    char last[DATE_BYTES + 1];
};

/* All days of the calendar: where an end of a range is left open. */
#define DATE_RANGE_ALL ((struct date_range){"0001-01-01", "9999-12-31"})

/* Reads "2019", "2019-02" or "2019-02-14", nothing before or after; years 0001 to 9999; false when
 * it is no date of the calendar. */
bool date_parse_range(struct str text, struct date_range *range);

/* Reads one day as a digest may write it: "2019-02-14", "14/02/2019", "14.02.2019", "14 février
 * 2019", "1er mars 2019", accents and case apart, spaces around it and a weekday before it
 * allowed; a month may be cut after its third letter, with or without a full stop, where that
 * leaves one month ("14 févr. 2019"; not "jui."). `day` is written only when it is one. */
bool date_parse_day(struct str text, char day[DATE_BYTES + 1]);

/* The first ISO date inside a file name ("2019-02-14-revue.txt"); digits on either side are none.
 */
bool date_find(struct str name, char day[DATE_BYTES + 1]);

#endif
