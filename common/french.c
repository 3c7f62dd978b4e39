/* The tokeniser.
 *
 * Text falls into atoms: runs of letters and digits, with acronyms (O.N.U.), numbers (1 000) and a
 * few fused words (aujourd’hui) taken as one. Atoms joined by a single connector (apostrophe,
 * hyphen, &,
 * /, decimal comma) make a group. A group gives a token for each atom that is no elided article,
 * and before them, where it is a compound, one for the whole. */
#include "french.h"

#include <stdlib.h>
#include <strings.h>

#include "memory.h"
#include "plain_fold.h"
#include "unicode.h"
#include "words.h"

/* The table of words is given up beyond this: about 400,000 written forms. */
#define MAX_WORDS_BYTES ((size_t)64 << 20)

enum connector {
    CONNECTOR_NONE,
    CONNECTOR_APOSTROPHE,
    CONNECTOR_HYPHEN,
    CONNECTOR_AMPERSAND,
    CONNECTOR_SLASH,
    CONNECTOR_COMMA,
};

struct atom {
    uint32_t start, end;
    uint32_t letters; /* characters, marks not counted */
    bool digits_only;
    bool has_digit;
    bool single;          /* a character of a script without spaces: no part of a group */
    bool elided;          /* `l` of `l’armée` */
    bool letters_only;    /* marks and ignorables are none */
    uint32_t hash;        /* words_hash() */
    enum connector after; /* what joins it to the next atom of its group; NONE: it is the last */
};

struct french {
    struct words *words;
    struct atom *atoms; /* of the groups at hand */
    size_t atom_count;
    size_t atom_capacity;
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
    free(french->atoms);
    free(french);
}

const char *french_analyser_id(void)
{
    return "french-1";
}

void french_trim(struct french *french)
{
    if (words_bytes(french->words) > MAX_WORDS_BYTES)
        words_clear(french->words);
}

uint16_t french_own_notes(struct french *french)
{
    return words_own_notes(french->words);
}

void french_tokens_free(struct french_tokens *tokens)
{
    free(tokens->tokens);
    *tokens = (struct french_tokens){0};
}

/* -- Characters ------------------------------------------------------------------------------ */

static bool is_ascii_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The kind of the character at `at`, and where the next one starts; OTHER at the end. */
static enum character_kind kind_at(struct str text, size_t at, size_t *next)
{
    *next = at;
    if (at >= text.length)
        return CHARACTER_OTHER;
    return unicode_kind(unicode_next(text, next));
}

static bool starts_atom(struct str text, size_t at)
{
    size_t next;
    enum character_kind kind = kind_at(text, at, &next);
    return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT;
}

/* The ASCII letter at `at`, in lower case and without its accent, or 0. */
static char letter_at(struct str text, size_t at)
{
    struct buffer folded = {0};
    size_t next = at;
    if (at >= text.length)
        return '\0';
    unicode_next(text, &next);
    unicode_fold(str_of(text.data + at, next - at), &folded);
    char letter = folded.length > 0 && is_ascii_letter((unsigned char)folded.data[0])
                      ? folded.data[0]
                      : '\0';
    buffer_free(&folded);
    return letter;
}

static bool written_as(struct str text, const struct atom *atom, const char *lower)
{
    size_t length = atom->end - atom->start;
    return strlen(lower) == length && strncasecmp(text.data + atom->start, lower, length) == 0;
}

static bool written_as_any(struct str text, const struct atom *atom, const char *const *list)
{
    for (; *list; list++)
        if (written_as(text, atom, *list))
            return true;
    return false;
}

/* -- Atoms ----------------------------------------------------------------------------------- */

/* Reads letters, digits, marks and ignorables from atom->end on. */
static void read_run(struct str text, struct atom *atom)
{
    size_t at = atom->end;
    while (at < text.length) {
        unsigned char c = (unsigned char)text.data[at];
        if (is_ascii_letter(c)) {
            atom->letters++;
            atom->digits_only = false;
            atom->end = (uint32_t)++at;
            continue;
        }
        if (is_ascii_digit(c)) {
            atom->letters++;
            atom->has_digit = true;
            atom->letters_only = false;
            atom->end = (uint32_t)++at;
            continue;
        }
        if (c < 0x80)
            break;
        size_t next;
        enum character_kind kind = kind_at(text, at, &next);
        if (kind != CHARACTER_LETTER && kind != CHARACTER_DIGIT && kind != CHARACTER_MARK &&
            kind != CHARACTER_IGNORABLE)
            break;
        if (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT)
            atom->letters++;
        if (kind == CHARACTER_LETTER)
            atom->digits_only = false;
        else
            atom->letters_only = false;
        if (kind == CHARACTER_DIGIT)
            atom->has_digit = true;
        at = next;
        if (kind != CHARACTER_IGNORABLE) /* one at the end is not part of the word */
            atom->end = (uint32_t)at;
    }
}

/* One character of a script without spaces, with its marks. */
static void read_single(struct str text, struct atom *atom)
{
    size_t at = atom->start;
    size_t next;
    kind_at(text, at, &at);
    while (kind_at(text, at, &next) == CHARACTER_MARK)
        at = next;
    atom->end = (uint32_t)at;
    atom->single = true;
    atom->digits_only = false;
    atom->letters_only = false;
    atom->letters = 1;
}

/* If a letter stands alone at `at` (no word character behind it), returns where it ends, else 0. */
static size_t lone_letter(struct str text, size_t at)
{
    size_t end;
    size_t next;
    if (kind_at(text, at, &end) != CHARACTER_LETTER)
        return 0;
    while (kind_at(text, end, &next) == CHARACTER_MARK)
        end = next;
    return starts_atom(text, end) ? 0 : end;
}

/* `O.N.U.`: letters alone, each with a dot behind it; the last dot may be missing. The atom holds
 * the first letter. Not within `www.a.b`. */
static void extend_acronym(struct str text, struct atom *atom)
{
    if (atom->letters != 1 || atom->digits_only)
        return;
    if (atom->start > 0 && (text.data[atom->start - 1] == '.' || text.data[atom->start - 1] == '@'))
        return;
    size_t end = atom->end;
    uint32_t letters = 1;
    while (end < text.length && text.data[end] == '.') {
        size_t next = lone_letter(text, end + 1);
        if (!next)
            break;
        letters++;
        end = next;
    }
    if (letters < 2)
        return;
    if (end < text.length && text.data[end] == '.' && !starts_atom(text, end + 1))
        end++;
    atom->letters = letters;
    atom->letters_only = false;
    atom->end = (uint32_t)end;
}

/* Bytes of the space that may part thousands at `at`: U+0020, U+00A0, U+2009 or U+202F; 0: none. */
static size_t thousands_space(struct str text, size_t at)
{
    static const struct str spaces[] = {STR_CONSTANT(" "), STR_CONSTANT("\u00a0"),
                                        STR_CONSTANT("\u202f"), STR_CONSTANT("\u2009")};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (at < text.length && str_starts(str_after(text, at), spaces[i]))
            return spaces[i].length;
    return 0;
}

/* `1 000 000`: up to three digits, then groups of three parted by one space. */
static void extend_number(struct str text, struct atom *atom)
{
    if (!atom->digits_only || atom->end - atom->start > 3)
        return;
    for (;;) {
        size_t space = thousands_space(text, atom->end);
        size_t at = atom->end + space;
        if (space == 0 || text.length - at < 3 || !is_ascii_digit((unsigned char)text.data[at]) ||
            !is_ascii_digit((unsigned char)text.data[at + 1]) ||
            !is_ascii_digit((unsigned char)text.data[at + 2]) || starts_atom(text, at + 3))
            return;
        atom->end = (uint32_t)at + 3;
    }
}

/* Bytes of the apostrophe or hyphen at `at`; 0: none. */
static size_t connector_bytes(struct str text, size_t at, enum character_kind wanted)
{
    size_t next;
    return kind_at(text, at, &next) == wanted ? next - at : 0;
}

/* `aujourd’hui`, `prud’homme`, `quelqu’un`: the apostrophe belongs to the word. */
static void extend_fused(struct str text, struct atom *atom)
{
    static const char *const fused[] = {"aujourd", "prud", "quelqu", "entr", "grand", NULL};
    size_t apostrophe = connector_bytes(text, atom->end, CHARACTER_APOSTROPHE);
    if (apostrophe == 0 || !starts_atom(text, atom->end + apostrophe) ||
        !written_as_any(text, atom, fused))
        return;
    atom->end += (uint32_t)apostrophe;
    read_run(text, atom);
    atom->letters_only = false;
}

/* Reads the atom that starts at `at`. `first`: it begins a group. */
static struct atom read_atom(struct str text, size_t at, bool first)
{
    struct atom atom = {
        .start = (uint32_t)at, .end = (uint32_t)at, .digits_only = true, .letters_only = true};
    size_t next;
    if (kind_at(text, at, &next) == CHARACTER_SINGLE) {
        read_single(text, &atom);
        return atom;
    }
    read_run(text, &atom);
    extend_acronym(text, &atom);
    if (first)
        extend_number(text, &atom);
    extend_fused(text, &atom);
    return atom;
}

/* -- Groups ---------------------------------------------------------------------------------- */

/* What joins `atom` to a following one, and where that starts; NONE when nothing does. */
static enum connector read_connector(struct str text, const struct atom *atom, size_t *next)
{
    size_t at = atom->end;
    if (at >= text.length || atom->single)
        return CONNECTOR_NONE;
    enum connector connector = CONNECTOR_NONE;
    switch (kind_at(text, at, next)) {
    case CHARACTER_APOSTROPHE:
        connector = CONNECTOR_APOSTROPHE;
        break;
    case CHARACTER_HYPHEN:
        connector = CONNECTOR_HYPHEN;
        break;
    case CHARACTER_OTHER:
        if (text.data[at] == '&')
            connector = CONNECTOR_AMPERSAND;
        else if (text.data[at] == '/')
            connector = CONNECTOR_SLASH;
        else if (text.data[at] == ',' && atom->digits_only && at + 1 < text.length &&
                 is_ascii_digit((unsigned char)text.data[at + 1]))
            connector = CONNECTOR_COMMA;
        else if (text.data[at] == '.' && atom->letters == 1 && /* J.-C. */
                 connector_bytes(text, at + 1, CHARACTER_HYPHEN)) {
            kind_at(text, at + 1, next);
            connector = CONNECTOR_HYPHEN;
        }
        break;
    default:
        break;
    }
    return connector != CONNECTOR_NONE && starts_atom(text, *next) ? connector : CONNECTOR_NONE;
}

/* Whether `atom`, with an apostrophe behind it, is an elided article before what stands at `next`.
 * A single letter elides before a vowel or h alone: N’Djamena and M’Bappé are names. */
static bool is_elision(struct str text, const struct atom *atom, size_t next)
{
    static const char *const letters[] = {"l", "m", "t", "s", "n",       "j",
                                          "d", "c", "ç", "Ç", "c\u0327", NULL};
    static const char *const words[] = {"qu",     "jusqu",  "lorsqu", "puisqu",
                                        "quoiqu", "presqu", NULL};
    if (written_as_any(text, atom, words))
        return true;
    char letter = letter_at(text, next);
    return (letter == '\0' || strchr("aeiouyh", letter)) && written_as_any(text, atom, letters);
}

/* Appends the group that starts at `at` to the atoms; returns where it ends. */
static size_t read_group(struct french *french, struct str text, size_t at)
{
    for (size_t count = 0;; count++) {
        french->atoms = memory_grow(french->atoms, &french->atom_capacity, french->atom_count + 1,
                                    sizeof *french->atoms);
        struct atom *atom = &french->atoms[french->atom_count++];
        *atom = read_atom(text, at, count == 0);
        atom->after = read_connector(text, atom, &at);
        if (atom->after == CONNECTOR_APOSTROPHE) {
            atom->elided = is_elision(text, atom, at);
        } else if (atom->after == CONNECTOR_NONE) {
            size_t apostrophe = connector_bytes(text, atom->end, CHARACTER_APOSTROPHE);
            atom->elided = apostrophe && is_elision(text, atom, text.length); /* d’« infos » */
            return atom->end + (atom->elided ? apostrophe : 0);
        }
    }
}

/* `St` before a hyphen or before a space and a name is Saint. */
static const struct french_word *saint(struct french *french, struct str text,
                                       const struct atom *atom)
{
    static const char *const saints[] = {"st", "ste", NULL};
    if (!written_as_any(text, atom, saints))
        return NULL;
    size_t at = atom->end;
    if (at < text.length && text.data[at] == '.')
        at++;
    size_t next;
    enum character_kind kind = kind_at(text, at, &next);
    if (kind != CHARACTER_HYPHEN && kind != CHARACTER_SPACE)
        return NULL;
    if (kind_at(text, next, &next) != CHARACTER_LETTER)
        return NULL;
    return words_get(french->words, atom->letters == 2 ? STR("saint") : STR("sainte"));
}

static struct str atom_text(struct str text, const struct atom *atom)
{
    return str_of(text.data + atom->start, atom->end - atom->start);
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
        .end = end,
        .position = tokens->positions,
        .kind = (uint8_t)kind,
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

/* Whether the parts [first, count) of the group are one word besides being several: S-300,
 * week-end, R&D, O’Brien, 3,5; not dit-il, 2018-2019, hommes/femmes. */
static bool is_compound(struct french *french, struct str text, const struct atom *group,
                        size_t first, size_t count)
{
    size_t parts = count - first;
    bool has_digit = false;
    bool digits_only = true;
    bool has_stop = false;
    bool tight = false;   /* a connector that makes one word whatever the parts are */
    bool initials = true; /* J.-C. */
    if (parts < 2 || parts > MAX_COMPOUND_PARTS)
        return false;
    for (size_t i = first; i < count; i++) {
        const struct atom *atom = &group[i];
        if (atom->after == CONNECTOR_COMMA)
            return parts == 2;
        if (atom->after == CONNECTOR_SLASH &&
            (atom->letters > 4 || atom[1].letters > 4 || in_address(text, group->start)))
            return false;
        initials &= atom->letters == 1 && !atom->has_digit;
        has_digit |= atom->has_digit;
        digits_only &= atom->digits_only;
        tight |= atom->after == CONNECTOR_AMPERSAND ||
                 (atom->after == CONNECTOR_APOSTROPHE && !atom->elided);
        const struct french_word *word = atom->elided ? NULL : atom_word(french, text, atom);
        has_stop |= word && word->stop;
    }
    return !digits_only && (tight || initials || has_digit || !has_stop);
}

static void add_group(struct french *french, struct str text, const struct atom *group,
                      size_t count, struct french_tokens *tokens)
{
    size_t first = 0;
    size_t last = count - 1;
    while (first < last && group[first].elided)
        first++;
    if (is_compound(french, text, group, first, count)) {
        uint32_t start = group[first].start;
        uint32_t end = group[last].end;
        const struct french_word *whole = words_get(french->words,
                                                    str_of(text.data + start, end - start));
        if (whole)
            add_token(tokens, text, whole, start, end, FRENCH_COMPOUND);
    }
    for (size_t i = first; i <= last; i++) {
        const struct french_word *word = group[i].elided ? NULL
                                                         : atom_word(french, text, &group[i]);
        if (!word)
            continue;
        add_token(tokens, text, word, group[i].start, group[i].end, FRENCH_WORD)->letters =
            group[i].letters_only;
        tokens->positions++;
    }
}

/* -- Text ------------------------------------------------------------------------------------ */

/* Where the next atom starts from `at` on, or the text's end. */
static size_t next_atom(struct str text, size_t at)
{
    while (at < text.length) {
        unsigned char c = (unsigned char)text.data[at];
        if (is_ascii_letter(c) || is_ascii_digit(c))
            return at;
        size_t next = at + 1;
        if (c >= 0x80) {
            enum character_kind kind = kind_at(text, at, &next);
            if (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT || kind == CHARACTER_SINGLE)
                return at;
        }
        at = next;
    }
    return at;
}

/* So many atoms are read before their words are looked for, which is mostly waiting for memory:
 * that of all of them is fetched at once. */
#define ATOMS_AT_ONCE 32

/* Reads groups from `at` on, where one starts; returns where the next one starts. */
static size_t read_groups(struct french *french, struct str text, size_t at)
{
    french->atom_count = 0;
    while (at < text.length && french->atom_count < ATOMS_AT_ONCE)
        at = next_atom(text, read_group(french, text, at));
    for (size_t i = 0; i < french->atom_count; i++) {
        struct atom *atom = &french->atoms[i];
        atom->hash = words_hash(atom_text(text, atom));
        words_fetch_slot(french->words, atom->hash);
    }
    for (size_t i = 0; i < french->atom_count; i++)
        words_fetch_entry(french->words, french->atoms[i].hash);
    return at;
}

static size_t group_end(const struct french *french, size_t first)
{
    while (french->atoms[first].after != CONNECTOR_NONE)
        first++;
    return first + 1;
}

void french_tokenise(struct french *french, struct str text, struct french_tokens *tokens)
{
    tokens->count = 0;
    tokens->positions = 0;
    for (size_t at = next_atom(text, 0); at < text.length;) {
        at = read_groups(french, text, at);
        for (size_t first = 0, end; first < french->atom_count; first = end) {
            end = group_end(french, first);
            add_group(french, text, &french->atoms[first], end - first, tokens);
        }
    }
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
