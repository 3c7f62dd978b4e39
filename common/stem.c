/* French stems: forms that Snowball would part are brought together first. */
#include "stem.h"

#include <stdlib.h>

#include "memory.h"
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

struct replacement {
    struct str from, to;
};

/* Whole words: plurals in -aux of -ail, in -eux of -eu, -ois of -oi, -is of -i, which the endings
 * below cannot tell from adjectives and participles. Sorted by `from`. */
static const struct replacement irregular[] = {
/* clang-format off */
#define WORD(from, to) {STR_CONSTANT(from), STR_CONSTANT(to)}
    /* clang-format on */
    WORD("abris", "abri"),       WORD("adieux", "adieu"),
    WORD("amis", "ami"),         WORD("aveux", "aveu"),
    WORD("baux", "bail"),        WORD("cheveux", "cheveu"),
    WORD("convois", "convoi"),   WORD("coraux", "corail"),
    WORD("emaux", "email"),      WORD("emplois", "emploi"),
    WORD("enjeux", "enjeu"),     WORD("ennemis", "ennemi"),
    WORD("envois", "envoi"),     WORD("feux", "feu"),
    WORD("jeux", "jeu"),         WORD("lieux", "lieu"),
    WORD("lois", "loi"),         WORD("maris", "mari"),
    WORD("milieux", "milieu"),   WORD("neveux", "neveu"),
    WORD("octrois", "octroi"),   WORD("parois", "paroi"),
    WORD("renvois", "renvoi"),   WORD("rois", "roi"),
    WORD("safaris", "safari"),   WORD("soupiraux", "soupirail"),
    WORD("tournois", "tournoi"), WORD("travaux", "travail"),
    WORD("vantaux", "vantail"),  WORD("vitraux", "vitrail"),
    WORD("voeux", "voeu"),       WORD("yeux", "oeil"),
};

/* Women's forms in -euse whose man's form ends in -eur, not -eux: by what stands before -se. */
static const struct str agents[] = {
    STR_CONSTANT("blogueu"),   STR_CONSTANT("chanteu"),    STR_CONSTANT("chercheu"),
    STR_CONSTANT("coiffeu"),   STR_CONSTANT("coureu"),     STR_CONSTANT("danseu"),
    STR_CONSTANT("entraineu"), STR_CONSTANT("joueu"),      STR_CONSTANT("menteu"),
    STR_CONSTANT("nageu"),     STR_CONSTANT("penseu"),     STR_CONSTANT("serveu"),
    STR_CONSTANT("skieu"),     STR_CONSTANT("travailleu"), STR_CONSTANT("tricheu"),
    STR_CONSTANT("tueu"),      STR_CONSTANT("vendeu"),     STR_CONSTANT("voleu"),
};

static const struct replacement *find_irregular(struct str word)
{
    size_t low = 0;
    size_t high = sizeof irregular / sizeof *irregular;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(word, irregular[middle].from);
        if (order == 0)
            return &irregular[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Whether the word, without the `-se` or `-ses` at its end, is one of the agents. */
static bool is_agent(struct str word)
{
    for (size_t i = 0; i < sizeof agents / sizeof *agents; i++)
        if (str_equal(word, agents[i]))
            return true;
    return false;
}

/* If the word has at least `least` bytes and ends so, exchanges the ending. */
static bool exchange(struct buffer *word, size_t least, struct str ending, struct str by)
{
    if (word->length < least || !str_ends(buffer_str(word), ending))
        return false;
    word->length -= ending.length;
    buffer_append(word, by);
    return true;
}

/* Plurals that Snowball leaves: it takes no -s after a, i, o, u, which in French are also the
 * vowels of euros, caméras, élus, unis, and it treats -er and -ers differently. Participles in -is
 * (pris, mis) keep theirs, as in prise, mise; -vers is no plural (univers, divers). */
static void strip_plural(struct buffer *word)
{
    static const struct {
        size_t least;
        struct str ending;
    } plurals[] = {
        {4, STR_CONSTANT("os")},  {5, STR_CONSTANT("as")},  {4, STR_CONSTANT("us")},
        {4, STR_CONSTANT("nis")}, {4, STR_CONSTANT("lis")}, {5, STR_CONSTANT("dis")},
        {5, STR_CONSTANT("tis")}, {6, STR_CONSTANT("ers")},
    };
    if (str_ends(buffer_str(word), STR("vers")))
        return;
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
        if (exchange(word, plurals[i].least, plurals[i].ending,
                     str_before(plurals[i].ending, plurals[i].ending.length - 1)))
            return;
}

/* Women's forms to men's. */
static void strip_feminine(struct buffer *word)
{
    static const struct {
        size_t least;
        struct replacement ending;
    } endings[] = {
        {6, {STR_CONSTANT("aise"), STR_CONSTANT("ais")}},
        {7, {STR_CONSTANT("trice"), STR_CONSTANT("teur")}},
        {8, {STR_CONSTANT("drice"), STR_CONSTANT("deur")}},
        {6, {STR_CONSTANT("iere"), STR_CONSTANT("ier")}},
        {6, {STR_CONSTANT("gere"), STR_CONSTANT("ger")}},
        {5, {STR_CONSTANT("euse"), STR_CONSTANT("eux")}},
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (exchange(word, endings[i].least, endings[i].ending.from, endings[i].ending.to))
            return;
}

static bool all_letters(struct str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] < 'a' || word.data[i] > 'z')
            return false;
    return true;
}

/* Brings the word in stemmer->word to the form that its family shares. */
static void normalise(struct buffer *word)
{
    const struct replacement *known = find_irregular(buffer_str(word));
    if (known) {
        buffer_clear(word);
        buffer_append(word, known->to);
        return;
    }
    struct str singular = buffer_str(word);
    if (singular.length > 5 && str_ends(singular, STR("es")))
        singular.length--; /* -aises, -trices, -ières: the endings below have one form */
    if (str_ends(singular, STR("se")) && is_agent(str_before(singular, singular.length - 2))) {
        word->length = singular.length - 2;
        buffer_append_char(word, 'r');
        return;
    }
    size_t plural = word->length;
    word->length = singular.length;
    strip_feminine(word);
    if (word->length == singular.length)
        word->length = plural; /* nothing exchanged: Snowball sees the word as it was */
    strip_plural(word);
    buffer_append(word, STR("")); /* the NUL */
}

struct str stemmer_stem(struct stemmer *stemmer, struct str folded)
{
    if (folded.length < 3 || !all_letters(folded))
        return folded;
    buffer_clear(&stemmer->word);
    buffer_append(&stemmer->word, folded);
    normalise(&stemmer->word);
    if (stemmer->word.length > 5 && str_ends(buffer_str(&stemmer->word), STR("ais")))
        return buffer_str(&stemmer->word); /* to Snowball a verb: français → franc, marais → mar */
    struct str stem;
    if (xapian_stemmer_stem(stemmer->snowball, stemmer->word.data, stemmer->word.length, &stem.data,
                            &stem.length, NULL) != XAPIAN_OK)
        memory_out();
    return stem;
}
