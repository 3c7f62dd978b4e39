"""Articles with invented names, and what is to be counted in them, for ask_names.sh.
  count_names.py make                writes list.tsv, articles.jsonl, and put.jsonl: what is in each
  count_names.py edges|times|with NAME|graphml|gexf [COUNCIL]
                                     "same", when what is read agrees with put.jsonl, or else both"""
import collections, csv, io, itertools, json, math, random, sys
import xml.etree.ElementTree as xml

NAMES = {"Aldo Ferrane": "person", "Berthe Colvier": "person", "Ciro Vantal": "person",
         "Dora Mesquin": "person", "Comptoir Oriel": "organisation", "Banque Tavel": "organisation",
         "Port-Vireux": "place", "Saint-Orlan": "place", "Fête des Voiles": "event"}

def make():
    random.seed(7)
    with open("list.tsv", "w") as file:
        for name, kind in NAMES.items():
            file.write(f"{name}\t{kind}\t\n")
    with open("articles.jsonl", "w") as articles, open("put.jsonl", "w") as put:
        for number in range(240):
            here = random.sample(list(NAMES), random.choice([0, 1, 2, 2, 3, 4]))
            if "Aldo Ferrane" in here and "Comptoir Oriel" not in here and number % 3 > 0:
                here.append("Comptoir Oriel")  # these two stand together
            day = f"{2018 + number % 2}-{number % 12 + 1:02}-15" if number % 10 else ""
            place = "conseil" if number % 2 else "marché"
            text = ", puis ".join(f"on parla de {name}" for name in here) or "on ne parla de personne"
            article = {"id": f"n{number}", "title": f"Le compte rendu {number}", "outlet": "Le Témoin",
                       "text": f"Au {place}, {text}, dit un témoin."}
            if day:
                article["date"] = day
            articles.write(json.dumps(article) + "\n")
            put.write(json.dumps({"names": here, "day": day, "place": place}) + "\n")

def read_put(place):
    with open("put.jsonl") as file:
        return [article for article in map(json.loads, file) if place in ("", article["place"])]

def pairs(put):
    return collections.Counter(frozenset(pair) for article in put
                               for pair in itertools.combinations(article["names"], 2))

def edges(text, put):
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return [(frozenset(row[:2]), int(row[3])) for row in rows], list(pairs(put).items())

def graphml(text, put):
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = xml.fromstring(text)
    label = {node.get("id"): node.find(f"{space}data[@key='label']").text for node in root.iter(space + "node")}
    return [(frozenset((label[edge.get("source")], label[edge.get("target")])),
             int(edge.find(space + "data").text)) for edge in root.iter(space + "edge")], list(pairs(put).items())

def gexf(text, put):
    space = "{http://www.gexf.net/1.2draft}"
    root = xml.fromstring(text)
    label = {node.get("id"): node.get("label") for node in root.iter(space + "node")}
    return [(frozenset((label[edge.get("source")], label[edge.get("target")])), int(edge.get("weight")))
            for edge in root.iter(space + "edge")], list(pairs(put).items())

def times(text, put):
    rows = [line.split("\t") for line in text.splitlines()]
    wanted = collections.Counter((name, article["day"][:7]) for article in put if article["day"]
                                 for name in article["names"])
    return [((name, month), int(count)) for name, month, count in rows if count != "0"], list(wanted.items())

def likelihood(both, hits, everywhere, articles):
    table = [[both, hits - both], [everywhere - both, articles - hits - everywhere + both]]
    total = 0
    for row in range(2):
        for column in range(2):
            observed = table[row][column]
            expected = sum(table[row]) * (table[0][column] + table[1][column]) / articles
            total += 2 * observed * math.log(observed / expected) if observed else 0
    return total

def with_name(name, text, put):
    """Over the whole: `everywhere` counts all articles, those that are no hits too."""
    every = read_put("")
    hits = [article for article in put if name in article["names"]]
    wanted = []
    for other, kind in NAMES.items():
        both = sum(other in article["names"] for article in hits)
        everywhere = sum(other in article["names"] for article in every)
        if other != name and both * len(every) > everywhere * len(hits):
            wanted.append((other, kind, both, everywhere,
                           f"{likelihood(both, len(hits), everywhere, len(every)):.4f}"))
    rows = [line.split("\t") for line in text.splitlines()]
    found = [(row[0], row[1], int(row[2]), int(row[3]), row[4]) for row in rows]
    if found != sorted(found, key=lambda row: -float(row[4])):
        return found, "in order"
    return found, wanted

def main():
    question, rest = sys.argv[1], sys.argv[2:]
    if question == "make":
        return make()
    text = sys.stdin.read()
    if question == "with":
        found, wanted = with_name(rest[0], text, read_put((rest + [""])[1]))
    else:
        found, wanted = globals()[question](text, read_put((rest + [""])[0]))
    same = collections.Counter(found) == collections.Counter(wanted) and len(found) > 1
    print("same" if same else f"found {found}\nwanted {wanted}")

main()
