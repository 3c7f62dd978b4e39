"""Articles of few titles, texts and ids, for tests/ways.sh: what is one of them to another is what differs.

make_ways.py every: one of each outlet, title and text.
make_ways.py random SEED COUNT: so many at random; from standard input, the ids that those of `every` were given
(an export of them)."""
import json
import random
import sys

GROUP = 12  # articles that have to do with each other
TITLES, TEXTS = 2, 3
GROUPS = 150


def article(group, title, text):
    return {"title": f"Titre {group} {title}", "outlet": "La Gazette", "text": f"Version {text} du texte."}


def key(fields):
    return fields["title"], fields["text"]


def every():
    for group in range(GROUPS):
        for title in range(TITLES):
            for text in range(TEXTS):
                print(json.dumps(article(group, title, text)))


def choose(chance, group, made):
    fields = article(group, chance.randrange(TITLES), chance.randrange(TEXTS))
    if chance.random() < 0.25:
        fields["date"] = chance.choice(["2019-02-14", "2020-03-15"])
    which = chance.random()
    if which < 0.2:
        fields["id"] = f"given-{group}-{chance.randrange(2)}"
    elif which < 0.35:
        fields["id"] = made[key(fields)]
    elif which < 0.4:
        fields["id"] = made[key(article(group, chance.randrange(TITLES), chance.randrange(TEXTS)))]
    return fields


def at_random(seed, count):
    made = {key(fields): fields["id"] for fields in map(json.loads, sys.stdin)}
    chance = random.Random(seed)
    for number in range(count):
        print(json.dumps(choose(chance, number // GROUP % GROUPS, made)))


if sys.argv[1] == "every":
    every()
else:
    at_random(int(sys.argv[2]), int(sys.argv[3]))
