/* Compounds by their joined form: f16, which stands where the parts of F-16 do.
 *
 * The record says where a compound begins, not how many of the places behind are its own: that is
 * told by its parts, which together spell what is looked for. */
#include <string.h>

#include "checking.h"
#include "sorted.h"
#include "unicode.h"
#include "words.h"

static bool is_taken(const struct checker *checker, uint32_t place)
{
    return place < checker->end && bits_have(checker->taken, place);
}

static uint32_t key_of(struct str folded)
{
    struct french_word word = {.folded = folded};
    words_set_keys(&word);
    return forward_key_of(&word);
}

static uint32_t key_at(const struct checker *checker, uint32_t place)
{
    return forward_find_word_key(checker->forward, check_word_at(checker, place));
}

/* How many bytes of `rest`, from the first one on, the word of this key is; 0: it is not there. */
static size_t find_part(struct str rest, uint32_t key)
{
    for (size_t end = 0; end < rest.length;) {
        unicode_next(rest, &end);
        if (key_of(str_before(rest, end)) == key)
            return end;
    }
    return 0;
}

/* The same of a part as it is written: Saint as St, a word behind an elided article. */
static size_t find_written_part(struct str rest, uint32_t key)
{
    size_t bytes = find_part(rest, key);
    if (bytes == 0 && str_starts(rest, STR("ste")) && key == key_of(STR("sainte")))
        return 3;
    if (bytes == 0 && str_starts(rest, STR("st")) && key == key_of(STR("saint")))
        return 2;
    if (bytes == 0 && rest.length > 0 && strchr("ldnsjcmt", rest.data[0])) {
        bytes = find_part(str_after(rest, 1), key);
        bytes += bytes > 0;
    }
    return bytes;
}

/* How many places the compound at `place`, whose whole the leaf matches, takes; 0: its end is not
 * looked at yet. What is left in the end is another form of the last part, or its beginning. Two at
 * least: a beginning does not tell what follows it, and almost all have two. */
static uint32_t count_places(const struct checker *checker, const struct check_leaf *leaf,
                             uint32_t place)
{
    struct str rest = leaf->kind == LEAF_PREFIX ? leaf->node->text : leaf->node->word->folded;
    uint32_t parts = 0;
    if (place + CHECK_MOST_PARTS > checker->end && !check_looked_at_all(checker))
        return 0;
    while (rest.length > 0 && parts < CHECK_MOST_PARTS && is_taken(checker, place + parts)) {
        size_t spelt = find_written_part(rest, key_at(checker, place + parts));
        if (spelt == 0)
            break;
        rest = str_after(rest, spelt);
        parts++;
    }
    if (rest.length > 0 && parts > 0 && parts < CHECK_MOST_PARTS &&
        is_taken(checker, place + parts))
        parts++;
    if (parts < 2)
        parts = 2;
    return is_taken(checker, place + parts - 1) ? parts : 0;
}

/* The same, which is kept; but where its end is not looked at yet. */
static uint32_t places_of(const struct checker *checker, const struct check_leaf *leaf,
                          struct compound_token *compound)
{
    if (compound->leaf != leaf || compound->places == 0) {
        compound->leaf = leaf;
        compound->places = count_places(checker, leaf, compound->place);
    }
    return compound->places;
}

static bool has_whole(const struct checker *checker, const struct check_leaf *leaf)
{
    return leaf->words[leaf->word_count - 1] >= forward_simple(checker->forward);
}

bool check_has_whole(struct checker *checker, struct check_leaf *leaf)
{
    return check_words(checker, leaf) && has_whole(checker, leaf);
}

bool check_wholes_row(struct checker *checker, struct check_leaf *const *leaves, size_t count,
                      uint32_t places, uint64_t *row)
{
    bool any = false;
    memset(row, 0, checker->row_words * sizeof *row);
    for (size_t i = 0; i < count; i++) {
        if (!check_has_whole(checker, leaves[i]))
            continue;
        for (size_t j = 0; j < checker->compound_count; j++) {
            struct compound_token *compound = &checker->compounds[j];
            if (!sorted_have(leaves[i]->words, leaves[i]->word_count, compound->word) ||
                places_of(checker, leaves[i], compound) != places)
                continue;
            bits_add(row, compound->place);
            any = true;
        }
    }
    return any;
}

/* -- Phrases ---------------------------------------------------------------------------------- */

size_t check_count_wholes(const struct checker *checker, const struct check *phrase)
{
    size_t wholes = 0;
    for (size_t i = 0; i < phrase->count; i++)
        wholes += has_whole(checker, phrase->children[i]->leaf);
    return wholes;
}

/* The first compound from a place on; NULL: there is none. */
static struct compound_token *compound_from(const struct checker *checker, uint32_t place)
{
    size_t low = 0;
    size_t high = checker->compound_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (checker->compounds[middle].place < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low < checker->compound_count ? &checker->compounds[low] : NULL;
}

/* How many places the compound takes that stands at a place and that the leaf matches, or 0. */
static uint32_t whole_at(const struct checker *checker, const struct check_leaf *leaf,
                         uint32_t place)
{
    if (!has_whole(checker, leaf))
        return 0;
    struct compound_token *compound = compound_from(checker, place);
    return compound && compound->place == place &&
                   check_word(leaf, checker->forward, compound->word)
               ? places_of(checker, leaf, compound)
               : 0;
}

uint32_t check_phrase_end(const struct checker *checker, const struct check *phrase, uint32_t place)
{
    bool has = false;
    if (phrase->node->field == FIELD_TITLE && place >= checker->title_places)
        return 0;
    for (size_t i = 0; i < phrase->count; i++) {
        const struct check_leaf *leaf = phrase->children[i]->leaf;
        uint32_t places = whole_at(checker, leaf, place);
        has |= places > 0;
        if (places == 0 &&
            !(is_taken(checker, place) &&
              sorted_have(leaf->words, leaf->word_count, check_word_at(checker, place))))
            return 0;
        place += places > 0 ? places : 1;
    }
    return has ? place : 0;
}

const uint64_t *check_phrase_begins(const struct checker *checker, const struct check *phrase)
{
    uint64_t *row = check_scratch(checker, CHECK_BEGINS_ROW);
    memset(row, 0, checker->row_words * sizeof *row);
    for (size_t i = 0; i < phrase->count; i++) {
        const struct check_leaf *leaf = phrase->children[i]->leaf;
        for (size_t j = 0; has_whole(checker, leaf) && j < checker->compound_count; j++) {
            const struct compound_token *compound = &checker->compounds[j];
            if (compound->place >= i && check_word(leaf, checker->forward, compound->word))
                bits_add(row, compound->place - i);
        }
    }
    return row;
}

bool check_phrase_wholes(struct checker *checker, const struct check *phrase)
{
    const uint64_t *begins = check_phrase_begins(checker, phrase);
    const size_t end = checker->end;
    for (size_t at = bits_next(begins, 0, end); at < end; at = bits_next(begins, at + 1, end))
        if (check_phrase_end(checker, phrase, (uint32_t)at) > 0)
            return true;
    return false;
}

bool check_phrase_wholes_row(struct checker *checker, const struct check *phrase, uint32_t places,
                             uint64_t *row)
{
    bool any = false;
    const uint64_t *begins = check_phrase_begins(checker, phrase);
    const size_t end = checker->end;
    memset(row, 0, checker->row_words * sizeof *row);
    for (size_t at = bits_next(begins, 0, end); at < end; at = bits_next(begins, at + 1, end))
        if (check_phrase_end(checker, phrase, (uint32_t)at) == at + places) {
            bits_add(row, at);
            any = true;
        }
    return any;
}
