/* Reading, writing and using the model. */
#include "name_model.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "memory.h"
#include "pack.h"

#define MAGIC "Revue names model 1"

/* Tokens tagged at once, at most: an article all in capitals is one run. */
#define MAX_RUN 1024

void name_model_free(struct name_model *model)
{
    for (size_t pass = 0; pass < NAME_MODEL_PASSES; pass++)
        free(model->rows[pass]);
    *model = (struct name_model){0};
}

/* -- The file -------------------------------------------------------------------------------- */

/* The head is three lines: what the file is, what it was made from, and the hash of what follows,
 * which is packed: transitions, then each row that is not all zero, as its distance from the one
 * before and a byte a tag. Numbers with a sign have an offset of half their range. */

static void pack_follows(const struct name_model *model, struct buffer *out)
{
    for (size_t pass = 0; pass < NAME_MODEL_PASSES; pass++)
        for (size_t before = 0; before < NAME_TAGS; before++)
            for (size_t tag = 0; tag < NAME_TAGS; tag++)
                pack_number(out, (uint64_t)(model->follows[pass][before][tag] + 32768));
}

static bool is_zero(const int8_t *row)
{
    static const int8_t zeros[NAME_MODEL_LANES];
    return memcmp(row, zeros, sizeof zeros) == 0;
}

static void pack_rows(const int8_t (*rows)[NAME_MODEL_LANES], struct buffer *out)
{
    uint32_t count = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < NAME_MODEL_ROWS; i++)
        count += !is_zero(rows[i]);
    pack_number(out, count);
    for (uint32_t i = 0; i < NAME_MODEL_ROWS; i++) {
        if (is_zero(rows[i]))
            continue;
        pack_number(out, i - last);
        buffer_append(out, str_of((const char *)rows[i], NAME_TAGS));
        last = i;
    }
}

void name_model_write(const struct name_model *model, const char *source, struct buffer *bytes)
{
    struct buffer packed = {0};
    pack_follows(model, &packed);
    for (size_t pass = 0; pass < NAME_MODEL_PASSES; pass++)
        pack_rows((const int8_t(*)[NAME_MODEL_LANES])model->rows[pass], &packed);
    buffer_append_format(bytes, MAGIC " features %d\n%s\n%016" PRIx64 "\n", NAME_FEATURES_VERSION,
                         source, hash_bytes(buffer_str(&packed), 0));
    buffer_append(bytes, buffer_str(&packed));
    buffer_free(&packed);
}

static void unpack_follows(struct unpack *unpack, struct name_model *model)
{
    for (size_t pass = 0; pass < NAME_MODEL_PASSES; pass++)
        for (size_t before = 0; before < NAME_TAGS; before++)
            for (size_t tag = 0; tag < NAME_TAGS; tag++)
                model->follows[pass][before][tag] =
                    (int16_t)((int32_t)unpack_bounded(unpack, 65535) - 32768);
}

static void unpack_rows(struct unpack *unpack, int8_t (*rows)[NAME_MODEL_LANES])
{
    uint64_t row = 0;
    uint32_t count = unpack_bounded(unpack, NAME_MODEL_ROWS);
    for (uint32_t i = 0; i < count && !unpack->failed; i++) {
        row += unpack_bounded(unpack, NAME_MODEL_ROWS);
        struct str bytes = unpack_bytes(unpack, NAME_TAGS);
        unpack->failed |= row >= NAME_MODEL_ROWS;
        if (!unpack->failed)
            memcpy(rows[row], bytes.data, NAME_TAGS);
    }
}

enum status name_model_read(struct str bytes, const char *name, struct name_model *model,
                            struct error *error)
{
    struct buffer head = {0};
    struct str rest = bytes;
    buffer_append_format(&head, MAGIC " features %d", NAME_FEATURES_VERSION);
    struct str first = str_cut(&rest, '\n');
    bool same = str_equal(first, buffer_str(&head));
    buffer_free(&head);
    if (!same)
        return error_set(error, STATUS_INPUT,
                         "%s: no model of names of this version; names are found by rules alone",
                         name);
    str_cut(&rest, '\n');
    struct str sum = str_cut(&rest, '\n');
    struct unpack unpack = {.rest = rest};
    char expected[17];
    snprintf(expected, sizeof expected, "%016" PRIx64, rest.data ? hash_bytes(rest, 0) : 0);
    bool sound = rest.data && str_equal(sum, str_of(expected, 16));
    if (sound) {
        unpack_follows(&unpack, model);
        for (size_t pass = 0; pass < NAME_MODEL_PASSES; pass++) {
            model->rows[pass] = memory_allocate(NAME_MODEL_ROWS, sizeof *model->rows[pass]);
            unpack_rows(&unpack, model->rows[pass]);
        }
        sound = !unpack.failed && unpack.rest.length == 0;
    }
    if (sound)
        return STATUS_OK;
    name_model_free(model);
    return error_set(error, STATUS_INPUT,
                     "%s: the model of names is damaged; names are found by rules alone", name);
}

/* -- Tagging --------------------------------------------------------------------------------- */

void name_model_decode(const int32_t (*scores)[NAME_TAGS], size_t count,
                       const int32_t (*follows)[NAME_TAGS], uint8_t *tags)
{
    uint8_t(*back)[NAME_TAGS] = memory_allocate(count + 1, sizeof *back);
    int32_t best[NAME_TAGS], next[NAME_TAGS];
    for (uint8_t tag = 0; tag < NAME_TAGS; tag++)
        best[tag] = tag == NAME_OUTSIDE ? 0 : INT32_MIN / 4; /* what stands before the first */
    for (size_t i = 0; i < count; i++) {
        for (uint8_t tag = 0; tag < NAME_TAGS; tag++) {
            next[tag] = INT32_MIN / 2;
            for (uint8_t before = 0; before < NAME_TAGS; before++) {
                int32_t score = best[before] + follows[before][tag];
                if (name_tag_follows(before, tag) && score > next[tag]) {
                    next[tag] = score;
                    back[i][tag] = before;
                }
            }
            next[tag] += scores[i][tag];
        }
        memcpy(best, next, sizeof best);
    }
    uint8_t tag = 0;
    for (uint8_t other = 1; other < NAME_TAGS; other++)
        if (best[other] > best[tag])
            tag = other;
    for (size_t i = count; i-- > 0;) {
        tags[i] = tag;
        tag = back[i][tag];
    }
    free(back);
}

static void score(const int8_t (*rows)[NAME_MODEL_LANES], const uint32_t *hashes, size_t count,
                  int32_t *scores)
{
    int32_t sums[NAME_MODEL_LANES] = {0};
    for (size_t i = 0; i < count; i++) {
        const int8_t *row = rows[name_model_row(hashes[i])];
        for (size_t lane = 0; lane < NAME_MODEL_LANES; lane++)
            sums[lane] += row[lane];
    }
    memcpy(scores, sums, NAME_TAGS * sizeof *scores);
}

size_t name_model_run(const struct name_text *text, size_t first)
{
    size_t last = first;
    while (last < text->count && last - first < MAX_RUN && name_features_concern(text, last) &&
           (last == first || !(text->tokens[last].places & NAME_OPENS_TEXT)))
        last++;
    return last;
}

void name_model_tag(const struct name_model *model, unsigned pass, const struct name_text *text,
                    const struct name_hints *hints, uint8_t *tags)
{
    int32_t(*scores)[NAME_TAGS] = memory_allocate(MAX_RUN, sizeof *scores);
    int32_t follows[NAME_TAGS][NAME_TAGS];
    uint32_t hashes[NAME_FEATURES];
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            follows[before][tag] = model->follows[pass][before][tag];
    for (size_t first = 0, last; first < text->count; first = last) {
        last = name_model_run(text, first);
        if (last == first) {
            tags[last++] = NAME_OUTSIDE;
            continue;
        }
        for (size_t i = first; i < last; i++)
            score((const int8_t(*)[NAME_MODEL_LANES])model->rows[pass], hashes,
                  name_features_of(text, hints, i, hashes), scores[i - first]);
        name_model_decode((const int32_t(*)[NAME_TAGS])scores, last - first,
                          (const int32_t(*)[NAME_TAGS])follows, tags + first);
    }
    free(scores);
}
