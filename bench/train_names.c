/* Trains the model of names: reads articles marked by hand, JSON Lines as ../shared/entities has
 * them, from standard input, and writes the model to standard output.
 *
 * Given a collection of unmarked articles besides, it learns twice: the first model finds the names
 * there, and the second has what that tells of words as features. bench/train-names runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collection.h"
#include "memory.h"
#include "name_features.h"
#include "name_reader.h"
#include "name_tagger.h"
#include "perceptron.h"

struct trainer {
    struct name_reader *reader;
    json_t **articles; /* owned */
    size_t count, capacity;
    struct name_model model;
};

/* -- Articles -------------------------------------------------------------------------------- */

static enum status read_articles(struct trainer *trainer, struct error *error)
{
    json_t *object;
    while ((object = name_reader_line(trainer->reader, stdin, "standard input", error))) {
        trainer->articles = memory_grow(trainer->articles, &trainer->capacity, trainer->count + 1,
                                        sizeof *trainer->articles);
        trainer->articles[trainer->count++] = object;
    }
    if (error->message.length > 0)
        return STATUS_INPUT;
    return trainer->count > 0 ? STATUS_OK
                              : error_set(error, STATUS_INPUT, "standard input has no articles");
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
        for (size_t i = 0; type < NAME_TYPES && i < text->count; i++) {
            if (text->tokens[i].field == 0 || text->tokens[i].end <= start ||
                text->tokens[i].start >= end)
                continue;
            tags[i] = begun ? name_tag_inside(type) : name_tag_begin(type);
            begun = true;
        }
    }
}

/* -- Sequences ------------------------------------------------------------------------------- */

static void add_sequence(struct sequences *sequences, const struct name_text *text,
                         const uint8_t *rules, const uint8_t *gold, size_t first, size_t last,
                         uint32_t article)
{
    uint32_t hashes[NAME_FEATURES];
    sequences->features = name_features_of(text, rules, first, hashes);
    const struct sequence *sequence = sequences_add(sequences, last - first, article);
    uint32_t *row = sequences->rows + sequence->first * sequences->features;
    memcpy(sequences->gold + sequence->first, gold + first, last - first);
    for (size_t i = first; i < last; i++) {
        name_features_of(text, rules, i, hashes);
        for (size_t feature = 0; feature < sequences->features; feature++)
            *row++ = name_model_row(hashes[feature]);
    }
}

static void add_article(struct trainer *trainer, uint32_t article, struct sequences *sequences)
{
    const json_t *object = trainer->articles[article];
    const uint8_t *rules;
    struct name_text *text = name_reader_read(trainer->reader, object, &rules);
    uint8_t *gold = memory_allocate(text->count + 1, 1);
    name_lexicon_apply_words(&trainer->model.lexicon, text);
    name_lexicon_apply_pairs(&trainer->model.lexicon, text);
    tag_marked(text, json_object_get(object, "entities"), gold);
    for (size_t first = 0, last; first < text->count; first = last) {
        last = name_tagger_run(text, first);
        if (last > first)
            add_sequence(sequences, text, rules, gold, first, last, article);
        else
            last++;
    }
    free(gold);
}

/* Learns from the marked articles with the model's lexicon as it is. */
static void train(struct trainer *trainer)
{
    struct sequences sequences = {0};
    for (size_t i = 0; i < trainer->count; i++)
        add_article(trainer, (uint32_t)i, &sequences);
    perceptron_train(&sequences, &trainer->model);
    sequences_free(&sequences);
}

/* -- The steps ------------------------------------------------------------------------------- */

static enum status make_model(struct trainer *trainer, const char *collection, struct error *error)
{
    struct name_lexicon lexicon = {0};
    enum status status = name_reader_new(&trainer->reader, error);
    if (status == STATUS_OK)
        status = read_articles(trainer, error);
    if (status != STATUS_OK)
        return status;
    train(trainer);
    if (!collection)
        return STATUS_OK;
    status = collection_learn(trainer->reader, collection, &trainer->model, &lexicon, error);
    if (status == STATUS_OK) {
        trainer->model.lexicon = lexicon;
        train(trainer);
    }
    return status;
}

static void trainer_free(struct trainer *trainer)
{
    for (size_t i = 0; i < trainer->count; i++)
        json_decref(trainer->articles[i]);
    free(trainer->articles);
    name_model_free(&trainer->model);
    name_reader_free(trainer->reader);
}

static void write_model(const struct name_model *model, const char *source)
{
    struct buffer bytes = {0};
    name_model_write(model, source, &bytes);
    fwrite(bytes.data, 1, bytes.length, stdout);
    buffer_free(&bytes);
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct trainer trainer = {0};
    if (argc != 2 && argc != 3) {
        fputs("usage: train_names SOURCE [COLLECTION] <ARTICLES >MODEL: a line on what it was "
              "trained on, a file of unmarked articles\n",
              stderr);
        return 2;
    }
    trainer.model.rows = memory_allocate(NAME_MODEL_ROWS, sizeof *trainer.model.rows);
    enum status status = make_model(&trainer, argv[2], &error);
    if (status == STATUS_OK)
        write_model(&trainer.model, argv[1]);
    else
        fprintf(stderr, "train_names: %s\n", error_message(&error));
    trainer_free(&trainer);
    error_free(&error);
    return status == STATUS_OK && fflush(stdout) == 0 ? 0 : 2;
}
