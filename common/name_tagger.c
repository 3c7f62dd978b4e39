/* Scores of tokens and the sequences of tags that are best by them (Viterbi). */
#include "name_tagger.h"

#include <string.h>

#include "name_features.h"

size_t name_tagger_run(const struct name_text *text, size_t first)
{
    size_t last = first;
    while (last < text->count && last - first < NAME_TAGGER_MAX_RUN &&
           text->tokens[last].places & NAME_CANDIDATE &&
           (last == first || !(text->tokens[last].places & NAME_OPENS_TEXT)))
        last++;
    return last;
}

void name_tagger_decode(const int32_t (*scores)[NAME_TAGS], size_t count,
                        const int32_t (*follows)[NAME_TAGS], uint8_t *tags)
{
    uint8_t back[NAME_TAGGER_MAX_RUN][NAME_TAGS];
    int32_t best[NAME_TAGS], next[NAME_TAGS];
    for (uint8_t tag = 0; tag < NAME_TAGS; tag++)
        best[tag] = tag == NAME_OUTSIDE ? 0 : INT32_MIN / 4; /* what stands before the first */
    for (size_t i = 0; i < count; i++) {
        for (uint8_t tag = 0; tag < NAME_TAGS; tag++) {
            /* Nothing goes on that has not begun (name_tag_follows). */
            uint8_t before = name_tag_goes_on(tag) ? (uint8_t)(tag - 1) : 0;
            uint8_t last = name_tag_goes_on(tag) ? tag : NAME_TAGS - 1;
            int32_t most = best[before] + follows[before][tag];
            back[i][tag] = before;
            while (++before <= last)
                if (best[before] + follows[before][tag] > most) {
                    most = best[before] + follows[before][tag];
                    back[i][tag] = before;
                }
            next[tag] = most + scores[i][tag];
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
}

/* What a tag loses that may not be: more than all features can give. */
#define FORBIDDEN 100000

/* An expansion is one name: its initials are surer than the model. */
static void keep_expansion(const struct name_token *token, int32_t *scores)
{
    bool begins = token->places & NAME_BEGINS_EXPANSION;
    bool inside = token->places & NAME_IN_EXPANSION;
    for (uint8_t tag = 0; (begins || inside) && tag < NAME_TAGS; tag++)
        if (begins ? !name_tag_begins(tag) : !name_tag_goes_on(tag))
            scores[tag] -= FORBIDDEN;
}

/* No name begins with a mark. */
static void keep_mark_inside(const struct name_token *token, int32_t *scores)
{
    for (uint8_t tag = 0; token->shape == NAME_SHAPE_MARK && tag < NAME_TAGS; tag++)
        if (name_tag_begins(tag))
            scores[tag] -= FORBIDDEN;
}

/* -- Scores ---------------------------------------------------------------------------------- */

/* What a run is scored with. */
struct scoring {
    const struct name_model *model;
    const struct name_text *text;
    const uint8_t *rules;
};

/* The features of a token, as rows of the model. */
struct token_rows {
    uint32_t rows[NAME_FEATURES];
    size_t count;
};

/* A row and its sums in registers (GCC and Clang). */
_Static_assert(sizeof(struct name_row) == sizeof(uint64_t), "a row is read at once");
typedef uint64_t row_bits __attribute__((vector_size(2 * NAME_MODEL_LANES)));
typedef int8_t row_weights __attribute__((vector_size(2 * NAME_MODEL_LANES)));
typedef int16_t row_sums __attribute__((vector_size(2 * NAME_MODEL_LANES)));

/* Finds the rows of token `at` and asks for them: the table is larger than the nearest cache. */
static void find_rows(const struct scoring *with, size_t at, struct token_rows *found)
{
    found->count = name_features_of(with->text, with->rules, at, found->rows);
    for (size_t i = 0; i < found->count; i++) {
        found->rows[i] = name_model_row(found->rows[i]);
        __builtin_prefetch(&with->model->rows[found->rows[i]]);
    }
}

/* Writes the sums of the rows' weights, a tag each. A byte that stands twice in 16 bits is, shifted
 * down, itself with its sign. */
static void add_rows(const struct name_model *model, const struct token_rows *found,
                     int32_t *scores)
{
    row_sums sums = {0}; /* 256 features of a byte do not overflow */
    for (size_t i = 0; i < found->count; i++) {
        uint64_t row;
        memcpy(&row, model->rows[found->rows[i]].weights, sizeof row);
        row_weights once = (row_weights)(row_bits){row, 0};
        row_weights twice = __builtin_shufflevector(once, once, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
                                                    6, 6, 7, 7);
        sums += (row_sums)twice >> 8;
    }
    for (size_t tag = 0; tag < NAME_TAGS; tag++)
        scores[tag] = sums[tag];
}

/* Writes the scores of the tokens [begin, end). The next token's features are worked out while the
 * rows of one are on their way. */
static void score_run(const struct scoring *with, size_t begin, size_t end,
                      int32_t (*scores)[NAME_TAGS])
{
    struct token_rows found[2];
    find_rows(with, begin, &found[begin % 2]);
    for (size_t i = begin; i < end; i++) {
        if (i + 1 < end)
            find_rows(with, i + 1, &found[(i + 1) % 2]);
        add_rows(with->model, &found[i % 2], scores[i - begin]);
        keep_expansion(&with->text->tokens[i], scores[i - begin]);
        keep_mark_inside(&with->text->tokens[i], scores[i - begin]);
    }
}

void name_tagger_tag(const struct name_model *model, const struct name_text *text,
                     const uint8_t *rules, uint8_t *tags)
{
    const struct scoring with = {model, text, rules};
    int32_t scores[NAME_TAGGER_MAX_RUN][NAME_TAGS];
    int32_t follows[NAME_TAGS][NAME_TAGS];
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            follows[before][tag] = model->follows[before][tag];
    memset(tags, NAME_OUTSIDE, text->count);
    for (size_t begin = 0, end; begin < text->count; begin = end) {
        end = begin + 1;
        if (!(text->tokens[begin].places & NAME_CANDIDATE))
            continue;
        end = name_tagger_run(text, begin);
        score_run(&with, begin, end, scores);
        name_tagger_decode((const int32_t(*)[NAME_TAGS])scores, end - begin,
                           (const int32_t(*)[NAME_TAGS])follows, tags + begin);
    }
}
