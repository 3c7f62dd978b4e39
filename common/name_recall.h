/* What lists and a collection tell of a word, looked up once: most words of an article were in
 * those before it. It is kept with the word, as the analyser's note. */
#ifndef REVUE_NAME_RECALL_H
#define REVUE_NAME_RECALL_H

#include "french.h"
#include "name_lexicon.h"
#include "name_lists.h"

/* What is known of a word. */
struct name_known {
    uint32_t kinds; /* enum name_kind */
    struct name_learnt learnt;
};

/* Where to look it up; all is borrowed. To be made anew where one of these changes. */
struct name_recall {
    const struct name_lists *lists;
    const struct name_lexicon *lexicon; /* may be empty */
    uint16_t owner;                     /* of the notes */
};

/* Remembers nothing yet. */
struct name_recall name_recall_new(struct french *french, const struct name_lists *lists,
                                   const struct name_lexicon *lexicon);

/* What is known of the word; of the mark of this code point. */
struct name_known name_recall_word(const struct name_recall *recall,
                                   const struct french_word *word);
struct name_known name_recall_mark(const struct name_recall *recall, uint32_t point);

#endif
