/* An array by the numbers of words: those seen early are the frequent ones and stand together. */
#include "name_recall.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum known {
    KNOWN_KINDS = 1 << 0,
    KNOWN_LEARNT = 1 << 1,
};

void name_recall_begin(struct name_recall *recall, const struct french *french)
{
    uint32_t generation = french_generation(french);
    if (generation != recall->generation)
        name_recall_forget(recall);
    recall->generation = generation;
}

static struct name_recalled *recalled(struct name_recall *recall, uint32_t number)
{
    if (number >= recall->count) {
        recall->words = memory_grow(recall->words, &recall->capacity, (size_t)number + 1,
                                    sizeof *recall->words);
        memset(recall->words + recall->count, 0,
               (recall->capacity - recall->count) * sizeof *recall->words);
        recall->count = recall->capacity;
    }
    return &recall->words[number];
}

uint32_t name_recall_kinds(struct name_recall *recall, const struct name_lists *lists,
                           const struct french_word *word)
{
    struct name_recalled *of_word = recalled(recall, word->number);
    if (!(of_word->known & KNOWN_KINDS)) {
        of_word->kinds = name_lists_get(lists, word->folded_key) | (word->stop ? NAME_STOP : 0);
        of_word->known |= KNOWN_KINDS;
    }
    return of_word->kinds;
}

struct name_learnt name_recall_learnt(struct name_recall *recall,
                                      const struct name_lexicon *lexicon, uint32_t number,
                                      uint32_t key)
{
    struct name_recalled *of_word = recalled(recall, number);
    if (!(of_word->known & KNOWN_LEARNT)) {
        of_word->learnt = name_lexicon_get(lexicon, key);
        of_word->known |= KNOWN_LEARNT;
    }
    return of_word->learnt;
}

void name_recall_forget(struct name_recall *recall)
{
    free(recall->words);
    *recall = (struct name_recall){.generation = recall->generation};
}
