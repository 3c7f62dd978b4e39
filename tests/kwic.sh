#!/bin/sh
# Concordances: every occurrence, nothing else, in a column.
. "$SOURCE/tests/end_to_end"

cat >articles.jsonl <<'JSON'
{"id":"un","title":"Le pont, les ponts","text":"Un pont\tde   bois.\n\nAu pont-levis, deux pontons : l’armée passe le Pont. La base militaire, une base et un militaire.","outlet":"A"}
{"id":"deux","title":"北京市长 sur le pont 北京大桥发表讲话北京大桥发表讲话","text":"E\u0301te\u0301 : un \u202epont\u202c e\u0301troit, un pont\u2066.","outlet":"B"}
{"id":"un-numero-tres-long-que-quelqu-un-a-donne","title":"Rien","text":"La base militaire russe et le pont.","outlet":"B"}
{"id":"quatre","title":"Sans","text":"Une phrase sans rien, au loin.","outlet":"B"}
JSON
"$IDX" ingest --db db articles.jsonl >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"

# keywords QUERY...: the third field of every line.
keywords() {
    "$SRCH" --kwic --sort outlet "$@" 2>"$err" | cut -f 3 | tr '\n' '|'
}
is 'every form, no other word' 'pont|ponts|pont|pont|Pont|pont|pont|pont|pont|' "$(keywords pont)"
is 'a prefix' 'pont|ponts|pont|pont-levis|pontons|Pont|' "$(keywords 'pont*' --outlet a)"
is 'a spelling' 'pont|pont|pont|Pont|' "$(keywords '=pont' --outlet a)"
is 'a phrase is one' 'base militaire|base militaire|' "$(keywords '"base militaire"')"
is 'with a compound, too' 'Au pont-levis, deux|' "$(keywords '"au pont-levis deux"')"
is 'its words alone are two' 'base|militaire|base|militaire|base|militaire|' "$(keywords base militaire)"
is 'a phrase and a word' 'base militaire|base|base militaire|' "$(keywords '"base militaire" base')"
is 'a distance' 'base militaire|russe|' "$(keywords '"base militaire" PROCHE/2 russe')"
is 'of the title' 'pont|ponts|pont|' "$(keywords titre:pont)"
is 'elided articles stay behind' 'un	Un pont de bois. Au pont-levis, deux pontons : l’	armée	passe le Pont. La base militaire, une base et un militaire.' \
    "$("$SRCH" --kwic armée)"
is 'white space is one space' 'un	Un	pont	de bois. Au pont-levis, deux pontons : l’armée passe le' \
    "$("$SRCH" --kwic pont --outlet a | sed -n 3p)"
is 'one hit' 'base|militaire|russe|' "$("$SRCH" --kwic -n 1 base militaire russe | cut -f 3 | tr '\n' '|')"
is 'a pipe has the bytes' 1 "$("$SRCH" --kwic pont | grep -c "$(printf '\342\200\256')	pont	$(printf '\342\200\254')")"
is 'all hits, not ten' 60 "$(python3 -c '
import json
for i in range(30): print(json.dumps({"id": f"n{i}", "title": "Le port", "text": "Un port."}))' >many.jsonl &&
    "$IDX" ingest --db many many.jsonl >"$out" && "$SRCH" --db many --kwic port | wc -l)"
is 'fields, no padding, nothing twice' '' "$("$SRCH" --db many --kwic port | grep -v '^n[0-9]*	\(Le\|Un\)	port	\.\{0,1\}$')"

# For a person: a keyword stands where the others stand, and no line is longer than the terminal.
cat >look.py <<'PYTHON'
import re, sys, unicodedata
def width(text):
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) == "Cf" else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
columns = int(sys.argv[1])
starts, longest, lines = set(), 0, 0
for line in sys.stdin.read().split("\n"):
    plain = re.sub("\033\\[[0-9;]*m", "", line)
    longest = max(longest, width(plain))
    if "\033[1;33m" in line:
        lines += 1
        starts.add(width(re.sub("\033\\[[0-9;]*m", "", line.split("\033[1;33m")[0])))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", line), line
print(lines, len(starts), "fits" if longest <= max(columns, 10) else longest)
PYTHON
for columns in 200 120 80 60 50 49 40 20 5 1 0; do
    is "$columns columns" '9 1 fits' "$(COLUMNS=$columns "$SRCH" --kwic -f text --color always pont |
        python3 look.py "$(if [ $columns -eq 0 ]; then echo 80; else echo $columns; fi)")"
done
is 'its id stands behind' 1 "$(COLUMNS=80 "$SRCH" --kwic -f text russe |
    grep -c '^        La base militaire russe et le pont.           un-numero-tres-long-que-q…$')"
is 'below, how many' '3 articles' "$(COLUMNS=80 "$SRCH" --kwic -f text pont | tail -n 1)"

# Long words and heaps of marks.
python3 -c '
import json
print(json.dumps({"id": "long", "title": "T", "text": "x" * 1000000 + " mot " + "y" * 1000000}))
print(json.dumps({"id": "heap", "title": "T", "text": "mot e" + "\u0301" * 200000 + " mot"}))
print(json.dumps({"id": "word", "title": "T", "text": "zz" + "z" * 500000}))' >long.jsonl
"$IDX" ingest --db long long.jsonl >"$out" 2>"$err"
is 'what is too long is left out' 'long mot ' "$("$SRCH" --db long --kwic mot | grep ^long | tr '\t' ' ' | tr -s ' ')"
is 'a heap of marks too' yes "$([ "$("$SRCH" --db long --kwic mot | wc -c)" -lt 2000 ] && echo yes)"
is 'a long word is cut' '1 1 fits' "$(COLUMNS=60 "$SRCH" --db long --kwic -f text --color always 'zzz*' | python3 look.py 60)"

# What is wrong.
exits 'a hit' 0 "$SRCH" --kwic pont
exits 'no hit' 1 "$SRCH" --kwic --all introuvable
prints 'nothing to show' ''
exits 'no word' 2 "$SRCH" --kwic --outlet a
says 'is told' '^srch: --kwic shows words'
for format in json csv ids html; do
    exits "as $format" 2 "$SRCH" --kwic -f $format pont
    says 'is told' "^srch: --kwic goes with -f text or tsv, not $format"
done
printf 'a\tpont\n' >queries
exits 'a batch' 2 "$SRCH" --kwic --batch queries
says 'is told' '^srch: --kwic shows the hits of one query; leave out --batch'
exits 'show' 2 "$SRCH" --kwic show un
exits 'facets' 2 "$SRCH" --kwic --facets outlet pont
exits 'fields' 2 "$SRCH" --kwic --fields id pont
exits 'a context' 2 "$SRCH" --kwic --context 1 pont
if [ -c /dev/full ]; then
    run sh -c '"$0" --kwic pont >/dev/full' "$SRCH"
    is 'a full disk' 2 "$status"
fi

done_testing
