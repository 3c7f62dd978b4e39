/* French stems: forms that Snowball would part are brought together first. */
#include "stem.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "stem_words.h"
#include "stop_words.h"
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

/* Women's forms to men's. Not every -gere: gère, suggère, exagère are forms of verbs. */
static bool strip_feminine(struct buffer *word)
{
    static const struct ending endings[] = {
        ENDING(6, "aise", "ais"),     ENDING(7, "trice", "teur"),   ENDING(8, "drice", "deur"),
        ENDING(6, "iere", "ier"),     ENDING(6, "ngere", "nger"),   ENDING(8, "sagere", "sager"),
        ENDING(7, "nagere", "nager"), ENDING(6, "legere", "leger"), ENDING(7, "bergere", "berger"),
        ENDING(8, "llere", "ller"),   ENDING(5, "euse", "eux"),
    };
    return exchange_any(word, endings, sizeof endings / sizeof *endings);
}

/* The third group's presents and participles, of which Snowball knows none, and every -ent. */
static const struct ending third_group[] = {
    ENDING(5, "vient", "venir"),    ENDING(5, "tient", "tenir"),    ENDING(8, "viennent", "venir"),
    ENDING(8, "tiennent", "tenir"), ENDING(4, "venu", "venir"),     ENDING(5, "venue", "venir"),
    ENDING(4, "tenu", "tenir"),     ENDING(5, "tenue", "tenir"),    ENDING(5, "endu", "end"),
    ENDING(6, "endue", "end"),      ENDING(5, "ondu", "ond"),       ENDING(6, "ondue", "ond"),
    ENDING(5, "erdu", "erd"),       ENDING(6, "erdue", "erd"),      ENDING(5, "battu", "batt"),
    ENDING(6, "battue", "batt"),    ENDING(7, "couru", "cour"),     ENDING(8, "courue", "cour"),
    ENDING(8, "evienne", "evenir"), ENDING(8, "rvienne", "rvenir"), ENDING(8, "uvienne", "uvenir"),
    ENDING(8, "btienne", "btenir"), ENDING(8, "ntienne", "ntenir"), ENDING(8, "utienne", "utenir"),
    ENDING(8, "prennent", "prend"), ENDING(5, "uent", "ue"),        ENDING(6, "ent", "e"),
};

/* Of -ront and -ons Snowball knows only -eront, -iront, -erons and -irons. The rest to forms that
 * it cuts, where no nouns end so as cartons, chevrons, dictons, maisons, pistons, tendons do. */
static const struct ending persons[] = {
    ENDING(5, "front", "front"),     ENDING(6, "ront", "ra"),
    ENDING(8, "iendrons", "iendra"), ENDING(8, "prendrons", "prendra"),
    ENDING(7, "devrons", "devra"),   ENDING(8, "cevrons", "cevra"),
    ENDING(8, "ourrons", "ourra"),   ENDING(7, "verrons", "verra"),
    ENDING(8, "ettrons", "ettra"),   ENDING(6, "ferons", "fera"),
    ENDING(6, "vons", "ve"),         ENDING(7, "oyons", "oye"),
    ENDING(6, "enons", "ene"),       ENDING(8, "mandons", "mande"),
    ENDING(8, "endons", "ende"),     ENDING(8, "ondons", "onde"),
    ENDING(7, "estons", "este"),     ENDING(8, "sistons", "siste"),
    ENDING(7, "ttons", "tte"),       ENDING(6, "osons", "ose"),
    ENDING(8, "aitons", "aite"),     ENDING(7, "vitons", "vite"),
    ENDING(7, "ensons", "ense"),     ENDING(7, "uons", "ue"),
    ENDING(8, "ectons", "ecte"),     ENDING(7, "ptons", "pte"),
    ENDING(8, "pelons", "pele"),     ENDING(8, "laissons", "laisse"),
    ENDING(8, "naissons", "naisse"), ENDING(7, "parlons", "parle"),
    ENDING(7, "erdons", "erd"),      ENDING(7, "uvrons", "uvre"),
    ENDING(7, "ffrons", "ffre"),     ENDING(8, "angeons", "ange"),
    ENDING(8, "tageons", "tage"),    ENDING(8, "gageons", "gage"),
    ENDING(8, "sageons", "sage"),    ENDING(8, "mencons", "mence"),
    ENDING(7, "partons", "parte"),   ENDING(7, "sortons", "sorte"),
    ENDING(8, "finissons", "finir"), ENDING(8, "sissons", "sir"),
};

/* Forms of verbs to one that Snowball takes for a verb's; says whether there was one. On folded
 * words it does not know the participles -ée, nor ever the plural in -ent; -asse is to it a rare
 * tense. */
static bool regularise_verb(struct buffer *word)
{
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
    else if (str_ends(whole, STR("ons")) || str_ends(whole, STR("ront")))
        changed = exchange_any(word, persons, sizeof persons / sizeof *persons);
    else if (!str_ends(whole, STR("ent")) || stem_words_is_verb_in_ent(whole))
        changed = exchange_any(word, third_group, sizeof third_group / sizeof *third_group);
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

/* In -ais, but not as no noun and no name of a people ends: pourrais, pensais are forms of verbs.
 */
static bool is_noun_in_ais(struct str word)
{
    static const struct str past[] = {
        STR_CONSTANT("erais"), STR_CONSTANT("irais"),  STR_CONSTANT("drais"), STR_CONSTANT("rrais"),
        STR_CONSTANT("urais"), STR_CONSTANT("evrais"), STR_CONSTANT("avais"), STR_CONSTANT("evais"),
        STR_CONSTANT("ivais"), STR_CONSTANT("ouvais"), STR_CONSTANT("enais"), STR_CONSTANT("yais"),
        STR_CONSTANT("isais"), STR_CONSTANT("nsais"),  STR_CONSTANT("ulais"), STR_CONSTANT("rlais"),
        STR_CONSTANT("ttais"), STR_CONSTANT("imais"),  STR_CONSTANT("trais"),
    };
    if (word.length <= 5 || !str_ends(word, STR("ais")))
        return false;
    for (size_t i = 0; i < sizeof past / sizeof *past; i++)
        if (str_ends(word, past[i]))
            return false;
    return true;
}

/* To Snowball these are verbs: français → franc, marais → mar, conflit → confl, armée → arme. */
static bool is_finished(struct str word)
{
    return is_noun_in_ais(word) || stem_words_is_no_past(word) || stem_words_is_noun_in_ee(word);
}

/* Puts a form in the word's place; false: it is the word itself. */
static bool replace(struct buffer *word, struct str form)
{
    if (form.data == word->data)
        return false;
    buffer_clear(word);
    buffer_append(word, form);
    return true;
}

/* The regular form in an irregular one's place; false: it is regular. */
static bool take_irregular(struct buffer *word)
{
    return replace(word, stem_words_regular(buffer_str(word)));
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

/* The stems of one verb to one: of those in -ir, -oir and -re, Snowball cuts the infinitive, the
 * future, the present and the participle in different places. */
static void shorten(struct buffer *stem)
{
    static const struct ending endings[] = {
        ENDING(6, "viendr", "ven"),      ENDING(6, "tiendr", "ten"),
        ENDING(5, "endr", "end"),        ENDING(5, "ondr", "ond"),
        ENDING(5, "erdr", "erd"),        ENDING(5, "indr", "int"),
        ENDING(6, "craign", "craint"),   ENDING(6, "plaign", "plaint"),
        ENDING(7, "traign", "traint"),   ENDING(6, "teign", "teint"),
        ENDING(7, "treign", "treint"),   ENDING(7, "freign", "freint"),
        ENDING(5, "joign", "joint"),     ENDING(5, "uivr", "uiv"),
        ENDING(4, "vivr", "viv"),        ENDING(5, "mettr", "met"),
        ENDING(5, "battr", "batt"),      ENDING(5, "clur", "clu"),
        ENDING(5, "clut", "clu"),        ENDING(4, "pren", "prend"),
        ENDING(5, "crir", "crit"),       ENDING(5, "criv", "crit"),
        ENDING(7, "nscris", "nscrit"),   ENDING(5, "ecris", "ecrit"),
        ENDING(6, "duir", "duit"),       ENDING(6, "duis", "duit"),
        ENDING(7, "truir", "truit"),     ENDING(7, "truis", "truit"),
        ENDING(6, "ouvert", "ouvr"),     ENDING(7, "ouffert", "ouffr"),
        ENDING(7, "cevoir", "cev"),      ENDING(6, "cevr", "cev"),
        ENDING(6, "coiv", "cev"),        ENDING(6, "coit", "cev"),
        ENDING(5, "rompr", "romp"),      ENDING(5, "rompu", "romp"),
        ENDING(5, "rompt", "romp"),      ENDING(6, "vaincr", "vainc"),
        ENDING(6, "vaincu", "vainc"),    ENDING(6, "vainqu", "vainc"),
        ENDING(7, "paraiss", "paraitr"), ENDING(8, "nnaiss", "nnaitr"),
    };
    if (!replace(stem, stem_words_root(buffer_str(stem))))
        exchange_any(stem, endings, sizeof endings / sizeof *endings);
}

/* Whether the word is alone; its stem is then its plural, for the stem without -s is the other
 * family's (`port`: porter). */
static bool stem_alone(struct buffer *word)
{
    struct str whole = buffer_str(word);
    bool alone = stem_words_is_alone(whole);
    if (!alone && str_ends(whole, STR("s")))
        return stem_words_is_alone(str_before(whole, whole.length - 1));
    if (alone)
        buffer_append_char(word, 's');
    return alone;
}

/* Snowball's stem in the word's place. */
static void cut(struct stemmer *stemmer)
{
    struct buffer *word = &stemmer->word;
    struct str stem;
    if (xapian_stemmer_stem(stemmer->snowball, word->data, word->length, &stem.data, &stem.length,
                            NULL) != XAPIAN_OK)
        memory_out();
    replace(word, stem);
}

/* A stem of so many bytes may be a stop word's that is no form of a verb. */
#define STOP_STEM_BYTES 4

/* Whether a stop word has the stem: le, dan (dans). Not one of content (car), nor a verb's. */
static bool is_stop_stem(struct str stem)
{
    char plural[STOP_STEM_BYTES + 1];
    if (stem.length > STOP_STEM_BYTES || stop_words_have_content(stem) ||
        stem_words_is_stop_verb(stem))
        return false;
    memcpy(plural, stem.data, stem.length);
    plural[stem.length] = 's';
    return stop_words_have(stem) || stop_words_have(str_of(plural, stem.length + 1));
}

struct str stemmer_stem(struct stemmer *stemmer, struct str folded)
{
    struct buffer *word = &stemmer->word;
    if (folded.length < 3 || !all_letters(folded))
        return folded;
    buffer_clear(word);
    buffer_append(word, folded);
    if (stem_alone(word))
        return buffer_str(word);
    normalise(word);
    if (stem_alone(word))
        return buffer_str(word);
    if (!is_finished(buffer_str(word)))
        cut(stemmer);
    shorten(word);
    if (is_stop_stem(buffer_str(word)) && !stop_words_have(folded))
        buffer_append_char(word, '-'); /* Léa is no form of le */
    return buffer_str(word);
}
