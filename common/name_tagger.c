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

/* -- Sequences ------------------------------------------------------------------------------- */

/* What a sequence loses that may not be: more than any has, and twice it fits into 32 bits. */
#define RULED_OUT (INT32_MAX / 4)

void name_follows_set(struct name_follows *follows, uint8_t before, uint8_t tag, int32_t weight)
{
    follows->behind[before].of[tag] = weight - (name_tag_follows(before, tag) ? 0 : RULED_OUT);
}

/* The numbers of half the tags, in a register (GCC and Clang). */
#define HALVES 2
typedef int32_t tag_numbers __attribute__((vector_size(sizeof(struct name_scores) / HALVES)));

static tag_numbers half_of(const struct name_scores *scores, size_t half)
{
    tag_numbers numbers;
    memcpy(&numbers, &scores->of[half * NAME_MODEL_LANES / HALVES], sizeof numbers);
    return numbers;
}

/* The tag before each tag, on the best way to it. */
struct steps {
    uint8_t from[NAME_MODEL_LANES];
};

/* Goes on from the best ways to a token, by its tags, to those to the next one. */
static void go_on(const struct name_follows *follows, const struct name_scores *scores,
                  struct name_scores *best, struct steps *steps)
{
    struct name_scores next, before;
    for (size_t half = 0; half < HALVES; half++) {
        size_t first = half * NAME_MODEL_LANES / HALVES;
        tag_numbers most = half_of(&follows->behind[0], half) + best->of[0];
        tag_numbers from = {0};
        for (int32_t tag = 1; tag < NAME_TAGS; tag++) {
            tag_numbers other = half_of(&follows->behind[tag], half) + best->of[tag];
            tag_numbers more = other > most;
            most = (other & more) | (most & ~more);
            from = (tag & more) | (from & ~more);
        }
        most += half_of(scores, half);
        memcpy(&next.of[first], &most, sizeof most);
        memcpy(&before.of[first], &from, sizeof from);
    }
    *best = next;
    for (size_t tag = 0; tag < NAME_MODEL_LANES; tag++)
        steps->from[tag] = (uint8_t)before.of[tag];
}

static uint8_t best_tag(const struct name_scores *scores)
{
    uint8_t best = 0;
    for (unsigned tag = 1; tag < NAME_TAGS; tag++)
        if (scores->of[tag] > scores->of[best])
            best = (uint8_t)tag;
    return best;
}

void name_tagger_decode(const struct name_scores *scores, size_t count,
                        const struct name_follows *follows, uint8_t *tags)
{
    struct steps steps[NAME_TAGGER_MAX_RUN];
    struct name_scores best;
    if (count == 0)
        return;
    for (size_t tag = 0; tag < NAME_MODEL_LANES; tag++) /* what stands before is outside */
        best.of[tag] = follows->behind[NAME_OUTSIDE].of[tag] + scores[0].of[tag];
    for (size_t i = 1; i < count; i++)
        go_on(follows, &scores[i], &best, &steps[i]);
    tags[count - 1] = best_tag(&best);
    for (size_t i = count - 1; i > 0; i--)
        tags[i - 1] = steps[i].from[tags[i]];
}

/* What a tag loses that may not be: more than all features can give. */
#define FORBIDDEN 100000

/* An expansion is one name: its initials are surer than the model. */
static void keep_expansion(const struct name_token *token, struct name_scores *scores)
{
    bool begins = token->places & NAME_BEGINS_EXPANSION;
    bool inside = token->places & NAME_IN_EXPANSION;
    for (uint8_t tag = 0; (begins || inside) && tag < NAME_TAGS; tag++)
        if (begins ? !name_tag_begins(tag) : !name_tag_goes_on(tag))
            scores->of[tag] -= FORBIDDEN;
}

/* No name begins with a mark. */
static void keep_mark_inside(const struct name_token *token, struct name_scores *scores)
{
    for (uint8_t tag = 0; token->shape == NAME_SHAPE_MARK && tag < NAME_TAGS; tag++)
        if (name_tag_begins(tag))
            scores->of[tag] -= FORBIDDEN;
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
                     struct name_scores *scores)
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
    for (size_t tag = 0; tag < NAME_MODEL_LANES; tag++)
        scores->of[tag] = sums[tag];
}

/* Writes the scores of the tokens [begin, end). The next token's features are worked out while the
 * rows of one are on their way. */
static void score_run(const struct scoring *with, size_t begin, size_t end,
                      struct name_scores *scores)
{
    struct token_rows found[2];
    find_rows(with, begin, &found[begin % 2]);
    for (size_t i = begin; i < end; i++) {
        if (i + 1 < end)
            find_rows(with, i + 1, &found[(i + 1) % 2]);
        add_rows(with->model, &found[i % 2], &scores[i - begin]);
        keep_expansion(&with->text->tokens[i], &scores[i - begin]);
        keep_mark_inside(&with->text->tokens[i], &scores[i - begin]);
    }
}

void name_tagger_tag(const struct name_model *model, const struct name_text *text,
                     const uint8_t *rules, uint8_t *tags)
{
    const struct scoring with = {model, text, rules};
    struct name_scores scores[NAME_TAGGER_MAX_RUN];
    struct name_follows follows = {0};
    for (unsigned before = 0; before < NAME_TAGS; before++)
        for (unsigned tag = 0; tag < NAME_TAGS; tag++)
            name_follows_set(&follows, (uint8_t)before, (uint8_t)tag, model->follows[before][tag]);
    memset(tags, NAME_OUTSIDE, text->count);
    for (size_t begin = 0, end; begin < text->count; begin = end) {
        end = begin + 1;
        if (!(text->tokens[begin].places & NAME_CANDIDATE))
            continue;
        end = name_tagger_run(text, begin);
        score_run(&with, begin, end, scores);
        name_tagger_decode(scores, end - begin, &follows, tags + begin);
    }
}
