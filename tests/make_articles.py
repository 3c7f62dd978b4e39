"""Writes articles for tests/shards.sh: FOLDER/all.jsonl, and the same in FOLDER/1.jsonl to 3.jsonl.

Invented words in random order, the same each time; many articles are equal but for their ids, so that
ids have to break ties, within a shard and across shards, at a page's border and at the hundredth hit.
"""

import json
import sys

WORDS = (
    "base militaire russe syrie guerre paix accord marine navire port armée état ministre président "
    "parlement vote élection crise pétrole gaz banque euro dette grève syndicat école hôpital santé "
    "vaccin climat pluie été hiver montagne rivière pêche pêché pêcher côte côté cote mur mûr tache "
    "tâche général journal radio télévision film musique théâtre sport match victoire défaite équipe "
    "joueur entraîneur but stade ville village maire région frontière douane police justice procès "
    "juge avocat prison militant militer milice industrie usine ouvrier salaire impôt budget loi "
    "texte débat opposition majorité gouvernement diplomatie ambassade sommet traité sanction a b c d "
    "e fin vue mot deux hommes femmes 1000 2019 S-300 F-16 États-Unis Covid-19 O’Brien porte-parole "
    "infox œuvre Russie Ukraine Venezuela Caracas Moscou"
).split()
STOP_WORDS = "le la les de des du un une et ou en à au pour par sur dans qui est pas ne se son".split()
NAMES = "Nicolás Maduro|Juan Guaidó|Rostec|Emmanuel Macron|Vladimir Poutine|Otan".split("|")
OUTLETS = "RT en français|Sputnik France|L’Opinion|RFI|Le Monde|La Croix".split("|")
AUTHORS = "Anselme Tourdray|Ysé Lambrecq|Maud Kerlévédec||".split("|")
SECTIONS = "International|Monde|Afrique||".split("|")


class Dice:
    """A linear congruential generator (Knuth's MMIX): the same numbers on every machine."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def pick(self, items):
        return items[self.below(len(items))]

    def word(self):
        """Words at the list's beginning come more often."""
        return WORDS[min(self.below(len(WORDS)), self.below(len(WORDS)))]

    def sentence(self, length):
        words = [self.pick(STOP_WORDS) if self.below(5) < 2 else self.word() for _ in range(length)]
        if self.below(6) == 0:
            words.insert(self.below(length), self.pick(NAMES))
        if self.below(8) == 0:
            words.insert(self.below(length), "base militaire russe")
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def article(self):
        article = {"title": self.sentence(3 + self.below(6))[:-1], "outlet": self.pick(OUTLETS)}
        article["text"] = " ".join(self.sentence(5 + self.below(12)) for _ in range(1 + self.below(6)))
        article["author"] = self.pick(AUTHORS)
        article["section"] = self.pick(SECTIONS)
        if self.below(4):
            article["date"] = "20%02d-%02d-%02d" % (17 + self.below(4), 1 + self.below(12), 1 + self.below(28))
        return {key: value for key, value in article.items() if value}


def articles():
    dice = Dice(20190214)
    made = [dice.article() for _ in range(180)]
    # The same text up to a dozen times.
    for copies in range(2, 13):
        made += [dice.article()] * copies
    # More equal hits than the second stage ranks, of several words, rare and common.
    equal = {"title": "Lune rousse et marée", "outlet": "RFI", "text": "La lune rousse éclaire la base, le port "
             "et la marée de Caracas; une lune rousse de guerre. Un accord, trois navires, la paix en hiver."}
    made += [equal] * 140
    # Nearly equal ones before and behind them.
    made += [dict(equal, text=equal["text"] + " La lune rousse.")] * 9
    made += [dict(equal, text=equal["text"] + " Un stade, un match, une victoire.")] * 9
    for article in made:
        # The ids' order is neither that of the database nor that of the shards.
        yield dict(article, id="%012x" % (dice.below(2**31) << 17 | dice.below(2**17))), dice.below(3)


def main():
    folder = sys.argv[1]
    shards = [open("%s/%d.jsonl" % (folder, number), "w", encoding="utf-8") for number in (1, 2, 3)]
    with open(folder + "/all.jsonl", "w", encoding="utf-8") as whole:
        for article, shard in articles():
            line = json.dumps(article, ensure_ascii=False) + "\n"
            whole.write(line)
            shards[shard].write(line)
    for shard in shards:
        shard.close()


main()
