/* What a large collection tells of words: how a model without it tagged them there, and the names
 * that stood beside them. Part of the model; the trainer counts, readers ask. */
#ifndef REVUE_NAME_LEXICON_H
#define REVUE_NAME_LEXICON_H

#include "name_text.h"
#include "pack.h"

struct name_lexicon_entry {
    uint32_t key; /* of the folded word, as in struct name_word */
    struct name_learnt learnt;
};

/* Zeroed is empty. */
struct name_lexicon {
    struct name_lexicon_entry *entries; /* owned; in the order of their keys, which differ */
    size_t count;
    uint32_t *starts; /* owned; of the entries whose key begins with these bits, and one more */
};

/* Takes entries in the order of their keys; they are consumed: allocated by memory_*. */
void name_lexicon_set(struct name_lexicon *lexicon, struct name_lexicon_entry *entries,
                      size_t count);

void name_lexicon_free(struct name_lexicon *lexicon);

/* Sets what has been learnt of the text's words. */
void name_lexicon_apply(const struct name_lexicon *lexicon, struct name_text *text);

/* Appends the lexicon; and reads one into an empty one, leaving it empty when it does not fit. */
void name_lexicon_pack(const struct name_lexicon *lexicon, struct buffer *out);
void name_lexicon_unpack(struct unpack *unpack, struct name_lexicon *lexicon);

#endif
