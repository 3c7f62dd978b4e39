/* Counting names by the words in and beside them, and classes of those counts. */
#include "collection.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "name_facts.h"
#include "name_tagger.h"

/* What stands beside a word: a name of one of the types, or a capitalised word that is none. */
#define NEIGHBOURS (NAME_TYPES + 1)

/* So often must a word have been seen, with a capital and beside one, to tell anything; and so
 * often to be sure. */
#define MIN_OWN         3
#define MANY_OWN        20
#define MIN_NEIGHBOURS  5
#define MANY_NEIGHBOURS 50

/* Of a word or a pair: how often with each tag, and before and behind what. */
struct counts {
    uint32_t key;
    bool used;
    uint32_t own[NAME_TAGS];
    uint32_t before[NEIGHBOURS];
    uint32_t behind[NEIGHBOURS];
};

/* Open addressing by key. */
struct table {
    struct counts *slots;
    size_t size; /* a power of two */
    size_t count;
};

/* -- Counting -------------------------------------------------------------------------------- */

static struct counts *find(const struct table *table, uint32_t key)
{
    size_t at = key & (table->size - 1);
    while (table->slots[at].used && table->slots[at].key != key)
        at = (at + 1) & (table->size - 1);
    return &table->slots[at];
}

static void grow(struct table *table)
{
    struct table larger = {.size = table->size ? table->size * 2 : 1024, .count = table->count};
    larger.slots = memory_allocate(larger.size, sizeof *larger.slots);
    for (size_t i = 0; i < table->size; i++)
        if (table->slots[i].used)
            *find(&larger, table->slots[i].key) = table->slots[i];
    free(table->slots);
    *table = larger;
}

static struct counts *counts_of(struct table *table, uint32_t key)
{
    if (table->count * 2 >= table->size)
        grow(table);
    struct counts *counts = find(table, key);
    table->count += !counts->used;
    counts->used = true;
    counts->key = key;
    return counts;
}

static void count_beside(struct table *table, const struct name_text *text, const uint8_t *tags,
                         size_t first)
{
    size_t neighbour = tags[first] == NAME_OUTSIDE ? 0 : 1 + name_tag_type(tags[first]);
    size_t last = first;
    while (last + 1 < text->count && name_tag_goes_on(tags[last + 1]))
        last++;
    size_t before = name_facts_cue_before(text, first);
    size_t behind = name_facts_cue_after(text, last);
    if (before < text->count)
        counts_of(table, name_text_word(text, before)->key)->before[neighbour]++;
    if (behind < text->count)
        counts_of(table, name_text_word(text, behind)->key)->behind[neighbour]++;
}

static void count_article(struct table *table, const struct name_text *text, const uint8_t *tags)
{
    for (size_t i = 0; i < text->count; i++) {
        const struct name_token *token = &text->tokens[i];
        bool capital = name_shape_is_capital(token->shape) && token->places & NAME_CANDIDATE;
        if (!capital && tags[i] == NAME_OUTSIDE)
            continue;
        counts_of(table, name_text_word(text, i)->key)->own[tags[i]]++;
        if (name_lexicon_is_pair(text, i)) { /* one name or none */
            uint8_t tag = name_tag_goes_on(tags[i + 1]) ? tags[i] : NAME_OUTSIDE;
            counts_of(table, name_lexicon_pair_key(text, i))->own[tag]++;
        }
        if (!name_tag_goes_on(tags[i]))
            count_beside(table, text, tags, i);
    }
}

/* -- Classes --------------------------------------------------------------------------------- */

/* A number for what is most frequent, how clearly, and whether it is seen often; 0 for too few. */
static uint8_t class_of(const uint32_t *counts, size_t count, uint32_t least, uint32_t many)
{
    uint64_t total = 0;
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        total += counts[i];
        if (counts[i] > counts[best])
            best = i;
    }
    if (total < least)
        return 0;
    uint64_t percent = 100 * (uint64_t)counts[best] / total;
    size_t clear = percent < 50 ? 0 : percent < 75 ? 1 : percent < 92 ? 2 : 3;
    return (uint8_t)(1 + (best * 4 + clear) * 2 + (total >= many));
}

static int by_key(const void *a, const void *b)
{
    uint32_t first = ((const struct name_lexicon_entry *)a)->key;
    uint32_t second = ((const struct name_lexicon_entry *)b)->key;
    return (first > second) - (first < second);
}

static void set_lexicon(const struct table *table, struct name_lexicon *lexicon)
{
    struct name_lexicon_entry *entries = memory_allocate(table->count + 1, sizeof *entries);
    size_t count = 0;
    for (size_t i = 0; i < table->size; i++) {
        const struct counts *counts = &table->slots[i];
        if (!counts->used)
            continue;
        struct name_learnt learnt = {
            .own = class_of(counts->own, NAME_TAGS, MIN_OWN, MANY_OWN),
            .before = class_of(counts->before, NEIGHBOURS, MIN_NEIGHBOURS, MANY_NEIGHBOURS),
            .behind = class_of(counts->behind, NEIGHBOURS, MIN_NEIGHBOURS, MANY_NEIGHBOURS),
        };
        if (learnt.own || learnt.before || learnt.behind)
            entries[count++] = (struct name_lexicon_entry){counts->key, learnt};
    }
    qsort(entries, count, sizeof *entries, by_key);
    name_lexicon_set(lexicon, entries, count);
}

enum status collection_learn(struct name_reader *reader, const char *path,
                             const struct name_model *model, struct name_lexicon *lexicon,
                             struct error *error)
{
    struct table table = {0};
    json_t *object;
    FILE *file = fopen(path, "r");
    if (!file)
        return error_set(error, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
    while ((object = name_reader_line(reader, file, path, error))) {
        const uint8_t *rules;
        struct name_text *text = name_reader_read(reader, object, &rules);
        uint8_t *tags = memory_allocate(text->count + 1, 1);
        name_lexicon_apply_words(&model->lexicon, text);
        name_lexicon_apply_pairs(&model->lexicon, text);
        name_tagger_tag(model, text, rules, tags);
        count_article(&table, text, tags);
        free(tags);
        json_decref(object);
    }
    fclose(file);
    if (error->message.length == 0)
        set_lexicon(&table, lexicon);
    free(table.slots);
    return error->message.length == 0 ? STATUS_OK : STATUS_INPUT;
}
