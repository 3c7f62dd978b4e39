/* The tokeniser: from groups of atoms (atoms.h) to tokens. A group gives a token for each atom that
 * is no elided article, and before them, where it is a compound, one for the whole. */
#include "french.h"

#include <stdlib.h>
#include <string.h>

#include "atoms.h"
#include "memory.h"
#include "stop_words.h"
#include "plain_fold.h"
#include "unicode.h"
#include "words.h"

/* The table of words is given up beyond this: about 200,000 written forms. Measured: articles of
 * 115,000 words, replaced by others one by one, 264 MB in all, 298 with twice as much. */
#define MAX_WORDS_BYTES ((size_t)32 << 20)

struct french {
    struct words *words;
    struct atoms atoms; /* of the groups at hand */
};

struct french *french_new(void)
{
    struct french *french = memory_allocate(1, sizeof *french);
    french->words = words_new();
    return french;
}

struct french *french_new_folding(void)
{
    struct french *french = memory_allocate(1, sizeof *french);
    french->words = words_new_folded();
    return french;
}

void french_free(struct french *french)
{
    if (!french)
        return;
    words_free(french->words);
    atoms_free(&french->atoms);
    free(french);
}

const char *french_analyser_id(void)
{
    return "french-4";
}

void french_trim(struct french *french)
{
    if (words_bytes(french->words) > MAX_WORDS_BYTES)
        words_clear(french->words);
}

uint16_t french_new_owner(struct french *french)
{
    return words_new_owner(french->words);
}

void french_tokens_free(struct french_tokens *tokens)
{
    free(tokens->tokens);
    *tokens = (struct french_tokens){0};
}

size_t french_token_from(const struct french_tokens *tokens, size_t start)
{
    size_t low = 0;
    size_t high = tokens->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (tokens->tokens[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* -- Groups ---------------------------------------------------------------------------------- */

/* `St` before a hyphen or before a space and a name is Saint. */
static const struct french_word *saint(struct french *french, struct str text,
                                       const struct atom *atom)
{
    if (!atom_is_saint(text, atom))
        return NULL;
    return words_get(french->words, atom->letters == 2 ? STR("saint") : STR("sainte"));
}

static const struct french_word *atom_word(struct french *french, struct str text,
                                           const struct atom *atom)
{
    const struct french_word *word = saint(french, text, atom);
    return word ? word : words_get_hashed(french->words, atom_text(text, atom), atom->hash);
}

static struct french_token *add_token(struct french_tokens *tokens, struct str text,
                                      const struct french_word *word, uint32_t start, uint32_t end,
                                      enum french_token_kind kind)
{
    size_t at = start;
    tokens->tokens = memory_grow(tokens->tokens, &tokens->capacity, tokens->count + 1,
                                 sizeof *tokens->tokens);
    struct french_token *token = &tokens->tokens[tokens->count++];
    *token = (struct french_token){
        .word = word,
        .start = start,
        .end = end & FRENCH_MAX_TEXT_BYTES,
        .kind = kind == FRENCH_COMPOUND,
        .capital = unicode_is_upper(unicode_next(text, &at)),
    };
    return token;
}

/* The longest compound kept as one word, in parts. */
#define MAX_COMPOUND_PARTS 4

/* Whether what starts at `at` goes on an address or a path: `www.exemple.org/page`. */
static bool in_address(struct str text, size_t at)
{
    return at > 0 && strchr("./@:", text.data[at - 1]);
}

static bool reads(struct french *french, struct str text, const struct atom *atom,
                  struct str folded)
{
    const struct french_word *word = atom_word(french, text, atom);
    return word && str_equal(word->folded, folded);
}

/* Common nouns that are made as what else is several words. */
static bool is_noun(struct french *french, struct str text, const struct atom *parts, size_t count)
{
    static const struct str nouns[][2] = {{STR_CONSTANT("rendez"), STR_CONSTANT("vous")},
                                          {STR_CONSTANT("bien"), STR_CONSTANT("etre")}};
    for (size_t i = 0; count == 2 && i < sizeof nouns / sizeof *nouns; i++)
        if (reads(french, text, &parts[0], nouns[i][0]) &&
            reads(french, text, &parts[1], nouns[i][1]))
            return true;
    return false;
}

/* Whether the parts [first, count) of the group are one word besides being several: S-300,
 * week-end, R&D, O’Brien, 3,5; not dit-il, 2018-2019, hommes/femmes. */
static bool is_compound(struct french *french, struct str text, const struct atom *group,
                        size_t first, size_t count)
{
    size_t parts = count - first;
    bool has_digit = false;
    bool digits_only = true;
    bool stop_words = true;    /* et/ou, peut-être */
    bool follows_verb = false; /* dit-il, celui-ci; not sous-préfet, porte-avions, Sud-Est */
    bool tight = false;        /* a connector that makes one word whatever the parts are */
    bool initials = true;      /* J.-C. */
    if (parts < 2 || parts > MAX_COMPOUND_PARTS)
        return false;
    for (size_t i = first; i < count; i++) {
        const struct atom *atom = &group[i];
        if (atom->after == CONNECTOR_COMMA)
            return parts == 2;
        if (atom->after == CONNECTOR_ENDING && i + 1 < count)
            return false;
        if (atom->after == CONNECTOR_SLASH &&
            (atom->letters > 4 || atom[1].letters > 4 || in_address(text, group->start)))
            return false;
        initials &= atom->letters == 1 && !atom->has_digit;
        has_digit |= atom->has_digit;
        digits_only &= atom->digits_only;
        tight |= atom->after == CONNECTOR_AMPERSAND ||
                 (atom->after == CONNECTOR_APOSTROPHE && !atom->elided);
        const struct french_word *word = atom->elided ? NULL : atom_word(french, text, atom);
        stop_words &= word && word->stop;
        follows_verb = word && word->stop && stop_words_follow_verb(word->folded);
    }
    return !digits_only && (tight || initials || has_digit || !(stop_words || follows_verb) ||
                            is_noun(french, text, &group[first], parts));
}

/* `whole`: it is no piece of one, which is no compound. */
static void add_group(struct french *french, struct str text, const struct atom *group,
                      size_t count, bool whole, struct french_tokens *tokens)
{
    size_t first = 0;
    size_t last = count - 1;
    while (first < last && group[first].elided)
        first++;
    while (last > first && group[last].ending)
        last--;
    if (whole && is_compound(french, text, group, first, last + 1)) {
        uint32_t start = group[first].start;
        uint32_t end = group[last].end;
        const struct french_word *word = words_get(french->words,
                                                   str_of(text.data + start, end - start));
        if (word)
            add_token(tokens, text, word, start, end, FRENCH_COMPOUND);
    }
    for (size_t i = first; i <= last; i++) {
        const bool is_word = !group[i].elided && !group[i].ending;
        const struct french_word *word = is_word ? atom_word(french, text, &group[i]) : NULL;
        if (!word)
            continue;
        add_token(tokens, text, word, group[i].start, group[i].end, FRENCH_WORD)->letters =
            group[i].letters_only;
        tokens->positions++;
    }
}

/* -- Text ------------------------------------------------------------------------------------ */

/* So many atoms are read before their words are looked for, which is mostly waiting for memory:
 * that of all of them is fetched at once. */
#define ATOMS_AT_ONCE 32

/* Reads groups from `at` on, where one starts, of those that start before `end`; returns where the
 * next one starts. */
static size_t read_groups(struct french *french, struct str text, size_t at, size_t end)
{
    struct atoms *atoms = &french->atoms;
    atoms->count = 0;
    while (at < end && atoms->count < ATOMS_AT_ONCE)
        at = atoms_next(text, atoms_read_group(atoms, text, at));
    for (size_t i = 0; i < atoms->count; i++) {
        struct atom *atom = &atoms->atoms[i];
        atom->hash = words_hash(atom_text(text, atom));
        words_fetch_slot(french->words, atom->hash);
    }
    for (size_t i = 0; i < atoms->count; i++)
        words_fetch_entry(french->words, atoms->atoms[i].hash);
    return at;
}

/* Makes tokens of the groups at hand. `inside`: the first is the rest of one. */
static void add_groups(struct french *french, struct str text, bool inside,
                       struct french_tokens *tokens)
{
    const struct atoms *atoms = &french->atoms;
    for (size_t first = 0, end; first < atoms->count; first = end) {
        end = atoms_group_end(atoms, first);
        bool whole = !(inside && first == 0) && !(atoms->inside && end == atoms->count);
        add_group(french, text, &atoms->atoms[first], end - first, whole, tokens);
    }
}

void french_tokenise_part(struct french *french, struct str text, struct french_place *place,
                          size_t end, struct french_tokens *tokens)
{
    tokens->count = 0;
    tokens->positions = 0;
    place->at = atoms_next(text, place->at);
    french->atoms.inside = place->inside;
    while (place->at < end) {
        place->at = read_groups(french, text, place->at, end);
        add_groups(french, text, place->inside, tokens);
        place->inside = french->atoms.inside;
    }
}

void french_tokenise(struct french *french, struct str text, struct french_tokens *tokens)
{
    struct french_place place = {0};
    text = str_clip(text, FRENCH_MAX_TEXT_BYTES);
    french_tokenise_part(french, text, &place, text.length, tokens);
}

const struct french_word *french_word_of(struct french *french, struct str written)
{
    return words_get(french->words, written);
}

void french_fold_name(struct french *french, struct str name, struct buffer *folded)
{
    if (plain_fold(name, folded))
        return;
    struct french_tokens tokens = {0};
    french_tokenise(french, name, &tokens);
    const char *separator = "";
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.tokens[i].kind == FRENCH_COMPOUND)
            continue;
        buffer_append(folded, str_from(separator));
        buffer_append(folded, tokens.tokens[i].word->folded);
        separator = " ";
    }
    french_tokens_free(&tokens);
}
