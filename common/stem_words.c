/* The lists of words for stem.c. */
#include "stem_words.h"

#define WORD(word) STR_CONSTANT(word)

static bool is_in(const struct str *list, size_t count, struct str word)
{
    for (size_t i = 0; i < count; i++) /* the letter first: nearly all differ there */
        if (word.length == list[i].length && word.data[0] == list[i].data[0] &&
            str_equal(list[i], word))
            return true;
    return false;
}

#define IS_IN(list, word) is_in(list, sizeof(list) / sizeof *(list), word)

/* -- Irregular forms ------------------------------------------------------------------------- */

struct replacement {
    struct str from, to;
};

/* Sorted by `from`: it is looked at for every word. Plurals that no ending tells from an
 * adjective's or a participle's; women's forms; forms of verbs. */
static const struct replacement irregular[] = {
/* clang-format off */
#define FORM(from, to) {STR_CONSTANT(from), STR_CONSTANT(to)}
    FORM("abris", "abri"),                       FORM("active", "actif"),
    FORM("adieux", "adieu"),                     FORM("amis", "ami"),
    FORM("apparait", "apparaitre"),              FORM("apparu", "apparaitre"),
    FORM("apparue", "apparaitre"),               FORM("avenue", "avenue"),
    FORM("avenues", "avenue"),                   FORM("aveux", "aveu"),
    FORM("baux", "bail"),                        FORM("belle", "beau"),
    FORM("bijoux", "bijou"),                     FORM("blanche", "blanc"),
    FORM("breve", "bref"),                       FORM("caduque", "caduc"),
    FORM("cailloux", "caillou"),                 FORM("captive", "captif"),
    FORM("chetive", "chetif"),                   FORM("cheveux", "cheveu"),
    FORM("choux", "chou"),                       FORM("comparait", "comparaitre"),
    FORM("comparu", "comparaitre"),              FORM("comparue", "comparaitre"),
    FORM("connait", "connaitre"),                FORM("connu", "connaitre"),
    FORM("connue", "connaitre"),                 FORM("convois", "convoi"),
    FORM("coraux", "corail"),                    FORM("craintive", "craintif"),
    FORM("demis", "demi"),                       FORM("disparait", "disparaitre"),
    FORM("disparu", "disparaitre"),              FORM("disparue", "disparaitre"),
    FORM("emaux", "email"),                      FORM("emplois", "emploi"),
    FORM("enjeux", "enjeu"),                     FORM("ennemis", "ennemi"),
    FORM("entrent", "entrer"),                   FORM("entres", "entrer"),
    FORM("envois", "envoi"),                     FORM("epaisse", "epais"),
    FORM("fausse", "faux"),                      FORM("favorite", "favori"),
    FORM("festive", "festif"),                   FORM("feux", "feu"),
    FORM("fictive", "fictif"),                   FORM("fiere", "fier"),
    FORM("fraiche", "frais"),                    FORM("franche", "franc"),
    FORM("furtive", "furtif"),                   FORM("genoux", "genou"),
    FORM("gentille", "gentil"),                  FORM("grecque", "grec"),
    FORM("grosse", "gros"),                      FORM("hative", "hatif"),
    FORM("hiboux", "hibou"),                     FORM("jeux", "jeu"),
    FORM("juive", "juif"),                       FORM("jumelle", "jumeau"),
    FORM("lieux", "lieu"),                       FORM("lois", "loi"),
    FORM("longue", "long"),                      FORM("maris", "mari"),
    FORM("massive", "massif"),                   FORM("meconnait", "meconnaitre"),
    FORM("meconnu", "meconnaitre"),              FORM("meconnue", "meconnaitre"),
    FORM("milieux", "milieu"),                   FORM("naive", "naif"),
    FORM("native", "natif"),                     FORM("neuve", "neuf"),
    FORM("neveux", "neveu"),                     FORM("nouvel", "nouveau"),
    FORM("nouvelle", "nouveau"),                 FORM("octrois", "octroi"),
    FORM("oisive", "oisif"),                     FORM("parait", "paraitre"),
    FORM("parois", "paroi"),                     FORM("paru", "paraitre"),
    FORM("parue", "paraitre"),                   FORM("passive", "passif"),
    FORM("plaintive", "plaintif"),               FORM("poux", "pou"),
    FORM("publique", "public"),                  FORM("reapparait", "reapparaitre"),
    FORM("reconnait", "reconnaitre"),            FORM("reconnu", "reconnaitre"),
    FORM("reconnue", "reconnaitre"),             FORM("renvois", "renvoi"),
    FORM("revenu", "revenu"),                    FORM("revenus", "revenu"),
    FORM("revivent", "revivre"),                 FORM("rois", "roi"),
    FORM("safaris", "safari"),                   FORM("seche", "sec"),
    FORM("soupiraux", "soupirail"),              FORM("sportive", "sportif"),
    FORM("survivent", "survivre"),               FORM("tardive", "tardif"),
    FORM("tournois", "tournoi"),                 FORM("travaux", "travail"),
    FORM("turque", "turc"),                      FORM("vantaux", "vantail"),
    FORM("veuve", "veuf"),                       FORM("vieil", "vieux"),
    FORM("vieille", "vieux"),                    FORM("vitraux", "vitrail"),
    FORM("vive", "vif"),                         FORM("vivent", "vivre"),
    FORM("voeux", "voeu"),                       FORM("yeux", "oeil"),
    /* clang-format on */
};

struct str stem_words_regular(struct str word)
{
    size_t low = 0;
    size_t high = sizeof irregular / sizeof *irregular;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(word, irregular[middle].from);
        if (order == 0)
            return irregular[middle].to;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return word;
}

/* -- Endings that say too little ------------------------------------------------------------- */

bool stem_words_is_agent(struct str word)
{
    static const struct str agents[] = {
        WORD("blogueu"), WORD("chanteu"), WORD("chercheu"),   WORD("chroniqueu"), WORD("coiffeu"),
        WORD("coureu"),  WORD("danseu"),  WORD("entraineu"),  WORD("joggeu"),     WORD("joueu"),
        WORD("menteu"),  WORD("nageu"),   WORD("penseu"),     WORD("rappeu"),     WORD("serveu"),
        WORD("skieu"),   WORD("surfeu"),  WORD("travailleu"), WORD("tricheu"),    WORD("tueu"),
        WORD("vendeu"),  WORD("voleu"),
    };
    return IS_IN(agents, word);
}

bool stem_words_is_noun_in_ee(struct str word)
{
    static const struct str nouns[] = {
        WORD("annee"),   WORD("vallee"), WORD("vendee"), WORD("armee"),  WORD("buee"),
        WORD("contree"), WORD("coree"),  WORD("cuvee"),  WORD("duree"),  WORD("entree"),
        WORD("epee"),    WORD("fusee"),  WORD("huee"),   WORD("idee"),   WORD("lycee"),
        WORD("maree"),   WORD("musee"),  WORD("nuee"),   WORD("poupee"), WORD("puree"),
        WORD("rosee"),   WORD("ruee"),   WORD("suee"),
    };
    return IS_IN(nouns, word);
}

static bool is_noun_in_ent(struct str word)
{
    static const struct str nouns[] = {
        WORD("absent"),       WORD("abstinent"),    WORD("accent"),        WORD("accident"),
        WORD("adherent"),     WORD("adjacent"),     WORD("adolescent"),    WORD("afferent"),
        WORD("affluent"),     WORD("agent"),        WORD("ambivalent"),    WORD("antecedent"),
        WORD("apparent"),     WORD("ardent"),       WORD("argent"),        WORD("arpent"),
        WORD("astringent"),   WORD("auvent"),       WORD("avent"),         WORD("belligerent"),
        WORD("bivalent"),     WORD("calent"),       WORD("client"),        WORD("coefficient"),
        WORD("cogent"),       WORD("coherent"),     WORD("coincident"),    WORD("competent"),
        WORD("concurrent"),   WORD("confident"),    WORD("confluent"),     WORD("congruent"),
        WORD("conscient"),    WORD("consequent"),   WORD("content"),       WORD("continent"),
        WORD("contingent"),   WORD("convalescent"), WORD("convergent"),    WORD("corpulent"),
        WORD("couvent"),      WORD("decadent"),     WORD("decent"),        WORD("deferent"),
        WORD("deficient"),    WORD("delinquent"),   WORD("dependent"),     WORD("descent"),
        WORD("detergent"),    WORD("different"),    WORD("diligent"),      WORD("dissident"),
        WORD("divergent"),    WORD("dolent"),       WORD("effervescent"),  WORD("efficient"),
        WORD("effluent"),     WORD("eloquent"),     WORD("emergent"),      WORD("eminent"),
        WORD("emollient"),    WORD("entregent"),    WORD("equivalent"),    WORD("escient"),
        WORD("evanescent"),   WORD("event"),        WORD("evident"),       WORD("excellent"),
        WORD("excipient"),    WORD("expedient"),    WORD("fervent"),       WORD("florent"),
        WORD("fluent"),       WORD("fluorescent"),  WORD("frequent"),      WORD("gradient"),
        WORD("immanent"),     WORD("imminent"),     WORD("impatient"),     WORD("impertinent"),
        WORD("impotent"),     WORD("imprudent"),    WORD("incandescent"),  WORD("incident"),
        WORD("incipient"),    WORD("incoherent"),   WORD("incompetent"),   WORD("inconscient"),
        WORD("inconsequent"), WORD("incontinent"),  WORD("inconvenient"),  WORD("indecent"),
        WORD("independent"),  WORD("indifferent"),  WORD("indigent"),      WORD("indolent"),
        WORD("indulgent"),    WORD("inefficient"),  WORD("inexistent"),    WORD("influent"),
        WORD("ingredient"),   WORD("inherent"),     WORD("inintelligent"), WORD("innocent"),
        WORD("insolent"),     WORD("insolvent"),    WORD("insurgent"),     WORD("intelligent"),
        WORD("intermittent"), WORD("intransigent"), WORD("irreverent"),    WORD("latent"),
        WORD("laurent"),      WORD("lorient"),      WORD("lent"),          WORD("luminescent"),
        WORD("mecontent"),    WORD("monovalent"),   WORD("negligent"),     WORD("obedient"),
        WORD("obsolescent"),  WORD("occident"),     WORD("omnipotent"),    WORD("omniscient"),
        WORD("onguent"),      WORD("opulent"),      WORD("orient"),        WORD("parent"),
        WORD("parvent"),      WORD("patent"),       WORD("patient"),       WORD("pendent"),
        WORD("penitent"),     WORD("permanent"),    WORD("pertinent"),     WORD("pingent"),
        WORD("plent"),        WORD("polyvalent"),   WORD("potent"),        WORD("precedent"),
        WORD("prescient"),    WORD("present"),      WORD("president"),     WORD("prevalent"),
        WORD("proeminent"),   WORD("prudent"),      WORD("quotient"),      WORD("recent"),
        WORD("recipient"),    WORD("referent"),     WORD("regent"),        WORD("relent"),
        WORD("resident"),     WORD("resurgent"),    WORD("rodent"),        WORD("sapient"),
        WORD("sent"),         WORD("sergent"),      WORD("serpent"),       WORD("solvent"),
        WORD("somnolent"),    WORD("souvent"),      WORD("strident"),      WORD("stringent"),
        WORD("student"),      WORD("subsequent"),   WORD("succulent"),     WORD("talent"),
        WORD("tangent"),      WORD("torrent"),      WORD("transparent"),   WORD("trent"),
        WORD("trident"),      WORD("trivalent"),    WORD("truculent"),     WORD("turbulent"),
        WORD("turgescent"),   WORD("urgent"),       WORD("vincent"),       WORD("violent"),
        WORD("virulent"),
    };
    return IS_IN(nouns, word);
}

static bool is_verb_in_ment(struct str word)
{
    static const struct str verbs[] = {
        WORD("acclament"),     WORD("affament"),     WORD("affirment"),    WORD("aiment"),
        WORD("alarment"),      WORD("allument"),     WORD("animent"),      WORD("arment"),
        WORD("arriment"),      WORD("assomment"),    WORD("assument"),     WORD("blament"),
        WORD("brament"),       WORD("calment"),      WORD("charment"),     WORD("chomment"),
        WORD("clament"),       WORD("compriment"),   WORD("confirment"),   WORD("conforment"),
        WORD("consomment"),    WORD("consument"),    WORD("crament"),      WORD("deciment"),
        WORD("declament"),     WORD("denomment"),    WORD("depriment"),    WORD("deprogramment"),
        WORD("desarment"),     WORD("desinforment"), WORD("diffament"),    WORD("dorment"),
        WORD("ecument"),       WORD("embaument"),    WORD("endorment"),    WORD("enferment"),
        WORD("enrhument"),     WORD("entament"),     WORD("enveniment"),   WORD("escriment"),
        WORD("essaiment"),     WORD("estiment"),     WORD("exclament"),    WORD("exhument"),
        WORD("expriment"),     WORD("filment"),      WORD("forment"),      WORD("friment"),
        WORD("fument"),        WORD("gomment"),      WORD("griment"),      WORD("hument"),
        WORD("impriment"),     WORD("infirment"),    WORD("informent"),    WORD("inhument"),
        WORD("intiment"),      WORD("legitiment"),   WORD("miment"),       WORD("nomment"),
        WORD("oppriment"),     WORD("pament"),       WORD("parfument"),    WORD("parsement"),
        WORD("performent"),    WORD("plument"),      WORD("presument"),    WORD("priment"),
        WORD("proclament"),    WORD("programment"),  WORD("rallument"),    WORD("rament"),
        WORD("raniment"),      WORD("reaffirment"),  WORD("reclament"),    WORD("referment"),
        WORD("reforment"),     WORD("renferment"),   WORD("renomment"),    WORD("repriment"),
        WORD("reprogramment"), WORD("resument"),     WORD("rythment"),     WORD("sement"),
        WORD("somment"),       WORD("sousestiment"), WORD("suppriment"),   WORD("surestiment"),
        WORD("surnomment"),    WORD("trament"),      WORD("transforment"),
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
        WORD("affilie"),     WORD("allie"),        WORD("amnistie"),   WORD("apprecie"),
        WORD("approprie"),   WORD("asphyxie"),     WORD("associe"),    WORD("balbutie"),
        WORD("beneficie"),   WORD("calomnie"),     WORD("charrie"),    WORD("communie"),
        WORD("concilie"),    WORD("confie"),       WORD("congedie"),   WORD("contrarie"),
        WORD("convie"),      WORD("copie"),        WORD("crie"),       WORD("decrie"),
        WORD("dedie"),       WORD("defie"),        WORD("delie"),      WORD("demultiplie"),
        WORD("denie"),       WORD("deplie"),       WORD("deprecie"),   WORD("devie"),
        WORD("disgracie"),   WORD("dissocie"),     WORD("ecrie"),      WORD("envie"),
        WORD("epie"),        WORD("estropie"),     WORD("etudie"),     WORD("excommunie"),
        WORD("expatrie"),    WORD("expedie"),      WORD("expie"),      WORD("exproprie"),
        WORD("gracie"),      WORD("humilie"),      WORD("incendie"),   WORD("initie"),
        WORD("injurie"),     WORD("inventorie"),   WORD("irradie"),    WORD("licencie"),
        WORD("marie"),       WORD("mefie"),        WORD("mendie"),     WORD("multiplie"),
        WORD("negocie"),     WORD("obvie"),        WORD("officie"),    WORD("oublie"),
        WORD("parie"),       WORD("parodie"),      WORD("photocopie"), WORD("plagie"),
        WORD("planifie"),    WORD("plie"),         WORD("prie"),       WORD("privilegie"),
        WORD("publie"),      WORD("photographie"), WORD("communique"), WORD("diagnostique"),
        WORD("pronostique"), WORD("radie"),        WORD("rallie"),     WORD("rapatrie"),
        WORD("reapproprie"), WORD("reconcilie"),   WORD("recopie"),    WORD("recrie"),
        WORD("refugie"),     WORD("relie"),        WORD("remanie"),    WORD("remarie"),
        WORD("remedie"),     WORD("remercie"),     WORD("renegocie"),  WORD("renie"),
        WORD("repertorie"),  WORD("replie"),       WORD("republie"),   WORD("repudie"),
        WORD("resilie"),     WORD("scie"),         WORD("soucie"),     WORD("spolie"),
        WORD("supplie"),     WORD("trie"),         WORD("varie"),
    };
    return str_ends(word, STR("ifie")) || IS_IN(verbs, word);
}

bool stem_words_is_no_past(struct str word)
{
    static const struct str words[] = {
        WORD("abstrait"),  WORD("acquit"),       WORD("appetit"),   WORD("attrait"),
        WORD("audit"),     WORD("autoportrait"), WORD("bai"),       WORD("balai"),
        WORD("bandit"),    WORD("benefit"),      WORD("bienfait"),  WORD("brexit"),
        WORD("conflit"),   WORD("contredit"),    WORD("credit"),    WORD("debit"),
        WORD("deblai"),    WORD("defait"),       WORD("deficit"),   WORD("delai"),
        WORD("fier"),      WORD("tennis"),       WORD("francis"),   WORD("gros"),
        WORD("refus"),     WORD("abus"),         WORD("paradis"),   WORD("colis"),
        WORD("devis"),     WORD("tapis"),        WORD("logis"),     WORD("radis"),
        WORD("taudis"),    WORD("treillis"),     WORD("sursis"),    WORD("maquis"),
        WORD("marquis"),   WORD("parvis"),       WORD("precis"),    WORD("concis"),
        WORD("indecis"),   WORD("defi"),         WORD("oubli"),     WORD("delit"),
        WORD("depit"),     WORD("digit"),        WORD("discredit"), WORD("distrait"),
        WORD("edit"),      WORD("elit"),         WORD("esprit"),    WORD("essai"),
        WORD("etai"),      WORD("exit"),         WORD("extrait"),   WORD("forfait"),
        WORD("gabarit"),   WORD("gambit"),       WORD("habit"),     WORD("imparfait"),
        WORD("inedit"),    WORD("insatisfait"),  WORD("interdit"),  WORD("lait"),
        WORD("lit"),       WORD("maudit"),       WORD("mefait"),    WORD("minerai"),
        WORD("parfait"),   WORD("petit"),        WORD("portrait"),  WORD("predit"),
        WORD("profit"),    WORD("quai"),         WORD("recit"),     WORD("redit"),
        WORD("refait"),    WORD("relai"),        WORD("remblai"),   WORD("repit"),
        WORD("satisfait"), WORD("souhait"),      WORD("stupefait"), WORD("summit"),
        WORD("surfait"),   WORD("trait"),        WORD("transit"),   WORD("vrai"),
    };
    static const struct str endings[] = {WORD("uit"), WORD("crit"), WORD("mis"), WORD("pris"),
                                         WORD("quis")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(word, endings[i]))
            return true;
    return IS_IN(words, word);
}
