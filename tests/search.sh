#!/bin/sh
# srch on the sample digest, as users call it.
. "$SOURCE/tests/end_to_end"

"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"
articles=$(grep -c '^Source[^a-z]*:' "$SOURCE/data/sample.txt")

# titles QUERY...: the titles of the hits, one a line.
titles() {
    "$SRCH" -f tsv "$@" 2>"$err" | cut -f 5
}
first() {
    titles "$@" | head -n 1
}
best=$(sed -n 1p "$SOURCE/data/sample.txt" | tr -d '\r')

is 'three words' "$best" "$(first base militaire russe)"
is 'one argument' "$best" "$(first 'base militaire russe')"
is 'upper case' "$best" "$(first 'BASE MILITAIRE RUSSE')"
is 'plural' "$best" "$(first 'bases militaires russes')"
is 'a phrase' "$best" "$(first '"base militaire russe"')"
is 'a phrase in French marks' "$best" "$(first '« base militaire russe »')"
is 'another order is no phrase' '' "$(titles '"militaire base russe"')"
is 'without a word' 0 "$(titles base militaire -russe | grep -c "$best")"
is 'without a prefix' "$("$SRCH" -c base SAUF '(militaire OU militaires)')" \
    "$("$SRCH" -c base SAUF 'milit*')"
is 'without a phrase of one outlet' "$("$SRCH" -f ids base SAUF media:rfi | sort)" \
    "$("$SRCH" -f ids base SAUF '(media:rfi "base militaire")' | sort)"
is 'no accents needed' "$(titles énergie réseau)" "$(titles energie reseau)"
is 'apostrophes alike' "$(titles "l'armée")" "$(titles 'l’armée')"
is 'hyphen and space alike' "$(titles états-unis | sort)" "$(titles Etats Unis | sort)"

exits 'a hit' 0 "$SRCH" russie
exits 'no hit' 1 "$SRCH" --all xyzzy
prints 'prints nothing' ''
exits 'count' 0 "$SRCH" -c russie
exits 'count of none' 1 "$SRCH" -c xyzzy
prints 'is 0' 0
exits 'quiet' 0 "$SRCH" -q russie
prints 'prints nothing when quiet' ''

# Stop words that are content too.
printf 'Un\n\nDes soldats russes.\n\nSource : Un – A\n\nDeux\n\nDes soldats russes, un avion.\n\nSource : Deux – A\n' >avions.txt
"$IDX" ingest --db avions avions.txt >"$out" 2>"$err"
is 'the aeroplanes count' Deux "$(first --db avions 'avions russes')"
is 'but are not needed' 2 "$("$SRCH" --db avions -c 'avions russes')"

# A word that is both sides of a distance, or a prefix that holds the other side.
printf '%s\n\n%s\n\nSource : %s – A\n\n' Un 'Le contrat contre lui.' Un Deux 'Il est contre.' Deux \
    Trois 'Contre un autre contrat.' Trois Quatre 'Contre, contre tout.' Quatre Cinq 'Contrat, contre-attaque.' Cinq >contre.txt
"$IDX" ingest --db contre contre.txt >"$out" 2>"$err"
near() {
    titles --db contre --all "$1" | sort | tr '\n' ' '
}
is 'a prefix near a word of it' 'Cinq Quatre Un ' "$(near 'contr* PROCHE/1 contre')"
is 'a word near a prefix of it' 'Cinq Quatre Un ' "$(near 'contre PROCHE/1 contr*')"
is 'with others of one place' 'Cinq Quatre Un ' "$(near 'contr* PROCHE/1 (contre OU contrat)')"
is 'a word near itself' 'Quatre ' "$(near 'contre PROCHE/1 contre')"
is 'three words' 'Cinq Quatre Trois Un ' "$(near 'contr* PROCHE/3 contre')"

# Filters.
is 'an outlet' "$(grep -c '^Source.*L’Opinion' "$SOURCE/data/sample.txt")" "$("$SRCH" -c --outlet opinion)"
is 'any of two outlets' "$(grep -c '^Source.*\(L’Opinion\|RFI\)' "$SOURCE/data/sample.txt")" \
    "$("$SRCH" -c --outlet opinion --outlet rfi)"
is 'all of two entities' 1 "$("$SRCH" -c --entity maduro --entity rostec)"
is 'an entity by its alias' "$(titles --entity maduro)" "$(titles --entity 'Nicolás MADURO')"
is 'filters combine' 1 "$("$SRCH" -c --outlet opinion --entity rostec)"
exits 'an unknown outlet' 2 "$SRCH" --outlet opinoin
says 'the nearest outlet' 'nearest there are: L’Opinion'
exits 'an unknown entity' 2 "$SRCH" --entity Madura
says 'the nearest entity' 'did you mean Nicolás Maduro'
exits 'a bad date' 2 "$SRCH" --since 2019-13 russie
exits 'dates' 0 "$SRCH" -c --since 0001 --until 9999
is 'count the dated articles' "$(grep -c '^Date' "$SOURCE/data/sample.txt")" "$(cat "$out")"

# Paging.
all=$(titles -n 0 --any russie venezuela armée)
paged=
for offset in 0 2 4 6 8 10 12 14 16; do
    paged=$paged$(titles -n 2 --offset $offset --any russie venezuela armée)'
'
done
is 'pages neither repeat nor miss' "$all" "$(printf '%s' "$paged" | grep .)"
is 'no limit' "$("$SRCH" -c --any le la de)" "$("$SRCH" -f ids -n 0 --any le la de | wc -l)"
is 'words of no content find' "$articles" "$("$SRCH" -c --any le la de)"

# Formats.
run "$SRCH" -f json base militaire russe
is 'JSON' "$best" "$(python3 -c 'import json,sys; print(json.load(sys.stdin)["hits"][0]["title"])' <"$out")"
is 'highlights are the words' 'base militaire russe' "$(python3 -c 'import json,sys
snippet = json.load(sys.stdin)["hits"][0]["snippet"]
text = snippet["text"].encode()
words = {text[s:s+n].decode().lower() for s, n in snippet["highlights"]}
print(" ".join(w for w in ["base", "militaire", "russe"] if w in words))' <"$out")"
run "$SRCH" -f json xyzzy
is 'JSON of nothing' '[]' "$(python3 -c 'import json,sys; print(json.load(sys.stdin)["hits"])' <"$out")"
"$SRCH" -f ids russie | xargs "$SRCH" show >"$out" 2>"$err"
is 'ids for show' "$("$SRCH" -f tsv russie | cut -f 5 | head -n 1)" "$(head -n 1 "$out")"
exits 'show an unknown id' 1 "$SRCH" show 000000000000
says 'is told' 'no article has the id 000000000000'
exits 'show as JSON' 0 "$SRCH" -f json show "$("$SRCH" -f ids -n 1 russie)"
is 'has the text' True "$(python3 -c 'import json,sys; print(len(json.load(sys.stdin)[0]["text"]) > 50)' <"$out")"
run sh -c '"$0" -n 0 -f tsv --any russie le la | head -n 1' "$SRCH"
is 'a closed pipe is quiet' '' "$(cat "$err")"
if [ -c /dev/full ]; then
    run sh -c '"$0" russie >/dev/full' "$SRCH"
    is 'a full disk is an error' 2 "$status"
fi
run "$SRCH" -f text --color=always base militaire russe
is 'colours when asked for' True "$(python3 -c 'import sys; print("\033[" in sys.stdin.read())' <"$out")"
run "$SRCH" -f text base militaire russe
is 'none in a pipe' False "$(python3 -c 'import sys; print("\033[" in sys.stdin.read())' <"$out")"

# Relaxed.
exits 'not all words' 0 "$SRCH" russie xyzzy
says 'is told' 'no article has all of these words'
exits 'unless --all' 1 "$SRCH" --all russie xyzzy
is 'what is needed stays' "$best" "$(titles hangar +mirage)"
is 'beside a word that none has' "$(titles mirage)" "$(titles xyzzy +mirage)"
is 'and is not relaxed itself' '' "$(titles hangar +xyzzy)"

# A compound counts as often as it is asked for, in one word and in parts, and is looked up once.
awk 'BEGIN { for (i = 1; i <= 10000; i++) printf "{\"id\":\"%d\",\"title\":\"Vol %d\",\"text\":\"Un F%s16.%s\",\"date\":\"2019-01-01\"}\n",
    i, i, i % 2 ? "" : "-", i % 3 ? " Un mirage." : "" }' >planes.jsonl
"$IDX" ingest --no-names --db planes planes.jsonl >"$out" 2>"$err"
scores() {
    "$SRCH" --db planes -f tsv -n 6 --any "$@" 2>"$err" | cut -f 1,2,3
}
for query in 'f-16 f-16 mirage' 'f-16 mirage F-16 f-16 mirage-f-16 mirage-f16 mirage-f-16' 'f-16 "f-16 mirage" f-16'; do
    is "$query: the scores of the terms" "$(scores --since 0001 "$query")" "$(scores "$query")"
done
awk 'BEGIN { for (line = 1; line <= 16; line++) { printf "q%d\t", line; for (i = 1; i < 13000; i++) printf "f-16 "; print "" } }' >planes.tsv
exits 'a compound over and over' 0 timeout 6 "$SRCH" --db planes --any -f trec -n 1 --batch planes.tsv

# Batch.
printf 'q1\tbase militaire\nq2\t"sans fin\nq3\trussie\n' >queries.tsv
exits 'a batch with a wrong query' 2 "$SRCH" --batch queries.tsv -f trec -n 1
is 'answers the others' 'q1 q3' "$(cut -d ' ' -f 1 "$out" | tr '\n' ' ' | sed 's/ $//')"
says 'and tells the line' '^queries.tsv:2: unclosed quotation mark'

# Sorted by the words of titles, without those that are elided, and by the letters of outlets.
cat >sorted.jsonl <<'JSON'
{"title":"L’affaire","text":"Un pont.","outlet":"L’Opinion locale"}
{"title":"J'ai un pont","text":"Un pont.","outlet":"D'Or"}
{"title":"« Été » en juin","text":"Un pont.","outlet":"Le lac"}
{"title":"aube","text":"Un pont.","outlet":"LEFT"}
{"title":"Lacune","text":"Un pont.","outlet":"Éole"}
{"title":"Le lac","text":"Un pont.","outlet":"lac"}
JSON
exits 'titles and outlets' 0 "$IDX" ingest --db sorted sorted.jsonl
is 'by title' "L’affaire|J'ai un pont|aube|« Été » en juin|Lacune|Le lac|" \
    "$("$SRCH" --db sorted -f tsv --fields title --sort title pont | tr '\n' '|')"
is 'by outlet' "D'Or|Éole|lac|LEFT|Le lac|L’Opinion locale|" \
    "$("$SRCH" --db sorted -f tsv --fields outlet --sort outlet pont | tr '\n' '|')"

# Wrong queries and options.
exits 'no query' 2 "$SRCH"
exits 'a blank query' 2 "$SRCH" '   '
exits 'an unclosed quotation mark' 2 "$SRCH" 'base "militaire russe'
is 'its place' '       ^' "$(sed -n 3p "$err")"
exits 'an unknown option' 2 "$SRCH" --outlte x
says 'the nearest option' 'did you mean --outlet\?'
exits 'a number that is none' 2 "$SRCH" -n -1 russie
exits '-h alone' 0 "$SRCH" -h
prints 'is help: it could be no query' "$("$SRCH" --help)"
for typed in -cq -qc -v '-c -h' '-n 3 -h' '-v -qc'; do
    # shellcheck disable=SC2086 # words
    exits "what looks like options, $typed" 2 "$SRCH" $typed
    is 'gets a hint' \
        'srch: only negations: nothing to search for; options stand apart (-c -q), srch --help shows them' \
        "$(head -n 1 "$err")"
done
for typed in -mot -base '-v -mot' '-v -(a)'; do
    # shellcheck disable=SC2086 # words
    exits "what does not, $typed" 2 "$SRCH" $typed
    is 'gets none' 'srch: only negations: nothing to search for' "$(head -n 1 "$err")"
done
is 'behind a word it is not wanted' "$("$SRCH" -n 0 -f ids russie -base)" "$("$SRCH" -n 0 -f ids 'russie -base')"
printf 'un\t-v\n' >options.tsv
exits 'in a batch' 2 "$SRCH" --batch options.tsv
is 'there are no options' 'options.tsv:1: only negations: nothing to search for' "$(head -n 1 "$err")"
exits 'an unknown format' 2 "$SRCH" -f xml russie
exits 'no database' 2 "$SRCH" --db nowhere russie
says 'the way to one' 'no database at nowhere; make one with: idx ingest --db nowhere FILE'

# A file may be a stub, which names databases.
echo 'Une phrase.' >text.txt
printf '\001\002\003\n\n' >bytes
: >empty
printf '# auto db\n\n' >remarks
for file in text.txt bytes empty remarks; do
    exits "a file, $file" 2 "$SRCH" --db $file russie
    is 'is no database' "srch: $file is a file, no database; give a folder with --db PATH" "$(cat "$err")"
done
exits 'not for idx either' 2 "$IDX" stats --db text.txt
is 'which says the same' 'idx: text.txt is a file, no database; give a folder with --db PATH' "$(cat "$err")"
printf '# ours\n\nauto db\n' >stub
exits 'a stub' 0 "$SRCH" --db stub russie
printf '# ours\n\nauto missing\n' >stub
exits 'a stub of what is missing' 2 "$SRCH" --db stub russie
says 'which is named' '^srch: stub: .*missing'
printf 'auto db\nmissing\n' >stub
exits 'a stub with a wrong line' 2 "$SRCH" --db stub russie
says 'which is named' '^srch: stub: .*stub:2'

# So many articles are checked by several threads.
awk 'BEGIN {
    for (i = 1; i <= 4000; i++)
        printf "{\"title\": \"Note %d\", \"outlet\": \"O\", \"date\": \"2020-01-%02d\", \"text\": \"La %s est là.\"}\n", i,
            i % 28 + 1, i % 7 == 0 ? "barge militaire" : "militaire barge"
}' >many.jsonl
exits 'thousands of articles' 0 "$IDX" ingest --db many many.jsonl
is 'a phrase in some of thousands' 571 "$("$SRCH" --db many -c '"barge militaire"')"
is 'and in the others' 3429 "$("$SRCH" --db many -c barge -'"barge militaire"')"
is 'all of them, each once' "$(seq 7 7 4000)" \
    "$("$SRCH" --db many -n 0 -f tsv '"barge militaire"' | grep -o 'Note [0-9]*' | cut -d ' ' -f 2 | sort -n)"

# Conditions in brackets are conditions.
printf '%s\n' '{"id":"a","title":"Corde","text":"Le mot base est là.","outlet":"RFI"}' \
    '{"id":"b","title":"Corde","text":"Le mot port est là.","outlet":"Le Monde"}' \
    '{"id":"c","title":"Corde","text":"Rien que base et militaire.","outlet":"RFI","author":"Anne Martin"}' \
    '{"id":"d","title":"Corde","text":"base militaire russe","outlet":"Le Monde","author":"Jean Martin"}' \
    '{"id":"e","title":"Corde","text":"port base militaire","outlet":"La Croix","date":"2019-02-03"}' >outlets.jsonl
exits 'articles of three outlets' 0 "$IDX" ingest --db outlets outlets.jsonl
outlets() {
    "$SRCH" --db outlets -n 0 -f ids "$@" 2>"$err" | sort | tr '\n' ' '
}
is 'of any of two outlets' 'a b c d ' "$(outlets 'corde media:(rfi OU monde)')"
is 'not relaxed away' '' "$(outlets 'sandales media:(rfi OU monde)')"
is 'nor when some words are there' 'a c d ' "$(outlets 'sandales base media:(rfi OU monde)')"
is 'stop words beside them are asked for' 'a b ' "$(outlets 'le media:(rfi OU monde)')"
is 'one but not another' 'd ' "$(outlets 'sandales base auteur:(martin -anne)')"
is 'with any words' 'a c d ' "$(outlets --any 'sandales base (media:rfi OU auteur:jean)')"
is 'a condition or a word is none' 'a b c d e ' "$(outlets 'sandales corde (media:rfi OU base)')"

# Outlets in the order of a catalogue.
for outlet in 'Échos' eco 'L’Équipe' 'Le Monde' "L'Équipe" 'La Croix' 'Écho'; do
    printf '{"title":"Commun","text":"Un texte de %s.","outlet":"%s"}\n' "$outlet" "$outlet"
done >outlets.jsonl
"$IDX" ingest --db outlets outlets.jsonl >"$out" 2>"$err"
is 'outlets are in order by their letters' 'Écho Échos eco La Croix Le Monde L?Équipe L?Équipe' \
    "$("$SRCH" --db outlets -n 0 -f tsv --fields outlet --sort outlet commun | sed 's/^L.*quipe/L?Équipe/' | paste -sd ' ' -)"

# Stop words of a field: asked for where nothing else is in it, as elsewhere in a title.
printf '{"title":"Femme attaquée par le chien","text":"Un texte.","outlet":"O"}\n' >woman.jsonl
"$IDX" ingest --db woman woman.jsonl >"$out" 2>"$err"
is 'a title in brackets' 1 "$("$SRCH" --db woman -c --all 'titre:(une femme attaquée)')"
is 'with brackets in it' 1 "$("$SRCH" --db woman -c --all 'titre:(une (femme OU fille))')"
is 'a word behind the field' 0 "$("$SRCH" --db woman -c --all 'titre:une texte')"
is 'that is there' 1 "$("$SRCH" --db woman -c --all 'titre:par texte')"

done_testing
