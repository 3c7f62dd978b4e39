/* The lists of words that stand beside names: folded, sorted. */
#include "name_words.h"

static const char *const titles[] = {
    "abbe",        "ambassadeur", "ambassadrice", "amiral",      "archeveque",  "avocat",
    "avocate",     "ayatollah",   "baron",        "baronne",     "brigadier",   "calife",
    "camarade",    "candidat",    "candidate",    "capitaine",   "cardinal",    "chancelier",
    "chanceliere", "chef",        "cheffe",       "cheikh",      "colonel",     "colonelle",
    "commandant",  "commandante", "commissaire",  "comte",       "comtesse",    "conseiller",
    "conseillere", "depute",      "deputee",      "deputes",     "directeur",   "directrice",
    "docteur",     "docteure",    "don",          "dona",        "dr",          "duc",
    "duchesse",    "emir",        "empereur",     "eveque",      "general",     "generale",
    "gouverneur",  "gouverneure", "imam",         "imperatrice", "juge",        "lady",
    "leader",      "lieutenant",  "lord",         "m",           "madame",      "mademoiselle",
    "maire",       "maitre",      "major",        "marechal",    "marquis",     "marquise",
    "me",          "messieurs",   "mgr",          "ministre",    "mister",      "mlle",
    "mm",          "mme",         "mmes",         "mollah",      "monseigneur", "monsieur",
    "mr",          "mrs",         "ms",           "mufti",       "pape",        "parole",
    "patriarche",  "patron",      "patronne",     "pere",        "pr",          "prefet",
    "prefete",     "premier",     "premiere",     "president",   "presidente",  "prince",
    "princesse",   "procureur",   "procureure",   "prof",        "professeur",  "professeure",
    "rabbin",      "rais",        "reine",        "roi",         "secretaire",  "senateur",
    "senatrice",   "sergent",     "shah",         "sheikh",      "sir",         "soeur",
    "sultan",      "tsar",        "tsarine",      "vizir"};

/* Read off press text: words that often stand capitalised right before a name and mostly in lower
 * case elsewhere. */
static const char *const openers[] = {
    "affaire",  "analyse",     "ancien",    "ancienne",   "anti",      "aout",     "aujourdhui",
    "avril",    "bientot",     "bonjour",   "bravo",      "certaines", "certains", "certes",
    "cher",     "chere",       "cinq",      "concernant", "decembre",  "deja",     "demain",
    "derriere", "dimanche",    "direct",    "dix",        "document",  "enfin",    "enquete",
    "ensuite",  "entretien",   "ex",        "excepte",    "exclusif",  "face",     "feu",
    "fevrier",  "finalement",  "futur",     "future",     "grace",     "hier",     "hormis",
    "huit",     "infographie", "interview", "jadis",      "janvier",   "jeudi",    "juillet",
    "juin",     "lundi",       "mai",       "maintenant", "malgre",    "mardi",    "mars",
    "merci",    "mercredi",    "mini",      "neuf",       "notamment", "novembre", "octobre",
    "outre",    "plusieurs",   "portrait",  "post",       "pro",       "proces",   "quant",
    "quatre",   "reportage",   "samedi",    "sept",       "septembre", "seul",     "seule",
    "six",      "sondage",     "suite",     "surtout",    "tribune",   "trois",    "vendredi",
    "via",      "video",       "videos",    "vive"};

static const char *const particles[] = {"de", "des", "du", "la", "le", "les"};

bool name_words_have_title(struct str folded)
{
    return str_among(folded, titles, sizeof titles / sizeof *titles);
}

bool name_words_have_opener(struct str folded)
{
    return str_among(folded, openers, sizeof openers / sizeof *openers);
}

bool name_words_have_particle(struct str folded)
{
    return str_among(folded, particles, sizeof particles / sizeof *particles);
}
