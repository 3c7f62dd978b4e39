#!/bin/sh
# Discovered names to decide about: idx entities --discovered and --interactive, and decisions about names
# that no list has.
. "$SOURCE/tests/end_to_end"

own=home/.config/revue/entities.tsv
cat >articles.jsonl <<'EOT'
{"id": "a1", "title": "Le budget est voté", "text": "Le maire Édouard Vernaudin a présenté mardi son budget. « Il est sincère », a déclaré Édouard Vernaudin.\n\nL’Union des pêcheurs de Kervalec (UPK) proteste. L’UPK demande à M. Vernaudin de la recevoir."}
{"id": "a2", "title": "Une rue en travaux", "text": "Selon M. Vernaudin, les travaux dureront trois mois. Le préfet Paul Tavelier a donné son accord."}
{"id": "a3", "title": "Le bac reprend la mer", "text": "Le maire Edouard Vernaudin et la députée Anne Tavelier ont salué l’équipage. Edouard Vernaudain est venu."}
{"id": "a4", "title": "Un conseil animé", "text": "M. Tavelier a quitté la salle, a raconté le maire Édouard Vernaudin. Nicolás Maduro n’y était pas."}
{"id": "a5", "title": "Le procès", "text": "Le maire Jacques V. comparaît. La juge Marie T. a tranché."}
EOT

# begin: the database anew, without decisions.
begin() {
    rm -rf db home/.config
    "$IDX" ingest --db db articles.jsonl >"$out" 2>"$err"
}
discovered() {
    "$IDX" entities --db db --discovered "$@" 2>"$err"
}
begin

# Listed.
exits 'the list' 0 "$IDX" entities --db db --discovered
is 'those of most articles first' 'Édouard Vernaudin person 4 7' \
    "$(head -n 1 "$out" | cut -f1-4 | tr '\t' ' ')"
is 'with all ways to write them' 'Edouard Vernaudain|Edouard Vernaudin|Vernaudin|Édouard Vernaudin' \
    "$(head -n 1 "$out" | cut -f8 | tr '|' '\n' | LC_ALL=C sort | paste -sd '|')"
is 'how sure, and why' 'yes rules,first-name,title,context' \
    "$(head -n 1 "$out" | awk -F'\t' '{ print ($5 > 80 && $5 <= 100 ? "yes" : "no"), $6 }')"
is 'a surname of two persons stays open' '2' "$(grep '^Tavelier	' "$out" | cut -f7)"
is 'whatever else begins with its letters' '0' "$(grep '^Édouard' "$out" | cut -f7)"
is 'persons with different first names are two' 2 "$(grep -c ' Tavelier	' "$out")"
is 'an acronym and its name are one' 'Union des pêcheurs de Kervalec 3' \
    "$(grep 'Kervalec' "$out" | cut -f1,4 | tr '\t' ' ')"
is 'nothing of a list' '' "$(grep Maduro "$out")"
is 'so many' 2 "$(discovered -n 2 | wc -l | tr -d ' ')"
is 'none' 0 "$(discovered --limit 0 | wc -l | tr -d ' ')"
exits 'a number that is none' 2 "$IDX" entities --db db --discovered -n x
discovered >lines
is 'the same in JSON' '' "$(discovered --json | python3 -c 'import json, sys
for name, line in zip(json.load(sys.stdin), open("lines"), strict=True):
    columns = [name["name"], name["type"], *map(str, (name["articles"], name["mentions"], name["percent"])),
               ",".join(name["evidence"]), str(name["open"]), "|".join(way["name"] for way in name["ways"])]
    if "\t".join(columns) + "\n" != line:
        print(columns, line)')"
exits 'a closed pipe' 0 sh -c "'$IDX' entities --db db --discovered | head -n 1"

# Decided by name.
exits 'a surname means its one full name' 0 "$IDX" entities --db db accept vernaudin
prints 'and takes its type' 'accepted Édouard Vernaudin (person): 4 articles changed'
is 'no article is lost' 4 "$("$SRCH" --db db -c --confirmed --entity vernaudin)"
is 'the surname stands in the list' 'Édouard Vernaudin	person	Vernaudin' "$(cat $own)"
exits 'one of two' 0 "$IDX" entities --db db accept 'Anne Tavelier'
exits 'and the other' 0 "$IDX" entities --db db accept 'Paul Tavelier'
is 'have the surname of both beside their full names alone' 2 "$(grep -c 'Tavelier	person	~Tavelier$' $own)"
exits 'until it is said whose it is' 0 "$IDX" entities --db db merge Tavelier 'Paul Tavelier'
is 'who then has it' 'a2 a4' "$("$SRCH" --db db -f ids --sort title --entity 'paul tavelier' | sort | tr '\n' ' ' | sed 's/ $//')"
exits 'another name' 0 "$IDX" entities --db db rename 'union des pecheurs de kervalec' 'Pêcheurs de Kervalec'
prints 'is told' 'renamed Union des pêcheurs de Kervalec to Pêcheurs de Kervalec (organisation): 1 article changed'
exits 'another type' 0 "$IDX" entities --db db type 'Edouard Vernaudain' event
exits 'what is accepted is undecided no more' 0 sh -c "! '$IDX' entities --db db --discovered | grep Vernaudin"
exits 'sound' 0 "$IDX" check --db db

# A surname that does not stand for one name alone stands for it beside that name.
begin
printf '%s\n' '{"id":"c1","title":"Port","text":"Octave Berthomieu veut un port. Berthomieu a parlé. Berthomieu part."}' \
    '{"id":"c2","title":"Mer","text":"Selon Aline Berthomieu, la mer monte."}' \
    '{"id":"c3","title":"Vent","text":"Le maire Octave Berthomieu est venu."}' >two.jsonl
"$IDX" ingest --db db two.jsonl >"$out" 2>"$err"
exits 'one whose surname another has' 0 "$IDX" entities --db db accept 'Octave Berthomieu'
is 'is found by it' 'c1 c3' "$("$SRCH" --db db -f ids --sort title --entity berthomieu | sort | tr '\n' ' ' | sed 's/ $//')"
is 'and mentioned by it' 3 "$("$SRCH" --db db --explain-entity c1 | grep -c '^Octave Berthomieu	')"

begin
printf '%s\n' '{"id":"b1","title":"À la mer","text":"Il vit à Tourville. La ville de Tourville est belle."}' \
    '{"id":"b2","title":"Un maire","text":"Le maire Paul Tourville parle."}' >place.jsonl
"$IDX" ingest --db db place.jsonl >"$out" 2>"$err"
exits 'a place is no surname' 0 "$IDX" entities --db db accept Tourville
is 'whoever is called so' place "$(cut -f2 $own)"

begin
exits 'rejected' 0 "$IDX" entities --db db reject 'Paul Tavelier'
is 'its surname may be another’s' 'Paul Tavelier	none	' "$(cat $own)"
is 'it is gone' '' "$(discovered | grep 'Paul Tavelier')"

# Asked one by one.
begin
printf 'a\nx\nt\nville\nt\nplace\nm\nPersonne\nr\n\nq\n' >answers
exits 'asked' 0 sh -c "'$IDX' entities --db db --interactive <answers"
is 'the first is shown' 1 "$(grep -c '^Édouard Vernaudin — person; articles: 4, mentions: 7; ' "$out")"
is 'with its other ways' 1 "$(grep -c 'also written: .*Vernaudain' "$out")"
is 'and sentences' 1 "$(grep -c '^  « Le maire Édouard Vernaudin a présenté mardi son budget. »$' "$out")"
is 'of two articles' 1 "$(grep -c '^  « Selon M. Vernaudin, les travaux dureront trois mois. »$' "$out")"
is 'what is decided is told' 1 "$(grep -c 'accepted Édouard Vernaudin (person): 4 articles changed' "$out")"
says 'a wrong answer, too' 'no such type "ville"'
says 'an unknown name' '"Personne" is no known name'
is 'and asked again' 1 "$(grep -c 'rejected Jacques V' "$out")"
is 'counted' 'decisions: 3' "$(tail -n 1 "$out")"
is 'written down' 'Édouard Vernaudin	person' "$(head -n 1 $own | cut -f1,2)"
is 'with the ways that it is written' 'Edouard Vernaudain|Vernaudin' \
    "$(head -n 1 $own | cut -f3 | tr '|' '\n' | LC_ALL=C sort | paste -sd '|')"
exits 'the input ends' 0 sh -c "'$IDX' entities --db db --interactive </dev/null"
exits 'in the middle of an answer' 0 sh -c "printf 'm\n' | '$IDX' entities --db db --interactive"
exits 'a decision besides' 2 "$IDX" entities --db db --interactive accept Paris
says 'is too much' 'takes no decision'
exits 'no database' 2 "$IDX" entities --db none --interactive
exits 'sound as before' 0 "$IDX" check --db db

cat >terminal.py <<'PYTHON'
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.environ["COLUMNS"] = "40"
    os.execv(sys.argv[1], [sys.argv[1], "entities", "--db", "db", "--interactive"])
shown = b""
asked = False
while True:
    try:
        block = os.read(terminal, 4096)
    except OSError:
        break
    if not block:
        break
    shown += block
    if not asked and shown.rstrip().endswith(b"(q)uit?"):
        asked = True
        os.write(terminal, b"q\n")
with open("shown", "wb") as file:
    file.write(shown.replace(b"\r", b""))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) or not asked)
PYTHON
exits 'at a terminal' 0 python3 terminal.py "$IDX"
is 'sentences in lines of the terminal' '  « M. Tavelier a quitté la salle, a
    raconté le maire Édouard
    Vernaudin. »' "$(grep -A 2 '«.M. Tavelier' shown)"

# None at all.
rm -rf db home/.config
printf '%s\n' '{"id":"e","title":"Rien","text":"Un texte sans nom."}' >none.jsonl
"$IDX" ingest --db db none.jsonl >"$out" 2>"$err"
exits 'no names' 0 "$IDX" entities --db db --discovered
is 'print nothing' '' "$(cat "$out")"
is 'or an empty array' '[]' "$(discovered --json)"
exits 'nothing to ask' 0 "$IDX" entities --db db --interactive

done_testing
