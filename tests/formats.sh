#!/bin/sh
# Each format of srch: as tests/formats has it, read by the programs it is made for, and with nothing to
# show, nobody to read it, no room for it.
. "$SOURCE/tests/end_to_end"

golden=$SOURCE/tests/formats
"$IDX" ingest --db db "$golden/articles.jsonl" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"
formats=$("$SRCH" --help | sed -n 's/.*--format \([a-z|-]*\).*/\1/p' | tr '|' ' ')
batch_formats='text tsv json jsonl csv ids trec iramuteq'
all=rank,score,id,date,outlet,section,author,title,entities,url,snippet,text

# write FORMAT ARGUMENT...: all articles, the latest first: without scores.
write() {
    format=$1
    shift
    "$SRCH" -f "$format" -n 0 --sort -date "$@" pont 2>"$err"
}

# Golden files.
for format in $formats; do
    write "$format" >"found.$format"
    is "$format is as written down" '' "$(diff "$golden/expected.$format" "found.$format" 2>&1)"
done
for format in tsv csv json jsonl; do
    write "$format" --fields "$all" >"all.$format"
done

# Formats and fields that there are not.
exits 'an unknown format' 2 "$SRCH" -f xml pont
says 'tells those there are' "is not one of $(echo "$formats" | sed 's/ /, /g')"
exits 'an unknown field' 2 "$SRCH" -f tsv --fields id,foo pont
says 'tells those there are' "^srch: --fields: \"foo\" is not one of $(echo $all | sed 's/,/, /g')$"
exits 'nearly a field' 2 "$SRCH" -f tsv --fields 'id, titel' pont
says 'tells the nearest' '"titel" is not one of .*; did you mean title\?$'
exits 'a field twice' 2 "$SRCH" -f tsv --fields id,id pont
says 'is told' '^srch: --fields: id is there twice; name it once$'
exits 'no field' 2 "$SRCH" -f tsv --fields '' pont
exits 'fields of ids' 2 "$SRCH" -f ids --fields id pont
says 'are told' 'goes with -f tsv, csv, json or jsonl, not with ids'
for format in $formats; do
    case $format in
    text | json) exits "show -f $format" 0 "$SRCH" -f "$format" show plain ;;
    *)
        exits "show -f $format" 2 "$SRCH" -f "$format" show plain
        says 'is refused' "show goes with -f text or -f json, not $format"
        ;;
    esac
done
is 'fields in their order' 'Le pont de Caracas	plain' \
    "$(write tsv --fields title,id | head -n 1)"
is 'fields alone are TSV' plain "$("$SRCH" --fields id --sort -date pont | head -n 1)"

# Nothing to show.
for format in $formats; do
    exits "$format without hits" 1 "$SRCH" -f "$format" --all introuvable
    cp "$out" "none.$format"
    exits "$format with -n 1 past the end" 0 "$SRCH" -f "$format" --offset 100 -n 1 pont
    cp "$out" "behind.$format"
    exits "$format counts" 0 "$SRCH" -f "$format" -c pont
    prints 'as any other' 12
done
is 'a page of nothing says so' 1 "$(grep -c '<p>No article to show.</p>' none.html)"
for format in tsv jsonl ids trec ris bibtex iramuteq; do
    is "$format of nothing is empty" 0 "$(wc -c <none.$format)"
done

"$SRCH" -f html --any "$(printf 'pont \033[31m <script>')" >control.html 2>"$err"

# Python's readers.
cat >read.py <<'PYTHON'
import csv, html.parser, json, re, sys

def articles():
    for line in open(sys.argv[1], encoding="utf-8"):
        article = json.loads(line)
        for name, value in article.items():  # as idx takes them in
            value = "".join(" " if ord(c) < 32 and c != "\n" else c for c in value.replace("\r\n", "\n"))
            article[name] = value.strip()
        yield article

expected = {article["id"]: article for article in articles()}
names = ["id", "date", "outlet", "section", "author", "title", "url", "text"]

def check(format, rows, harmless=lambda value: value):
    assert len(rows) == len(expected), (format, len(rows))
    for rank, row in enumerate(rows, 1):
        article = expected[row["id"].replace("'", "")]
        assert str(row["rank"]) == str(rank), (format, row)
        for name in names:
            wanted = harmless(article.get(name, ""))
            assert (row[name] or "") == wanted, (format, name, row[name], wanted)

def harmless(value):
    return "'" + value if value[:1] in tuple("=+-@\t\r") else value

check("json", json.load(open("all.json", encoding="utf-8"))["hits"])
check("jsonl", [json.loads(line) for line in open("all.jsonl", encoding="utf-8")])
check("csv", list(csv.DictReader(open("all.csv", encoding="utf-8", newline=""))), harmless)
for line in open("all.tsv", encoding="utf-8"):
    assert line.count("\t") == 11, line
for name in ["all.json", "all.jsonl"]:
    row = json.loads(open(name, encoding="utf-8").read().split("\n")[1].rstrip(","))
    assert list(row) == sys.argv[2].split(","), row
nothing = json.load(open("none.json", encoding="utf-8"))
assert nothing["hits"] == [] and nothing["total"] == 0 and nothing["parsed"] == "introuvable"
assert json.load(open("none.csl-json")) == []

items = json.load(open("found.csl-json", encoding="utf-8"))
assert [item["id"] for item in items] == [line.strip() for line in open("found.ids")]
for item in items:
    article = expected[item["id"]]
    assert item["type"] == "article-newspaper"
    for key, name in [("title", "title"), ("container-title", "outlet"), ("section", "section"),
                      ("URL", "url"), ("abstract", "text")]:
        assert item.get(key) == article.get(name), (item, key)
    assert item.get("author") == (article.get("author") and [{"literal": article["author"]}])
    day = [int(part) for part in article["date"].split("-")] if "date" in article else None
    assert item.get("issued") == (day and {"date-parts": [day]}), item

records = []
for line in open("found.ris", encoding="utf-8", newline="").read().split("\r\n"):
    if not line:
        continue
    assert re.fullmatch("[A-Z][A-Z0-9]  - [^\r\n\t]*", line), line
    tag, value = line[:2], line[6:]
    if tag == "TY":
        records.append({})
    else:
        assert "ER" not in records[-1], line
    records[-1].setdefault(tag, []).append(value)
assert len(records) == len(expected)
for record in records:
    article = expected[record["ID"][0]]
    assert record["TY"] == ["NEWS"] and list(record)[0] == "TY" and list(record)[-1] == "ER"
    assert record["TI"] == [article["title"]] and record["AB"] == [article["text"].replace("\n", " ")]
    assert record.get("AU", [None])[0] == article.get("author")
    assert record.get("DA", [""])[0].replace("/", "-").rstrip("-") == article.get("date", "")

class Page(html.parser.HTMLParser):
    """What stands in a page, element by element."""
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.titles, self.links, self.marks = [], set(), [], [], []
        self.rules = None

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        assert len(values) == len(attributes), (tag, attributes)
        assert not [name for name in values if name.startswith("on") or name in ("src", "style")]
        self.tags.add(tag)
        if values.get("http-equiv") == "Content-Security-Policy":
            self.rules = values["content"]
        if "href" in values:
            self.links.append(values["href"])
        if tag == "h2":
            self.titles.append("")
        if tag == "mark":
            self.marks.append("")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.open)

    def handle_data(self, data):
        if "h2" in self.open:
            self.titles[-1] += data
        if "mark" in self.open:
            self.marks[-1] += data

for name in ["found.html", "none.html", "behind.html", "control.html"]:
    text = open(name, encoding="utf-8").read()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", text), name
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == [], (name, page.open)
    assert page.rules.startswith("default-src 'none'; "), page.rules
    assert page.tags <= set("html head meta title style body header p h1 main ol li article h2 a mark "
                            "span time ul footer".split()), page.tags
    assert all(re.match("https?://", link) for link in page.links), page.links
    assert all(mark.lower() in ("pont", "script") for mark in page.marks), page.marks
    if name == "found.html":
        assert page.titles == [expected[line.strip()]["title"] for line in open("found.ids")]
        assert len(page.links) == 3, page.links
        assert len(page.marks) == 9 + 12, page.marks  # nine titles have the word, all texts

variables = []
for line in open("found.iramuteq", encoding="utf-8"):
    if line.startswith("****"):
        assert re.fullmatch(r"\*{4}( \*[a-z]+_\w+)+\n", line), line
        variables.append(line)
    else:
        assert "*" not in line, line
assert len(variables) == len(expected)
print("read")
PYTHON
is 'python reads back what went in' 'read' \
    "$(python3 read.py "$golden/articles.jsonl" "$all" 2>&1 | tail -n 3)"
is 'scores are the same numbers everywhere' "$("$SRCH" -f json --any pont rouge écran | python3 -c '
import json, sys
for line in sys.stdin.read().split("\n"):
    if line.startswith("{\"rank\""):
        text = line.split("\"score\":")[1].split(",")[0]
        assert repr(float(text)) == text, text
        print(text)')" "$("$SRCH" -f jsonl --any pont rouge écran | sed 's/.*"score":\([^,]*\),.*/\1/')"
if command -v jq >/dev/null; then
    is 'jq reads jsonl' "$(write ids)" "$(jq -r .id found.jsonl)"
    is 'jq reads json' "$(write ids)" "$(jq -r '.hits[].id' found.json)"
else
    skip 'jq reads json' 'jq is missing; on Debian: apt-get install jq'
fi

# BibTeX's readers.
cp found.bibtex found.bib
if command -v bibtex >/dev/null; then
    printf '\\citation{*}\n\\bibstyle{plain}\n\\bibdata{found}\n' >page.aux
    exits 'bibtex reads bibtex' 0 bibtex page
    is 'and all of it' 12 "$(grep -c '^.bibitem' page.bbl)"
else
    skip 'bibtex reads bibtex' 'bibtex is missing; on Debian: apt-get install texlive-base'
fi
if command -v biber >/dev/null; then
    exits 'biber reads bibtex' 0 biber --tool --quiet --output-file read.bib found.bib
    is 'and all of it' 12 "$(grep -c '^@ARTICLE' read.bib)"
    is 'with the whole dates' "$(grep -c '^  date' found.bib)" "$(grep -ci 'date *= .....-..-..},' read.bib)"
else
    skip 'biber reads bibtex' 'biber is missing; on Debian: apt-get install biber'
fi

# A browser.
if command -v chromium >/dev/null; then
    run chromium --headless --no-sandbox --disable-gpu --enable-logging=stderr \
        --user-data-dir="$work/browser" --dump-dom "file://$work/found.html"
    is 'a browser shows the articles' 12 "$(grep -c '<h2 id="hit-[0-9]*">' "$out")"
    is 'as text alone' 0 "$(grep -ci '<script\|<img\|<i>' "$out")"
    is 'and has nothing to refuse' 0 "$(grep -c 'Refused\|violates' "$err")"
else
    skip 'a browser shows the articles' 'chromium is missing; on Debian: apt-get install chromium'
fi

# Several queries.
printf 'un\tpont caracas\nsans\t--\nde=ux\tintrouvable SAUF pont\n=trois\tpont rouge\n' >queries
for format in $formats; do
    case " $batch_formats " in
    *" $format "*)
        exits "$format of a batch" 2 "$SRCH" -f "$format" -n 1 --all --batch queries
        says 'with its wrong line' '^queries:2: '
        cp "$out" "batch.$format"
        ;;
    *)
        exits "$format of a batch" 2 "$SRCH" -f "$format" --batch queries
        says 'is refused' "^srch: -f $format holds the hits of one query; leave out --batch"
        ;;
    esac
done
is 'a batch in text names its queries' 'un  pont caracas/de=ux  introuvable SAUF pont/=trois  pont rouge/' \
    "$(grep '^[^ ]*  [a-z]' batch.text | tr '\n' '/')"
is 'a batch in CSV has one header' 1 "$(grep -c '^query_id,rank,score,id' batch.csv)"
is 'its cells are made harmless' "'=trois" "$(tail -n 1 batch.csv | cut -d , -f 1)"
is 'a batch in JSON Lines names its queries' '{"query_id":"un",' "$(head -c 17 batch.jsonl)"
is 'its lines are objects' 2 "$(python3 -c '
import json, sys
print(len([json.loads(line) for line in sys.stdin]))' <batch.jsonl)"

# Standard output closed, full, without a reader.
for format in $formats; do
    outputs -f "$format" pont
done

# A format joined to its letter is one; another word is a word that is not wanted.
run "$SRCH" --db db -fids -n1 --any le la
is 'a format joined to its letter' 1 "$(grep -cE '^[0-9a-z]+$' "$out")"
is 'is the same apart' "$("$SRCH" --db db -f ids -n 1 --any le la)" "$(cat "$out")"
run "$SRCH" --db db -fidz -f json -n 1 --any le la
is 'another word is not wanted' 1 "$(grep -c '"parsed":"SAUF fidz' "$out")"

# Dates that leave no day.
exits 'until before since' 2 "$SRCH" --db db --since 2020 --until 2019-06 le
says 'is told' '^srch: --since 2020-01-01 is after --until 2019-06-30$'

done_testing
