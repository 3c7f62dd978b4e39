/* Trains the model of names: reads articles marked by hand, JSON Lines as ../shared/entities has
 * them, from standard input, and writes the model to standard output.
 *
 * The second pass learns from the first one's mistakes on articles it has not seen: those of each
 * fold are tagged by a model of the other folds. Whole numbers and a fixed order throughout, so
 * that the same input gives the same bytes. bench/train-names runs it. */
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "gazetteer_files.h"
#include "memory.h"
#include "name_features.h"
#include "name_files.h"
#include "name_tagger.h"
#include "names.h"

#define FOLDS     5
#define EPOCHS    12
#define NO_FOLD   FOLDS
#define MAX_BYTES ((size_t)1 << 30)

/* Weights are rounded to this part of an update and cut where a byte ends: few may be cut, they are
 * those of the most common features. */
#define WEIGHT_SCALE 4

/* A feature of fewer articles is left out: it would be learnt by heart. */
#define MIN_ARTICLES 2
#define NO_ROW       NAME_MODEL_ROWS

struct article {
    json_t *object; /* owned */
    unsigned fold;
    size_t first, count; /* its tokens in the set */
};

/* Tokens in a row, which are tagged together. */
struct run {
    size_t first, count;
    unsigned fold;
};

/* Everything there is to learn from, for one pass. */
struct set {
    struct article *articles;
    size_t article_count, article_capacity;
    struct run *runs;
    size_t run_count, run_capacity;
    uint32_t *rows; /* `features` a token */
    size_t features;
    size_t row_capacity;
    uint8_t *gold;  /* a tag a token */
    uint8_t *first; /* the first pass's tag */
    size_t token_count, gold_capacity, first_capacity;
};

/* A perceptron: weights, and what averages them. */
struct weights {
    int32_t (*rows)[NAME_TAGS];
    int64_t (*row_sums)[NAME_TAGS]; /* each update times its time */
    int32_t follows[NAME_TAGS][NAME_TAGS];
    int64_t follow_sums[NAME_TAGS][NAME_TAGS];
    int64_t time;
};

struct trainer {
    struct french *french;
    struct gazetteer *gazetteer;
    struct name_finder *names;
    struct set set;
};

/* -- Reading --------------------------------------------------------------------------------- */

static enum status read_articles(struct set *set, struct error *error)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (length = getline(&line, &capacity, stdin)) >= 0) {
        json_error_t fault;
        json_t *object = json_loadb(line, (size_t)length, 0, &fault);
        if (!object || !json_is_string(json_object_get(object, "text"))) {
            status = error_set(error, STATUS_INPUT, "line %zu: no article with a text",
                               set->article_count + 1);
            json_decref(object);
            break;
        }
        set->articles = memory_grow(set->articles, &set->article_capacity, set->article_count + 1,
                                    sizeof *set->articles);
        set->articles[set->article_count] = (struct article){
            .object = object, .fold = (unsigned)(set->article_count % FOLDS)};
        set->article_count++;
    }
    free(line);
    if (status == STATUS_OK && set->article_count == 0)
        status = error_set(error, STATUS_INPUT, "standard input has no articles");
    return status;
}

/* The type that the marks call PER, ORG or LOC; NAME_TYPES for another. */
static enum entity_type type_of(const char *name)
{
    static const char *const names[] = {"PER", "ORG", "LOC"};
    for (int type = 0; name && type < NAME_TYPES; type++)
        if (strcmp(name, names[type]) == 0)
            return (enum entity_type)type;
    return NAME_TYPES;
}

/* Writes the tags of the marked names; one that begins inside a token begins with it. */
static void tag_marked(const struct name_text *text, const json_t *marks, uint8_t *tags)
{
    size_t index;
    const json_t *mark;
    memset(tags, NAME_OUTSIDE, text->count);
    json_array_foreach(marks, index, mark)
    {
        json_int_t start = json_integer_value(json_array_get(mark, 0));
        json_int_t end = json_integer_value(json_array_get(mark, 1));
        enum entity_type type = type_of(json_string_value(json_array_get(mark, 2)));
        bool begun = false;
        if (type == NAME_TYPES)
            continue;
        for (size_t i = 0; i < text->count; i++) {
            if (text->tokens[i].end <= start || text->tokens[i].start >= end)
                continue;
            tags[i] = begun ? name_tag_inside(type) : name_tag_begin(type);
            begun = true;
        }
    }
}

static void add_runs(struct set *set, const struct article *article, const struct name_text *text)
{
    for (size_t first = 0, last; first < text->count; first = last) {
        last = name_tagger_run(text, first);
        if (last == first) {
            last++;
            continue;
        }
        set->runs = memory_grow(set->runs, &set->run_capacity, set->run_count + 1,
                                sizeof *set->runs);
        set->runs[set->run_count++] = (struct run){
            .first = article->first + first, .count = last - first, .fold = article->fold};
    }
}

/* Writes the rows of the article's features; in the second pass `first` and `votes` are the first
 * one's, NULL in that. */
static void add_features(struct set *set, const struct article *article,
                         const struct name_text *text, const uint8_t *rules, const uint8_t *first,
                         const uint8_t *votes)
{
    uint32_t hashes[NAME_FEATURES] = {0};
    for (size_t i = 0; i < text->count; i++) {
        set->features = name_features_of(text, rules, i, hashes);
        if (first)
            set->features += name_features_of_first(text, first, votes, i, hashes + set->features);
        set->rows = memory_grow(set->rows, &set->row_capacity,
                                (article->first + i + 1) * set->features, sizeof *set->rows);
        uint32_t *rows = set->rows + (article->first + i) * set->features;
        for (size_t feature = 0; feature < set->features; feature++)
            rows[feature] = name_model_row(hashes[feature]);
    }
}

/* Reads one article again for the pass; in the second, set->first has the first one's tags. */
static void add_article(struct trainer *trainer, struct article *article, unsigned pass)
{
    struct set *set = &trainer->set;
    const json_t *json = json_object_get(article->object, "text");
    struct str body = str_of(json_string_value(json), json_string_length(json));
    struct french_tokens no_title = {0}, tokens = {0};
    struct mentions mentions = {0};
    const uint8_t *rules;
    french_tokenise(trainer->french, body, &tokens);
    gazetteer_match(trainer->gazetteer, STR(""), &no_title, body, &tokens, &mentions);
    const struct name_text *text = name_finder_read(trainer->names, STR(""), body, &mentions,
                                                    &rules);
    uint8_t *votes = memory_allocate(text->word_count + 1, 1);
    article->first = set->token_count;
    article->count = text->count;
    set->token_count += text->count;
    set->gold = memory_grow(set->gold, &set->gold_capacity, set->token_count + 1, 1);
    set->first = memory_grow(set->first, &set->first_capacity, set->token_count + 1, 1);
    tag_marked(text, json_object_get(article->object, "entities"), set->gold + article->first);
    add_runs(set, article, text);
    const uint8_t *first = pass == 0 ? NULL : set->first + article->first;
    if (first)
        name_features_votes(text, first, votes);
    add_features(set, article, text, rules, first, votes);
    free(votes);
    mentions_free(&mentions);
    french_tokens_free(&tokens);
}

/* Replaces the rows that few articles have by NO_ROW. */
static void leave_out_rare(struct set *set)
{
    uint32_t *articles = memory_allocate(NAME_MODEL_ROWS, sizeof *articles);
    size_t *last = memory_allocate(NAME_MODEL_ROWS, sizeof *last); /* article seen in, plus 1 */
    for (size_t i = 0; i < set->article_count; i++) {
        const struct article *article = &set->articles[i];
        size_t first = article->first * set->features;
        for (size_t at = first; at < first + article->count * set->features; at++) {
            articles[set->rows[at]] += last[set->rows[at]] != i + 1;
            last[set->rows[at]] = i + 1;
        }
    }
    for (size_t at = 0; at < set->token_count * set->features; at++)
        if (articles[set->rows[at]] < MIN_ARTICLES)
            set->rows[at] = NO_ROW;
    free(last);
    free(articles);
}

static void prepare_pass(struct trainer *trainer, unsigned pass)
{
    struct set *set = &trainer->set;
    set->token_count = 0;
    set->run_count = 0;
    for (size_t i = 0; i < set->article_count; i++)
        add_article(trainer, &set->articles[i], pass);
    leave_out_rare(set);
}

/* -- The perceptron -------------------------------------------------------------------------- */

static void weights_make(struct weights *weights)
{
    *weights = (struct weights){.time = 1};
    weights->rows = memory_allocate(NAME_MODEL_ROWS, sizeof *weights->rows);
    weights->row_sums = memory_allocate(NAME_MODEL_ROWS, sizeof *weights->row_sums);
}

static void weights_free(struct weights *weights)
{
    free(weights->rows);
    free(weights->row_sums);
}

static void decode(const struct set *set, const struct weights *weights, const struct run *run,
                   uint8_t *tags)
{
    int32_t(*scores)[NAME_TAGS] = memory_allocate(run->count, sizeof *scores);
    for (size_t i = 0; i < run->count; i++)
        for (size_t feature = 0; feature < set->features; feature++) {
            uint32_t row = set->rows[(run->first + i) * set->features + feature];
            for (size_t tag = 0; row != NO_ROW && tag < NAME_TAGS; tag++)
                scores[i][tag] += weights->rows[row][tag];
        }
    name_tagger_decode((const int32_t(*)[NAME_TAGS])scores, run->count,
                       (const int32_t(*)[NAME_TAGS])weights->follows, tags);
    free(scores);
}

/* Moves the weights of one sequence of tags by `step`. */
static void update(const struct set *set, struct weights *weights, const struct run *run,
                   const uint8_t *tags, int32_t step)
{
    uint8_t before = NAME_OUTSIDE;
    for (size_t i = 0; i < run->count; i++) {
        uint8_t tag = tags[i];
        for (size_t feature = 0; feature < set->features; feature++) {
            uint32_t row = set->rows[(run->first + i) * set->features + feature];
            if (row == NO_ROW)
                continue;
            weights->rows[row][tag] += step;
            weights->row_sums[row][tag] += step * weights->time;
        }
        weights->follows[before][tag] += step;
        weights->follow_sums[before][tag] += step * weights->time;
        before = tag;
    }
}

static void shuffle(size_t *order, size_t count, uint32_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        *seed = *seed * 1664525U + 1013904223U;
        size_t other = (*seed >> 4) % i;
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* Trains on all runs but those of fold `left_out`. Afterwards the weights are the sums over all
 * times: averages, but for their scale, which is the time. */
static void train(const struct set *set, unsigned left_out, struct weights *weights)
{
    size_t *order = memory_allocate(set->run_count, sizeof *order);
    uint8_t *tags = memory_allocate(set->token_count + 1, 1);
    uint32_t seed = 7;
    for (size_t i = 0; i < set->run_count; i++)
        order[i] = i;
    for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
        shuffle(order, set->run_count, &seed);
        for (size_t i = 0; i < set->run_count; i++) {
            const struct run *run = &set->runs[order[i]];
            if (run->fold == left_out)
                continue;
            decode(set, weights, run, tags);
            if (memcmp(tags, set->gold + run->first, run->count) != 0) {
                update(set, weights, run, set->gold + run->first, 1);
                update(set, weights, run, tags, -1);
            }
            weights->time++;
        }
    }
    free(tags);
    free(order);
}

/* The average of a weight, times WEIGHT_SCALE, rounded, within [-most, most]. */
static int32_t average(int32_t weight, int64_t sum, int64_t time, int64_t most)
{
    int64_t total = (weight * time - sum) * WEIGHT_SCALE;
    int64_t rounded = (total + (total < 0 ? -time : time) / 2) / time;
    return (int32_t)(rounded > most ? most : rounded < -most ? -most : rounded);
}

/* Replaces the weights by their averages. */
static void finish(struct weights *weights)
{
    for (size_t row = 0; row < NAME_MODEL_ROWS; row++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            weights->rows[row][tag] = average(weights->rows[row][tag], weights->row_sums[row][tag],
                                              weights->time, INT8_MAX);
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            weights->follows[before][tag] = average(weights->follows[before][tag],
                                                    weights->follow_sums[before][tag],
                                                    weights->time, INT16_MAX);
}

/* -- The passes ------------------------------------------------------------------------------ */

/* Tags each fold by a model of the others, into set->first. */
static void tag_folds(struct set *set)
{
    memset(set->first, NAME_OUTSIDE, set->token_count);
    for (unsigned fold = 0; fold < FOLDS; fold++) {
        struct weights weights;
        weights_make(&weights);
        train(set, fold, &weights);
        finish(&weights);
        for (size_t i = 0; i < set->run_count; i++)
            if (set->runs[i].fold == fold)
                decode(set, &weights, &set->runs[i], set->first + set->runs[i].first);
        weights_free(&weights);
    }
}

static void train_pass(const struct set *set, unsigned pass, struct name_model *model)
{
    struct weights weights;
    weights_make(&weights);
    train(set, NO_FOLD, &weights);
    finish(&weights);
    for (size_t row = 0; row < NAME_MODEL_ROWS; row++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            model->rows[row].weights[name_model_lane(pass, tag)] = (int8_t)weights.rows[row][tag];
    for (size_t before = 0; before < NAME_TAGS; before++)
        for (size_t tag = 0; tag < NAME_TAGS; tag++)
            model->follows[pass][before][tag] = (int16_t)weights.follows[before][tag];
    weights_free(&weights);
}

static void write_model(const struct name_model *model, const char *source)
{
    struct buffer bytes = {0};
    name_model_write(model, source, &bytes);
    fwrite(bytes.data, 1, bytes.length, stdout);
    buffer_free(&bytes);
}

static void set_free(struct set *set)
{
    for (size_t i = 0; i < set->article_count; i++)
        json_decref(set->articles[i].object);
    free(set->articles);
    free(set->runs);
    free(set->rows);
    free(set->gold);
    free(set->first);
}

static enum status run(const char *source, struct error *error)
{
    struct trainer trainer = {.french = french_new()};
    struct name_model model = {.rows = memory_allocate(NAME_MODEL_ROWS, sizeof *model.rows)};
    trainer.gazetteer = gazetteer_new(trainer.french);
    trainer.names = name_finder_new(trainer.french, trainer.gazetteer);
    enum status status = gazetteer_load(trainer.gazetteer, NULL, error);
    if (status == STATUS_OK)
        status = name_files_load_lists(trainer.names, error);
    if (status == STATUS_OK)
        status = read_articles(&trainer.set, error);
    if (status == STATUS_OK) {
        prepare_pass(&trainer, 0);
        tag_folds(&trainer.set);
        train_pass(&trainer.set, 0, &model);
        prepare_pass(&trainer, 1);
        train_pass(&trainer.set, 1, &model);
        write_model(&model, source);
    }
    name_model_free(&model);
    set_free(&trainer.set);
    name_finder_free(trainer.names);
    gazetteer_free(trainer.gazetteer);
    french_free(trainer.french);
    return status;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    if (argc != 2) {
        fputs("usage: train_names SOURCE <ARTICLES >MODEL: a line on what it was trained on\n",
              stderr);
        return 2;
    }
    enum status status = run(argv[1], &error);
    if (status != STATUS_OK)
        fprintf(stderr, "train_names: %s\n", error_message(&error));
    error_free(&error);
    return status == STATUS_OK && fflush(stdout) == 0 ? 0 : 2;
}
