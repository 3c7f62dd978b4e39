#!/bin/sh
# Facets and timelines: counted over all hits, by every way a search may go.
. "$SOURCE/tests/end_to_end"

# 300 articles with few names, so that the counts are known from the ids: every third is of Un, ...
cat >make.py <<'PYTHON'
import json
for i in range(300):
    article = {"id": f"a{i:03}", "title": f"Pont {i}", "text": "Un pont, une base militaire russe."
               if i % 2 else "Une base russe et un pont militaire.",
               "outlet": ["Un", "Deux", "Un"][i % 3]}
    if i % 5: article["date"] = f"{2018 + i % 4}-{1 + i % 12:02}-15"
    if i % 7 == 0: article["author"] = "A\tB" if i % 14 else "C\u202eD"
    if i % 11 == 0: article["section"] = "<b onclick='x'>\"&"
    print(json.dumps(article))
PYTHON
python3 make.py >articles.jsonl
"$IDX" ingest --db db articles.jsonl >"$out" 2>"$err" || cat "$err"
split -l 100 articles.jsonl part.
for part in part.??; do
    mv "$part" "$part.jsonl"
    "$IDX" ingest --db "db.$part" "$part.jsonl" >"$out" 2>"$err" || cat "$err"
done
export REVUE_DB="$work/db"

# by_hand FIELDS QUERY...: what the facets of these fields are, counted over the hits themselves.
cat >by_hand.py <<'PYTHON'
import collections, json, sys
hits = json.load(sys.stdin)["hits"]
values = {"outlet": lambda h: [h["outlet"]], "entity": lambda h: h["entities"],
          "author": lambda h: [h["author"]], "section": lambda h: [h["section"]],
          "year": lambda h: [h["date"] and h["date"][:4]], "month": lambda h: [h["date"] and h["date"][:7]]}
for name, values_of in values.items():
    counts = collections.Counter(v for hit in hits for v in values_of(hit) if v)
    order = sorted(counts, key=lambda v: v if name in ("year", "month") else (-counts[v], v))
    for value in order:
        print(name, value.replace("\t", " "), counts[value], sep="\t")
PYTHON
all=outlet,entity,author,section,year,month
agree() { # agree TITLE OPTION-OR-WORD...
    title=$1
    shift
    "$SRCH" -n 0 -f json "$@" 2>"$err" | python3 by_hand.py >expected
    "$SRCH" -f tsv --facets $all "$@" >found 2>>"$err"
    is "$title: counted" '' "$(diff expected found)"
    is "$title: some" yes "$([ -s found ] && echo yes)"
}
agree 'a word' pont
agree 'words' base militaire
agree 'any word' --any base pont
agree 'a phrase' '"base militaire"'
agree 'a checked distance' 'base PROCHE/2 russe'
agree 'a filter' --outlet deux pont
agree 'a filter alone' --since 2019 --until 2019
agree 'a relaxed query' base introuvable
agree 'a corrected query' militaire basse
agree 'sorted' --sort title pont
agree 'three shards' --db db.part.aa --db db.part.ab --db db.part.ac '"base militaire"' pont
agree 'three shards, a word' --db db.part.aa --db db.part.ab --db db.part.ac pont
"$IDX" ingest --db sample "$SOURCE/data/sample.txt" >"$out" 2>"$err"
agree 'entities' --db sample --any russie le la

# As JSON, beside the hits and alone.
json() {
    "$SRCH" -f json "$@" 2>"$err" | python3 -c 'import json, sys
found = json.load(sys.stdin)
print(found["total"], len(found["hits"]), json.dumps(found["facets"]), json.dumps(found.get("timeline")))'
}
outlets='{"outlet": [{"name": "Un", "count": 200}, {"name": "Deux", "count": 100}]}'
is 'beside ten hits' "300 10 $outlets null" "$(json --facets outlet pont)"
is 'beside a later page' "300 5 $outlets null" "$(json --facets outlet --offset 295 pont)"
is 'alone' "300 0 $outlets null" "$(json -n 0 --facets outlet pont)"
is 'of nothing' '0 0 {"outlet": []} null' "$(json --all --facets outlet introuvable)"
is 'a timeline without hits' '0 0 null {"month": []}' "$(json --all --timeline introuvable)"

# Timelines: a bar each month, those without hits too; years where there are many months.
"$SRCH" -f tsv --timeline --outlet un --since 2019-01 --until 2019-12 >months
is 'months' "$(printf 'month 2019-%02d\n' 6 7 8 9 10)" "$(cut -f 1,2 months | tr '\t' ' ')"
is 'a gap is 0' "month	2019-08	0" "$(grep 2019-08 months)"
is 'years over a long time' 'year 2018 2019 2020 2021' \
    "$("$SRCH" -f tsv --timeline pont | cut -f 1,2 | tr '\t' '\n' | uniq | awk '!seen[$0]++' | tr '\n' ' ' | sed 's/ $//')"
is 'months when told' 2018-01 "$("$SRCH" --timeline month pont | cut -f 2 | head -n 1)"
is 'all dated hits' 240 "$("$SRCH" --timeline=month pont | awk '{ sum += $3 } END { print sum }')"
is 'a word behind it is the query' 300 "$("$SRCH" -c --timeline pont)"
for unit in month year; do
    counted=$("$SRCH" -f tsv --timeline $unit --outlet un)
    is "a facet of the same, $unit, is there once" "$counted" "$("$SRCH" -f tsv --timeline $unit --facets $unit --outlet un)"
    is 'behind others' "$("$SRCH" -f tsv --facets outlet --outlet un)
$counted" "$("$SRCH" -f tsv --timeline $unit --facets $unit,outlet --outlet un)"
    is 'as bars, too' "$("$SRCH" -n 0 -f text --timeline $unit --outlet un)" \
        "$("$SRCH" -n 0 -f text --timeline $unit --facets $unit --outlet un)"
done
is 'that of another unit stays' 'month year' "$("$SRCH" -f tsv --timeline year --facets month pont | cut -f 1 | uniq | paste -sd ' ' -)"
is 'and JSON has both, by their names' '["facets", "timeline"]' "$("$SRCH" -n 0 -f json --timeline year --facets year pont |
    python3 -c 'import json, sys; print(json.dumps([key for key in json.load(sys.stdin) if key in ("facets", "timeline")]))')"

# For a person.
for columns in 100 80 40 20 1; do
    is "$columns columns: no line is longer" '' "$(COLUMNS=$columns "$SRCH" -n 0 -f text --facets $all --timeline pont |
        python3 -c 'import sys
for line in sys.stdin:
    if len(line.rstrip("\n")) > max(int(sys.argv[1]), 20): print(line)' $columns)"
done
is 'bars in proportion' 2 "$("$SRCH" -n 0 -f text --facets outlet pont | awk '{ print gsub("█", "") }' |
    awk 'NR == 2 { most = $1 } NR == 3 { printf "%d", most / $1 }')"
is 'below, how many' '300 articles' "$("$SRCH" -n 0 -f text --facets outlet pont | tail -n 1)"
is 'the greatest ten' '  and 2 more' "$("$SRCH" -n 0 -f text --facets month pont | grep more)"
is 'no direction override' 0 "$("$SRCH" -n 0 -f text --facets author pont | grep -c "$(printf '\342\200\256')")"

# As a page: every count stands in it as a number, a bar in proportion, and as text alone.
cat >read_page.py <<'PYTHON'
import html.parser, json, sys
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tables, self.bars, self.texts, self.words = [], [], [], {}, ""
    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        assert not [n for n in values if n.startswith("on") or n in ("style", "src", "href")], values
        if tag in ("meta", "line"): return
        self.open.append(tag)
        if tag == "table": self.tables.append([])
        if tag == "tr": self.tables[-1].append([])
        if tag in ("th", "td"): self.tables[-1][-1].append("")
        if tag == "rect" and "td" in self.open: self.tables[-1][-1][2] = float(values["width"].rstrip("%"))
        if tag == "rect" and "td" not in self.open: self.bars.append(float(values["height"]))
        if tag in ("title", "desc") and self.open[-2] == "svg": self.words = values["id"]
        if tag == "svg" and "td" not in self.open:
            assert values["role"] == "img", values
            assert [values["aria-labelledby"], values["aria-describedby"]] == ["timeline-title", "timeline-description"]
    def handle_endtag(self, tag):
        if tag != "line": assert self.open.pop() == tag, tag
    def handle_data(self, data):
        if self.open and self.open[-1] in ("th", "td"): self.tables[-1][-1][-1] += data
        if self.open and self.open[-1] in ("title", "desc") and self.open[-2] == "svg": self.texts[self.words] = data
page = Page()
page.feed(open("page.html", encoding="utf-8").read())
page.close()
found = json.load(open("page.json", encoding="utf-8"))
wanted = list(found["timeline"].values()) + list(found["facets"].values())
assert len(page.tables) == len(wanted) == 7, len(page.tables)
for table, rows in zip(page.tables, wanted):
    shown = [row for row in table if len(row) == 3]
    if not rows:
        assert table == [["none"]], table
        continue
    most = max(row["count"] for row in rows[:len(shown)])
    assert [row[:2] for row in shown] == [[row["name"], str(row["count"])] for row in rows[:len(shown)]]
    assert all(abs(row[2] - 100 * int(row[1]) / most) < .02 for row in shown), shown
    if len(rows) > len(shown): assert [["and %d more" % (len(rows) - len(shown))]] == table[len(shown):], table
months = found["timeline"]["month"]
most = max(month["count"] for month in months)
assert len(page.bars) == len(months)
for bar, month in zip(page.bars, months):
    assert abs(bar / max(page.bars) - month["count"] / most) < .02, (bar, month)
assert page.texts["timeline-title"] == "Articles by month"
print(page.texts["timeline-description"])
PYTHON
"$SRCH" -n 0 -f html --facets $all --timeline month pont >page.html
"$SRCH" -n 0 -f json --facets $all --timeline month pont >page.json
is 'a page has the counts' \
    '240 articles from 2018-01 to 2021-12, most of them in 2018-01: 20.' "$(python3 read_page.py 2>&1)"
is 'alone' 0 "$(grep -c '<article\|No article' page.html)"
is 'or with hits' 10 "$("$SRCH" -f html --facets outlet pont | grep -c '<article')"
is 'a page without dates says so' 1 "$("$SRCH" -f html --timeline --all introuvable |
    grep -c 'No article with a date.')"
if command -v chromium >"$out"; then
    run chromium --headless --no-sandbox --disable-gpu --enable-logging=stderr \
        --user-data-dir="$work/browser" --dump-dom "file://$work/page.html"
    is 'a browser has bars' "$(grep -c '<rect' page.html)" "$(grep -c '<rect' "$out")"
    is 'and nothing to refuse' 0 "$(grep -c 'Refused\|violates' "$err")"
else
    skip 'a browser' 'it is missing; on Debian: apt-get install chromium'
fi

# What is wrong.
exits 'an unknown facet' 2 "$SRCH" --facets outlets pont
says 'tells those there are' '"outlets" is not one of outlet, entity, author, section, year, month; did you mean outlet\\?'
exits 'a facet twice' 2 "$SRCH" --facets outlet,outlet pont
says 'is told' '^srch: --facets: outlet is there twice; name it once$'
exits 'nearly a facet' 2 "$SRCH" --facets outlet,yaer pont
says 'tells the nearest' '"yaer" is not one of outlet, .*; did you mean year\?$'
exits 'an empty list' 2 "$SRCH" --facets '' pont
exits 'an unknown unit' 2 "$SRCH" --timeline=week pont
exits 'another format' 2 "$SRCH" -f csv --facets outlet pont
says 'is told' '^srch: --facets goes with -f text, tsv, json or html, not csv'
exits 'with show' 2 "$SRCH" --timeline show a001
exits 'no hit' 1 "$SRCH" --all --facets outlet introuvable
if [ -c /dev/full ]; then
    run sh -c '"$0" --facets outlet pont >/dev/full' "$SRCH"
    is 'a full disk' 2 "$status"
fi

done_testing
