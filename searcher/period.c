/* From days to months and years, and their names. */
#include "period.h"

bool period_read_month(struct str day, uint32_t *month)
{
    uint32_t number = 0; /* YYYYMMDD */
    if (day.length != 8)
        return false;
    for (size_t i = 0; i < day.length; i++) {
        if (day.data[i] < '0' || day.data[i] > '9')
            return false;
        number = 10 * number + (uint32_t)(day.data[i] - '0');
    }
    number /= 100;
    if (number % 100 < 1 || number % 100 > 12)
        return false;
    *month = number / 100 * 12 + number % 100 - 1;
    return true;
}

void period_append(uint32_t period, bool yearly, struct buffer *name)
{
    if (yearly)
        buffer_append_format(name, "%04u", period);
    else
        buffer_append_format(name, "%04u-%02u", period / 12, period % 12 + 1);
}
