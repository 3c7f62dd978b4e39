/* What lists and a collection tell of a word, looked up once: most words of an article were in
 * those before it. */
#ifndef REVUE_NAME_RECALL_H
#define REVUE_NAME_RECALL_H

#include "french.h"
#include "name_lexicon.h"
#include "name_lists.h"

struct name_recalled {
    uint32_t kinds; /* enum name_kind */
    struct name_learnt learnt;
    uint8_t known; /* internal: which of the two were looked up */
};

/* Zeroed is empty. Of one analyser, lists and lexicon: name_recall_forget() where they change. */
struct name_recall {
    struct name_recalled *words; /* owned; by the words' numbers */
    size_t count, capacity;
    uint32_t generation; /* of the analyser's words */
};

/* To be called before an article: forgets what the analyser has forgotten. */
void name_recall_begin(struct name_recall *recall, const struct french *french);

/* The kinds of the word, and what the lexicon tells of the word of this number and key. */
uint32_t name_recall_kinds(struct name_recall *recall, const struct name_lists *lists,
                           const struct french_word *word);
struct name_learnt name_recall_learnt(struct name_recall *recall,
                                      const struct name_lexicon *lexicon, uint32_t number,
                                      uint32_t key);

/* Forgets all, and frees it. */
void name_recall_forget(struct name_recall *recall);

#endif
