#!/bin/sh
# Who is in all hits, who with whom, since when: against a count by count_names.py.
. "$SOURCE/tests/end_to_end"

count() {
    python3 "$SOURCE/tests/count_names.py" "$@"
}
# agrees TITLE QUESTION...: what was printed last is what count_names.py counts.
agrees() {
    title=$1
    shift
    is "$title" same "$(count "$@" <"$out")"
}

count make
exits 'the articles' 0 "$IDX" ingest --db db --entities list.tsv articles.jsonl
export REVUE_DB="$work/db"

# Who with whom.
exits 'the network as CSV' 0 "$SRCH" --graph csv témoin
agrees 'has all pairs and what they share' edges
exits 'of a query' 0 "$SRCH" --graph csv conseil
agrees 'of its hits alone' edges conseil
exits 'GraphML' 0 "$SRCH" --graph graphml témoin
agrees 'has the same pairs' graphml
exits 'GEXF' 0 "$SRCH" --graph gexf témoin
agrees 'has them too' gexf
if /usr/bin/python3 -c "import networkx" 2>/dev/null; then
    "$SRCH" --graph graphml témoin >net.graphml
    "$SRCH" --graph gexf témoin >net.gexf
    is 'networkx reads both' '9 9' "$(/usr/bin/python3 -c 'import networkx
print(len(networkx.read_graphml("net.graphml")), len(networkx.read_gexf("net.gexf")))' 2>&1 | tail -n 1)"
fi
run "$SRCH" --graph csv --names 3 témoin
is 'three names make three pairs' 3 "$(($(wc -l <"$out") - 1))"
run "$SRCH" --graph csv --entity-type place témoin
is 'of one type' 'Port-Vireux Saint-Orlan' "$(sed 1d "$out" | cut -d, -f1,2 | tr ',' '\n' | sort | tr '\n' ' ' | sed 's/ $//')"
run "$SRCH" --graph csv --entity-type person,place témoin
is 'of two' 0 "$(grep -cE 'Oriel|Tavel|Voiles' "$out")"
exits 'no hit' 1 "$SRCH" --graph csv --all introuvable
is 'has no pair' 1 "$(wc -l <"$out" | tr -d ' ')"

# The page.
exits 'a page' 0 "$SRCH" --graph html témoin
is 'each name is a link to its section' "$(grep -o 'href="#name-[0-9]*"' "$out" | tr -dc '0-9\n' | sort -u | tr '\n' ' ')" \
    "$(grep -o 'id="name-[0-9]*"' "$out" | tr -dc '0-9\n' | sort -u | tr '\n' ' ')"
is 'nine of them' 9 "$(grep -c '<section class="name"' "$out")"
is 'no script, nothing loaded' 0 "$(grep -ciE '<script|src=|@import|url\(' "$out")"
cp "$out" page
"$SRCH" --graph html témoin >again
exits 'the same picture each time' 0 cmp page again
exits 'a page without names' 0 "$SRCH" --graph html --all 'personne -puis -ferrane -colvier'
printf '{"title": "<b>x</b>", "outlet": "O", "text": "Un mot sur Aldo Ferrane & \\"Banque Tavel\\" au port."}\n' >bad.jsonl
"$IDX" ingest --db bad --entities list.tsv bad.jsonl >/dev/null 2>&1
run "$SRCH" --db bad --graph html mot
is 'what articles hold is text' 0 "$(grep -c '<b>x' "$out")"

# Who stands with whom more than by chance.
exits 'with a name' 0 "$SRCH" --with 'Aldo Ferrane' -n 0 -f tsv témoin
agrees 'the likelihood of each' with 'Aldo Ferrane'
is 'the one it was put with is the first' 'Comptoir Oriel' "$(head -n 1 "$out" | cut -f1)"
run "$SRCH" --with 'Aldo Ferrane' -n 0 -f tsv conseil
agrees 'within a query, against all articles' with 'Aldo Ferrane' conseil
run "$SRCH" --with 'aldo ferrane' -n 1 -f tsv témoin
is 'the limit holds' 1 "$(wc -l <"$out" | tr -d ' ')"
exits 'without a query' 0 "$SRCH" --with 'Aldo Ferrane' -f json
is 'JSON has the same' 'Comptoir Oriel' "$(python3 -c 'import json, sys; print(json.load(sys.stdin)["names"][0]["name"])' <"$out")"
exits 'for a person' 0 "$SRCH" --with 'Aldo Ferrane' -f text
is 'in lines' 'Comptoir Oriel' "$(head -n 1 "$out" | cut -c1-14)"

# Since when.
exits 'over time' 0 "$SRCH" --entity-timeline -n 0 -f tsv témoin
agrees 'articles of each name and month' times
run "$SRCH" --entity-timeline -n 0 -f json témoin
is 'JSON has a count a month' '9 24 24' "$(python3 -c 'import json, sys
found = json.load(sys.stdin)
print(len(found["names"]), len(found["periods"]), *{len(name["counts"]) for name in found["names"]})' <"$out")"
run "$SRCH" --entity-timeline -n 2 -f text témoin
is 'a line a name and one below' 3 "$(wc -l <"$out" | tr -d ' ')"
exits 'as a page' 0 "$SRCH" --entity-timeline -f html témoin
is 'a picture a name' 9 "$(grep -c '<figure>' "$out")"

# Facets of one type.
run "$SRCH" -n 0 -f tsv --facets entity --entity-type event témoin
is 'facets of one type' 'Fête des Voiles' "$(cut -f2 "$out")"

# Where names stand.
printf '{"id": "a1", "title": "Aldo Ferrane au port", "outlet": "O", "text": "À Port-Vireux, Aldo Ferrane parle."}\n' >one.jsonl
"$IDX" ingest --db one --entities list.tsv one.jsonl >/dev/null 2>&1
exits 'the names of an article' 0 "$SRCH" --db one --explain-entity a1
prints 'with their places' "$(printf 'Aldo Ferrane\tperson\ttitle\t0\t12\tAldo Ferrane\tlist
Aldo Ferrane\tperson\ttext\t16\t28\tAldo Ferrane\tlist\nPort-Vireux\tplace\ttext\t3\t14\tPort-Vireux\tlist')"
run "$SRCH" --db one --explain-entity a1 -f json
is 'as JSON too' '16 28' "$(python3 -c 'import json, sys; row = json.load(sys.stdin)[1]; print(row["start"], row["end"])' <"$out")"
exits 'an article that is not there' 1 "$SRCH" --db one --explain-entity a2
says 'is told' 'no article has the id a2'

# What is wrong.
exits 'an unknown type' 2 "$SRCH" --entity-type animal --facets entity témoin
says 'is told' 'there are person, organisation, place, event'
exits 'an unknown graph' 2 "$SRCH" --graph pdf témoin
exits 'an unknown name' 2 "$SRCH" --with 'Nul Inconnu'
says 'is told too' 'Nul Inconnu'
exits 'too many names' 2 "$SRCH" --graph csv --names 100000 témoin
exits 'beside facets' 2 "$SRCH" --with ferrane --facets outlet
says 'is refused' 'leave out --facets'
exits 'in a batch' 2 "$SRCH" --graph csv --batch queries
for option in '--facets outlet' '--timeline' '--with Nom' '--graph csv' '--since 2011' '--outlet A' -c -q; do
    # shellcheck disable=SC2086 # words
    exits "$option beside an article" 2 "$SRCH" --db one --explain-entity a1 $option
    says 'is told' 'leave out'
done
for option in -c -q; do
    exits "$option beside show" 2 "$SRCH" --db one $option show a1
    says 'is told' 'is about hits; leave out show'
done
exits 'a query beside an article' 2 "$SRCH" --explain-entity n1 témoin
exits 'in another format' 2 "$SRCH" --with ferrane -f ris

done_testing
