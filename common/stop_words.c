/* The list: articles, pronouns, prepositions, conjunctions, forms of être, avoir, pouvoir, devoir,
 * faire and aller, and the letters that elision leaves, all folded. Some are content too (été,
 * avions, sommes, car, son, est); being indexed like any word they are found when asked for. */
#include "stop_words.h"

#include "hash.h"

/* Sorted by bytes. */
static const struct str stop_words[] = {
    STR_CONSTANT("a"),          STR_CONSTANT("ai"),       STR_CONSTANT("aie"),
    STR_CONSTANT("aient"),      STR_CONSTANT("aies"),     STR_CONSTANT("ainsi"),
    STR_CONSTANT("ait"),        STR_CONSTANT("alors"),    STR_CONSTANT("apres"),
    STR_CONSTANT("as"),         STR_CONSTANT("au"),       STR_CONSTANT("aucun"),
    STR_CONSTANT("aucune"),     STR_CONSTANT("aupres"),   STR_CONSTANT("auquel"),
    STR_CONSTANT("aura"),       STR_CONSTANT("aurai"),    STR_CONSTANT("auraient"),
    STR_CONSTANT("aurais"),     STR_CONSTANT("aurait"),   STR_CONSTANT("auras"),
    STR_CONSTANT("aurez"),      STR_CONSTANT("auront"),   STR_CONSTANT("aussi"),
    STR_CONSTANT("autre"),      STR_CONSTANT("autres"),   STR_CONSTANT("aux"),
    STR_CONSTANT("auxquelles"), STR_CONSTANT("auxquels"), STR_CONSTANT("avaient"),
    STR_CONSTANT("avais"),      STR_CONSTANT("avait"),    STR_CONSTANT("avant"),
    STR_CONSTANT("avec"),       STR_CONSTANT("avez"),     STR_CONSTANT("aviez"),
    STR_CONSTANT("avions"),     STR_CONSTANT("avoir"),    STR_CONSTANT("avons"),
    STR_CONSTANT("ayant"),      STR_CONSTANT("bien"),     STR_CONSTANT("c"),
    STR_CONSTANT("ca"),         STR_CONSTANT("car"),      STR_CONSTANT("ce"),
    STR_CONSTANT("ceci"),       STR_CONSTANT("cela"),     STR_CONSTANT("celle"),
    STR_CONSTANT("celles"),     STR_CONSTANT("celui"),    STR_CONSTANT("cependant"),
    STR_CONSTANT("ces"),        STR_CONSTANT("cet"),      STR_CONSTANT("cette"),
    STR_CONSTANT("ceux"),       STR_CONSTANT("chaque"),   STR_CONSTANT("chez"),
    STR_CONSTANT("ci"),         STR_CONSTANT("comme"),    STR_CONSTANT("comment"),
    STR_CONSTANT("contre"),     STR_CONSTANT("d"),        STR_CONSTANT("dans"),
    STR_CONSTANT("de"),         STR_CONSTANT("depuis"),   STR_CONSTANT("des"),
    STR_CONSTANT("desormais"),  STR_CONSTANT("deux"),     STR_CONSTANT("devait"),
    STR_CONSTANT("devant"),     STR_CONSTANT("doit"),     STR_CONSTANT("doivent"),
    STR_CONSTANT("donc"),       STR_CONSTANT("dont"),     STR_CONSTANT("du"),
    STR_CONSTANT("durant"),     STR_CONSTANT("elle"),     STR_CONSTANT("elles"),
    STR_CONSTANT("en"),         STR_CONSTANT("encore"),   STR_CONSTANT("entre"),
    STR_CONSTANT("es"),         STR_CONSTANT("est"),      STR_CONSTANT("et"),
    STR_CONSTANT("etaient"),    STR_CONSTANT("etais"),    STR_CONSTANT("etait"),
    STR_CONSTANT("etant"),      STR_CONSTANT("ete"),      STR_CONSTANT("etes"),
    STR_CONSTANT("etiez"),      STR_CONSTANT("etions"),   STR_CONSTANT("etre"),
    STR_CONSTANT("eu"),         STR_CONSTANT("eue"),      STR_CONSTANT("eut"),
    STR_CONSTANT("eux"),        STR_CONSTANT("faire"),    STR_CONSTANT("fait"),
    STR_CONSTANT("font"),       STR_CONSTANT("furent"),   STR_CONSTANT("fut"),
    STR_CONSTANT("h"),          STR_CONSTANT("hors"),     STR_CONSTANT("il"),
    STR_CONSTANT("ils"),        STR_CONSTANT("j"),        STR_CONSTANT("jamais"),
    STR_CONSTANT("je"),         STR_CONSTANT("jusqu"),    STR_CONSTANT("jusque"),
    STR_CONSTANT("l"),          STR_CONSTANT("la"),       STR_CONSTANT("laquelle"),
    STR_CONSTANT("le"),         STR_CONSTANT("lequel"),   STR_CONSTANT("les"),
    STR_CONSTANT("lesquelles"), STR_CONSTANT("lesquels"), STR_CONSTANT("leur"),
    STR_CONSTANT("leurs"),      STR_CONSTANT("lors"),     STR_CONSTANT("lorsqu"),
    STR_CONSTANT("lorsque"),    STR_CONSTANT("lui"),      STR_CONSTANT("m"),
    STR_CONSTANT("ma"),         STR_CONSTANT("mais"),     STR_CONSTANT("me"),
    STR_CONSTANT("meme"),       STR_CONSTANT("memes"),    STR_CONSTANT("mes"),
    STR_CONSTANT("moi"),        STR_CONSTANT("moins"),    STR_CONSTANT("mon"),
    STR_CONSTANT("n"),          STR_CONSTANT("ne"),       STR_CONSTANT("ni"),
    STR_CONSTANT("non"),        STR_CONSTANT("nos"),      STR_CONSTANT("notre"),
    STR_CONSTANT("nous"),       STR_CONSTANT("on"),       STR_CONSTANT("ont"),
    STR_CONSTANT("ou"),         STR_CONSTANT("par"),      STR_CONSTANT("parce"),
    STR_CONSTANT("parmi"),      STR_CONSTANT("pas"),      STR_CONSTANT("pendant"),
    STR_CONSTANT("peu"),        STR_CONSTANT("peut"),     STR_CONSTANT("peuvent"),
    STR_CONSTANT("peux"),       STR_CONSTANT("plus"),     STR_CONSTANT("pour"),
    STR_CONSTANT("pourquoi"),   STR_CONSTANT("pourtant"), STR_CONSTANT("puis"),
    STR_CONSTANT("puisqu"),     STR_CONSTANT("puisque"),  STR_CONSTANT("qu"),
    STR_CONSTANT("quand"),      STR_CONSTANT("que"),      STR_CONSTANT("quel"),
    STR_CONSTANT("quelle"),     STR_CONSTANT("quelles"),  STR_CONSTANT("quelque"),
    STR_CONSTANT("quelques"),   STR_CONSTANT("quels"),    STR_CONSTANT("qui"),
    STR_CONSTANT("quoi"),       STR_CONSTANT("quoiqu"),   STR_CONSTANT("quoique"),
    STR_CONSTANT("rien"),       STR_CONSTANT("s"),        STR_CONSTANT("sa"),
    STR_CONSTANT("sans"),       STR_CONSTANT("sauf"),     STR_CONSTANT("se"),
    STR_CONSTANT("selon"),      STR_CONSTANT("sera"),     STR_CONSTANT("serai"),
    STR_CONSTANT("seraient"),   STR_CONSTANT("serais"),   STR_CONSTANT("serait"),
    STR_CONSTANT("seras"),      STR_CONSTANT("serez"),    STR_CONSTANT("seront"),
    STR_CONSTANT("ses"),        STR_CONSTANT("si"),       STR_CONSTANT("sinon"),
    STR_CONSTANT("soi"),        STR_CONSTANT("soient"),   STR_CONSTANT("sois"),
    STR_CONSTANT("soit"),       STR_CONSTANT("sommes"),   STR_CONSTANT("son"),
    STR_CONSTANT("sont"),       STR_CONSTANT("sous"),     STR_CONSTANT("suis"),
    STR_CONSTANT("sur"),        STR_CONSTANT("t"),        STR_CONSTANT("ta"),
    STR_CONSTANT("tandis"),     STR_CONSTANT("tant"),     STR_CONSTANT("te"),
    STR_CONSTANT("tel"),        STR_CONSTANT("telle"),    STR_CONSTANT("telles"),
    STR_CONSTANT("tels"),       STR_CONSTANT("tes"),      STR_CONSTANT("toi"),
    STR_CONSTANT("ton"),        STR_CONSTANT("toujours"), STR_CONSTANT("tous"),
    STR_CONSTANT("tout"),       STR_CONSTANT("toute"),    STR_CONSTANT("toutes"),
    STR_CONSTANT("tres"),       STR_CONSTANT("tu"),       STR_CONSTANT("un"),
    STR_CONSTANT("une"),        STR_CONSTANT("va"),       STR_CONSTANT("vers"),
    STR_CONSTANT("voici"),      STR_CONSTANT("voila"),    STR_CONSTANT("vont"),
    STR_CONSTANT("vos"),        STR_CONSTANT("votre"),    STR_CONSTANT("vous"),
    STR_CONSTANT("y"),
};

static const size_t stop_word_count = sizeof stop_words / sizeof *stop_words;

/* Of them, those that are also content. Sorted by bytes. */
static const struct str content_words[] = {
    STR_CONSTANT("avions"), STR_CONSTANT("car"),    STR_CONSTANT("entre"), STR_CONSTANT("est"),
    STR_CONSTANT("ete"),    STR_CONSTANT("sommes"), STR_CONSTANT("son"),
};

/* Binary search in a sorted list. */
static bool has(const struct str *list, size_t count, struct str word)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(word, list[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

bool stop_words_have(struct str folded)
{
    return has(stop_words, stop_word_count, folded);
}

bool stop_words_have_content(struct str folded)
{
    return has(content_words, sizeof content_words / sizeof *content_words, folded);
}

uint64_t stop_words_hash(void)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < stop_word_count; i++)
        hash = hash_bytes(stop_words[i], hash);
    return hash;
}
