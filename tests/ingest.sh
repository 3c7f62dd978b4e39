#!/bin/sh
# idx ingest, stats and entities, as users call them.
. "$SOURCE/tests/end_to_end"

sample=$SOURCE/data/sample.txt
articles=$(grep -c '^Source[^a-z]*:' "$sample")

exits 'a new database' 0 "$IDX" ingest --db db "$sample"
prints 'a line a file' "$sample: $articles added, 0 updated, 0 unchanged, 0 rejected"
exits 'the same again' 0 "$IDX" ingest --db db "$sample"
prints 'all unchanged' "$sample: 0 added, 0 updated, $articles unchanged, 0 rejected"

exits 'default database' 0 "$IDX" ingest "$sample"
exits 'it is in the home' 0 test -f "$HOME/.local/share/revue/db/iamglass"
exits 'stats of it' 0 "$IDX" stats
is 'articles counted' "articles  $articles" "$(grep ^articles "$out")"
export REVUE_DB="$work/env/a/b"
exits 'REVUE_DB' 0 "$IDX" ingest "$sample"
exits 'folders are made' 0 test -f "$work/env/a/b/iamglass"
unset REVUE_DB

# A variable that a script did not set is no wish for the default database.
for command in "ingest $sample" stats 'delete x' export check; do
    # shellcheck disable=SC2086
    exits "$command, an empty --db" 2 "$IDX" $command --db ""
    is 'is told' 'idx: --db: the value is empty; give one or leave --db out' "$(cat "$err")"
done
exits 'srch, an empty --db' 2 "$SRCH" --db db --db= russie
is 'is told' 'srch: --db: the value is empty; give one or leave --db out' "$(cat "$err")"
exits 'srch show, an empty --db' 2 "$SRCH" show --db "" x
is 'is told, too' 'srch: --db: the value is empty; give one or leave --db out' "$(cat "$err")"
REVUE_DB='' run "$IDX" stats
is 'an empty REVUE_DB is as unset' 0 "$status"

exits 'json of stats' 0 "$IDX" stats --db db --json
is 'as JSON reads it' "$articles" "$(python3 -c 'import json,sys; print(json.load(sys.stdin)["articles"])' <"$out")"
exits 'entities' 0 "$IDX" entities --db db
is 'with counts' "Rostec	organisation	1" "$(cut -f 1-3 "$out" | grep ^Rostec)"
exits 'json of entities' 0 "$IDX" entities --db db --json
is 'aliases are a list' "True" "$(python3 -c 'import json,sys
print("Maduro" in [e for e in json.load(sys.stdin) if e["name"] == "Nicolás Maduro"][0]["aliases"])' <"$out")"

exits 'json of ingest' 0 "$IDX" ingest --db db --json "$sample"
is 'an object a line' "$articles" "$(python3 -c 'import json,sys
for l in sys.stdin: print(json.loads(l)["unchanged"])' <"$out")"

# A name that is no UTF-8 has U+FFFD in JSON, which is UTF-8.
strange=$(printf 'caf\303\251\377\303.txt')
cp "$sample" "$strange"
exits 'a file whose name is no UTF-8' 0 "$IDX" ingest --db "$strange.db" --json "$strange"
is 'has an object' 'café��.txt' "$(python3 -c 'import json,sys
sys.stdout.reconfigure(encoding="utf-8")
print(json.load(sys.stdin)["file"])' <"$out")"
exits 'a database whose name is none' 0 "$IDX" stats --db "$strange.db" --json
is 'is named' 'café��.txt.db' "$(python3 -c 'import json,sys
sys.stdout.reconfigure(encoding="utf-8")
print(json.load(sys.stdin)["database"])' <"$out")"

# Standard input, both formats, and folders.
printf 'Un titre\n\nUn texte court.\n\nSource : Un titre – La Gazette\n' >a.txt
"$IDX" ingest --db in <a.txt >"$out" 2>"$err"
prints 'standard input' '-: 1 added, 0 updated, 0 unchanged, 0 rejected'
"$IDX" ingest --db in - <a.txt >"$out" 2>"$err"
prints 'named' '-: 0 added, 0 updated, 1 unchanged, 0 rejected'
mkdir -p folder/sub
cp a.txt folder/b.txt
printf '{"title":"Deux","text":"Autre chose.","id":"deux"}\n' >folder/sub/c.jsonl
echo 'no input' >folder/readme.md
exits 'a folder' 0 "$IDX" ingest --db in folder
prints 'its files in order' 'folder/b.txt: 0 added, 0 updated, 1 unchanged, 0 rejected
folder/sub/c.jsonl: 1 added, 0 updated, 0 unchanged, 0 rejected'

# Identity.
printf '{"title":"Deux","text":"Autre chose encore.","id":"deux"}\n' >c.jsonl
exits 'an id again' 0 "$IDX" ingest --db in c.jsonl
prints 'replaces what differs' 'c.jsonl: 0 added, 1 updated, 0 unchanged, 0 rejected'
sed 's/court/long/' a.txt >a2.txt
exits 'another text under a title' 0 "$IDX" ingest --db in a2.txt
prints 'is a second article' 'a2.txt: 1 added, 0 updated, 0 unchanged, 0 rejected'
sed 's/court/nouveau/' a.txt >a3.txt
exits 'with --update' 0 "$IDX" ingest --db in --update a3.txt
prints 'it replaces the first' 'a3.txt: 0 added, 1 updated, 0 unchanged, 0 rejected'
exits 'a date given later' 0 "$IDX" ingest --db in --date 2019-02-14 a2.txt
prints 'updates' 'a2.txt: 0 added, 1 updated, 0 unchanged, 0 rejected'
exits 'and is not taken away' 0 "$IDX" ingest --db in a2.txt
prints 'by a reading without it' 'a2.txt: 0 added, 0 updated, 1 unchanged, 0 rejected'
printf '{"title":"x","text":"y","id":"d"}\n{"title":"z","text":"y","id":"d"}\n' >twice.jsonl
exits 'an id twice in a file' 1 "$IDX" ingest --db in twice.jsonl
says 'is rejected with its line' '^twice.jsonl:2: '

# Dates in file names.
cp a.txt 2020-01-31-revue.txt
exits 'a dated file' 0 "$IDX" ingest --db dated 2020-01-31-revue.txt
exits 'stats of dates' 0 "$IDX" stats --db dated
is 'the date is the name'"'"'s' 'dates     2020-01-31 to 2020-01-31, 1 articles with one' "$(grep ^dates "$out")"

# Lint writes nothing.
printf 'Un titre\n\nUn texte.\n\nSource : Un titre sans journal\n\nreste\n' >bad.txt
exits 'lint' 2 "$IDX" ingest --db lint --lint bad.txt
says 'the place of the source line' '^bad.txt:5: .*outlet'
says 'the place of the rest' '^bad.txt:7: '
exits 'nothing was made' 1 test -e lint

# Entities of one's own.
printf 'La Gazette\torganisation\tGazette\n' >mine.tsv
printf 'Un titre\n\nLa Gazette le dit.\n\nSource : Un titre – Autre\n' >g.txt
exits 'a list of entities' 0 "$IDX" ingest --db own --entities mine.tsv g.txt
exits 'is known to the database' 0 "$SRCH" --db own -f ids --entity gazette
is 'and found' 1 "$(wc -l <"$out")"
printf 'La Gazette\tjournal\tGazette\n' >mine.tsv
exits 'a bad list' 2 "$IDX" ingest --db own --entities mine.tsv g.txt
says 'its line' 'mine.tsv:1: '

# Options.
exits 'help' 0 "$IDX" --help
exits 'help of a command' 0 "$IDX" ingest --help
exits 'version' 0 "$IDX" --version
is 'names the analyser' 1 "$(grep -c '^analyser french-' "$out")"
exits 'no command' 2 "$IDX"
exits 'an unknown command' 2 "$IDX" ingets
says 'the nearest' 'did you mean ingest\?'
exits 'an unknown option' 2 "$IDX" ingest --udpate
says 'the nearest option' 'did you mean --update\?'
exits 'a bad date' 2 "$IDX" ingest --date 2019-02-30 a.txt
says 'is told' '2019-02-30 is no date'
exits 'stats takes no operand' 2 "$IDX" stats x

# The date of a file's name is a guess: an article that is there already has its date.
mkdir dated
for date in 14 20; do
    printf 'T commun\n\nTexte base.\n\nSource : T commun – G\n' >dated/2019-02-$date-revue.txt
done
exits 'the same article in two dated files' 0 "$IDX" ingest --db guessed dated
is 'has the first one date' 2019-02-14 "$("$SRCH" --db guessed -f tsv --fields date base)"
exits 'both again' 0 "$IDX" ingest --db guessed dated
is 'change nothing' 2 "$(grep -c ': 0 added, 0 updated, 1 unchanged' "$out")"
echo '{"id":"x1","title":"T","text":"aa bb","outlet":"O","date":"2018-05-05"}' >own.jsonl
sed 's/,"date":"[^"]*"//' own.jsonl >2019-01-01.jsonl
for file in own.jsonl 2019-01-01.jsonl own.jsonl 2019-01-01.jsonl; do
    "$IDX" ingest --db own "$file"
done >"$out" 2>"$err"
is 'an article with an id keeps its own date' '2018-05-05 3' \
    "$("$SRCH" --db own -f tsv --fields date aa) $(grep -c '1 unchanged' "$out")"
exits 'a date that is given' 0 "$IDX" ingest --db guessed --date 2019-03-01 dated
is 'counts' 2019-03-01 "$("$SRCH" --db guessed -f tsv --fields date base)"

done_testing
