/* Scores of tokens and the sequences of tags that are best by them (Viterbi). */
#include "name_tagger.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "name_features.h"

/* Tokens tagged at once, at most: an article all in capitals is one run. */
#define MAX_RUN 1024

/* The sums of a token's weights: fewer than 256 features of a byte each do not overflow. */
struct sums {
    int16_t lanes[NAME_MODEL_LANES];
};

struct tagging {
    const struct name_model *model;
    const struct name_text *text;
    const uint8_t *rules;
    struct sums *sums; /* a token of the text; in the second pass that one's features come to it */
    int32_t (*scores)[NAME_TAGS]; /* of the run at hand */
};

size_t name_tagger_run(const struct name_text *text, size_t first)
{
    size_t last = first;
    while (last < text->count && last - first < MAX_RUN &&
           text->tokens[last].places & NAME_NEAR_CAPITAL &&
           (last == first || !(text->tokens[last].places & NAME_OPENS_TEXT)))
        last++;
    return last;
}

void name_tagger_decode(const int32_t (*scores)[NAME_TAGS], size_t count,
                        const int32_t (*follows)[NAME_TAGS], uint8_t *tags)
{
    uint8_t(*back)[NAME_TAGS] = memory_allocate(count + 1, sizeof *back);
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
    free(back);
}

/* Adds the weights of the features' rows. */
static struct sums sum_weights(const struct name_model *model, const uint32_t *hashes, size_t count,
                               struct sums sums)
{
    for (size_t i = 0; i < count; i++) {
        const int8_t *weights = model->rows[name_model_row(hashes[i])].weights;
        for (size_t lane = 0; lane < NAME_MODEL_LANES; lane++)
            sums.lanes[lane] = (int16_t)(sums.lanes[lane] + weights[lane]);
    }
    return sums;
}

static void set_scores(const struct sums *sums, size_t pass, int32_t *scores)
{
    for (size_t tag = 0; tag < NAME_TAGS; tag++)
        scores[tag] = sums->lanes[name_model_lane(pass, tag)];
}

/* The first pass's scores of token `at`; the sums are kept for the second. */
static void score_first(struct tagging *tagging, size_t at, int32_t *scores)
{
    uint32_t hashes[NAME_FEATURES];
    size_t count = name_features_of(tagging->text, tagging->rules, at, hashes);
    tagging->sums[at] = sum_weights(tagging->model, hashes, count, (struct sums){0});
    set_scores(&tagging->sums[at], 0, scores);
}

static void score_second(struct tagging *tagging, const uint8_t *first, const uint8_t *votes,
                         size_t at, int32_t *scores)
{
    uint32_t hashes[NAME_FEATURES];
    size_t count = name_features_of_first(tagging->text, first, votes, at, hashes);
    struct sums sums = sum_weights(tagging->model, hashes, count, tagging->sums[at]);
    set_scores(&sums, 1, scores);
}

/* One pass over the text; in the second, `first` and `votes` are the first one's. */
static void tag_text(struct tagging *tagging, size_t pass, const uint8_t *first,
                     const uint8_t *votes, uint8_t *tags)
{
    int32_t follows[NAME_TAGS][NAME_TAGS];
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            follows[before][tag] = tagging->model->follows[pass][before][tag];
    memset(tags, NAME_OUTSIDE, tagging->text->count);
    for (size_t begin = 0, end; begin < tagging->text->count; begin = end) {
        end = name_tagger_run(tagging->text, begin);
        if (end == begin) {
            end++;
            continue;
        }
        for (size_t i = begin; i < end; i++) {
            if (pass == 0)
                score_first(tagging, i, tagging->scores[i - begin]);
            else
                score_second(tagging, first, votes, i, tagging->scores[i - begin]);
        }
        name_tagger_decode((const int32_t(*)[NAME_TAGS])tagging->scores, end - begin,
                           (const int32_t(*)[NAME_TAGS])follows, tags + begin);
    }
}

void name_tagger_tag(const struct name_model *model, const struct name_text *text,
                     const uint8_t *rules, uint8_t *tags)
{
    struct tagging tagging = {.model = model, .text = text, .rules = rules};
    uint8_t *first = memory_allocate(text->count + 1, 1);
    uint8_t *votes = memory_allocate(text->word_count + 1, 1);
    tagging.sums = memory_allocate(text->count + 1, sizeof *tagging.sums);
    tagging.scores = memory_allocate(MAX_RUN, sizeof *tagging.scores);
    tag_text(&tagging, 0, NULL, NULL, first);
    name_features_votes(text, first, votes);
    tag_text(&tagging, 1, first, votes, tags);
    free(tagging.scores);
    free(tagging.sums);
    free(votes);
    free(first);
}
