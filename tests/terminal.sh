#!/bin/sh
# What a person sees: lines that fit the terminal, and nothing that it would obey.
. "$SOURCE/tests/end_to_end"

# too_long COLUMNS: the lines of more columns that have more than one word.
too_long() {
    python3 -c 'import re, sys
for line in sys.stdin:
    plain = re.sub("\033\\[[0-9;]*m|\033\\]8;[!-~]*\033\\\\", "", line.rstrip("\n"))
    if len(plain) > int(sys.argv[1]) and len(plain.split(" ")) > 1 + plain.count("    "):
        print(plain)' "$1"
}

"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"
best=$("$SRCH" -f ids base militaire russe | head -n 1)
for columns in 100 80 40 20; do
    is "$columns columns hold the hits" '' \
        "$(on_terminal $columns "$SRCH" -n 0 --any base militaire russe | too_long $columns)"
    is "$columns columns hold an article" '' \
        "$(on_terminal $columns "$SRCH" show "$best" --query 'base militaire' | too_long $columns)"
done
is 'a title goes on under its beginning' '    questions' \
    "$(on_terminal 80 "$SRCH" -n 1 'base militaire russe' | sed 's/\x1b\[[0-9;]*m//g' | sed -n 2p)"
is 'in a pipe an article keeps its lines' "$("$SRCH" -f json show "$best" | python3 -c 'import json, sys
print(json.load(sys.stdin)[0]["text"])')" "$("$SRCH" show "$best" | sed '1,/^$/d')"
past=$(on_terminal 80 "$SRCH" --color never --offset 1000 venezuela)
is 'an offset past the end says so' \
    "nothing from hit 1001 on: $("$SRCH" -c venezuela) articles, N ms" "$(echo "$past" | sed 's/[0-9]* ms$/N ms/')"
is 'and in a pipe nothing' '' "$("$SRCH" -f text --offset 1000 venezuela)"

# below ARGUMENT...: what stands below the hits, the time apart.
below() {
    on_terminal 80 "$SRCH" --color never "$@" | tail -n 1 | sed 's/, [0-9]* ms$//'
}
is 'below, which hits of how many' '2 to 3 of 4 articles' "$(below --offset 1 -n 2 venezuela)"
is 'one of them' 'article 2 of 4' "$(below --offset 1 -n 1 venezuela)"
is 'all' '4 articles' "$(below venezuela)"
is 'none' 'no article' "$(below --all introuvable)"
is 'a relaxed query' '4 articles with some of the words' "$(below venezuela introuvable)"
is 'a corrected one' '4 articles for venezuela' "$(below venezuellla)"
is 'the time' 1 "$(on_terminal 80 "$SRCH" --color never venezuela | grep -c '^4 articles, [0-9]* ms$')"
is 'in a pipe no time' '4 articles' "$("$SRCH" -f text venezuela | tail -n 1)"

# Entities take one line, titles of any rank their columns.
python3 -c '
import json
names = "Moscou Caracas Bogota Paris Londres Berlin Madrid Rome Tokyo Ankara Damas".split()
for i in range(1200):
    print(json.dumps({"id": f"n{i:04}", "title": f"Le port numéro {i:04} aux quais", "text": "Un port. " + ", ".join(names)}))' >many.jsonl
"$IDX" ingest --db many many.jsonl >"$out" 2>"$err"
for columns in 60 50 40; do
    entities=$(on_terminal $columns "$SRCH" --db many -n 1 --color never port | sed -n '/ more$/p')
    is "$columns columns: entities are one line" 1 "$(echo "$entities" | grep -c '^    [A-Z].* and [0-9]* more$')"
    is "$columns columns: all are counted" "$("$SRCH" --db many -f json -n 1 port | python3 -c 'import json, sys
print(len(json.load(sys.stdin)["hits"][0]["entities"]))')" \
        "$(echo "$entities" | awk '{ commas = gsub(/,/, ""); print commas + 1 + $(NF - 1) }')"
done
# As many as fit, of any width: the line is what is made here out of all names.
for columns in $(seq 30 13 120); do
    "$SRCH" --db many -f json -n 1 port | python3 -c 'import json, sys
names = json.load(sys.stdin)["hits"][0]["entities"]
lines = ["    " + ", ".join(names)] + ["    %s and %d more" % (", ".join(names[:count]), len(names) - count)
                                         for count in range(len(names) - 1, 0, -1)]
print(next((line for line in lines if len(line) <= int(sys.argv[1])), lines[-1]))' $columns >expected
    is "$columns columns: as many as fit" "$(cat expected)" \
        "$(on_terminal $columns "$SRCH" --db many -n 1 --color never port | grep -m 1 '^    Ankara')"
done
python3 -c '
import json
names = ["Zor" + "".join(chr(97 + int(digit)) for digit in str(i)) for i in range(40000)]
with open("names.tsv", "w") as file:
    file.writelines(name + "\tperson\t\n" for name in names)
print(json.dumps({"title": "Le port", "text": "Un port. " + ", ".join(names)}))' >names.jsonl
"$IDX" ingest --no-names --entities names.tsv --db names names.jsonl >"$out" 2>"$err"
exits 'a line of 40,000 names is made in a moment' 0 timeout 8 "$SRCH" --db names -f text port
is 'and shows the first of them' '    Zora, Zorb, Zorba, Zorbaa, Zorbaaa, Zorbaaaa, Zorbaaab and 39993 more' "$(sed -n 2p "$out")"

is 'ranks of four digits' '' "$(on_terminal 40 "$SRCH" --db many -n 3 --offset 1100 port | too_long 40)"

# Titles are links, of the web alone, in colour alone; nothing of an address ends the sequence.
cat >links.jsonl <<'JSON'
{"id":"a","title":"Un titre assez long pour deux lignes","text":"Un quai.","url":"https://exemple.org/a?b=c&d=\u00e9\u202e;e"}
{"id":"b","title":"Autre","text":"Un quai.","url":"javascript:alert(1)"}
{"id":"c","title":"Sans","text":"Un quai."}
JSON
exits 'addresses' 0 "$IDX" ingest --db links links.jsonl
on_terminal 30 "$SRCH" --db links quai >links.shown
escape=$(printf '\033')
is 'each line of a title is a part of the link' 2 \
    "$(grep -c "$escape]8;id=[0-9a-f]*;https://exemple.org/a?b=c&d=%C3%A9%E2%80%AE;e$escape\\\\.*$escape]8;;$escape\\\\$" links.shown)"
is 'there is no other' 2 "$(grep -c "$escape]8;id" links.shown)"
is 'they are one' 1 "$(grep -o ';id=[0-9a-f]*' links.shown | sort -u | wc -l)"
is 'without colours no links' 0 "$(on_terminal 30 "$SRCH" --db links --color never quai | grep -c "$escape")"
is 'in a pipe no links' 0 "$("$SRCH" --db links -f text --color always quai | grep -c "$escape]8")"

printf '%s\n' '{"id":"a","title":"","text":"Un quai.","url":"https://exemple.org/quai"}' \
    '{"id":"b","title":"","text":"Un quai.","url":"javascript:alert(1)"}' '{"id":"c","title":"","text":"Un quai."}' \
    >untitled.jsonl
exits 'articles without a title' 0 "$IDX" ingest --db untitled untitled.jsonl
is 'have the address as text of the link' 1 "$(on_terminal 60 "$SRCH" --db untitled quai |
    grep -c "$escape]8;id=[0-9a-f]*;https://exemple.org/quai$escape\\\\.*https://exemple.org/quai.*$escape]8;;$escape\\\\$")"
is 'where it is of the web, in words, too' ' N. https://exemple.org/quai' \
    "$(on_terminal 60 "$SRCH" --db untitled --color never quai | sed -n 's/^ [1-3]\. \([^ ]\)/ N. \1/p')"
exits 'a page of them' 0 "$SRCH" --db untitled -f html quai
is 'has it likewise' '<h2 id="hit-N"></h2> <h2 id="hit-N"></h2> <h2 id="hit-N"><a rel="noopener noreferrer" href="https://exemple.org/quai">https://exemple.org/quai</a></h2>' \
    "$(grep '^<h2' "$out" | sed 's/hit-[0-9]/hit-N/' | sort | paste -sd ' ' -)"

# A pager only when asked for, only on a terminal; it has the output, colours and the exit status too.
paged() { # paged PAGER ARGUMENT...
    PAGER=$1
    export PAGER
    shift
    on_terminal 60 "$SRCH" "$@" >paged 2>&1
    status=$?
    unset PAGER
}
export PAGER='sed s/^/page:/'
is 'no pager by surprise' 0 "$(on_terminal 60 "$SRCH" venezuela | grep -c page:)"
is 'nor in a pipe' 0 "$("$SRCH" --pager -f text venezuela | grep -c page:)"
unset PAGER
paged 'sed s/^/page:/' --pager venezuela
is 'a pager has every line' '0 0' "$status $(grep -vc ^page: paged)"
is 'as on the terminal' "$(on_terminal 60 "$SRCH" venezuela | sed 's/[0-9]* ms/N ms/')" \
    "$(sed 's/^page://; s/[0-9]* ms/N ms/' paged)"
paged 'sed s/^/page:/' --pager show "$best"
is 'an article too' 0 "$(grep -vc ^page: paged)"
printf 'a\tvenezuela\nb\trussie\n' >queries
paged 'cat; echo page' --pager -f tsv --batch queries
is 'one for many queries' 1 "$(grep -c page paged)"
paged 'sed s/^/page:/' --pager -q venezuela
is 'none where nothing is shown' '0 ' "$status $(cat paged)"
paged 'sed s/^/page:/' --pager --all introuvable
is 'no hit' 1 "$status"
paged 'sed s/^/page:/' --pager '"venezuela'
is 'an error is not paged' '2 0' "$status $(grep -c page: paged)"
paged 'true' --db many --pager -n 0 -f json port
is 'a pager that is left early' '0 ' "$status $(cat paged)"
paged 'exit 3' --pager venezuela
is 'a pager that fails' 0 "$status"
paged 'no-such-pager' --pager venezuela
is 'a pager that is not there' '2 1' \
    "$status $(grep -c '^srch: the pager cannot be run: no-such-pager; set PAGER' paged)"
paged '' --pager venezuela
is 'an empty one is none' '0 1' "$status $(grep -c '4 articles' paged)"
mkdir bin && printf '#!/bin/sh\necho "less $* LESS=$LESS"\ncat\n' >bin/less && chmod +x bin/less
is 'less unless told' 'less -R LESS=R' \
    "$(PATH=$work/bin:$PATH on_terminal 60 env -u LESS "$SRCH" --pager venezuela | head -n 1)"

# Direction overrides are text, and stay in it; C0 and C1 controls do not get so far.
cat >bidi.jsonl <<'JSON'
{"id":"a\u202eb","title":"Un \u202etitre","text":"Un \u200ftexte.","outlet":"Le \u2066M\u00e9dia","author":"A\u202cB"}
JSON
exits 'an article that reorders text' 0 "$IDX" ingest --db bidi bidi.jsonl
override=$(printf '\342\200\256')
bidi="$override\\|$(printf '\342\200\217\\|\342\201\246\\|\342\200\254')"
python3 -c 'import json
print(json.dumps({"id": "wide", "title": "un \u202ea\u202c pont " * 9, "text": "Un \u202eb\u202c quai. " * 9}))' >wide.jsonl
exits 'many overrides' 0 "$IDX" ingest --db wide wide.jsonl
for columns in 80 40 30; do
    is "$columns columns hold their escapes" '' "$(on_terminal $columns "$SRCH" --db wide pont | too_long $columns)"
done
for format in text tsv json jsonl csv ids trec ris bibtex csl-json iramuteq html; do
    is "$format shows escapes" yes \
        "$(on_terminal 80 "$SRCH" --db bidi -f $format texte | grep -q '\\u202e' && echo yes)"
    is "$format lets nothing through" 0 \
        "$(on_terminal 80 "$SRCH" --db bidi -f $format texte | grep -c "$bidi")"
done
is 'the JSON is still JSON' "Un ${override}titre" "$(on_terminal 80 "$SRCH" --db bidi -f json texte |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["hits"][0]["title"])')"
is 'a pipe has the bytes' "Un ${override}titre" "$("$SRCH" --db bidi -f tsv texte | cut -f 5)"
id=$("$SRCH" --db bidi -f ids texte)
is 'show escapes too' 0 "$(on_terminal 80 "$SRCH" --db bidi show "$id" | grep -c "$bidi")"
is 'for a pager with colours, too' 0 \
    "$("$SRCH" --db bidi -f text --color=always texte | grep -c "$bidi")"

# Names of files.
name=$(printf 'nom\033[31m.txt')
echo 'pas un article' >"$name"
is 'a file name is escaped' 1 "$(on_terminal 80 "$IDX" ingest "$name" | grep -c '^nom\\x1b\[31m.txt:1: ')"
is 'wherever it stands' 0 "$(on_terminal 80 "$IDX" ingest "$name" missing | grep -c "$(printf '\033')")"

done_testing
