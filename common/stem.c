/* French stems: forms that Snowball would part are brought together first. */
#include "stem.h"

#include <stdlib.h>

#include "memory.h"
#include "stem_words.h"
#include "xapian_c.h"

struct stemmer {
    struct xapian_stemmer *snowball;
    struct buffer word; /* the form handed to Snowball */
};

struct stemmer *stemmer_new(void)
{
    struct stemmer *stemmer = memory_allocate(1, sizeof *stemmer);
    if (xapian_stemmer_new("french", &stemmer->snowball, NULL) != XAPIAN_OK)
        memory_out();
    return stemmer;
}

void stemmer_free(struct stemmer *stemmer)
{
    if (!stemmer)
        return;
    xapian_stemmer_free(stemmer->snowball);
    buffer_free(&stemmer->word);
    free(stemmer);
}

/* If the word has at least `least` bytes and ends so, exchanges the ending. */
static bool exchange(struct buffer *word, size_t least, struct str ending, struct str by)
{
    if (word->length < least || word->data[word->length - 1] != ending.data[ending.length - 1] ||
        !str_ends(buffer_str(word), ending)) /* the letter first: most differ there */
        return false;
    word->length -= ending.length;
    buffer_append(word, by);
    return true;
}

struct ending {
    size_t least; /* bytes of the word */
    struct str from, to;
};

#define ENDING(least, from, to)                                                                    \
    {                                                                                              \
        least, STR_CONSTANT(from), STR_CONSTANT(to)                                                \
    }

/* Exchanges the first of the endings that the word has. */
static bool exchange_any(struct buffer *word, const struct ending *endings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (exchange(word, endings[i].least, endings[i].from, endings[i].to))
            return true;
    return false;
}

/* Plurals that Snowball leaves: it takes no -s after a, i, o, u, which in French are also the
 * vowels of euros, caméras, élus, unis; it treats -er and -ers differently; and -ions, -irs and
 * -its are to it of verbs. Participles in -is (pris, mis) keep theirs, as in prise, mise; -vers is
 * no plural (univers, divers). */
static void strip_plural(struct buffer *word)
{
    static const struct ending plurals[] = {
        ENDING(4, "os", "o"),     ENDING(5, "as", "a"),   ENDING(4, "us", "u"),
        ENDING(4, "nis", "ni"),   ENDING(4, "lis", "li"), ENDING(5, "dis", "di"),
        ENDING(5, "tis", "ti"),   ENDING(6, "ers", "er"), ENDING(6, "irs", "ir"),
        ENDING(6, "ions", "ion"), ENDING(5, "its", "it"), ENDING(8, "issons", "isson"),
    };
    if (!str_ends(buffer_str(word), STR("vers")))
        exchange_any(word, plurals, sizeof plurals / sizeof *plurals);
}

/* Women's forms to men's. */
static bool strip_feminine(struct buffer *word)
{
    static const struct ending endings[] = {
        ENDING(6, "aise", "ais"), ENDING(7, "trice", "teur"), ENDING(8, "drice", "deur"),
        ENDING(6, "iere", "ier"), ENDING(6, "gere", "ger"),   ENDING(8, "llere", "ller"),
        ENDING(5, "euse", "eux"),
    };
    return exchange_any(word, endings, sizeof endings / sizeof *endings);
}

/* Forms of verbs to one that Snowball takes for a verb's; says whether there was one. On folded
 * words it does not know the participles -ée, nor ever the plural in -ent; -asse is to it a rare
 * tense. */
static bool regularise_verb(struct buffer *word)
{
    static const struct ending endings[] = {
        ENDING(5, "vient", "venir"),    ENDING(5, "tient", "tenir"),
        ENDING(8, "viennent", "venir"), ENDING(8, "tiennent", "tenir"),
        ENDING(4, "venu", "venir"),     ENDING(5, "venue", "venir"),
        ENDING(4, "tenu", "tenir"),     ENDING(5, "tenue", "tenir"),
        ENDING(5, "endu", "end"),       ENDING(6, "endue", "end"),
        ENDING(5, "ondu", "ond"),       ENDING(6, "ondue", "ond"),
        ENDING(5, "erdu", "erd"),       ENDING(6, "erdue", "erd"),
        ENDING(5, "battu", "batt"),     ENDING(6, "battue", "batt"),
        ENDING(8, "prennent", "prend"), ENDING(5, "uent", "ue"),
        ENDING(6, "ent", "e"),
    };
    static const struct ending infinitives[] = {
        ENDING(4, "aye", "ayer"),
        ENDING(4, "oye", "oyer"),
        ENDING(4, "uye", "uyer"),
        ENDING(5, "asse", "asser"),
    };
    struct str whole = buffer_str(word);
    bool changed = false;
    if (str_ends(whole, STR("ee")))
        changed = exchange(word, 4, STR("ee"), STR("e"));
    else if (!str_ends(whole, STR("ent")) || stem_words_is_verb_in_ent(whole))
        changed = exchange_any(word, endings, sizeof endings / sizeof *endings);
    changed |= exchange_any(word, infinitives, sizeof infinitives / sizeof *infinitives);
    if (!stem_words_is_verb_in_ie(buffer_str(word)))
        return changed;
    buffer_append_char(word, 'r');
    return true;
}

static bool all_letters(struct str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] < 'a' || word.data[i] > 'z')
            return false;
    return true;
}

/* To Snowball these are verbs: français → franc, marais → mar, conflit → confl, armée → arme. */
static bool is_finished(struct str word)
{
    return (word.length > 5 && str_ends(word, STR("ais"))) || stem_words_is_no_past(word) ||
           stem_words_is_noun_in_ee(word);
}

/* Takes an irregular form's place; false: it is regular. */
static bool take_irregular(struct buffer *word)
{
    struct str regular = stem_words_regular(buffer_str(word));
    if (regular.data == word->data)
        return false;
    buffer_clear(word);
    buffer_append(word, regular);
    return true;
}

/* Brings the word to the form that its family shares. */
static void normalise(struct buffer *word)
{
    struct str whole = buffer_str(word);
    if (str_ends(whole, STR("s")) && stem_words_is_no_past(str_before(whole, whole.length - 1)))
        word->length--;
    if (take_irregular(word) || is_finished(buffer_str(word)))
        return;
    struct str plural = buffer_str(word);
    if (word->length > 4 && str_ends(plural, STR("es")))
        word->length--; /* -aises, -trices, -ières, -ées: the rules below have one form */
    struct str singular = buffer_str(word);
    if (take_irregular(word) || is_finished(singular))
        return;
    if (str_ends(singular, STR("se")) &&
        stem_words_is_agent(str_before(singular, singular.length - 2))) {
        word->length -= 2;
        buffer_append_char(word, 'r');
        return;
    }
    if (strip_feminine(word) || regularise_verb(word)) {
        buffer_append(word, STR(""));
        return;
    }
    word->length = plural.length; /* nothing exchanged: Snowball sees the word as it was */
    strip_plural(word);
    if (!take_irregular(word))
        regularise_verb(word);
    buffer_append(word, STR("")); /* the NUL */
}

/* Infinitives and futures in -dre, -ivre, -mettre, -enir to their other forms. */
static void shorten(struct buffer *stem)
{
    static const struct ending endings[] = {
        ENDING(6, "viendr", "ven"), ENDING(6, "tiendr", "ten"), ENDING(5, "endr", "end"),
        ENDING(5, "ondr", "ond"),   ENDING(5, "erdr", "erd"),   ENDING(5, "indr", "int"),
        ENDING(5, "uivr", "uiv"),   ENDING(4, "vivr", "viv"),   ENDING(5, "mettr", "met"),
        ENDING(5, "battr", "batt"), ENDING(5, "clur", "clu"),
    };
    exchange_any(stem, endings, sizeof endings / sizeof *endings);
}

struct str stemmer_stem(struct stemmer *stemmer, struct str folded)
{
    struct buffer *word = &stemmer->word;
    struct str stem;
    if (folded.length < 3 || !all_letters(folded))
        return folded;
    buffer_clear(word);
    buffer_append(word, folded);
    normalise(word);
    if (is_finished(buffer_str(word)))
        return buffer_str(word);
    if (xapian_stemmer_stem(stemmer->snowball, word->data, word->length, &stem.data, &stem.length,
                            NULL) != XAPIAN_OK)
        memory_out();
    buffer_clear(word);
    buffer_append(word, stem);
    shorten(word);
    return buffer_str(word);
}
