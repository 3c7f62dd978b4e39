/* Learning by mistakes: sequences are tagged by the weights as they are; where that is wrong, the
 * features of the right tags gain and those of the wrong ones lose. */
#include "perceptron.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "name_tagger.h"

#define EPOCHS 12

/* The weights are averaged over so many perceptrons, which see the sequences in different orders.
 */
#define PERCEPTRONS 3

/* What a wrong tag has more while learning: the right one must win by so much. */
#define MARGIN 20

/* So many percent of the features are not seen at a time, so that none is relied on alone. */
#define DROPPED_PERCENT 15

/* A feature of fewer articles is left out: it would be learnt by heart. */
#define MIN_ARTICLES 2

/* Weights are rounded to this part of an update and cut where a byte ends: few may be cut, they are
 * those of the most common features. */
#define WEIGHT_SCALE 4

struct weights {
    int32_t (*rows)[NAME_TAGS];
    int64_t (*row_sums)[NAME_TAGS]; /* each update times its time: what averages them */
    int32_t follows[NAME_TAGS][NAME_TAGS];
    int64_t follow_sums[NAME_TAGS][NAME_TAGS];
    int64_t time;
};

struct training {
    const struct sequences *sequences;
    bool *common; /* a row: in MIN_ARTICLES or more */
    struct weights weights;
    uint8_t *tags;              /* of the sequence at hand, as are those below */
    struct name_scores *scores; /* a token */
    bool *seen;                 /* a feature of a token */
    size_t capacity, score_capacity, seen_capacity;
};

struct sequence *sequences_add(struct sequences *sequences, size_t count, uint32_t article)
{
    size_t first = sequences->token_count;
    sequences->token_count += count;
    sequences->sequences = memory_grow(sequences->sequences, &sequences->capacity,
                                       sequences->count + 1, sizeof *sequences->sequences);
    sequences->rows = memory_grow(sequences->rows, &sequences->row_capacity,
                                  sequences->token_count * sequences->features,
                                  sizeof *sequences->rows);
    sequences->gold = memory_grow(sequences->gold, &sequences->gold_capacity,
                                  sequences->token_count, 1);
    struct sequence *added = &sequences->sequences[sequences->count++];
    *added = (struct sequence){.first = first, .count = count, .article = article};
    return added;
}

void sequences_free(struct sequences *sequences)
{
    free(sequences->sequences);
    free(sequences->rows);
    free(sequences->gold);
    *sequences = (struct sequences){0};
}

static void find_common(struct training *training)
{
    const struct sequences *sequences = training->sequences;
    uint32_t *articles = memory_allocate(NAME_MODEL_ROWS, sizeof *articles);
    uint32_t *last = memory_allocate(NAME_MODEL_ROWS, sizeof *last); /* seen in, plus 1 */
    training->common = memory_allocate(NAME_MODEL_ROWS, sizeof *training->common);
    for (size_t i = 0; i < sequences->count; i++) {
        const struct sequence *sequence = &sequences->sequences[i];
        const uint32_t *rows = sequences->rows + sequence->first * sequences->features;
        for (size_t at = 0; at < sequence->count * sequences->features; at++) {
            uint32_t row = rows[at];
            articles[row] += last[row] != sequence->article + 1;
            last[row] = sequence->article + 1;
            training->common[row] = articles[row] >= MIN_ARTICLES;
        }
    }
    free(last);
    free(articles);
}

/* -- One sequence ---------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* Draws which features are seen this time. */
static void draw_seen(struct training *training, const struct sequence *sequence, uint32_t *seed)
{
    size_t features = training->sequences->features;
    const uint32_t *rows = training->sequences->rows + sequence->first * features;
    training->seen = memory_grow(training->seen, &training->seen_capacity,
                                 sequence->count * features, sizeof *training->seen);
    for (size_t i = 0; i < sequence->count * features; i++)
        training->seen[i] = training->common[rows[i]] && next_random(seed) % 100 >= DROPPED_PERCENT;
}

static void tag(struct training *training, const struct sequence *sequence)
{
    size_t features = training->sequences->features;
    const uint32_t *rows = training->sequences->rows + sequence->first * features;
    const uint8_t *gold = training->sequences->gold + sequence->first;
    training->tags = memory_grow(training->tags, &training->capacity, sequence->count, 1);
    training->scores = memory_grow(training->scores, &training->score_capacity, sequence->count,
                                   sizeof *training->scores);
    for (size_t i = 0; i < sequence->count; i++) {
        int32_t *scores = training->scores[i].of;
        for (size_t lane = 0; lane < NAME_TAGS; lane++)
            scores[lane] = lane == gold[i] ? 0 : MARGIN;
        for (size_t feature = i * features; feature < (i + 1) * features; feature++)
            for (size_t lane = 0; training->seen[feature] && lane < NAME_TAGS; lane++)
                scores[lane] += training->weights.rows[rows[feature]][lane];
    }
    struct name_follows follows = {0};
    for (uint8_t before = 0; before < NAME_TAGS; before++)
        for (uint8_t lane = 0; lane < NAME_TAGS; lane++)
            name_follows_set(&follows, before, lane, training->weights.follows[before][lane]);
    name_tagger_decode(training->scores, sequence->count, &follows, training->tags);
}

/* Moves the weights of one sequence of tags by `step`. */
static void update(struct training *training, const struct sequence *sequence, const uint8_t *tags,
                   int32_t step)
{
    struct weights *weights = &training->weights;
    size_t features = training->sequences->features;
    const uint32_t *rows = training->sequences->rows + sequence->first * features;
    uint8_t before = NAME_OUTSIDE;
    for (size_t i = 0; i < sequence->count; i++) {
        for (size_t feature = i * features; feature < (i + 1) * features; feature++) {
            if (!training->seen[feature])
                continue;
            weights->rows[rows[feature]][tags[i]] += step;
            weights->row_sums[rows[feature]][tags[i]] += step * weights->time;
        }
        weights->follows[before][tags[i]] += step;
        weights->follow_sums[before][tags[i]] += step * weights->time;
        before = tags[i];
    }
}

/* -- All of them ----------------------------------------------------------------------------- */

static void shuffle(size_t *order, size_t count, uint32_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = next_random(seed) % i;
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static void train_one(struct training *training, uint32_t seed)
{
    const struct sequences *sequences = training->sequences;
    size_t *order = memory_allocate(sequences->count, sizeof *order);
    training->weights.time = 1;
    for (size_t i = 0; i < sequences->count; i++)
        order[i] = i;
    for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
        shuffle(order, sequences->count, &seed);
        for (size_t i = 0; i < sequences->count; i++) {
            const struct sequence *sequence = &sequences->sequences[order[i]];
            const uint8_t *gold = sequences->gold + sequence->first;
            draw_seen(training, sequence, &seed);
            tag(training, sequence);
            if (memcmp(training->tags, gold, sequence->count) != 0) {
                update(training, sequence, gold, 1);
                update(training, sequence, training->tags, -1);
            }
            training->weights.time++;
        }
    }
    free(order);
}

/* The average of a weight, times WEIGHT_SCALE and of one of the perceptrons, rounded. */
static int64_t average(int32_t weight, int64_t sum, int64_t time)
{
    int64_t total = (weight * time - sum) * WEIGHT_SCALE;
    int64_t parts = time * PERCEPTRONS;
    return (total + (total < 0 ? -parts : parts) / 2) / parts;
}

static int64_t within(int64_t number, int64_t most)
{
    return number > most ? most : number < -most ? -most : number;
}

/* Adds the averages of one perceptron to the model's weights. */
static void add_averages(const struct weights *weights, struct name_model *model)
{
    for (size_t row = 0; row < NAME_MODEL_ROWS; row++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++) {
            int8_t *weight = &model->rows[row].weights[tag];
            *weight = (int8_t)within(*weight + average(weights->rows[row][tag],
                                                       weights->row_sums[row][tag], weights->time),
                                     INT8_MAX);
        }
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++) {
            int16_t *weight = &model->follows[before][tag];
            *weight = (int16_t)within(*weight + average(weights->follows[before][tag],
                                                        weights->follow_sums[before][tag],
                                                        weights->time),
                                      INT16_MAX);
        }
}

void perceptron_train(const struct sequences *sequences, struct name_model *model)
{
    struct training training = {.sequences = sequences};
    find_common(&training);
    memset(model->rows, 0, NAME_MODEL_ROWS * sizeof *model->rows);
    memset(model->follows, 0, sizeof model->follows);
    for (uint32_t i = 0; i < PERCEPTRONS; i++) {
        training.weights = (struct weights){0};
        training.weights.rows = memory_allocate(NAME_MODEL_ROWS, sizeof *training.weights.rows);
        training.weights.row_sums = memory_allocate(NAME_MODEL_ROWS,
                                                    sizeof *training.weights.row_sums);
        train_one(&training, i + 1);
        add_averages(&training.weights, model);
        free(training.weights.rows);
        free(training.weights.row_sums);
    }
    free(training.common);
    free(training.tags);
    free(training.scores);
    free(training.seen);
}
