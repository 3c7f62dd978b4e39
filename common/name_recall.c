/* Three bytes of the note are the kinds, three what was learnt. */
#include "name_recall.h"

_Static_assert(NAME_STOP < 1 << 24, "kinds have three bytes");

struct name_recall name_recall_new(struct french *french, const struct name_lists *lists,
                                   const struct name_lexicon *lexicon)
{
    return (struct name_recall){lists, lexicon, french_own_notes(french)};
}

struct name_known name_recall_mark(const struct name_recall *recall, uint32_t point)
{
    return (struct name_known){name_lists_get(recall->lists, point),
                               *name_lexicon_get(recall->lexicon, point)};
}

void name_recall_fetch(const struct name_recall *recall, const struct french_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct french_word *word = tokens->tokens[i].word;
        if (word->note.owner == recall->owner)
            continue;
        name_lists_fetch(recall->lists, word->folded_key);
        name_lexicon_fetch(recall->lexicon, word->folded_key);
    }
}

void name_recall_note(const struct name_recall *recall, const struct french_word *word)
{
    uint32_t kinds = name_lists_get(recall->lists, word->folded_key) | (word->stop ? NAME_STOP : 0);
    const struct name_learnt *learnt = name_lexicon_get(recall->lexicon, word->folded_key);
    *french_note_of(word) = (struct french_note){.owner = recall->owner,
                                                 .bytes = {(uint8_t)kinds, (uint8_t)(kinds >> 8),
                                                           (uint8_t)(kinds >> 16), learnt->own,
                                                           learnt->before, learnt->behind}};
}
