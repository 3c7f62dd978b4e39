/* What a large collection tells of words: how a model without it tagged them there, and the names
 * that stood beside them. Part of the model; the trainer counts, readers ask. */
#ifndef REVUE_NAME_LEXICON_H
#define REVUE_NAME_LEXICON_H

#include "name_text.h"
#include "pack.h"

struct name_lexicon_entry {
    uint32_t key; /* of the folded word, as in struct name_word, or of a pair */
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

/* Whether token `at` and the one behind it are two capitalised words in a row; and the key of such
 * a pair. */
bool name_lexicon_is_pair(const struct name_text *text, size_t at);
uint32_t name_lexicon_pair_key(const struct name_text *text, size_t at);

/* What has been learnt of the word, or pair, of this key; nothing of any when the lexicon is empty.
 */
struct name_learnt name_lexicon_get(const struct name_lexicon *lexicon, uint32_t key);

/* Sets what has been learnt of the text's words. A text read with a lexicon has it (name_text.h).
 */
void name_lexicon_apply_words(const struct name_lexicon *lexicon, struct name_text *text);

/* The same of its pairs. */
void name_lexicon_apply_pairs(const struct name_lexicon *lexicon, struct name_text *text);

/* Appends the lexicon; and reads one into an empty one, leaving it empty when it does not fit. */
void name_lexicon_pack(const struct name_lexicon *lexicon, struct buffer *out);
void name_lexicon_unpack(struct unpack *unpack, struct name_lexicon *lexicon);

#endif
