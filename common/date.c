/* Dates read from what users, digests and file names write. What is no day of the calendar is no
 * date: nothing is rounded or guessed. */
#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

/* The longest text that could be a date, in bytes: the longest weekday and month, spaces between,
 * every letter decomposed. */
#define DATE_TEXT_BYTES 64

static const char *const month_names[12] = {
    "janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
    "juillet", "aout",    "septembre", "octobre", "novembre", "decembre",
};

static const char *const weekday_names[7] = {
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned days_in_month(unsigned year, unsigned month)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_day(unsigned year, unsigned month, unsigned day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_month(year, month);
}

/* Only for is_day() dates. The remainders change nothing: they let the compiler see the length. */
static void write_day(unsigned year, unsigned month, unsigned day, char text[DATE_BYTES + 1])
{
    snprintf(text, DATE_BYTES + 1, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
}

/* Takes a number of `least` to `most` digits from the front of `*rest`. */
static bool take_number(struct str *rest, size_t least, size_t most, unsigned *number)
{
    size_t length = 0;
    *number = 0;
    while (length < rest->length && length < most && is_digit(rest->data[length]))
        *number = *number * 10 + (unsigned)(rest->data[length++] - '0');
    *rest = str_after(*rest, length);
    return length >= least;
}

static bool take_char(struct str *rest, char c)
{
    if (rest->length == 0 || rest->data[0] != c)
        return false;
    *rest = str_after(*rest, 1);
    return true;
}

bool date_parse_range(struct str text, struct date_range *range)
{
    unsigned year;
    unsigned first_month = 1, last_month = 12;
    unsigned first_day = 1, last_day = 31;
    if (!take_number(&text, 4, 4, &year))
        return false;
    if (take_char(&text, '-')) {
        if (!take_number(&text, 2, 2, &first_month) || !is_day(year, first_month, 1))
            return false;
        last_month = first_month;
        last_day = days_in_month(year, first_month);
        if (take_char(&text, '-')) {
            if (!take_number(&text, 2, 2, &first_day))
                return false;
            last_day = first_day;
        }
    }
    if (text.length != 0 || !is_day(year, first_month, first_day))
        return false;
    write_day(year, first_month, first_day, range->first);
    write_day(year, last_month, last_day, range->last);
    return true;
}

static bool parse_iso(struct str text, char day[DATE_BYTES + 1])
{
    struct date_range range;
    if (text.length != DATE_BYTES || !date_parse_range(text, &range))
        return false;
    memcpy(day, range.first, DATE_BYTES + 1);
    return true;
}

/* DD/MM/YYYY or DD.MM.YYYY; day and month may have one digit. */
static bool parse_numeric(struct str text, char day[DATE_BYTES + 1])
{
    unsigned day_number, month, year;
    if (!take_number(&text, 1, 2, &day_number))
        return false;
    char separator = text.length && text.data[0] == '.' ? '.' : '/';
    if (!take_char(&text, separator) || !take_number(&text, 1, 2, &month) ||
        !take_char(&text, separator) || !take_number(&text, 4, 4, &year) || text.length != 0 ||
        !is_day(year, month, day_number))
        return false;
    write_day(year, month, day_number, day);
    return true;
}

/* Takes the letters a to z at the front of `*rest`. */
static struct str take_letters(struct str *rest)
{
    size_t length = 0;
    while (length < rest->length && rest->data[length] >= 'a' && rest->data[length] <= 'z')
        length++;
    struct str word = str_before(*rest, length);
    *rest = str_after(*rest, length);
    return word;
}

/* True when spaces were there. */
static bool take_spaces(struct str *rest)
{
    bool some = false;
    while (take_char(rest, ' '))
        some = true;
    return some;
}

/* 1 to 12, or 0 when the word is no month or the beginning of several. */
static unsigned month_number(struct str word)
{
    unsigned found = 0;
    for (unsigned i = 0; i < 12 && word.length >= 3; i++) {
        if (!str_starts(str_from(month_names[i]), word))
            continue;
        if (found)
            return 0;
        found = i + 1;
    }
    return found;
}

/* "14 fevrier 2019", folded. */
static bool parse_written(struct str text, char day[DATE_BYTES + 1])
{
    unsigned day_number, year;
    if (!take_number(&text, 1, 2, &day_number))
        return false;
    if (str_starts(text, STR("er"))) {
        if (day_number != 1)
            return false;
        text = str_after(text, 2);
    }
    if (!take_spaces(&text))
        return false;
    unsigned month = month_number(take_letters(&text));
    take_char(&text, '.');
    if (!take_spaces(&text) || !take_number(&text, 4, 4, &year) || text.length != 0 ||
        !is_day(year, month, day_number))
        return false;
    write_day(year, month, day_number, day);
    return true;
}

/* Without the weekday, a comma and spaces at the front. */
static struct str skip_weekday(struct str text)
{
    struct str rest = text;
    struct str word = take_letters(&rest);
    for (size_t i = 0; i < sizeof weekday_names / sizeof *weekday_names; i++) {
        if (str_equal(word, str_from(weekday_names[i]))) {
            take_char(&rest, ',');
            return take_spaces(&rest) ? rest : text;
        }
    }
    return text;
}

bool date_parse_day(struct str text, char day[DATE_BYTES + 1])
{
    text = str_trim(text);
    if (text.length == 0 || text.length > DATE_TEXT_BYTES)
        return false;
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t length = utf8proc_map(
        (const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &folded,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    if (length < 0) /* not UTF-8 */
        return false;
    struct str date = skip_weekday(str_of((const char *)folded, (size_t)length));
    bool found = parse_iso(date, day) || parse_numeric(date, day) || parse_written(date, day);
    free(folded);
    return found;
}

bool date_find(struct str name, char day[DATE_BYTES + 1])
{
    for (size_t i = 0; i + DATE_BYTES <= name.length; i++) {
        bool digit_before = i > 0 && is_digit(name.data[i - 1]);
        bool digit_after = i + DATE_BYTES < name.length && is_digit(name.data[i + DATE_BYTES]);
        if (!digit_before && !digit_after && parse_iso(str_of(name.data + i, DATE_BYTES), day))
            return true;
    }
    return false;
}
