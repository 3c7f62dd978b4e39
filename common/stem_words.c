/* The lists of words for stem.c, each sorted: scripts/test looks. */
#include "stem_words.h"

#include <stdlib.h>

#define WORD(word) STR_CONSTANT(word)

static int compare_words(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* Of `count` entries of so many bytes, sorted by the word that each begins with, that of `word`;
 * NULL: there is none. Most words are looked for in all lists. */
static const void *find_entry(const void *entries, size_t count, size_t bytes, struct str word)
{
    return bsearch(&word, entries, count, bytes, compare_words);
}

static bool is_in(const struct str *list, size_t count, struct str word)
{
    return find_entry(list, count, sizeof *list, word) != NULL;
}

#define IS_IN(list, word) is_in(list, sizeof(list) / sizeof *(list), word)

/* -- Irregular forms ------------------------------------------------------------------------- */

struct replacement {
    struct str from, to;
};

/* Plurals that no ending tells from an adjective's or a participle's; women's forms; forms of
 * verbs. */
static const struct replacement irregular[] = {
/* clang-format off */
#define FORM(from, to) {STR_CONSTANT(from), STR_CONSTANT(to)}
    FORM("abat", "abattre"),                     FORM("abris", "abri"),
    FORM("acquiert", "acquerir"),                FORM("active", "actif"),
    FORM("adieux", "adieu"),                     FORM("agit", "agir"),
    FORM("amis", "ami"),                         FORM("apparait", "apparaitre"),
    FORM("apparu", "apparaitre"),                FORM("apparue", "apparaitre"),
    FORM("avenue", "avenue"),                    FORM("avenues", "avenue"),
    FORM("aveux", "aveu"),                       FORM("balaient", "balayer"),
    FORM("bas", "basse"),                        FORM("bat", "battre"),
    FORM("baux", "bail"),                        FORM("bel", "beau"),
    FORM("belle", "beau"),                       FORM("benigne", "benin"),
    FORM("bijoux", "bijou"),                     FORM("blanche", "blanc"),
    FORM("boit", "boire"),                       FORM("breve", "bref"),
    FORM("caduque", "caduc"),                    FORM("cailloux", "caillou"),
    FORM("captive", "captif"),                   FORM("cheffe", "chef"),
    FORM("chetive", "chetif"),                   FORM("cheveux", "cheveu"),
    FORM("choux", "chou"),                       FORM("communication", "communiquer"),
    FORM("comparait", "comparaitre"),            FORM("comparu", "comparaitre"),
    FORM("comparue", "comparaitre"),             FORM("connait", "connaitre"),
    FORM("connu", "connaitre"),                  FORM("connue", "connaitre"),
    FORM("convois", "convoi"),                   FORM("coraux", "corail"),
    FORM("craintive", "craintif"),               FORM("cris", "cri"),
    FORM("crois", "croyait"),                    FORM("dement", "dementir"),
    FORM("demis", "demi"),                       FORM("deviens", "devenir"),
    FORM("disparait", "disparaitre"),            FORM("disparu", "disparaitre"),
    FORM("disparue", "disparaitre"),             FORM("divers", "diverse"),
    FORM("dort", "dormir"),                      FORM("douce", "doux"),
    FORM("elira", "elu"),                        FORM("elire", "elu"),
    FORM("eliront", "elu"),                      FORM("elisant", "elu"),
    FORM("elisent", "elu"),                      FORM("emaux", "email"),
    FORM("emeut", "emouvant"),                   FORM("emplois", "emploi"),
    FORM("encourt", "encourir"),                 FORM("enfuit", "enfuir"),
    FORM("enjeux", "enjeu"),                     FORM("ennemis", "ennemi"),
    FORM("entrent", "entrer"),                   FORM("entres", "entrer"),
    FORM("envois", "envoi"),                     FORM("epaisse", "epais"),
    FORM("epoux", "epouse"),                     FORM("essaient", "essayer"),
    FORM("executive", "executif"),               FORM("fausse", "faux"),
    FORM("faut", "fallait"),                     FORM("favorite", "favori"),
    FORM("festive", "festif"),                   FORM("feux", "feu"),
    FORM("fictive", "fictif"),                   FORM("fiere", "fier"),
    FORM("fol", "fou"),                          FORM("folle", "fou"),
    FORM("font", "faire"),                       FORM("fraiche", "frais"),
    FORM("franche", "franc"),                    FORM("fuit", "fuir"),
    FORM("furtive", "furtif"),                   FORM("genoux", "genou"),
    FORM("gentille", "gentil"),                  FORM("grasse", "gras"),
    FORM("grecque", "grec"),                     FORM("grosse", "gros"),
    FORM("hative", "hatif"),                     FORM("hiboux", "hibou"),
    FORM("ideaux", "ideal"),                     FORM("irait", "aller"),
    FORM("iront", "aller"),                      FORM("jalouse", "jaloux"),
    FORM("jeux", "jeu"),                         FORM("juive", "juif"),
    FORM("jumelle", "jumeau"),                   FORM("lient", "lie"),
    FORM("lieux", "lieu"),                       FORM("lobbies", "lobby"),
    FORM("lois", "loi"),                         FORM("longue", "long"),
    FORM("maligne", "malin"),                    FORM("maris", "mari"),
    FORM("massive", "massif"),                   FORM("meconnait", "meconnaitre"),
    FORM("meconnu", "meconnaitre"),              FORM("meconnue", "meconnaitre"),
    FORM("ment", "mentir"),                      FORM("milieux", "milieu"),
    FORM("naive", "naif"),                       FORM("native", "natif"),
    FORM("nee", "naitre"),                       FORM("nees", "naitre"),
    FORM("nes", "naitre"),                       FORM("neuve", "neuf"),
    FORM("neveux", "neveu"),                     FORM("nient", "nie"),
    FORM("nouvel", "nouveau"),                   FORM("nouvelle", "nouveau"),
    FORM("nulle", "nul"),                        FORM("nus", "nu"),
    FORM("octrois", "octroi"),                   FORM("oisive", "oisif"),
    FORM("paient", "payer"),                     FORM("parait", "paraitre"),
    FORM("parcourt", "parcourir"),               FORM("parois", "paroi"),
    FORM("paru", "paraitre"),                    FORM("parue", "paraitre"),
    FORM("passive", "passif"),                   FORM("paysanne", "paysan"),
    FORM("plaintive", "plaintif"),               FORM("pourrie", "pourri"),
    FORM("pourrir", "pourri"),                   FORM("pourrit", "pourri"),
    FORM("poursuit", "poursuivre"),              FORM("poux", "pou"),
    FORM("publique", "public"),                  FORM("puisse", "pouvait"),
    FORM("puissent", "pouvait"),                 FORM("reapparait", "reapparaitre"),
    FORM("recommence", "recommencer"),           FORM("reconnait", "reconnaitre"),
    FORM("reconnu", "reconnaitre"),              FORM("reconnue", "reconnaitre"),
    FORM("recourt", "recourir"),                 FORM("relaient", "relayer"),
    FORM("renvois", "renvoi"),                   FORM("requiert", "requerir"),
    FORM("ressens", "ressentir"),                FORM("ressent", "ressentir"),
    FORM("revenu", "revenu"),                    FORM("revenus", "revenu"),
    FORM("reviens", "revenir"),                  FORM("revivent", "revivre"),
    FORM("rois", "roi"),                         FORM("rousse", "roux"),
    FORM("safaris", "safari"),                   FORM("sais", "savoir"),
    FORM("sait", "savoir"),                      FORM("savante", "savant"),
    FORM("seche", "sec"),                        FORM("sert", "servir"),
    FORM("soupiraux", "soupirail"),              FORM("souviens", "souvenir"),
    FORM("sportive", "sportif"),                 FORM("suit", "suivre"),
    FORM("survecu", "survivre"),                 FORM("survit", "survivre"),
    FORM("survivent", "survivre"),               FORM("tardive", "tardif"),
    FORM("tiens", "tenir"),                      FORM("tournois", "tournoi"),
    FORM("travaux", "travail"),                  FORM("turque", "turc"),
    FORM("valait", "valoir"),                    FORM("valent", "valoir"),
    FORM("valu", "valoir"),                      FORM("vantaux", "vantail"),
    FORM("vecu", "vivre"),                       FORM("vecue", "vivre"),
    FORM("veuve", "veuf"),                       FORM("vieil", "vieux"),
    FORM("vieille", "vieux"),                    FORM("viens", "venir"),
    FORM("vit", "vivre"),                        FORM("vitraux", "vitrail"),
    FORM("vive", "vif"),                         FORM("vivent", "vivre"),
    FORM("voeux", "voeu"),                       FORM("voient", "voir"),
    FORM("yeux", "oeil"),
    /* clang-format on */
};

static struct str look_up(const struct replacement *table, size_t count, struct str word)
{
    const struct replacement *found = find_entry(table, count, sizeof *table, word);
    return found ? found->to : word;
}

struct str stem_words_regular(struct str word)
{
    return look_up(irregular, sizeof irregular / sizeof *irregular, word);
}

/* Stems of one verb to one: of irregular verbs; of those that begin with a vowel, which Snowball
 * does not cut (`opter`); of those whose -er- it takes for a future's (`preferait`). The nouns
 * pouvoir and devoir, and what is more often no form of the verb (du, fait, lit, vue), are left. */
static const struct replacement roots[] = {
    /* clang-format off */
    FORM("accel", "acceler"),                    FORM("accroiss", "accru"),
    FORM("accroit", "accru"),                    FORM("accroitr", "accru"),
    FORM("acquis", "acquer"),                    FORM("acter", "acte"),
    FORM("actif", "activ"),                      FORM("admis", "admet"),
    FORM("agi", "agir"),                         FORM("agiss", "agir"),
    FORM("agisson", "agir"),                     FORM("aill", "aller"),
    FORM("allaient", "aller"),                   FORM("allait", "aller"),
    FORM("allon", "aller"),                      FORM("aperco", "apercev"),
    FORM("apercois", "apercev"),                 FORM("apercu", "apercev"),
    FORM("appris", "apprend"),                   FORM("armer", "arme"),
    FORM("axer", "axe"),                         FORM("boiv", "boir"),
    FORM("buv", "boir"),                         FORM("clo", "clos"),
    FORM("clor", "clos"),                        FORM("clot", "clos"),
    FORM("commis", "commet"),                    FORM("compris", "comprend"),
    FORM("concu", "concev"),                     FORM("connais", "connaitr"),
    FORM("conquis", "conquer"),                  FORM("consid", "consider"),
    FORM("contred", "contredit"),                FORM("contredir", "contredit"),
    FORM("contredis", "contredit"),              FORM("crain", "craint"),
    FORM("creux", "creus"),                      FORM("croir", "croi"),
    FORM("croit", "croi"),                       FORM("decu", "decev"),
    FORM("devr", "dev"),                         FORM("devrion", "dev"),
    FORM("dir", "dit"),                          FORM("dis", "dit"),
    FORM("dois", "dev"),                         FORM("doit", "dev"),
    FORM("doiv", "dev"),                         FORM("emeuv", "emouv"),
    FORM("emis", "emet"),                        FORM("emouvoir", "emouv"),
    FORM("emu", "emouv"),                        FORM("enfuir", "enfui"),
    FORM("entraient", "entrer"),                 FORM("entrait", "entrer"),
    FORM("entrant", "entrer"),                   FORM("entron", "entrer"),
    FORM("enverr", "envoi"),                     FORM("esperon", "esper"),
    FORM("fais", "fair"),                        FORM("faison", "fair"),
    FORM("falloir", "fall"),                     FORM("fallu", "fall"),
    FORM("fass", "fair"),                        FORM("faudr", "fall"),
    FORM("fauss", "faux"),                       FORM("fer", "fair"),
    FORM("fuir", "fui"),                         FORM("inclus", "inclu"),
    FORM("interd", "interdit"),                  FORM("interdir", "interdit"),
    FORM("interdis", "interdit"),                FORM("lib", "liber"),
    FORM("lir", "lis"),                          FORM("meur", "mour"),
    FORM("meurt", "mour"),                       FORM("mis", "met"),
    FORM("mordr", "mord"),                       FORM("mordu", "mord"),
    FORM("mort", "mour"),                        FORM("mourr", "mour"),
    FORM("naiss", "naitr"),                      FORM("nait", "naitr"),
    FORM("offert", "offr"),                      FORM("offraient", "offr"),
    FORM("offrait", "offr"),                     FORM("offrant", "offr"),
    FORM("offre", "offr"),                       FORM("offrir", "offr"),
    FORM("offriront", "offr"),                   FORM("optant", "opte"),
    FORM("opter", "opte"),                       FORM("orner", "orne"),
    FORM("osent", "ose"),                        FORM("oser", "ose"),
    FORM("percois", "percev"),                   FORM("percu", "percev"),
    FORM("permis", "permet"),                    FORM("peut", "pouv"),
    FORM("peuv", "pouv"),                        FORM("peux", "pouv"),
    FORM("plais", "plair"),                      FORM("plait", "plair"),
    FORM("pourr", "pouv"),                       FORM("pourrion", "pouv"),
    FORM("predir", "predit"),                    FORM("predis", "predit"),
    FORM("pref", "prefer"),                      FORM("prevaloir", "preval"),
    FORM("prevalu", "preval"),                   FORM("prevaut", "preval"),
    FORM("prevoi", "prevoir"),                   FORM("prevois", "prevoir"),
    FORM("prevoit", "prevoir"),                  FORM("prevu", "prevoir"),
    FORM("pris", "prend"),                       FORM("promeut", "promouv"),
    FORM("promeuv", "promouv"),                  FORM("promis", "promet"),
    FORM("promouvoir", "promouv"),               FORM("promu", "promouv"),
    FORM("recois", "recev"),                     FORM("recu", "recev"),
    FORM("recup", "recuper"),                    FORM("rejoin", "rejoint"),
    FORM("remis", "remet"),                      FORM("repandr", "repand"),
    FORM("repandu", "repand"),                   FORM("repris", "reprend"),
    FORM("requier", "requer"),                   FORM("requis", "requer"),
    FORM("resoudr", "resolu"),                   FORM("resout", "resolu"),
    FORM("resp", "respir"),                      FORM("retransmis", "retransmet"),
    FORM("revetu", "revet"),                     FORM("revoi", "revoir"),
    FORM("revois", "revoir"),                    FORM("revoit", "revoir"),
    FORM("sach", "sav"),                         FORM("satisfair", "satisfait"),
    FORM("satisfais", "satisfait"),              FORM("satisfont", "satisfait"),
    FORM("saur", "sav"),                         FORM("savoir", "sav"),
    FORM("soumis", "soumet"),                    FORM("suff", "suffis"),
    FORM("suffir", "suffis"),                    FORM("surpris", "surprend"),
    FORM("tordr", "tord"),                       FORM("tordu", "tord"),
    FORM("transmis", "transmet"),                FORM("vais", "aller"),
    FORM("vaudr", "valoir"),                     FORM("vaut", "valoir"),
    FORM("verr", "voir"),                        FORM("veuill", "voul"),
    FORM("veul", "voul"),                        FORM("veut", "voul"),
    FORM("veux", "voul"),                        FORM("voi", "voir"),
    FORM("vois", "voir"),                        FORM("voit", "voir"),
    FORM("vont", "aller"),                       FORM("voudr", "voul"),
    FORM("voudrion", "voul"),                    FORM("vouloir", "voul"),
    FORM("voulon", "voul"),                      FORM("voulu", "voul"),
    /* clang-format on */
};

struct str stem_words_root(struct str stem)
{
    return look_up(roots, sizeof roots / sizeof *roots, stem);
}

/* -- Words of their own ---------------------------------------------------------------------- */

bool stem_words_is_alone(struct str word)
{
    static const struct str words[] = {
        WORD("ain"),        WORD("aire"),         WORD("algerie"),       WORD("allegation"),
        WORD("amendement"), WORD("amerique"),     WORD("attente"),       WORD("audition"),
        WORD("berge"),      WORD("berline"),      WORD("bougie"),        WORD("case"),
        WORD("charlie"),    WORD("chassis"),      WORD("christopher"),   WORD("closer"),
        WORD("collection"), WORD("colonne"),      WORD("communisme"),    WORD("communiste"),
        WORD("compagnie"),  WORD("concertation"), WORD("conversation"),  WORD("coulisse"),
        WORD("coup"),       WORD("cour"),         WORD("crane"),         WORD("damas"),
        WORD("dati"),       WORD("departement"),  WORD("design"),        WORD("destination"),
        WORD("detente"),    WORD("devant"),       WORD("direction"),     WORD("disparite"),
        WORD("dominique"),  WORD("dose"),         WORD("emmanuelle"),    WORD("environnement"),
        WORD("etrange"),    WORD("exaction"),     WORD("executif"),      WORD("express"),
        WORD("fer"),        WORD("ferie"),        WORD("file"),          WORD("formation"),
        WORD("foyer"),      WORD("france"),       WORD("francoise"),     WORD("galerie"),
        WORD("gard"),       WORD("gars"),         WORD("gaza"),          WORD("genie"),
        WORD("gens"),       WORD("georgie"),      WORD("gers"),          WORD("golfe"),
        WORD("holland"),    WORD("jordanie"),     WORD("lisa"),          WORD("louis"),
        WORD("loyer"),      WORD("luc"),          WORD("lucas"),         WORD("lucie"),
        WORD("maine"),      WORD("mali"),         WORD("mare"),          WORD("mari"),
        WORD("marina"),     WORD("martine"),      WORD("martinique"),    WORD("maya"),
        WORD("mayer"),      WORD("mer"),          WORD("michele"),       WORD("michelle"),
        WORD("mini"),       WORD("miss"),         WORD("nicola"),        WORD("nicole"),
        WORD("notamment"),  WORD("opera"),        WORD("papa"),          WORD("parc"),
        WORD("parlement"),  WORD("perez"),        WORD("petition"),      WORD("plaisir"),
        WORD("port"),       WORD("position"),     WORD("publicis"),      WORD("regiment"),
        WORD("rennes"),     WORD("sacha"),        WORD("sav"),           WORD("savant"),
        WORD("seine"),      WORD("serie"),        WORD("stationnement"), WORD("suez"),
        WORD("taxi"),       WORD("tele"),         WORD("testament"),     WORD("tonne"),
        WORD("train"),      WORD("troyes"),       WORD("veil"),          WORD("vent"),
        WORD("verre"),      WORD("via"),          WORD("villa"),         WORD("villers"),
        WORD("visa"),       WORD("viva"),         WORD("voie"),          WORD("voire"),
        WORD("voirie"),
    };
    return IS_IN(words, word);
}

/* -- Endings that say too little ------------------------------------------------------------- */

bool stem_words_is_agent(struct str word)
{
    static const struct str agents[] = {
        WORD("acheteu"),    WORD("agresseu"),  WORD("baigneu"),    WORD("basketteu"),
        WORD("batteu"),     WORD("blogueu"),   WORD("boxeu"),      WORD("bricoleu"),
        WORD("brodeu"),     WORD("buteu"),     WORD("camionneu"),  WORD("cavaleu"),
        WORD("chanteu"),    WORD("chauffeu"),  WORD("chercheu"),   WORD("chroniqueu"),
        WORD("coiffeu"),    WORD("controleu"), WORD("coureu"),     WORD("danseu"),
        WORD("defenseu"),   WORD("eleveu"),    WORD("entraineu"),  WORD("entrepreneu"),
        WORD("footballeu"), WORD("gagneu"),    WORD("golfeu"),     WORD("grimpeu"),
        WORD("handballeu"), WORD("harceleu"),  WORD("influenceu"), WORD("joggeu"),
        WORD("joueu"),      WORD("lanceu"),    WORD("loueu"),      WORD("lutteu"),
        WORD("maquilleu"),  WORD("marcheu"),   WORD("meneu"),      WORD("menteu"),
        WORD("metteu"),     WORD("nageu"),     WORD("passeu"),     WORD("patineu"),
        WORD("pecheu"),     WORD("penseu"),    WORD("plongeu"),    WORD("porteu"),
        WORD("procureu"),   WORD("promeneu"),  WORD("prometteu"),  WORD("rameu"),
        WORD("randonneu"),  WORD("rappeu"),    WORD("rapporteu"),  WORD("rassembleu"),
        WORD("sauteu"),     WORD("serveu"),    WORD("skieu"),      WORD("snowboardeu"),
        WORD("streameu"),   WORD("surfeu"),    WORD("tireu"),      WORD("travailleu"),
        WORD("tricheu"),    WORD("trompeu"),   WORD("tueu"),       WORD("vendeu"),
        WORD("visiteu"),    WORD("voleu"),     WORD("volleyeu"),   WORD("voyageu"),
        WORD("youtubeu"),
    };
    return IS_IN(agents, word);
}

bool stem_words_is_noun_in_ee(struct str word)
{
    static const struct str nouns[] = {
        WORD("annee"),  WORD("armee"),  WORD("buee"),  WORD("cheminee"), WORD("contree"),
        WORD("coree"),  WORD("crimee"), WORD("cuvee"), WORD("duree"),    WORD("entree"),
        WORD("epee"),   WORD("fusee"),  WORD("huee"),  WORD("idee"),     WORD("lycee"),
        WORD("maree"),  WORD("musee"),  WORD("nuee"),  WORD("poignee"),  WORD("poupee"),
        WORD("puree"),  WORD("rosee"),  WORD("ruee"),  WORD("suee"),     WORD("vallee"),
        WORD("vendee"),
    };
    return IS_IN(nouns, word);
}

static bool is_noun_in_ent(struct str word)
{
    static const struct str nouns[] = {
        WORD("absent"),        WORD("abstinent"),    WORD("accent"),       WORD("accident"),
        WORD("adherent"),      WORD("adjacent"),     WORD("adolescent"),   WORD("afferent"),
        WORD("affluent"),      WORD("agent"),        WORD("ambivalent"),   WORD("antecedent"),
        WORD("apparent"),      WORD("ardent"),       WORD("argent"),       WORD("arpent"),
        WORD("astringent"),    WORD("auvent"),       WORD("avent"),        WORD("belligerent"),
        WORD("bivalent"),      WORD("calent"),       WORD("client"),       WORD("coefficient"),
        WORD("cogent"),        WORD("coherent"),     WORD("coincident"),   WORD("competent"),
        WORD("concurrent"),    WORD("confident"),    WORD("confluent"),    WORD("congruent"),
        WORD("conscient"),     WORD("consequent"),   WORD("content"),      WORD("continent"),
        WORD("contingent"),    WORD("convalescent"), WORD("convergent"),   WORD("copresident"),
        WORD("corpulent"),     WORD("couvent"),      WORD("decadent"),     WORD("decent"),
        WORD("deferent"),      WORD("deficient"),    WORD("delinquent"),   WORD("dent"),
        WORD("descent"),       WORD("detergent"),    WORD("different"),    WORD("diligent"),
        WORD("dissident"),     WORD("divergent"),    WORD("dolent"),       WORD("effervescent"),
        WORD("efficient"),     WORD("effluent"),     WORD("eloquent"),     WORD("emergent"),
        WORD("eminent"),       WORD("emollient"),    WORD("entregent"),    WORD("equivalent"),
        WORD("escient"),       WORD("evanescent"),   WORD("event"),        WORD("evident"),
        WORD("excedent"),      WORD("excellent"),    WORD("excipient"),    WORD("expedient"),
        WORD("fervent"),       WORD("florent"),      WORD("fluent"),       WORD("fluorescent"),
        WORD("frequent"),      WORD("gradient"),     WORD("immanent"),     WORD("imminent"),
        WORD("impatient"),     WORD("impertinent"),  WORD("impotent"),     WORD("imprudent"),
        WORD("incandescent"),  WORD("incident"),     WORD("incipient"),    WORD("incoherent"),
        WORD("incompetent"),   WORD("inconscient"),  WORD("inconsequent"), WORD("incontinent"),
        WORD("inconvenient"),  WORD("indecent"),     WORD("independent"),  WORD("indifferent"),
        WORD("indigent"),      WORD("indolent"),     WORD("indulgent"),    WORD("inefficient"),
        WORD("inexistent"),    WORD("influent"),     WORD("ingredient"),   WORD("inherent"),
        WORD("inintelligent"), WORD("innocent"),     WORD("insolent"),     WORD("insolvent"),
        WORD("intelligent"),   WORD("intermittent"), WORD("intransigent"), WORD("irreverent"),
        WORD("latent"),        WORD("laurent"),      WORD("lent"),         WORD("lorient"),
        WORD("luminescent"),   WORD("mecontent"),    WORD("monovalent"),   WORD("obedient"),
        WORD("obsolescent"),   WORD("occident"),     WORD("omnipotent"),   WORD("omnipresent"),
        WORD("omniscient"),    WORD("onguent"),      WORD("opulent"),      WORD("orient"),
        WORD("parent"),        WORD("parvent"),      WORD("patent"),       WORD("patient"),
        WORD("pendent"),       WORD("penitent"),     WORD("permanent"),    WORD("pertinent"),
        WORD("pingent"),       WORD("plent"),        WORD("polyvalent"),   WORD("potent"),
        WORD("precedent"),     WORD("prescient"),    WORD("present"),      WORD("president"),
        WORD("prevalent"),     WORD("proeminent"),   WORD("prudent"),      WORD("quotient"),
        WORD("recent"),        WORD("recipient"),    WORD("recurrent"),    WORD("referent"),
        WORD("regent"),        WORD("relent"),       WORD("resident"),     WORD("resurgent"),
        WORD("reticent"),      WORD("rodent"),       WORD("sapient"),      WORD("sent"),
        WORD("sergent"),       WORD("serpent"),      WORD("solvent"),      WORD("somnolent"),
        WORD("souvent"),       WORD("strident"),     WORD("stringent"),    WORD("student"),
        WORD("subsequent"),    WORD("succulent"),    WORD("talent"),       WORD("tangent"),
        WORD("torrent"),       WORD("transparent"),  WORD("trent"),        WORD("trident"),
        WORD("trivalent"),     WORD("truculent"),    WORD("turbulent"),    WORD("turgescent"),
        WORD("urgent"),        WORD("vent"),         WORD("vincent"),      WORD("violent"),
        WORD("virulent"),
    };
    return IS_IN(nouns, word);
}

static bool is_verb_in_ment(struct str word)
{
    static const struct str verbs[] = {
        WORD("abiment"),       WORD("acclament"),   WORD("affament"),      WORD("affirment"),
        WORD("aiment"),        WORD("alarment"),    WORD("allument"),      WORD("animent"),
        WORD("arment"),        WORD("arriment"),    WORD("assomment"),     WORD("assument"),
        WORD("blament"),       WORD("brament"),     WORD("calment"),       WORD("charment"),
        WORD("chomment"),      WORD("clament"),     WORD("compriment"),    WORD("confirment"),
        WORD("conforment"),    WORD("consomment"),  WORD("consument"),     WORD("crament"),
        WORD("deciment"),      WORD("declament"),   WORD("denomment"),     WORD("depriment"),
        WORD("deprogramment"), WORD("desarment"),   WORD("desinforment"),  WORD("diffament"),
        WORD("dorment"),       WORD("ecument"),     WORD("embaument"),     WORD("endorment"),
        WORD("enferment"),     WORD("enflamment"),  WORD("enrhument"),     WORD("entament"),
        WORD("enveniment"),    WORD("escriment"),   WORD("essaiment"),     WORD("estiment"),
        WORD("exclament"),     WORD("exhument"),    WORD("expriment"),     WORD("filment"),
        WORD("forment"),       WORD("friment"),     WORD("fument"),        WORD("gomment"),
        WORD("griment"),       WORD("hument"),      WORD("impriment"),     WORD("infirment"),
        WORD("informent"),     WORD("inhument"),    WORD("intiment"),      WORD("legitiment"),
        WORD("miment"),        WORD("nomment"),     WORD("oppriment"),     WORD("pament"),
        WORD("parfument"),     WORD("parsement"),   WORD("performent"),    WORD("plument"),
        WORD("presument"),     WORD("priment"),     WORD("proclament"),    WORD("programment"),
        WORD("rallument"),     WORD("rament"),      WORD("raniment"),      WORD("reaffirment"),
        WORD("reclament"),     WORD("referment"),   WORD("reforment"),     WORD("renferment"),
        WORD("renomment"),     WORD("repriment"),   WORD("reprogramment"), WORD("resument"),
        WORD("rythment"),      WORD("sement"),      WORD("somment"),       WORD("sousestiment"),
        WORD("suppriment"),    WORD("surestiment"), WORD("surnomment"),    WORD("trament"),
        WORD("transforment"),
    };
    return IS_IN(verbs, word);
}

bool stem_words_is_verb_in_ent(struct str word)
{
    if (str_ends(word, STR("aient"))) /* Snowball knows them */
        return false;
    return str_ends(word, STR("ment")) ? is_verb_in_ment(word) : !is_noun_in_ent(word);
}

bool stem_words_is_verb_in_ie(struct str word)
{
    static const struct str verbs[] = {
        WORD("affilie"),     WORD("allie"),        WORD("amnistie"),     WORD("apprecie"),
        WORD("approprie"),   WORD("asphyxie"),     WORD("associe"),      WORD("balbutie"),
        WORD("beneficie"),   WORD("calomnie"),     WORD("charrie"),      WORD("communie"),
        WORD("communique"),  WORD("concilie"),     WORD("confie"),       WORD("congedie"),
        WORD("contrarie"),   WORD("convie"),       WORD("copie"),        WORD("crie"),
        WORD("decrie"),      WORD("dedie"),        WORD("defie"),        WORD("delie"),
        WORD("demultiplie"), WORD("denie"),        WORD("deplie"),       WORD("deprecie"),
        WORD("devie"),       WORD("diagnostique"), WORD("disgracie"),    WORD("dissocie"),
        WORD("domicilie"),   WORD("ecrie"),        WORD("envie"),        WORD("epie"),
        WORD("estropie"),    WORD("etudie"),       WORD("excommunie"),   WORD("expatrie"),
        WORD("expedie"),     WORD("expie"),        WORD("exproprie"),    WORD("gracie"),
        WORD("humilie"),     WORD("incendie"),     WORD("initie"),       WORD("injurie"),
        WORD("inventorie"),  WORD("irradie"),      WORD("licencie"),     WORD("marie"),
        WORD("mefie"),       WORD("mendie"),       WORD("multiplie"),    WORD("negocie"),
        WORD("obvie"),       WORD("officie"),      WORD("oublie"),       WORD("parie"),
        WORD("parodie"),     WORD("photocopie"),   WORD("photographie"), WORD("plagie"),
        WORD("planifie"),    WORD("plie"),         WORD("prie"),         WORD("privilegie"),
        WORD("pronostique"), WORD("publie"),       WORD("radie"),        WORD("rallie"),
        WORD("rapatrie"),    WORD("reapproprie"),  WORD("reconcilie"),   WORD("recopie"),
        WORD("recrie"),      WORD("refugie"),      WORD("relie"),        WORD("remanie"),
        WORD("remarie"),     WORD("remedie"),      WORD("remercie"),     WORD("renegocie"),
        WORD("renie"),       WORD("repertorie"),   WORD("replie"),       WORD("republie"),
        WORD("repudie"),     WORD("resilie"),      WORD("revendique"),   WORD("scie"),
        WORD("soucie"),      WORD("spolie"),       WORD("supplie"),      WORD("trie"),
        WORD("varie"),
    };
    return str_ends(word, STR("ifie")) || IS_IN(verbs, word);
}

bool stem_words_is_no_past(struct str word)
{
    static const struct str words[] = {
        WORD("abstrait"),  WORD("abus"),     WORD("acquit"),       WORD("appetit"),
        WORD("attrait"),   WORD("audit"),    WORD("autoportrait"), WORD("bai"),
        WORD("balai"),     WORD("bandit"),   WORD("benefit"),      WORD("bienfait"),
        WORD("brexit"),    WORD("colis"),    WORD("concis"),       WORD("conflit"),
        WORD("contredit"), WORD("credit"),   WORD("debit"),        WORD("deblai"),
        WORD("defait"),    WORD("defi"),     WORD("deficit"),      WORD("delai"),
        WORD("delit"),     WORD("depit"),    WORD("devis"),        WORD("digit"),
        WORD("discredit"), WORD("distrait"), WORD("edit"),         WORD("elit"),
        WORD("esprit"),    WORD("essai"),    WORD("etai"),         WORD("exit"),
        WORD("extrait"),   WORD("fier"),     WORD("forfait"),      WORD("francis"),
        WORD("gabarit"),   WORD("gambit"),   WORD("gros"),         WORD("habit"),
        WORD("imparfait"), WORD("indecis"),  WORD("inedit"),       WORD("insatisfait"),
        WORD("interdit"),  WORD("lait"),     WORD("lit"),          WORD("logis"),
        WORD("maquis"),    WORD("marquis"),  WORD("maudit"),       WORD("mefait"),
        WORD("minerai"),   WORD("oubli"),    WORD("paradis"),      WORD("parfait"),
        WORD("parvis"),    WORD("petit"),    WORD("portrait"),     WORD("pourri"),
        WORD("precis"),    WORD("predit"),   WORD("profit"),       WORD("quai"),
        WORD("radis"),     WORD("recit"),    WORD("redit"),        WORD("refait"),
        WORD("refus"),     WORD("relai"),    WORD("remblai"),      WORD("repit"),
        WORD("satisfait"), WORD("souhait"),  WORD("stupefait"),    WORD("summit"),
        WORD("surfait"),   WORD("sursis"),   WORD("tapis"),        WORD("taudis"),
        WORD("tennis"),    WORD("trait"),    WORD("transit"),      WORD("treillis"),
        WORD("vrai"),
    };
    static const struct str endings[] = {
        WORD("crit"), WORD("mis"), WORD("pris"), WORD("quis"), WORD("uit"),
    };
    if (str_ends(word, STR("ouit"))) /* rejouit */
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(word, endings[i]))
            return true;
    return IS_IN(words, word);
}

bool stem_words_is_stop_verb(struct str word)
{
    static const struct str verbs[] = {
        WORD("ai"),   WORD("aie"),  WORD("ait"),  WORD("as"),   WORD("doit"),
        WORD("est"),  WORD("eu"),   WORD("eue"),  WORD("eut"),  WORD("fait"),
        WORD("font"), WORD("fut"),  WORD("ont"),  WORD("peut"), WORD("peux"),
        WORD("sera"), WORD("soit"), WORD("suis"), WORD("va"),   WORD("vont"),
    };
    return IS_IN(verbs, word);
}
