/* The list: articles, pronouns, prepositions, conjunctions, forms of être, avoir, pouvoir, devoir,
 * faire and aller, and the letters that elision leaves, all folded. Some are content too (été,
 * avions, sommes, car, son, est); these have postings like any word. */
#include "stop_words.h"

#include "hash.h"

/* Sorted by bytes. */
static const char *const stop_words[] = {
    "a",        "ai",        "aie",      "aient",     "aies",     "ainsi",      "ait",
    "alors",    "apres",     "as",       "au",        "aucun",    "aucune",     "aupres",
    "auquel",   "aura",      "aurai",    "auraient",  "aurais",   "aurait",     "auras",
    "aurez",    "auront",    "aussi",    "autre",     "autres",   "aux",        "auxquelles",
    "auxquels", "avaient",   "avais",    "avait",     "avant",    "avec",       "avez",
    "aviez",    "avions",    "avoir",    "avons",     "ayant",    "bien",       "c",
    "ca",       "car",       "ce",       "ceci",      "cela",     "celle",      "celles",
    "celui",    "cependant", "ces",      "cet",       "cette",    "ceux",       "chaque",
    "chez",     "ci",        "comme",    "comment",   "contre",   "d",          "dans",
    "de",       "depuis",    "des",      "desormais", "deux",     "devait",     "devant",
    "doit",     "doivent",   "donc",     "dont",      "du",       "durant",     "elle",
    "elles",    "en",        "encore",   "entre",     "es",       "est",        "et",
    "etaient",  "etais",     "etait",    "etant",     "ete",      "etes",       "etiez",
    "etions",   "etre",      "eu",       "eue",       "eut",      "eux",        "faire",
    "fait",     "font",      "furent",   "fut",       "h",        "hors",       "il",
    "ils",      "j",         "jamais",   "je",        "jusqu",    "jusque",     "l",
    "la",       "laquelle",  "le",       "lequel",    "les",      "lesquelles", "lesquels",
    "leur",     "leurs",     "lors",     "lorsqu",    "lorsque",  "lui",        "m",
    "ma",       "mais",      "me",       "meme",      "memes",    "mes",        "moi",
    "moins",    "mon",       "n",        "ne",        "ni",       "non",        "nos",
    "notre",    "nous",      "on",       "ont",       "ou",       "par",        "parce",
    "parmi",    "pas",       "pendant",  "peu",       "peut",     "peuvent",    "peux",
    "plus",     "pour",      "pourquoi", "pourtant",  "puis",     "puisqu",     "puisque",
    "qu",       "quand",     "que",      "quel",      "quelle",   "quelles",    "quelque",
    "quelques", "quels",     "qui",      "quoi",      "quoiqu",   "quoique",    "rien",
    "s",        "sa",        "sans",     "sauf",      "se",       "selon",      "sera",
    "serai",    "seraient",  "serais",   "serait",    "seras",    "serez",      "seront",
    "ses",      "si",        "sinon",    "soi",       "soient",   "sois",       "soit",
    "sommes",   "son",       "sont",     "sous",      "suis",     "sur",        "t",
    "ta",       "tandis",    "tant",     "te",        "tel",      "telle",      "telles",
    "tels",     "tes",       "toi",      "ton",       "toujours", "tous",       "tout",
    "toute",    "toutes",    "tres",     "tu",        "un",       "une",        "va",
    "vers",     "voici",     "voila",    "vont",      "vos",      "votre",      "vous",
    "y",
};

static const size_t stop_word_count = sizeof stop_words / sizeof *stop_words;

/* Of them, those that are also content. Sorted by bytes. */
static const char *const content_words[] = {
    "avions", "car", "entre", "est", "ete", "sommes", "son",
};

/* The stems of those that at least a fifth of all articles have; hardly a word of content has one
 * of them. Counted over the corpus of bench/relevance. Sorted by bytes. */
static const char *const function_stems[] = {
    "a",    "alor", "apre", "au",     "aux",  "avait", "avec", "bien",  "c",   "ce",   "cet",
    "d",    "dan",  "de",   "depuis", "deux", "dont",  "du",   "elle",  "en",  "et",   "etait",
    "etre", "il",   "j",    "je",     "l",    "la",    "le",   "leur",  "lor", "lui",  "mais",
    "mem",  "n",    "ne",   "nou",    "on",   "ont",   "ou",   "par",   "pas", "plu",  "pour",
    "qu",   "que",  "qui",  "s",      "sa",   "san",   "se",   "selon", "si",  "sont", "sur",
    "t",    "tou",  "tout", "tre",    "un",   "une",   "y",
};

/* Of them, those that follow a verb with a hyphen. Sorted by bytes. */
static const char *const enclitics[] = {
    "ce", "ci",  "elle", "elles", "en",  "eux", "il",   "ils",   "je",  "la",
    "le", "les", "leur", "lui",   "m",   "me",  "meme", "memes", "moi", "nous",
    "on", "soi", "t",    "te",    "toi", "tu",  "vous", "y",
};

bool stop_words_have(struct str folded)
{
    return str_among(folded, stop_words, stop_word_count);
}

bool stop_words_have_content(struct str folded)
{
    return str_among(folded, content_words, sizeof content_words / sizeof *content_words);
}

bool stop_words_have_function_stem(struct str stem)
{
    return str_among(stem, function_stems, sizeof function_stems / sizeof *function_stems);
}

static uint64_t hash_words(const char *const *words, size_t count, uint64_t hash)
{
    for (size_t i = 0; i < count; i++)
        hash = hash_bytes(str_from(words[i]), hash);
    return hash;
}

uint64_t stop_words_hash(void)
{
    uint64_t hash = hash_words(stop_words, stop_word_count, 0);
    return hash_words(function_stems, sizeof function_stems / sizeof *function_stems, hash);
}

bool stop_words_follow_verb(struct str folded)
{
    return str_among(folded, enclitics, sizeof enclitics / sizeof *enclitics);
}
