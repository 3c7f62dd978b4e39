/* Edit distance in a band: only cells within `most` of the diagonal are computed, so a comparison
 * takes O(length * most) time and three rows of O(most) cells. */
#include "nearest.h"

#include <stdint.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "memory.h"

/* Takes the first code point off `text`, which is not empty. A byte that is not UTF-8 is a point of
 * its own, beyond all of Unicode's. */
static int32_t next_point(struct str *text)
{
    const unsigned char *bytes = (const unsigned char *)text->data;
    size_t available = text->length < 4 ? text->length : 4;
    utf8proc_int32_t point;
    utf8proc_ssize_t taken = utf8proc_iterate(bytes, (utf8proc_ssize_t)available, &point);
    if (taken <= 0) {
        point = 0x110000 + bytes[0];
        taken = 1;
    }
    *text = str_after(*text, (size_t)taken);
    return point;
}

static size_t count_points(struct str text)
{
    size_t count = 0;
    for (; text.length; count++)
        next_point(&text);
    return count;
}

static void read_points(struct str text, int32_t *points)
{
    while (text.length)
        *points++ = next_point(&text);
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The words compared, and the rows i, i - 1 and i - 2 of the matrix of distances between their
 * beginnings. Cell k of row i is column j = i + k - 1 - most: a diagonal keeps its k from row to
 * row. Cells 0 and width - 1 are walls, always far. */
struct band {
    const int32_t *a, *b;
    size_t a_count, b_count;
    size_t most;
    size_t width;
    size_t *row, *above, *above_that;
};

/* The distance between the first i points of a and the first j of b, j being the column of k. */
static size_t cell(const struct band *band, size_t i, size_t j, size_t k)
{
    if (i == 0 || j == 0)
        return i + j;
    const int32_t *a = band->a + i, *b = band->b + j;
    size_t changed = band->above[k] + (a[-1] != b[-1]);
    size_t added_or_left_out = least_of(band->row[k - 1], band->above[k + 1]) + 1;
    size_t distance = least_of(changed, added_or_left_out);
    if (i > 1 && j > 1 && a[-1] == b[-2] && a[-2] == b[-1])
        distance = least_of(distance, band->above_that[k] + 1);
    return distance;
}

/* Fills row i and returns the least distance in it. */
static size_t fill_row(struct band *band, size_t i)
{
    const size_t far = band->most + 1;
    size_t least = far;
    for (size_t k = 1; k < band->width - 1; k++) {
        bool inside = i + k > band->most && i + k - 1 - band->most <= band->b_count;
        band->row[k] = inside ? cell(band, i, i + k - 1 - band->most, k) : far;
        least = least_of(least, band->row[k]);
    }
    return least;
}

static void next_row(struct band *band)
{
    size_t *oldest = band->above_that;
    band->above_that = band->above;
    band->above = band->row;
    band->row = oldest;
}

/* A row without a cell of `most` or less has none below it either: a swap, the one step over a row,
 * costs as much as a change on the row between. */
static size_t walk_band(struct band *band)
{
    size_t *rows = memory_allocate(3 * band->width, sizeof *rows);
    for (size_t cells = 0; cells < 3 * band->width; cells++)
        rows[cells] = band->most + 1;
    band->row = rows;
    band->above = rows + band->width;
    band->above_that = rows + 2 * band->width;

    size_t i = 0;
    while (fill_row(band, i) <= band->most && i < band->a_count) {
        next_row(band);
        i++;
    }
    size_t distance = band->most + 1;
    if (i == band->a_count)
        distance = least_of(distance, band->row[band->b_count + band->most + 1 - i]);
    free(rows);
    return distance;
}

size_t edit_distance(struct str a, struct str b, size_t most)
{
    size_t a_count = count_points(a), b_count = count_points(b);
    size_t longer = a_count > b_count ? a_count : b_count;
    if (longer - least_of(a_count, b_count) > most)
        return most + 1;
    most = least_of(most, longer); /* no distance is more */

    int32_t *points = memory_allocate(a_count + b_count, sizeof *points);
    read_points(a, points);
    read_points(b, points + a_count);
    struct band band = {
        .a = points,
        .b = points + a_count,
        .a_count = a_count,
        .b_count = b_count,
        .most = most,
        .width = 2 * most + 3,
    };
    size_t distance = walk_band(&band);
    free(points);
    return distance;
}

size_t edit_distance_allowed(struct str word)
{
    return word.length <= 4 ? 1 : word.length <= 8 ? 2 : 3;
}
