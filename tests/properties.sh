#!/bin/sh
# What holds for any articles, on every 20th of the corpus of ../shared, with REVUE_LONG_TESTS on all of it: a title
# finds its article, and however its characters are written it gives the same hits.
. "$SOURCE/tests/end_to_end"

corpus=$SOURCE/../shared/corpus/orangesum.jsonl.xz
if [ ! -r "$corpus" ]; then
    echo '1..0 # SKIP there is no ../shared/corpus'
    exit 0
fi

# articles.jsonl, titles.tsv with the titles as queries, and the same written otherwise. In upper case a word may
# be an operator (ET, OR): titles with such words are left out of upper.tsv and its counterpart lower.tsv.
python3 - "$corpus" "${REVUE_LONG_TESTS:+1}" <<'PYTHON' || exit 1
import json
import lzma
import re
import sys
import unicodedata

OPERATORS = set("ET AND OU OR SAUF NOT PROCHE NEAR".split())
step = int(sys.argv[2] or 20)
files = {}


def write(name, number, query):
    if name not in files:
        files[name] = open(name + ".tsv", "w", encoding="utf-8")
    print(number, query, sep="\t", file=files[name])


with open("articles.jsonl", "w", encoding="utf-8") as articles:
    for number, line in enumerate(lzma.open(sys.argv[1], "rt", encoding="utf-8")):
        if number % step:
            continue
        article = json.loads(line)
        title = unicodedata.normalize("NFC", " ".join(article["title"].split()))
        text = (article["heading"] + "\n\n" + article["article"]).strip()
        print(json.dumps({"id": str(number), "title": title, "text": text, "outlet": "Revue"}), file=articles)
        write("titles", number, title)
        write("decomposed", number, unicodedata.normalize("NFD", title))
        for name, apostrophe in ("typewriter", "'"), ("typographic", "\u2019"), ("modifier", "\u02bc"):
            write(name, number, re.sub("['\u2019\u2018\u02bc]", apostrophe, title))
        if not OPERATORS & set(re.split(r"\W+", title.upper())):
            write("lower", number, title)
            write("upper", number, title.upper())
PYTHON
run "$IDX" ingest --db db articles.jsonl
is 'the articles' 0 "$status"

# answer QUERIES: the first ten hits of each, with their scores, then its errors without the file's name, in
# the file QUERIES.answer; they are asked once.
answer() {
    [ ! -e "$1.answer" ] || return 0
    {
        "$SRCH" --db db --batch "$1.tsv" --any -f trec 2>messages </dev/null
        sed -n "s/^$1\.tsv://p" messages
    } >"$1.answer"
}

# same_hits TITLE QUERIES AS
same_hits() {
    answer "$2"
    answer "$3"
    cmp -s "$3.answer" "$2.answer" && [ -s "$2.answer" ]
    report $? "$1"
    diff "$3.answer" "$2.answer" | sed '9q;s/^/# /'
}

same_hits 'NFD and NFC' decomposed titles
same_hits 'the apostrophe of typewriters' typewriter titles
same_hits 'the apostrophe of print' typographic titles
same_hits 'the modifier letter apostrophe' modifier titles
same_hits 'upper case' upper lower

# found_first OPTION...: of how many titles in a hundred their article is among the first three.
found_first() {
    "$SRCH" --db db --batch titles.tsv -f trec -n 3 "$@" 2>messages </dev/null |
        awk '$1 == $3 { found++ } END { print found + 0 }' >count
    echo $(($(cat count) * 100 / $(wc -l <titles.tsv)))
}

# A title that is no query (a quotation mark without its second) counts as not found.
for option in -- --any; do
    percent=$(found_first "$option")
    [ "$percent" -ge 97 ]
    report $? "a title finds its article, $option: $percent %"
done

done_testing
