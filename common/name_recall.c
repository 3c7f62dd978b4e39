/* Three bytes of the note are the kinds, three what was learnt. */
#include "name_recall.h"

_Static_assert(NAME_STOP < 1 << 24, "kinds have three bytes");

struct name_recall name_recall_new(struct french *french, const struct name_lists *lists,
                                   const struct name_lexicon *lexicon)
{
    return (struct name_recall){lists, lexicon, french_new_owner(french)};
}

struct name_known name_recall_mark(const struct name_recall *recall, uint32_t point)
{
    return (struct name_known){name_lists_get(recall->lists, point),
                               name_lexicon_get(recall->lexicon, point)};
}

static void look_up(const struct name_recall *recall, const struct french_word *word,
                    struct french_note *note)
{
    uint32_t kinds = name_lists_get(recall->lists, word->folded_key) | (word->stop ? NAME_STOP : 0);
    struct name_learnt learnt = name_lexicon_get(recall->lexicon, word->folded_key);
    *note = (struct french_note){.owner = recall->owner,
                                 .bytes = {(uint8_t)kinds, (uint8_t)(kinds >> 8),
                                           (uint8_t)(kinds >> 16), learnt.own, learnt.before,
                                           learnt.behind}};
}

struct name_known name_recall_word(const struct name_recall *recall, const struct french_word *word)
{
    struct french_note *note = french_note_of(word);
    if (note->owner != recall->owner)
        look_up(recall, word, note);
    const uint8_t *bytes = note->bytes;
    return (struct name_known){(uint32_t)(bytes[0] | bytes[1] << 8 | bytes[2] << 16),
                               {bytes[3], bytes[4], bytes[5]}};
}
