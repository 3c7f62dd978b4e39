/* Telling the endings of inclusive writing from words, addresses and classes. */
#include "atom_endings.h"

#include "atom_characters.h"

/* Whether the point or hyphen before `at` parts a woman's ending or the plural's from a word:
 * étudiant.e, lycéen.ne.s, élu-e-s. Not an address, nor a class: Mach-E, exemple.es. */
static bool is_plain_ending(struct str text, const struct atom *word, size_t at)
{
    static const char *const alone[] = {"e", "euse", "rice", "trice", NULL};
    static const char *const in_plural[] = {"e", "euse", "le", "ne", "rice", "se", "trice", NULL};
    struct str letters = letters_at(text, at);
    size_t end = at + letters.length;
    char mark = text.data[at - 1];
    bool goes_on = end < text.length && text.data[end] == mark && starts_atom(text, end + 1);
    if (word->ending)
        return reads(letters, "s") && !goes_on;
    return goes_on ? reads_any(letters, in_plural) && reads(letters_at(text, end + 1), "s")
                   : mark == '.' && reads_any(letters, alone);
}

/* Whether behind a middle dot or a bullet, at `at`, an ending stands: candidat·e·s, ouvrier·ère,
 * directeur•rices, nationaux·ales. Not a word: Lyon·Marseille, Culture•Cinéma, Lyon•Le Mans. */
static bool is_dotted_ending(struct str text, size_t at)
{
    static const char *const endings[] = {
        "ale", "ales", "e",     "elle",  "elles", "enne",  "ennes",  "ere", "eres",
        "es",  "esse", "esses", "eure",  "eures", "euse",  "euses",  "fe",  "fes",
        "ice", "ices", "iere",  "ieres", "ine",   "ines",  "le",     "les", "ne",
        "nes", "onne", "onnes", "re",    "res",   "rice",  "rices",  "s",   "se",
        "ses", "sse",  "sses",  "te",    "tes",   "trice", "trices", "ve",  "ves"};
    char letters[8]; /* the longest ending, and one to see that it goes on */
    size_t count = 0;
    bool first_upper = false;
    bool begins_anew = false; /* Le */
    while (count < sizeof letters - 1 && starts_atom(text, at)) {
        size_t next = at;
        bool upper = unicode_is_upper(unicode_next(text, &next));
        letters[count] = letter_at(text, at);
        if (letters[count] == '\0')
            return false;
        begins_anew |= count == 1 && first_upper && !upper;
        first_upper |= count == 0 && upper;
        count++;
        for (at = next; kind_at(text, next, &next) == CHARACTER_MARK;)
            at = next;
    }
    return !begins_anew && str_among(str_of(letters, count), endings, COUNT(endings));
}

size_t atom_ending_bytes(struct str text, const struct atom *word, size_t at)
{
    static const struct str dots[] = {STR_CONSTANT("\u00b7"), STR_CONSTANT("\u2027"),
                                      STR_CONSTANT("\u2022"), STR_CONSTANT("\u22c5")};
    size_t bytes = text.data[at] == '.' || text.data[at] == '-' ? 1 : 0;
    if (bytes == 0 && (unsigned char)text.data[at] < 0x80) /* nearly always */
        return 0;
    if (word->has_digit || (word->letters < 2 && !word->ending))
        return 0;
    if (bytes > 0 && !is_plain_ending(text, word, at + 1))
        return 0;
    for (size_t i = 0; bytes == 0 && i < COUNT(dots); i++)
        if (str_starts(str_after(text, at), dots[i]) && is_dotted_ending(text, at + dots[i].length))
            bytes = dots[i].length;
    bool short_word = word->letters == 2 && !word->ending;
    return short_word && !reads(letters_at(text, at + bytes), "e") ? 0 : bytes;
}
