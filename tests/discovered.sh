#!/bin/sh
# Names that no list has: found at ingest, marked, looked up, counted, and linked over all articles.
. "$SOURCE/tests/end_to_end"

cat >articles.jsonl <<'EOT'
{"id": "a1", "title": "Le budget est voté", "text": "Le maire Édouard Vernaudin a présenté mardi son budget. « Il est sincère », a déclaré Édouard Vernaudin.\n\nL’Union des pêcheurs de Kervalec (UPK) proteste. L’UPK demande à M. Vernaudin de la recevoir."}
{"id": "a2", "title": "Une rue en travaux", "text": "Selon M. Vernaudin, les travaux dureront trois mois. Le préfet Paul Tavelier a donné son accord."}
{"id": "a3", "title": "Le bac reprend la mer", "text": "Le maire Edouard Vernaudin et la députée Anne Tavelier ont salué l’équipage."}
{"id": "a4", "title": "Un conseil animé", "text": "M. Tavelier a quitté la salle, a raconté le maire Édouard Vernaudin. Nicolás Maduro n’y était pas."}
{"id": "a5", "title": "Rien à dire", "text": "Un texte sans personne."}
EOT
ids() {
    "$SRCH" -f ids -n 0 --sort title "$@" 2>/dev/null | sort | tr '\n' ' '
}

exits 'a database' 0 "$IDX" ingest --db db articles.jsonl
export REVUE_DB="$work/db"
exits 'is sound' 0 "$IDX" check

# Shown.
run "$SRCH" -f tsv --fields entities bac
is 'a name that no list has is marked' 2 "$(grep -o ' ?' "$out" | wc -l | tr -d ' ')"
is 'as it is written' 1 "$(grep -c 'Edouard Vernaudin ?' "$out")"
run "$SRCH" -f tsv --fields entities conseil
is 'one of a list is not' 1 "$(grep -c 'Nicolás Maduro;' "$out")"
run "$SRCH" -f json --confirmed conseil
is 'and stays alone with --confirmed' 'Nicolás Maduro' \
    "$(python3 -c 'import json, sys; print(*json.load(sys.stdin)["hits"][0]["entities"])' <"$out")"

# Looked up.
is 'by any way of writing it' 'a1 a2 a3 a4 ' "$(ids --entity 'EDOUARD VERNAUDIN')"
is 'as it is shown' 'a1 a2 a3 a4 ' "$(ids --entity 'Édouard Vernaudin ?')"
is 'a surname is the one person with it' 'a1 a2 a3 a4 ' "$(ids --entity vernaudin)"
is 'one of two persons finds both' 'a2 a3 a4 ' "$(ids --entity tavelier)"
is 'each has an article of its own' 'a2 ' "$(ids --entity 'Paul Tavelier')"
is 'in the query, too' 'a3 ' "$(ids 'entite:"Anne Tavelier" bac')"
exits 'with --confirmed' 2 "$SRCH" --confirmed --entity Vernaudin
says 'it is unknown' 'no known entity'
exits 'what nobody found' 2 "$SRCH" --entity Personne
says 'is unknown' 'no known entity'

# Counted.
exits 'facets' 0 "$SRCH" -n 0 -f tsv --facets entity le
is 'two spellings and the surname are one' 'Édouard Vernaudin ? 4' "$(grep Vernaudin "$out" | cut -f2,3 | tr '\t' ' ')"
is 'a surname of two persons stays open' 'Anne Tavelier ? 1,Paul Tavelier ? 1,Tavelier ? 1,' \
    "$(grep Tavelier "$out" | cut -f2,3 | sort | tr '\t\n' ' ,')"
run "$SRCH" -n 0 -f tsv --facets entity --confirmed le
is 'those of a list alone' '' "$(grep ' ?' "$out")"
exits 'who stands with whom' 0 "$SRCH" --with 'Nicolas Maduro' -f tsv
is 'counts all articles of a name' '1 4' "$(grep Vernaudin "$out" | cut -f3,4 | tr '\t' ' ')"
exits 'or with a name discovered' 0 "$SRCH" --with 'Anne Tavelier' -f tsv
is 'which is left out itself' '' "$(grep Tavelier "$out")"

# Called as most of the articles write it, not by the longest, nor by a surname.
cat >ways.jsonl <<'EOT'
{"id":"w1","title":"Le port","text":"Le maire de Kervalec Bertrand de Tressignac a parlé. Bertrand de Tressignac veut un port."}
{"id":"w2","title":"Le quai","text":"Hier, Bertrand de Tressignac a parlé du quai."}
{"id":"w3","title":"La digue","text":"Selon la presse, Bertrand de Tressignac a parlé de la digue."}
{"id":"w4","title":"Le phare","text":"Le maire, Kervalec Bertrand de Tressignac, a parlé du phare."}
{"id":"w5","title":"Le pont","text":"Le maire, De Tressignac, a dit non. M. de Tressignac reste."}
{"id":"w6","title":"Le bac","text":"M. Tressignac a dit non au bac."}
{"id":"w7","title":"Le môle","text":"M. Tressignac a dit non au môle."}
{"id":"w9","title":"Le chenal","text":"Le préfet Arnaud Lebreuil a visité le chenal."}
{"id":"w10","title":"La bouée","text":"Le préfet Arnaud LeBreuil a visité la bouée."}
EOT
exits 'several ways to write a name' 0 "$IDX" ingest --db ways ways.jsonl
called() { # QUERY...: each name and in how many articles it is
    "$SRCH" --db ways -f tsv --facets entity "$@" 2>"$err" | cut -f 2,3 | tr '\t' ' '
}
is 'that of most articles' 'Bertrand de Tressignac ? 7' "$(called dit OU parlé)"
is 'of those that are counted' 'Kervalec Bertrand de Tressignac ? 1' "$(called phare)"
is 'no surname' 'Bertrand de Tressignac ? 4' "$(called quai OU pont OU bac OU môle)"
is 'where there is but a surname that of all articles' 'Kervalec Bertrand de Tressignac ? 2' "$(called môle OU bac)"
is 'of as many the first in the alphabet' 'Arnaud LeBreuil ? 2' "$(called visité)"

# Where, and why.
exits 'the names of an article' 0 "$SRCH" --explain-entity a1
is 'a surname stands for the full name' surname "$(grep 'Édouard Vernaudin ?' "$out" | grep '	Vernaudin	' | cut -f7)"
is 'an acronym for the longer one' acronym "$(grep '	UPK	' "$out" | cut -f7 | sort -u)"
is 'whose name it has' 'Union des pêcheurs de Kervalec ?' "$(grep '	UPK	' "$out" | cut -f1 | sort -u)"
is 'each mention is where it says' '' "$(python3 -c 'import json, sys
article = json.loads(open("articles.jsonl").readline())
for line in sys.stdin:
    field, start, end, written = line.split("\t")[2:6]
    if article[field].encode()[int(start):int(end)].decode() != written:
        print(line)' <"$out")"

# The same by every way.
"$SRCH" -f jsonl -n 0 --sort title --facets entity le >before
"$IDX" export >exported.jsonl
exits 'put into another database' 0 "$IDX" ingest --db other exported.jsonl
"$SRCH" --db other -f jsonl -n 0 --sort title --facets entity le >other.hits
exits 'it is the same' 0 cmp before other.hits
exits 'built in bulk' 0 "$IDX" rebuild
"$SRCH" -f jsonl -n 0 --sort title --facets entity le >rebuilt
exits 'it is, too' 0 cmp before rebuilt
exits 'once more' 0 "$IDX" retag
prints 'nothing changes' '5 articles, 0 with other entities than before'
printf 'Édouard Vernaudin\tperson\tVernaudin\n' >list.tsv
exits 'confirmed by a list' 0 "$IDX" retag --entities list.tsv
is 'it loses its mark' 'a1 a2 a3 a4 ' "$(ids --confirmed --entity vernaudin)"
exits 'and the database' 0 "$IDX" check
printf 'Anne Tavelier\tperson\t\n' >one.tsv
exits 'one of two persons confirmed' 0 "$IDX" retag --entities one.tsv
is 'their surname stays open' 'a2 ' "$(ids --entity 'Paul Tavelier')"
run "$SRCH" -n 0 -f tsv --facets entity le
is 'in counts, too' 'Paul Tavelier ? 1,Tavelier ? 1,' \
    "$(grep 'Tavelier ?' "$out" | cut -f2,3 | sort | tr '\t\n' ' ,')"
printf 'Édouard Vernaudin\tnone\t\n' >none.tsv
exits 'rejected by a list' 0 "$IDX" retag --entities none.tsv
run "$SRCH" -f tsv --fields entities bac
is 'it is no name' '' "$(grep Vernaudin "$out")"
cat >ministry.jsonl <<'JSON'
{"id": "m1", "title": "Un plan", "text": "Le ministère de la Santé annonce un plan. Le ministère de la Santé a parlé. La Santé attend."}
JSON
printf 'Santé\tnone\t\n' >health.tsv
"$IDX" ingest --db ministry ministry.jsonl >"$out" 2>"$err"
exits 'a part of a name is rejected' 0 "$IDX" retag --db ministry --entities health.tsv
is 'the longer name stays' 'ministère de la Santé ?' \
    "$("$SRCH" --db ministry --explain-entity m1 | cut -f 1 | sort -u)"
exits 'without' 0 "$IDX" retag --no-names
run "$SRCH" -n 0 -f tsv --facets entity le
is 'no name is left but those of a list' '' "$(grep ' ?' "$out")"
exits 'sound as well' 0 "$IDX" check
exits 'not looked for' 0 "$IDX" ingest --db none --no-names articles.jsonl
run "$SRCH" --db none -n 0 -f tsv --facets entity le
is 'none is found' '' "$(grep ' ?' "$out")"

# A decision that agrees with what was discovered is one all the same: the list has it.
"$IDX" ingest --db typed articles.jsonl >"$out" 2>"$err"
"$IDX" entities --db typed --discovered -n 1 >first 2>"$err"
exits 'the type that it has' 0 "$IDX" entities --db typed type "$(cut -f 1 first)" "$(cut -f 2 first)"
is 'is written' "$(cut -f 1,2 first)" "$(tail -n 1 home/.config/revue/entities.tsv | cut -f 1,2)"
run "$IDX" retag --db typed
is 'and stays' ', 0 with' "$(grep -o ', 0 with' "$out")"

# A weak name of a list asks for more than itself.
printf 'Vienne\tplace\t~Vienne\tAutriche\nParis\tplace\tParis\n' >weak.tsv
echo '{"title": "Accident", "text": "Un mort dans la Vienne, près de Poitiers."}' >weak.jsonl
exits 'a weak name' 0 "$IDX" ingest --db weak --entities weak.tsv weak.jsonl
is 'stays a discovered one' 0 "$("$SRCH" --db weak -n 0 -f tsv --facets entity mort | grep -c '^entity	Vienne	')"

# Places that begin otherwise are others, however near their spelling.
echo '{"title": "Deux villes", "text": "La ville de Kerzambal est en Bretagne, comme la ville de Perzambal. La ville de Kerzanbal aussi."}' >near.jsonl
exits 'near spellings' 0 "$IDX" ingest --db near near.jsonl
"$IDX" entities --db near --discovered >"$out"
is 'are one place where they begin alike' 1 "$(grep -c 'Kerzambal|Kerzanbal\|Kerzanbal|Kerzambal' "$out")"
is 'and others where not' 0 "$(grep -c 'Kerzambal.*|Perzambal\|Perzambal|' "$out")"

# A name with a word before it that is no part of it, once.
for act in 1 2 3 4 5; do
    echo "{\"id\": \"n$act\", \"title\": \"Acte $act\", \"text\": \"Le maire Édith Vernaudin a signé l’acte $act.\"}"
done >once.jsonl
echo '{"id": "n6", "title": "Acte 6", "text": "Avantage Édith Vernaudin, dit le maire Paul Tavelier."}' >>once.jsonl
exits 'one longer name' 0 "$IDX" ingest --db once once.jsonl
is 'does not take the name of five articles' 5 "$("$SRCH" --db once -n 0 -f tsv --facets entity acte |
    sed -n 's/^entity	Édith Vernaudin ?	//p')"

# A list's name beside another one.
cat >beside.jsonl <<'EOT'
{"id": "p1", "title": "Le bilan", "text": "La maire de Paris Édith Vernaudin a présenté son bilan. Édith Vernaudin se représente."}
{"id": "p2", "title": "La nuit", "text": "Paris dort."}
EOT
exits 'a city beside its mayor' 0 "$IDX" ingest --db beside beside.jsonl
is 'is the city of the list' 'p1 p2 ' "$(ids --db beside --confirmed --entity Paris)"
is 'and not one more' 'Paris; Édith Vernaudin ?' "$("$SRCH" --db beside -f tsv --fields entities bilan)"

done_testing
