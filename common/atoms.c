/* Reading from character to character; none of the words is looked up. */
#include "atoms.h"

#include <stdlib.h>

#include "atom_characters.h"
#include "atom_endings.h"
#include "atom_numbers.h"
#include "memory.h"

void atoms_free(struct atoms *atoms)
{
    free(atoms->atoms);
    *atoms = (struct atoms){0};
}

struct str atom_text(struct str text, const struct atom *atom)
{
    return str_of(text.data + atom->start, atom->end - atom->start);
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

/* Bytes of the space between the halves of a word that are none alone: `aujourd hui`; 0: none. */
static size_t half_space(struct str text, const struct atom *atom)
{
    static const char *const halves[][2] = {{"aujourd", "hui"}, {"prud", "hom"}, {"quelqu", "un"}};
    for (size_t i = 0; i < COUNT(halves); i++) {
        if (!reads(atom_text(text, atom), halves[i][0]))
            continue;
        size_t space = space_bytes(text, atom->end);
        size_t at = atom->end + space;
        return str_starts_caseless(str_after(text, at), str_from(halves[i][1])) ? space : 0;
    }
    return 0;
}

/* `aujourd’hui`, `prud’homme`, `presqu’île`: the apostrophe belongs to the word. */
static void extend_fused(struct str text, struct atom *atom)
{
    static const char *const fused[] = {"aujourd", "prud",  "quelqu", "presqu",
                                        "entr",    "grand", NULL};
    size_t joint = connector_bytes(text, atom->end, CHARACTER_APOSTROPHE);
    if (joint == 0)
        joint = half_space(text, atom);
    if (joint == 0 || !starts_atom(text, atom->end + joint) ||
        !reads_any(atom_text(text, atom), fused))
        return;
    atom->end += (uint32_t)joint;
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
    atom_part_unit(text, &atom);
    extend_acronym(text, &atom);
    if (first) {
        atom_extend_number(text, &atom);
        atom_extend_hour(text, &atom);
    }
    extend_fused(text, &atom);
    return atom;
}

/* -- Groups ---------------------------------------------------------------------------------- */

/* What joins `atom` to a following one, and where that starts; NONE when nothing does. */
static enum connector read_connector(struct str text, const struct atom *atom, size_t *next)
{
    size_t at = skip_ignorables(text, atom->end);
    if (at >= text.length || atom->single)
        return CONNECTOR_NONE;
    enum connector connector = CONNECTOR_NONE;
    size_t ending = atom_ending_bytes(text, atom, at);
    if (ending > 0) {
        *next = at + ending;
        return CONNECTOR_ENDING;
    }
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
    *next = skip_ignorables(text, *next);
    return connector != CONNECTOR_NONE && starts_atom(text, *next) ? connector : CONNECTOR_NONE;
}

/* Elided words of several letters, which are nothing else. */
static bool is_elided_word(struct str text, const struct atom *atom)
{
    static const char *const words[] = {"qu", "jusqu", "lorsqu", "puisqu", "quoiqu", NULL};
    return reads_any(atom_text(text, atom), words);
}

/* Whether `atom`, with an apostrophe behind it, is an elided article before what stands at `next`.
 * A single letter elides before a vowel or h alone: N’Djamena and M’Bappé are names. */
static bool is_elision(struct str text, const struct atom *atom, size_t next)
{
    static const char *const letters[] = {"l", "m", "t", "s", "n",       "j",
                                          "d", "c", "ç", "Ç", "c\u0327", NULL};
    if (is_elided_word(text, atom))
        return true;
    char letter = letter_at(text, next);
    return (letter == '\0' || strchr("aeiouyh", letter)) &&
           reads_any(atom_text(text, atom), letters);
}

/* Whether a letter goes on the word that has one before `at`; behind marks and ignorables, which
 * end at `behind`. */
static bool has_more_letters(struct str text, size_t at, size_t *behind)
{
    size_t next;
    enum character_kind kind = kind_at(text, at, &next);
    while (kind == CHARACTER_MARK || kind == CHARACTER_IGNORABLE) {
        at = next;
        kind = kind_at(text, at, &next);
    }
    *behind = at;
    return kind == CHARACTER_LETTER;
}

/* Whether a number stands before what starts at `at`. */
static bool follows_number(struct str text, size_t at)
{
    while (at > 0 && text.data[at - 1] == ' ')
        at--;
    return at > 0 && is_ascii_digit((unsigned char)text.data[at - 1]);
}

/* Whether the atom may be one; few are. */
static bool may_be_elided(struct str text, const struct atom *atom)
{
    return atom->letters == 1 ||
           ((text.data[atom->end - 1] | 0x20) == 'u' && (text.data[atom->end - 2] | 0x20) == 'q');
}

/* `cote d ivoire`, `il n y a`: a word elided without its apostrophe. Not `5 l avec`; not m, s and
 * t, which are units; nor capitals, which are names (vitamine D). */
static bool is_elided_by_space(struct str text, const struct atom *atom)
{
    size_t at, next, behind;
    if (kind_at(text, atom->end, &at) != CHARACTER_SPACE ||
        kind_at(text, at, &next) != CHARACTER_LETTER)
        return false;
    if (is_elided_word(text, atom))
        return true;
    char letter = text.data[atom->start];
    if (atom->end - atom->start > 1 || !strchr("ldncj", letter) || !is_elision(text, atom, at) ||
        follows_number(text, atom->start))
        return false;
    if (has_more_letters(text, next, &behind))
        return true;
    char alone = letter_at(text, at); /* n a, n y */
    return (alone == 'a' || alone == 'y') && strchr("lnj", letter) && !starts_atom(text, behind);
}

size_t atoms_read_group(struct atoms *atoms, struct str text, size_t at)
{
    bool starts = !atoms->inside;
    for (size_t count = 1;; count++, starts = false) {
        atoms->atoms = memory_grow(atoms->atoms, &atoms->capacity, atoms->count + 1,
                                   sizeof *atoms->atoms);
        struct atom *atom = &atoms->atoms[atoms->count++];
        *atom = read_atom(text, at, starts);
        atom->ending = count > 1 && atom[-1].after == CONNECTOR_ENDING;
        atom->after = read_connector(text, atom, &at);
        if (atom->after == CONNECTOR_APOSTROPHE) {
            atom->elided = is_elision(text, atom, at);
        } else if (atom->after == CONNECTOR_NONE) {
            size_t apostrophe = connector_bytes(text, atom->end, CHARACTER_APOSTROPHE);
            atoms->inside = false;
            atom->elided = apostrophe ? is_elision(text, atom, text.length) /* d’« infos » */
                                      : count == 1 && starts && may_be_elided(text, atom) &&
                                            is_elided_by_space(text, atom);
            return atom->end + (atom->elided ? apostrophe : 0);
        }
        atoms->inside = count == ATOMS_MAX_PIECE;
        if (atoms->inside)
            return at;
    }
}

size_t atoms_group_end(const struct atoms *atoms, size_t first)
{
    while (first + 1 < atoms->count && atoms->atoms[first].after != CONNECTOR_NONE)
        first++;
    return first + 1;
}

size_t atoms_next(struct str text, size_t at)
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

bool atom_is_saint(struct str text, const struct atom *atom)
{
    static const char *const saints[] = {"st", "ste", NULL};
    if (!reads_any(atom_text(text, atom), saints))
        return false;
    size_t at = atom->end;
    if (at < text.length && text.data[at] == '.')
        at++;
    size_t next;
    enum character_kind kind = kind_at(text, at, &next);
    return (kind == CHARACTER_HYPHEN || kind == CHARACTER_SPACE) &&
           kind_at(text, next, &next) == CHARACTER_LETTER;
}
