#!/bin/sh
# Each format of srch: as tests/formats has it, read by the programs it is made for, and with nothing to
# show, nobody to read it, no room for it.
. "$SOURCE/tests/end_to_end"

golden=$SOURCE/tests/formats
"$IDX" ingest --db db "$golden/articles.jsonl" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"
formats=$("$SRCH" --help | sed -n 's/.*--format \([a-z|-]*\).*/\1/p' | tr '|' ' ')
batch_formats='text tsv json jsonl csv ids trec'
all=rank,score,id,date,outlet,section,author,title,entities,url,snippet,text

# skip TITLE: what cannot be tested here.
skip() {
    number=$((number + 1))
    echo "ok $number - $1 # SKIP $2"
}

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
says 'tells those there are' "\"foo\" is no field; there are $(echo $all | sed 's/,/, /g')"
exits 'a field twice' 2 "$SRCH" -f tsv --fields id,id pont
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
    exits "$format counts" 0 "$SRCH" -f "$format" -c pont
    prints 'as any other' 12
done
for format in tsv jsonl ids trec; do
    is "$format of nothing is empty" 0 "$(wc -c <none.$format)"
done

# Python's readers.
cat >read.py <<'PYTHON'
import csv, json, sys

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
is 'a batch in CSV has one header' 1 "$(grep -c '^query_id,rank,score,id' batch.csv)"
is 'its cells are made harmless' "'=trois" "$(tail -n 1 batch.csv | cut -d , -f 1)"
is 'a batch in JSON Lines names its queries' '{"query_id":"un",' "$(head -c 17 batch.jsonl)"
is 'its lines are objects' 2 "$(python3 -c '
import json, sys
print(len([json.loads(line) for line in sys.stdin]))' <batch.jsonl)"

# Standard output closed, full, without a reader.
for format in $formats; do
    run sh -c '"$0" -f "$1" pont >&-' "$SRCH" "$format"
    is "$format without standard output" 2 "$status"
    says 'is told' '^srch: standard output: '
    if [ -c /dev/full ]; then
        run sh -c '"$0" -f "$1" pont >/dev/full' "$SRCH" "$format"
        is "$format on a full disk" 2 "$status"
        says 'is told' '^srch: standard output: '
    fi
    is "$format without a reader" '0 ' "$(python3 -c 'import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
child.stdout.close()
print(child.wait(), child.stderr.read().decode())' "$SRCH" -f "$format" pont)"
done

done_testing
