"""Writes COUNT articles as JSON Lines to standard output: make_many.py COUNT [FIRST].

Enough text to be built as shards. Invented, and the same each time; article N is the same whatever
FIRST and COUNT are. Some come again as they are, some with another section, some under an id that was
given before, some with the title of an earlier one.
"""

import json
import sys

SYLLABLES = "ba ra mi lou té son ver cha dri fon gué lin mor pas qui ros sel tan vou zé".split()
OUTLETS = "RT en français|Sputnik France|L’Opinion|RFI|Le Monde".split("|")
NAMES = "Nicolás Maduro|Juan Guaidó|Rostec|Emmanuel Macron|Otan".split("|")


class Dice:
    """A linear congruential generator (Knuth's MMIX): the same numbers on every machine."""

    def __init__(self, seed):
        self.state = seed
        for _ in range(3):
            self.below(2)

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit


def word(dice):
    number = min(dice.below(8000), dice.below(8000))
    syllables = []
    while number > 0 or not syllables:
        syllables.append(SYLLABLES[number % 20])
        number //= 20
    return "".join(syllables)


def sentence(dice, length):
    words = [word(dice) for _ in range(length)]
    if dice.below(5) == 0:
        words.append(NAMES[dice.below(len(NAMES))])
    return " ".join(words).capitalize() + "."


def article(number):
    dice = Dice(number)
    made = {
        "title": sentence(dice, 3 + dice.below(6))[:-1],
        "outlet": OUTLETS[dice.below(len(OUTLETS))],
        "text": "\n\n".join(sentence(dice, 10 + dice.below(30)) for _ in range(3 + dice.below(9))),
        "date": "20%02d-%02d-%02d" % (11 + dice.below(9), 1 + dice.below(12), 1 + dice.below(28)),
    }
    if number % 7 == 0:
        made["id"] = "given-%d" % number
    return made


def line(number):
    kind = number % 50
    if number < 150 or kind not in (11, 22, 33, 44):
        return article(number)
    earlier = article(number - 137 if kind < 40 else (number - 137) // 7 * 7)
    if kind == 22:
        earlier["section"] = "Monde"
    if kind == 33:
        earlier["text"] += " Une phrase de plus."
    if kind == 44:
        earlier["text"] = "Tout autre chose sous un numéro connu, le %d." % number
    return earlier


first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
for at in range(first, first + int(sys.argv[1])):
    print(json.dumps(line(at), ensure_ascii=False))
