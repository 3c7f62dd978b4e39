/* Reading and writing the model. */
#include "name_model.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "memory.h"
#include "pack.h"

#define MAGIC "Revue names model 2"

void name_model_free(struct name_model *model)
{
    free(model->rows);
    name_lexicon_free(&model->lexicon);
    *model = (struct name_model){0};
}

/* -- The file -------------------------------------------------------------------------------- */

/* The head is three lines: what the file is, what it was made from, and the hash of what follows,
 * which is packed: transitions, the rows that are not all zero, each as its distance from the one
 * before and a byte a tag, and the lexicon. Numbers with a sign have an offset of half their range.
 */

static void pack_follows(const struct name_model *model, struct buffer *out)
{
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            pack_number(out, (uint64_t)(model->follows[before][tag] + 32768));
}

static bool is_zero(const struct name_row *row)
{
    static const struct name_row zero;
    return memcmp(row, &zero, sizeof zero) == 0;
}

static void pack_rows(const struct name_row *rows, struct buffer *out)
{
    uint32_t count = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < NAME_MODEL_ROWS; i++)
        count += !is_zero(&rows[i]);
    pack_number(out, count);
    for (uint32_t i = 0; i < NAME_MODEL_ROWS; i++) {
        if (is_zero(&rows[i]))
            continue;
        pack_number(out, i - last);
        buffer_append(out, str_of((const char *)rows[i].weights, NAME_TAGS));
        last = i;
    }
}

void name_model_write(const struct name_model *model, const char *source, struct buffer *bytes)
{
    struct buffer packed = {0};
    pack_follows(model, &packed);
    pack_rows(model->rows, &packed);
    name_lexicon_pack(&model->lexicon, &packed);
    buffer_append_format(bytes, MAGIC " features %d\n%s\n%016" PRIx64 "\n", NAME_FEATURES_VERSION,
                         source, hash_bytes(buffer_str(&packed), 0));
    buffer_append(bytes, buffer_str(&packed));
    buffer_free(&packed);
}

static void unpack_follows(struct unpack *unpack, struct name_model *model)
{
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            model->follows[before][tag] = (int16_t)((int32_t)unpack_bounded(unpack, 65535) - 32768);
}

static void unpack_rows(struct unpack *unpack, struct name_row *rows)
{
    uint64_t row = 0;
    uint32_t count = unpack_bounded(unpack, NAME_MODEL_ROWS);
    for (uint32_t i = 0; i < count && !unpack->failed; i++) {
        row += unpack_bounded(unpack, NAME_MODEL_ROWS);
        struct str bytes = unpack_bytes(unpack, NAME_TAGS);
        unpack->failed |= row >= NAME_MODEL_ROWS;
        if (!unpack->failed)
            memcpy(rows[row].weights, bytes.data, NAME_TAGS);
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
        return error_set(error, STATUS_INPUT, "%s: no model of names of this version", name);
    str_cut(&rest, '\n');
    struct str sum = str_cut(&rest, '\n');
    struct unpack unpack = {.rest = rest};
    char expected[17];
    snprintf(expected, sizeof expected, "%016" PRIx64, rest.data ? hash_bytes(rest, 0) : 0);
    bool sound = rest.data && str_equal(sum, str_of(expected, 16));
    if (sound) {
        unpack_follows(&unpack, model);
        model->rows = memory_allocate(NAME_MODEL_ROWS, sizeof *model->rows);
        unpack_rows(&unpack, model->rows);
        name_lexicon_unpack(&unpack, &model->lexicon);
        sound = !unpack.failed && unpack.rest.length == 0;
    }
    if (sound)
        return STATUS_OK;
    name_model_free(model);
    return error_set(error, STATUS_INPUT, "%s: the model of names is damaged", name);
}
